"""Writes the files for programs into the built site."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.core.machines.api import SCHEMA_URI
from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.machines.machine_files import build_machine_files
from mkdocs_postmortems.site.audience_filter import UNPUBLISHED
from mkdocs_postmortems.site.background_writing import LogMessage
from mkdocs_postmortems.site.markdown_twins import build_twins
from mkdocs_postmortems.site.site_build import SiteBuild

SCHEMA = Path(__file__).parent.parent / "resources/api/v1.schema.json"
NO_SITE_URL = "site_url is not set, so the site has no feeds and browsers cannot add its search."


def write_machine_files(
    site_build: SiteBuild, config: MkDocsConfig, addresses: Collection[str], narrow_links: str
) -> Iterator[LogMessage]:
    """Write the files, and yield a message about those that are left out, such as where the author has a file.

    Args:
        site_build: the build of the site.
        config: MkDocs' configuration.
        addresses: the paths of all files of the site, as sources and as URLs.
        narrow_links: the option of that name.
    """
    site, registry = site_build.machine_site(), site_build.page_registry
    if not site.url:
        yield logging.INFO, NO_SITE_URL
    taken = {file.dest_uri for file in registry.files if file.inclusion not in UNPUBLISHED}
    for file in chain(_below_root(site_build, site), build_twins(registry, site, addresses, narrow_links)):
        if file.uri in taken:
            is_left_out = "is a file of the site's own, so the file for programs of that name is left out."
            yield logging.INFO, f"{file.uri} {is_left_out}"
            continue
        path = Path(config.site_dir, file.uri)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", errors="replace", newline="")


def _below_root(site_build: SiteBuild, site: SiteAddress) -> Iterator[MachineFile]:
    """Yield the files of the view and the schema of the API, with their paths below the site's root."""
    home = site_build.template_context.home
    for file in build_machine_files(site_build.site_model, site, home, site_build.saved_searches):
        yield MachineFile(site.file(file.uri), file.text)
    yield MachineFile(site.file(SCHEMA_URI), SCHEMA.read_text(encoding="utf-8"))
