"""Parts HTML, XML and SVG into what is between tags and what is in them; together that is every character."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mkdocs_postmortems.audit.decoded import DecodedText

BREAK = "\x1f"
"""Stands where a cell, an item or a paragraph ends: what follows is no part of it."""

_CODE = re.compile(r"<(code|pre)\b[^<>]*+>(?:[^<]++|<(?!/?\1\b))*+</\1>", re.IGNORECASE)
_SPAN = re.compile(r"</?(?:span|b|i|em|strong|mark|wbr|w:[a-z]+)\b[^<>]*+>", re.IGNORECASE)
_JOINT = re.compile(
    r"</?(?:wbr|mark)\b[^<>]*+>|&(?:shy|zwnj|zwj|ZeroWidthSpace|NoBreak);|&#(?:173|x0*ad|820[3-5]|x200[b-d]);",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|q|s|samp|small|span|strong|sub|sup|time|u|var|tspan)\b[^<>]*+>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]*+>")
_MARKED = re.compile(r"<[!?a-zA-Z][^<>]*+>")


def looks_like_markup(text: str) -> bool:
    """Whether a text has tags."""
    return _TAG.search(text, 0, 20_000) is not None


def layers(text: str, *, office: bool = False) -> Iterator[DecodedText]:
    """Yield what readers see, and what stands in tags and comments."""
    joined = _JOINT.sub("", text) if "<wbr" in text or "<mark" in text or "&" in text else text
    if office:
        yield DecodedText("text", html.unescape(_TAG.sub("", joined.replace("</w:p>", BREAK))))
    if "<code" in joined or "<pre" in joined:
        joined = _CODE.sub(lambda match: _SPAN.sub("", match[0]), joined)
    yield DecodedText("text", html.unescape(_TAG.sub(f" {BREAK} ", _INLINE.sub(" ", joined))))
    yield DecodedText(
        "markup", BREAK.join(dict.fromkeys(tag[1:-1] for tag in _MARKED.findall(text) if " " in tag or "!" in tag))
    )
