"""Writes what the page for pasted texts needs: the scorer as data, the results' sheets, and lunr.js for its stemmer."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path

import mkdocs.contrib.search
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.list_rows import incident_row
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.search import OrdinaryPage, build_fallback_records
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.browser_export import as_script, assign_card_files, export_index, result_card

SIMILAR_FOLDER = "assets/postmortems/similar"
"""Where the data goes, below the site."""
_LUNR_FILE = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"


def write_similar_index(site_model: SiteModel, urls: Mapping[str, str], config: MkDocsConfig) -> None:
    """Write the data as scripts, which a page opened from a file may load as well; `urls` is by path.

    What is shown of documents is in files of its own, of which a list of results loads only a few.
    """
    folder = Path(config.site_dir) / SIMILAR_FOLDER
    shutil.rmtree(folder, ignore_errors=True)  # There may have been more documents, or others.
    folder.mkdir(parents=True)
    data = export_index(SimilarityFinder(site_model.view, site_model.collection))
    data["files"] = assign_card_files(data["paths"])
    (folder / "data.js").write_text(as_script("postmortemsSimilar", data), encoding="utf-8")
    for number, sheets in _cards_by_file(site_model, urls, data["files"]).items():
        script = as_script(f"postmortemsSheets{number}", sheets)
        (folder / f"sheets-{number}.js").write_text(script, encoding="utf-8")
    shutil.copyfile(_LUNR_FILE, folder / "lunr.js")


def _cards_by_file(
    site_model: SiteModel, urls: Mapping[str, str], files: Iterable[int]
) -> dict[int, dict[str, object]]:
    """The sheets of each file, by the paths of the documents."""
    found: dict[int, dict[str, object]] = {}
    for document, number in zip(site_model.collection.documents, files, strict=True):
        found.setdefault(number, {})[document.path] = _result_card(site_model, document, urls.get(document.path, ""))
    return found


def _result_card(site_model: SiteModel, document: Postmortem, url: str) -> dict[str, object]:
    row = incident_row(site_model.facets, document)
    mark = row.severity
    severity = (mark.ref.name, mark.light, mark.dark) if mark else ()
    return result_card(document, url, severity, row.day, site_model.view.taxonomy)


FALLBACK_FILE = "ledger.js"
"""A script, since pages that were opened as files may load nothing else."""

_TAG = re.compile(r"<[^<>]*>")
_MAX_HEADINGS_LENGTH = 600
"""Letters of a page's headings that are kept."""


def write_fallback_index(
    site_model: SiteModel, ordinary_pages: Mapping[str, tuple[str, str]], config: MkDocsConfig
) -> None:
    """Write the ledger beside the data of similar incidents; `ordinary` has title and HTML by address."""
    pages = [OrdinaryPage(url, title, _headings(html)) for url, (title, html) in sorted(ordinary_pages.items())]
    data = build_fallback_records(site_model, pages)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    path = Path(config.site_dir) / SIMILAR_FOLDER / FALLBACK_FILE
    path.write_text(f"window.postmortemsLedger = {text}\n", encoding="utf-8")


def _headings(html: str) -> str:
    """The text of a page's headings below its title."""
    return " · ".join(_heading_texts(html))[:_MAX_HEADINGS_LENGTH]


def _heading_texts(html: str) -> Iterator[str]:
    for piece in html.split("<h")[1:]:
        if piece[:1] in "23456":
            text = unescape(_TAG.sub("", piece.split("</h", 1)[0].partition(">")[2])).strip(" ¶\n")
            yield " ".join(text.split())
