"""The words of Markdown."""

import pytest
from mkdocs_postmortems.core.plain_text import plain_paragraphs

CASES = {
    "> A queue of 40 -> 0, then > 90!!! waited": ["A queue of 40 -> 0, then > 90!!! waited"],
    "before > after": ["before > after"],
    "one\ntwo\n\nthree": ["one two", "three"],
    "- one\n- [x] two\n  more\n1. three": ["one", "two more", "three"],
    "> quoted\n> text": ["quoted text"],
    "| a | b |\n|---|---|\n| 1 | `2\\|3` |": ["1 · 2|3"],
    "```sh\n**kept** __init__\n```\nafter": ["**kept** __init__", "after"],
    "one\n\n---\n\n<!-- hidden -->\n\n[x]: https://x.example": ["one"],
    "!!! note\n    Mind the gap": ["Mind the gap"],
}


@pytest.mark.parametrize("text", CASES)
def test_paragraphs(text):
    """Blocks become texts, without their markup."""
    assert list(plain_paragraphs(text.split("\n"))) == CASES[text]
