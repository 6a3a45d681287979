"""Writes the addresses of a site's pages for the script that forgets what a browser has kept of others."""

from __future__ import annotations

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_postmortems.site.audience_filter import UNPUBLISHED

PAGE_LIST = "assets/postmortems/pages.json"


def write_page_list(files: Files, config: MkDocsConfig, *, is_translation: bool) -> None:
    """Write the URLs below the site's root of all pages; pages of a further language are added to those of others."""
    path = Path(config.site_dir, PAGE_LIST)
    known = json.loads(path.read_text("utf-8")) if is_translation and path.is_file() else []
    urls = (file.url for file in files.documentation_pages() if file.inclusion not in UNPUBLISHED)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(sorted({*known, *urls})), encoding="utf-8")
