"""Splits HTML, XML and SVG into the text between tags and the text inside tags and comments, without losing any."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_postmortems.audit.decoded import DecodedText

BREAK = "\x1f"
"""Separator between table cells, list items and paragraphs, so that no phrase is found across them."""

_CODE = re.compile(r"<(code|pre)\b[^<>]*+>(?:[^<]++|<(?!/?\1\b))*+</\1>", re.IGNORECASE)
_SPAN = re.compile(r"</?(?:span|b|i|em|strong|mark|wbr|w:[a-z]+)\b[^<>]*+>", re.IGNORECASE)
_JOINT = re.compile(
    r"</?(?:wbr|mark)\b[^<>]*+>|&(?:shy|zwnj|zwj|ZeroWidthSpace|NoBreak);|&#(?:173|x0*ad|820[3-5]|x200[b-d]);",
    re.IGNORECASE,
)
_INLINE_NAMES = "a|abbr|b|bdi|cite|code|del|dfn|em|font|i|ins|kbd|q|s|samp|small|span|strong|sub|sup|time|u|var|tspan"
_INLINE = re.compile(rf"</?(?:{_INLINE_NAMES})\b[^<>]*+>", re.IGNORECASE)
_SPLIT_WORD = re.compile(
    rf"<(?<=\w<)/?(?:{_INLINE_NAMES})\b[^<>]*+>(?:</?(?:{_INLINE_NAMES})\b[^<>]*+>)*+(?=\w)", re.IGNORECASE
)
"""A tag within a word, as where each letter is in an element of its own."""
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]*+>")
_TAG_APART = re.compile(rf"({_TAG.pattern})")
_TAG_START = re.compile(r"<[!/?a-zA-Z]")
_MARKED = re.compile(r"<[!?a-zA-Z][^<>]*+>")


def looks_like_markup(text: str) -> bool:
    """Whether the first 20,000 characters of a text contain a tag."""
    return _TAG.search(text, 0, 20_000) is not None


def layers(text: str, *, office: bool = False) -> Iterator[DecodedText]:
    """Yield the visible text, and the content of tags and comments.

    Args:
        text: HTML, XML or SVG.
        office: whether it is part of an office document, where words may be split over several elements.
    """
    joined = _JOINT.sub("", text) if "<wbr" in text or "<mark" in text or "&" in text else text
    if office:
        yield DecodedText("text", html.unescape(_TAG.sub("", joined.replace("</w:p>", BREAK))))
    if "<code" in joined or "<pre" in joined:
        joined = _CODE.sub(lambda match: _SPAN.sub("", match[0]), joined)
    pieces = _TAG_APART.split(joined)
    yield DecodedText("text", html.unescape(_without_tags(joined, pieces, " ")))
    if _SPLIT_WORD.search(joined):
        yield DecodedText("text without tags", html.unescape(_without_tags(joined, pieces, "")))
    yield DecodedText(
        "markup", BREAK.join(dict.fromkeys(tag[1:-1] for tag in _MARKED.findall(text) if " " in tag or "!" in tag))
    )


def _without_tags(text: str, pieces: list[str], inline: str) -> str:
    """Return markup with a break for each tag, and something else for inline ones.

    Args:
        text: the markup.
        pieces: its parts between tags, and the tags, in turn.
        inline: what stands for an inline tag.
    """
    written = pieces.copy()
    written[1::2] = (inline if _is_inline(tag) else f" {BREAK} " for tag in pieces[1::2])
    plain = "".join(written)
    # Where an inline tag stood within another tag, that is one only without it.
    return _TAG.sub(f" {BREAK} ", _INLINE.sub(inline, text)) if _TAG_START.search(plain) else plain


@lru_cache(maxsize=20_000)
def _is_inline(tag: str) -> bool:
    """Return whether a tag does not break a phrase; most tags of a site are on each of its pages."""
    return _INLINE.match(tag) is not None
