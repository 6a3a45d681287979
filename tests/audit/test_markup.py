"""Markup is split at its tags once, and says what it says when tags are taken out kind after kind."""

from __future__ import annotations

import html
import re

from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs_postmortems.audit.markup import BREAK, layers

INLINE_NAMES = "a|abbr|b|bdi|cite|code|del|dfn|em|font|i|ins|kbd|q|s|samp|small|span|strong|sub|sup|time|u|var|tspan"
INLINE = re.compile(rf"</?(?:{INLINE_NAMES})\b[^<>]*+>", re.IGNORECASE)
TAG = re.compile(r"<[!/?a-zA-Z][^<>]*+>")
PIECES = [
    "<b>",
    "</B>",
    "<a href='x'>",
    "<p>",
    "</p>",
    "<!-- c -->",
    "<br/>",
    "<",
    "<x ",
    "</",
    ">",
    "word",
    "é",
    " ",
    "&lt;b>",
    "<<5",
]
"""No `code`, `wbr` or `mark`, which are taken out before."""


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("<x <b> y>")
@example("<<b>p>word")
@example("a<b>b</b>c<p>d")
def test_text_is_what_is_left_without_tags(text: str) -> None:
    """First without those within phrases, then without all others, also where one stands within another."""
    read = {part.where: part.text for part in layers(text)}

    assert read["text"] == html.unescape(TAG.sub(f" {BREAK} ", INLINE.sub(" ", text)))
    if "text without tags" in read:
        assert read["text without tags"] == html.unescape(TAG.sub(f" {BREAK} ", INLINE.sub("", text)))


def test_a_word_of_several_elements_is_read_as_one() -> None:
    """Which is the second text."""
    assert "Quartz" in next(part.text for part in layers("<b>Q</b>uartz") if part.where == "text without tags")
