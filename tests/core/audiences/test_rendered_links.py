"""Which files the page of a text links to or shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.references import find_references
from mkdocs_postmortems.core.audiences.rendered_links import find_rendered_references

LINKS = {
    "a link": "See [x](b.csv).",
    "an image": "![x](b.csv 'title')",
    "an image in a link": "[![x](b.csv)](https://e.example)",
    "in angle brackets": "[x](<b.csv>)",
    "a reference": "See [x][1].\n\n[1]: b.csv",
    "an item": "- one\n\n    - [x](b.csv)",
    "below an item": "1. one\n\n    [x](b.csv)",
    "a table": "| a |\n| - |\n| [x](b.csv) |",
    "a quote": "> [x](b.csv)",
    "an attribute": "A <a href=b.csv>x</a>",
    "a block": "<div>\n<img src='b.csv'>\n</div>",
    "several sizes": "<img srcset='a.png 1x, b.csv 2x'>",
    "Markdown in a block": "<div markdown>\n[x](b.csv)\n</div>",
    "a style": "<style>\na { background: url(b.csv) }\n</style>",
    "a style of an element": "<p style='background: url(b.csv)'>x</p>",
    "a note": "!!! note\n    [x](b.csv)",
    "a second paragraph of a note": "!!! note\n\n    Text.\n\n    [x](b.csv)",
    "a tab in a note": '??? note "x"\n\n    === "Tab"\n\n        [x](b.csv)',
    "a footnote": "A[^1]\n\n[^1]: One.\n\n    [x](b.csv)",
    "front matter": "---\nsummary: See [x](b.csv).\ntitle: x\n---\nText.",
    "HTML in front matter": "---\nsummary: >\n    A <img src=b.csv>\ntitle: x\n---\nText.",
}
WORDS = {
    "a fence": "```\nGET [x](b.csv)\nsrc=b.csv\n```",
    "a fence with a language": "~~~ html\n<img src='b.csv'>\n~~~",
    "a fence in an item": "- one\n\n    ```\n    <a href='b.csv'>\n    ```",
    "a fence in a note": "!!! note\n\n    ```\n    [x](b.csv)\n    ```",
    "an indented block": "Text.\n\n    <img src='b.csv'>",
    "code": "Text `[x](b.csv)` text",
    "code with two ticks": "Text ``<a href='b.csv'>` `` text",
    "a line of a log": "GET /x?src=b.csv&href=b.csv",
    "an unused reference": "Text.\n\n[1]: b.csv",
    "a comment": "<!-- [x](b.csv) <img src='b.csv'> -->",
    "a comment in a line": "Text <!-- <img src='b.csv'> --> text",
    "escaped": "\\[x](b.csv)",
    "escaped HTML": "&lt;img src='b.csv'>",
    "verbatim HTML": "<pre>\nsrc=b.csv\n[x](b.csv)\n</pre>",
    "words of CSS": "The rule url(b.csv) and @import 'b.csv'",
    "front matter": "---\nalerts: [src=b.csv]\ntitle: x\n---\nText.",
}


def rendered(text: str) -> set[str]:
    """Return the paths that the page of a text may load or link to."""
    return set(find_rendered_references(text, "a.md"))


@pytest.mark.parametrize("text", LINKS.values(), ids=LINKS)
def test_what_a_page_shows_is_found(text):
    """However it is written."""
    assert "b.csv" in rendered(text)


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_words_that_only_look_like_a_link_are_none(text):
    """In code, comments and plain text."""
    assert "b.csv" not in rendered(text)


@given(st.lists(st.sampled_from([*LINKS.values(), *WORDS.values()]), max_size=5).map("\n\n".join))
def test_a_page_shows_nothing_that_does_not_look_like_a_link(text):
    """So that a text without one need not be parsed."""
    assert rendered(text) <= {reference.path for reference in find_references(text, "a.md")}
