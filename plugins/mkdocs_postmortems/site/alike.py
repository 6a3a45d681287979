"""Writes what the page for pasted texts needs: the scorer as data, the results' sheets, and lunr.js for its stemmer."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import mkdocs.contrib.search
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.row import incident_row
from mkdocs_postmortems.core.similar import Finder
from mkdocs_postmortems.core.similar.export import as_data, as_script
from mkdocs_postmortems.core.similar.sheet import result_sheet

FOLDER = "assets/postmortems/similar"
"""Where the data goes, below the site."""
_LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"


def write_similar(atlas: Atlas, urls: Mapping[str, str], config: MkDocsConfig) -> None:
    """Write the data as a script, which a page opened from a file may load as well; `urls` is by path."""
    folder = Path(config.site_dir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    finder = Finder(atlas.view, atlas.collection)
    data = as_data(finder)
    data["sheets"] = [_sheet(atlas, document, urls.get(document.path, "")) for document in atlas.collection.documents]
    (folder / "data.js").write_text(as_script("postmortemsSimilar", data), encoding="utf-8")
    shutil.copyfile(_LUNR, folder / "lunr.js")


def _sheet(atlas: Atlas, document: Postmortem, url: str) -> dict[str, object]:
    row = incident_row(atlas.facets, document)
    return result_sheet(document, url, row.severity.ref.name if row.severity else "", row.day)
