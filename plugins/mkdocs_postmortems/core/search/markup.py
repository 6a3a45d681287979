"""Records as the minimal HTML that Pagefind reads: words, headings, filters and sort keys, nothing of a page's frame.

A heading that a template brings is no word of the document, and yet a result says which section it is from. So headings
are empty, and their id holds the anchor and, behind a question mark, the title, encoded as in an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from mkdocs_postmortems.core.pages.keys import ORDINARY, Key
from mkdocs_postmortems.core.search.records import Part, Record

NEVER = "0000"
"""Sorts documents without a date behind all others; Pagefind leaves out what has no key."""

NO_TIME = "-1"


def record_markup(record: Record) -> str:
    """Return a record as HTML."""
    return _page(record, "".join(_part(part) for part in record.parts))


def page_markup(title: str, html: str) -> str:
    """Return an ordinary page as HTML: its own content, which has its headings with their anchors."""
    record = Record("", title, (), {Key.KIND: (ORDINARY,)}, "", None, "", "")
    return _page(record, html)


def _page(record: Record, content: str) -> str:
    head = "".join(_head(record))
    title = f'<h1 data-pagefind-weight="10">{escape(record.title)}</h1>'
    return f"<html><body data-pagefind-body>{title}{head}{content}</body></html>"


def _head(record: Record) -> Iterator[str]:
    for key, values in record.filters.items():
        for value in values:
            yield f'<meta data-pagefind-filter="{key}[content]" content="{escape(value)}">'
    yield f'<meta data-pagefind-sort="date[content]" content="{escape(record.date or NEVER)}">'
    minutes = NO_TIME if record.minutes is None else str(record.minutes)
    yield f'<meta data-pagefind-sort="duration[content]" content="{minutes}">'
    for name, text in (("date", record.date), ("lasted", record.lasted), ("flag", record.flag)):
        if text:
            yield f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">'


def _part(part: Part) -> str:
    head = f'<h2 id="{escape(f"{part.anchor}?{quote(part.title)}")}"></h2>' if part.title else ""
    texts = (*((part.heading,) if part.heading else ()), *part.texts)
    weight = f' data-pagefind-weight="{part.weight:g}"' if part.weight != 1 else ""
    return head + f"<div{weight}>" + "".join(f"<p>{escape(text)}</p>" for text in texts) + "</div>"
