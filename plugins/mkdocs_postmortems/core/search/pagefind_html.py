"""Writes search records as the minimal HTML that Pagefind indexes: text, headings and filters, no page layout.

Section titles that come from a template should not be searchable, but results have to show them. So heading elements
are empty, and their id holds the anchor and, after a question mark, the percent-encoded title. All text is cut into
tokens by `index_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from urllib.parse import quote

from mkdocs_postmortems.core.index_text import index_text
from mkdocs_postmortems.core.search.records import RecordSection, SearchRecord

_MEDIA = re.compile(r"<(?:img|source|video|audio|iframe)\b[^<>]*+>", re.IGNORECASE)
_HEADING_LINK = re.compile(r'<a\b[^<>]*\bclass="headerlink"[^<>]*+>[^<]*+</a>')
"""The sign beside a heading that links to it, such as `¶`."""
_TITLE = re.compile(r"<h1\b[^<>]*+>(?:[^<]++|<(?!/?h1\b))*+</h1>")
"""The heading that repeats the title of the page, which is searched as the title."""
_TAG = re.compile(r"(<[^<>]*+>)")
_FORMATTING = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|em|i|ins|kbd|mark|q|samp|small|span|strong|sub|sup|u|var)\b(?![^<>]*pagefind)[^<>]*+>",
    re.IGNORECASE,
)
SHARD_FILTER = "part"
"""The Pagefind filter by which a browser skips shards of the index that lack a word."""


def record_html(record: SearchRecord, shard: str) -> str:
    """Return a search record as the HTML that Pagefind reads its words, filters and sort keys from."""
    return _document_html(record, "".join(map(_section_html, record.sections)), shard)


def page_html(title: str, html: str, filters: Mapping[str, tuple[str, ...]], shard: str) -> str:
    """Return a page that is not a postmortem as HTML; `html` is its rendered content, including headings with ids."""
    record = SearchRecord("", title, (), filters, "", None, "", "")
    # Pagefind stores the URL of the first image, which is relative to the page and wrong relative to the index.
    content = _TITLE.sub("", _HEADING_LINK.sub("", _MEDIA.sub("", html)), count=1)
    return _document_html(record, _tokens_html(content), shard)


def _tokens_html(html: str) -> str:
    """Return HTML with its text as tokens of the index; a word that is partly formatted is one word."""
    pieces = _TAG.split(_FORMATTING.sub("", html))
    return "".join(piece if number % 2 else _text_html(piece) for number, piece in enumerate(pieces))


def _text_html(piece: str) -> str:
    text = unescape(piece)
    before, after = (" " if one.isspace() else "" for one in (text[:1], text[-1:]))
    return before + escape(index_text(text)) + after


def _document_html(record: SearchRecord, content: str, shard: str) -> str:
    head = "".join(_filters_html(record, shard))
    title = f'<h1 data-pagefind-weight="10">{escape(index_text(record.title))}</h1>'
    return f"<html><body data-pagefind-body>{title}{head}{content}</body></html>"


def _filters_html(record: SearchRecord, shard: str) -> Iterator[str]:
    yield f'<meta data-pagefind-filter="{SHARD_FILTER}[content]" content="{escape(shard)}">'
    for key, values in record.filters.items():
        for value in values:
            yield f'<meta data-pagefind-filter="{key}[content]" content="{escape(value)}">'
    for name, text in (("date", record.date), ("lasted", record.duration), ("flag", record.flag)):
        if text:
            yield f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">'


def _section_html(section: RecordSection) -> str:
    head = f'<h2 id="{escape(f"{section.anchor}?{quote(section.title)}")}"></h2>' if section.title else ""
    texts = (*((section.heading,) if section.heading else ()), *section.texts)
    weight = f' data-pagefind-weight="{section.weight:g}"' if section.weight != 1 else ""
    return head + f"<div{weight}>" + "".join(f"<p>{escape(index_text(text))}</p>" for text in texts) + "</div>"
