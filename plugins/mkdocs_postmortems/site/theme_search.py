"""Adds the documents to the index of the theme's search, where pages of the site keep the theme's search field.

Themes load the whole index at once and index it again in the browser, so documents are in it with title and summary
only, and at most the newest. Our own search, which is a link away from each of them, has all of their words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse.inline import title_to_text

INDEX_FILE = "search/search_index.json"
"""The index of the search plugins of MkDocs and Material, relative to the site's root."""
MAX_DOCUMENTS = 2000
"""Number of documents that a browser indexes in a moment."""


def add_to_theme_search(config: MkDocsConfig, entries: Iterable[Mapping[str, str]]) -> None:
    """Add entries to the index of the theme's search; leave alone what is not as MkDocs writes it."""
    path = Path(config.site_dir) / INDEX_FILE
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if not isinstance(index, dict) or not isinstance(index.get("docs"), list) or "index" in index:
        return
    index["docs"] += entries
    path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")


def theme_search_entries(documents: Iterable[Postmortem], urls: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the entries of documents in the search index of the theme.

    Args:
        documents: the documents of the view, newest first.
        urls: URL of each document by its path.
    """
    listed = [document for document in documents if document.path in urls][:MAX_DOCUMENTS]
    return [_entry(document, urls[document.path]) for document in listed]


def _entry(document: Postmortem, url: str) -> dict[str, str]:
    texts = (document.id if document.id_declared else "", document.summary or "", *document.alerts)
    return {
        "location": url,
        "title": escape(title_to_text(document.title), quote=False),
        "text": escape(" ".join(text for text in texts if text), quote=False),
    }
