"""Writes the files for programs into the built site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.core.machines.machine_files import build_machine_files
from mkdocs_postmortems.site.audience_filter import UNPUBLISHED
from mkdocs_postmortems.site.site_build import SiteBuild

NO_SITE_URL = "site_url is not set, so the site has no feeds and browsers cannot add its search."


def write_machine_files(site_build: SiteBuild, config: MkDocsConfig) -> Iterator[str]:
    """Write the files, and yield a message about those that are left out, such as where the author has a file.

    Args:
        site_build: the build of the site.
        config: MkDocs' configuration.
    """
    site = site_build.machine_site()
    if not site.url:
        yield NO_SITE_URL
    taken = {file.dest_uri for file in site_build.page_registry.files if file.inclusion not in UNPUBLISHED}
    home = site_build.template_context.home
    for file in build_machine_files(site_build.site_model, site, home, site_build.saved_searches):
        uri = site.file(file.uri)
        if uri in taken:
            yield f"{uri} is a file of the site's own, so the file for programs of that name is left out."
            continue
        path = Path(config.site_dir, uri)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", errors="replace", newline="")
