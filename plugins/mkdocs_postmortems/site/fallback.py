"""Writes what the smaller search needs beside the words of similar incidents.

It answers where Pagefind cannot: on pages that were opened as files, and on sites that were built without its program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.search import OrdinaryPage, build_fallback_records
from mkdocs_postmortems.site.alike import FOLDER

LEDGER = "ledger.js"
"""A script, since pages that were opened as files may load nothing else."""

_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 600
"""Letters of a page's headings that are kept."""


def write_fallback(atlas: SiteModel, ordinary: Mapping[str, tuple[str, str]], config: MkDocsConfig) -> None:
    """Write the ledger beside the data of similar incidents; `ordinary` has title and HTML by address."""
    pages = [OrdinaryPage(url, title, _headings(html)) for url, (title, html) in sorted(ordinary.items())]
    data = build_fallback_records(atlas, pages)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    path = Path(config.site_dir) / FOLDER / LEDGER
    path.write_text(f"window.postmortemsLedger = {text}\n", encoding="utf-8")


def _headings(html: str) -> str:
    """The text of a page's headings below its title."""
    return " · ".join(_texts(html))[:_LONGEST]


def _texts(html: str) -> Iterator[str]:
    for piece in html.split("<h")[1:]:
        if piece[:1] in "23456":
            text = unescape(_TAG.sub("", piece.split("</h", 1)[0].partition(">")[2])).strip(" ¶\n")
            yield " ".join(text.split())
