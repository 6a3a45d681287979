"""Writes the data that browsers load to find similar incidents, and the fallback index for sites without Pagefind.

The page for similar incidents needs the inverted index, the result cards, and lunr.js for its stemmer.
"""

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
from mkdocs_postmortems.core.pages.recovery_card import build_recovery_card, recovery_data
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.search import OrdinaryPage, build_fallback_records
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.browser_export import as_script, assign_card_files, export_index, result_card

SIMILAR_FOLDER = "assets/postmortems/similar"
"""Folder of the data, relative to the site's root."""
_LUNR_FILE = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"


def write_similar_index(site_model: SiteModel, urls: Mapping[str, str], config: MkDocsConfig) -> None:
    """Write the data as scripts, which also load from pages that are opened as files.

    Result cards are spread over files of their own, so that a list of results loads only a few of them.

    Args:
        site_model: the view and everything derived from it.
        urls: URL of each document by its path.
        config: MkDocs' configuration.
    """
    folder = Path(config.site_dir) / SIMILAR_FOLDER
    shutil.rmtree(folder, ignore_errors=True)  # Files of an earlier build with more documents.
    folder.mkdir(parents=True)
    data = export_index(SimilarityFinder(site_model.view, site_model.collection))
    data["files"] = assign_card_files(data["paths"])
    (folder / "data.js").write_text(as_script("postmortemsSimilar", data), encoding="utf-8")
    for number, cards in _cards_by_file(site_model, urls, data["files"]).items():
        script = as_script(f"postmortemsSheets{number}", cards)
        (folder / f"sheets-{number}.js").write_text(script, encoding="utf-8")
    shutil.copyfile(_LUNR_FILE, folder / "lunr.js")


def _cards_by_file(
    site_model: SiteModel, urls: Mapping[str, str], files: Iterable[int]
) -> dict[int, dict[str, object]]:
    """Return file number -> document path -> result card. `files` has the file number of each document."""
    cards: dict[int, dict[str, object]] = {}
    for document, number in zip(site_model.collection.documents, files, strict=True):
        cards.setdefault(number, {})[document.path] = _result_card(site_model, document, urls.get(document.path, ""))
    return cards


def _result_card(site_model: SiteModel, document: Postmortem, url: str) -> dict[str, object]:
    row = site_model.rows[document.path]
    mark = row.severity
    severity = (mark.ref.name, mark.light, mark.dark) if mark else ()
    card = result_card(document, url, severity, row.day, site_model.view.taxonomy)
    if recovery := build_recovery_card(site_model, document):
        card["recovery"] = recovery_data(recovery)
    translated: dict[str, object] = site_model.language.translated(card)
    return translated


FALLBACK_FILE = "ledger.js"
"""File of the fallback index: a script, since pages that are opened as files cannot load JSON."""

_TAG = re.compile(r"<[^<>]*>")
_MAX_HEADINGS_LENGTH = 600
"""Maximum number of characters of a page's headings in the fallback index."""


def write_fallback_index(
    site_model: SiteModel, urls: Mapping[str, str], pages: Iterable[OrdinaryPage], config: MkDocsConfig
) -> None:
    """Write the ledger: what searches narrow and sort by, and what the fallback search knows of other pages.

    Args:
        site_model: the view and everything derived from it.
        urls: URL of each document by its path.
        pages: the pages that are no incidents.
        config: MkDocs' configuration.
    """
    data = site_model.language.translated(build_fallback_records(site_model, urls, pages))
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    path = Path(config.site_dir) / SIMILAR_FOLDER / FALLBACK_FILE
    path.write_text(f"window.postmortemsLedger = {text}\n", encoding="utf-8")


def ordinary_page(url: str, title: str, headings: Iterable[str]) -> OrdinaryPage:
    """Return a page that is no incident, with the text of its headings below the title, as far as it is kept."""
    return OrdinaryPage(url, title, " · ".join(headings)[:_MAX_HEADINGS_LENGTH])


def heading_texts(html: str) -> Iterator[str]:
    """Yield the text of each heading of rendered HTML below its title."""
    for piece in html.split("<h")[1:]:
        if piece[:1] in "23456":
            text = unescape(_TAG.sub("", piece.split("</h", 1)[0].partition(">")[2])).strip(" ¶\n")
            yield " ".join(text.split())
