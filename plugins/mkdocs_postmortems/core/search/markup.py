"""Records as the minimal HTML that Pagefind reads: words, headings and filters, nothing of a page's frame.

A heading that a template brings is no word of the document, and yet a result says which section it is from. So headings
are empty, and their id holds the anchor and, behind a question mark, the title, encoded as in an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from mkdocs_postmortems.core.pages.keys import ORDINARY, Key
from mkdocs_postmortems.core.search.records import Part, Record

_PICTURE = re.compile(r"<(?:img|source|video|audio|iframe)\b[^>]*>", re.IGNORECASE)
PART = "part"
"""The filter by which a browser leaves out parts of the index that lack a word."""


def record_markup(record: Record, part: str) -> str:
    """Return a record as HTML, for a part of the index."""
    return _page(record, "".join(_part(part) for part in record.parts), part)


def page_markup(title: str, html: str, part: str) -> str:
    """Return an ordinary page as HTML: its own content, which has its headings with their anchors."""
    record = Record("", title, (), {Key.KIND: (ORDINARY,)}, "", None, "", "")
    # Pagefind keeps the address of a page's first picture, which leads elsewhere from where the index is.
    return _page(record, _PICTURE.sub("", html), part)


def _page(record: Record, content: str, part: str) -> str:
    head = "".join(_head(record, part))
    title = f'<h1 data-pagefind-weight="10">{escape(record.title)}</h1>'
    return f"<html><body data-pagefind-body>{title}{head}{content}</body></html>"


def _head(record: Record, part: str) -> Iterator[str]:
    yield f'<meta data-pagefind-filter="{PART}[content]" content="{escape(part)}">'
    for key, values in record.filters.items():
        for value in values:
            yield f'<meta data-pagefind-filter="{key}[content]" content="{escape(value)}">'
    for name, text in (("date", record.date), ("lasted", record.lasted), ("flag", record.flag)):
        if text:
            yield f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">'


def _part(part: Part) -> str:
    head = f'<h2 id="{escape(f"{part.anchor}?{quote(part.title)}")}"></h2>' if part.title else ""
    texts = (*((part.heading,) if part.heading else ()), *part.texts)
    weight = f' data-pagefind-weight="{part.weight:g}"' if part.weight != 1 else ""
    return head + f"<div{weight}>" + "".join(f"<p>{escape(text)}</p>" for text in texts) + "</div>"
