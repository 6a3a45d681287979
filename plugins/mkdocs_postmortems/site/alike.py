"""Writes what the page for pasted texts needs: the scorer as data, the results' sheets, and lunr.js for its stemmer."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import mkdocs.contrib.search
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.list_rows import incident_row
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.browser_export import as_script, assign_card_files, export_index, result_card

FOLDER = "assets/postmortems/similar"
"""Where the data goes, below the site."""
_LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"


def write_similar(atlas: SiteModel, urls: Mapping[str, str], config: MkDocsConfig) -> None:
    """Write the data as scripts, which a page opened from a file may load as well; `urls` is by path.

    What is shown of documents is in files of its own, of which a list of results loads only a few.
    """
    folder = Path(config.site_dir) / FOLDER
    shutil.rmtree(folder, ignore_errors=True)  # There may have been more documents, or others.
    folder.mkdir(parents=True)
    data = export_index(SimilarityFinder(atlas.view, atlas.collection))
    data["files"] = assign_card_files(data["paths"])
    (folder / "data.js").write_text(as_script("postmortemsSimilar", data), encoding="utf-8")
    for number, sheets in _sheets(atlas, urls, data["files"]).items():
        script = as_script(f"postmortemsSheets{number}", sheets)
        (folder / f"sheets-{number}.js").write_text(script, encoding="utf-8")
    shutil.copyfile(_LUNR, folder / "lunr.js")


def _sheets(atlas: SiteModel, urls: Mapping[str, str], files: Iterable[int]) -> dict[int, dict[str, object]]:
    """The sheets of each file, by the paths of the documents."""
    found: dict[int, dict[str, object]] = {}
    for document, number in zip(atlas.collection.documents, files, strict=True):
        found.setdefault(number, {})[document.path] = _sheet(atlas, document, urls.get(document.path, ""))
    return found


def _sheet(atlas: SiteModel, document: Postmortem, url: str) -> dict[str, object]:
    row = incident_row(atlas.facets, document)
    mark = row.severity
    severity = (mark.ref.name, mark.light, mark.dark) if mark else ()
    return result_card(document, url, severity, row.day, atlas.view.taxonomy)
