"""Inline Markdown, read for its words, links and labels."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse.inline import (
    PLACEHOLDER_WORDS,
    TextLabel,
    is_italic,
    label,
    links,
    normalize_words,
    parse_phrases,
    plain_text,
    split_at_breaks,
    title_to_html,
    title_to_text,
    without_emoji,
)

PLAIN = {
    "**bold** and _soft_ `code`": "bold and soft code",
    "a [link](https://x.test/a_(b) 'title') here": "a link here",
    "snake_case_name stays": "snake_case_name stays",
    "gone <br> <!-- hidden --> ~~old~~": "gone old",
    "note[^1] {: .class } {{< ref x >}}": "note",
    r"1\. escaped \*": "1. escaped *",
    "two\nlines": "two lines",
    "__bold__ and *soft*": "bold and soft",
    "with `<angle brackets>` and `**kwargs`": "with <angle brackets> and **kwargs",
    "[`a[0]`](https://x.test) is **`{{ b }}`**": "a[0] is {{ b }}",
}
LABELS = {
    "**Impact:** three users": TextLabel("Impact", "three users", bold=True),
    "**Impact**: three users": TextLabel("Impact", "three users", bold=True),
    "*Impact:* three users": TextLabel("Impact", "three users", bold=True),
    "[Impact] three users": TextLabel("Impact", "three users", bold=False),
    "Impact: three users": TextLabel("Impact", "three users", bold=False),
}


@pytest.mark.parametrize(("text", "words"), PLAIN.items())
def test_plain_keeps_the_words_alone(text: str, words: str) -> None:
    """Markup, tags, comments, footnote marks and shortcodes go; identifiers stay whole."""
    assert words == plain_text(text)


@pytest.mark.parametrize(("text", "expected"), LABELS.items())
def test_label_is_read_however_it_is_marked(text: str, expected: TextLabel) -> None:
    """Bold, italic, bracketed and plain labels are separated from the text after them."""
    assert expected == label(text)


@pytest.mark.parametrize("text", ["https://x.test", "no label here", "A sentence. Then: more", "14:32 up"])
def test_what_is_no_label_is_left_alone(text: str) -> None:
    """Addresses, times and sentences are no labels."""
    assert label(text) is None


def test_links_come_in_order_and_each_once() -> None:
    """Inline links, autolinks and bare addresses are found; images are not links."""
    text = "![i](i.png) https://a.test, <https://b.test> [c](https://c.test)"

    assert links(text) == [("https://a.test", ""), ("https://b.test", ""), ("https://c.test", "c")]


def test_hint_of_a_template_is_italic_as_a_whole() -> None:
    """One emphasised word does not make a paragraph a hint."""
    assert [is_italic("_Describe it here._"), is_italic("_One_ word"), is_italic("**Bold**")] == [True, False, False]


def test_emoji_and_shortcodes_are_dropped() -> None:
    """Neither the sign nor its name is a word."""
    assert without_emoji(":fire: Outage 🔥 over") == "Outage over"


@pytest.mark.parametrize(("text", "words"), {"N/A": "n a", " To_do! ": "to do", "Où?": "où", "—": ""}.items())
def test_bare_words_have_no_case_and_no_punctuation(text: str, words: str) -> None:
    """Whatever stands between words is one space."""
    assert words == normalize_words(text)


def test_phrases_may_break_anywhere() -> None:
    """Line breaks within a table of phrases do not matter."""
    assert parse_phrases("one two | three\n    four") == ("one two", "three four")


def test_unfilled_words_are_bare() -> None:
    """They are compared with bare words, so they have to be that themselves."""
    assert [word for word in PLACEHOLDER_WORDS if normalize_words(word) != word] == []


@pytest.mark.parametrize(
    ("title", "html", "text"),
    [
        ("`kubectl` hangs", "<code>kubectl</code> hangs", "kubectl hangs"),
        ("`a` & `<b>`", "<code>a</code> &amp; <code>&lt;b&gt;</code>", "a & <b>"),
        ("``a ` b``", "<code>a ` b</code>", "a ` b"),
        ("only one ` of them", "only one ` of them", "only one ` of them"),
        ("*5* < _6_", "*5* &lt; _6_", "*5* < _6_"),
        ("", "", ""),
    ],
)
def test_what_is_in_backticks_is_code(title, html, text):
    """And nothing else is markup."""
    assert title_to_html(title) == html
    assert title_to_text(title) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Impact**", ("Impact", "", True)),
        ("**Impact** - much", ("Impact", "much", True)),
        ("**Impact** much", None),
        ("__Impact__: much", ("Impact", "much", True)),
        ("**Impact:**\nmuch", ("Impact", "much", True)),
        ("*Impact*: much", ("Impact", "much", True)),
        ("*Impact* much", None),
        ("[Impact]: much", None),
        ("[Impact](x) much", None),
        ("[I] much", None),
        ("Impact：much", None),
        ("Impact： much", ("Impact", "much", False)),
        ("Impact:much", None),
        (f"{'x' * 61}: much", ("x" * 61, "much", False)),
        (f"{'x' * 62}: much", None),
        (f"Impact: {'much ' * 60}", ("Impact", ("much " * 60).strip(), False)),
    ],
)
def test_labels_are_short_and_apart(text: str, expected: tuple[str, str, bool] | None) -> None:
    """What follows belongs to it, however long it is."""
    assert label(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("*a*", True), ("__", False), ("_a", False), ("*a_", False), ("_a_ and _b_", False), (" _a b_ ", True)],
)
def test_italics_are_one_pair_around_all(text: str, *, expected: bool) -> None:
    """Spaces around them do not matter."""
    assert is_italic(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no link", []),
        ("mailto:x@example.com", []),
        ("<mailto:x@example.com>", [("mailto:x@example.com", "")]),
        ("see https://a.test/b).", [("https://a.test/b", "")]),
        ("[](https://a.test) [b]()", [("https://a.test", "")]),
        ("[**b**](a.md 'title') ![c](d.png)", [("a.md", "b")]),
        (
            "https://b.test [a](https://a.test) https://a.test",
            [("https://b.test", ""), ("https://a.test", "a"), ("https://a.test", "")],
        ),
    ],
)
def test_links_have_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    """Without the full stop of the sentence, and with the words that they stand on."""
    assert links(text) == expected


def test_lines_end_at_breaks() -> None:
    """However they are written."""
    assert split_at_breaks("a<br>b<BR />c <b>d</b>") == ["a", "b", "c <b>d</b>"]
    assert split_at_breaks("a") == ["a"]
