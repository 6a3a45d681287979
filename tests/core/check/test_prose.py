"""What of a text is the author's own prose, and where it stands."""

import pytest
from mkdocs_postmortems.core.check.prose import find_passages, own_words
from mkdocs_postmortems.core.model import Section, SectionName
from mkdocs_postmortems.core.parse.blocks import parse_blocks


def passages(text, *sections, line=1):
    """Return line, section and text of the passages of a text with these sections."""
    found = find_passages(parse_blocks(text, line), sections)
    return [(one.line, one.section, " ".join(one.text.split())) for one in found]


def section(line, name):
    """Return a section that begins in a line."""
    return Section(name, name.value, line, line + 100, 2)


def test_quotations_code_and_html_are_left_out():
    """Items and cells are passages of their own."""
    text = (
        "One.\n\n> Two.\n\n```\nthree\n```\n\n<div>\nfour\n</div>\n\n- five\n- six\n\n| a | b |\n| - | - |\n| 7 | 8 |\n"
    )

    assert [(line, words) for line, _, words in passages(text)] == [
        (1, "One."),
        (13, "five"),
        (14, "six"),
        (18, "7 | 8"),
    ]


def test_a_passage_is_in_the_last_section_that_began():
    """Nothing above the first one is in any; a heading is in its own."""
    text = "# A\n\nOne.\n\n## Impact\n\nTwo.\n\n## Timeline\n\nThree.\n\nFour.\n"
    sections = (section(5, SectionName.IMPACT), section(9, SectionName.TIMELINE))

    assert [(words, name) for _, name, words in passages(text, *sections)] == [
        ("A", None),
        ("One.", None),
        ("Impact", SectionName.IMPACT),
        ("Two.", SectionName.IMPACT),
        ("Timeline", SectionName.TIMELINE),
        ("Three.", SectionName.TIMELINE),
        ("Four.", SectionName.TIMELINE),
    ]


@pytest.mark.parametrize(
    ("text", "is_chat"),
    [("- 14:32 alice: it is down", True), ("- 14:32 UTC @ops-1: down", True), ("- 14:32 The pool was full.", False)],
)
def test_chat_in_a_timeline_is_a_quotation(text, is_chat):
    """Elsewhere a colon is only a colon."""
    timeline, impact = section(1, SectionName.TIMELINE), section(1, SectionName.IMPACT)

    assert (passages(text, timeline) == []) is is_chat
    assert passages(text, impact) != []


def test_lines_are_those_of_the_source():
    """Of a passage, and of any place in it."""
    [one] = find_passages(parse_blocks("One\ntwo\nthree", 7), ())

    assert [one.line_at(offset) for offset in (0, 3, 4, 7, 8)] == [7, 7, 8, 8, 9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", "a     c"),
        ('a "b c" d', "a       d"),
        ("a [b](c) d", "a [b](   d"),
        ("a <!-- b\nc --> d", "a       \n      d"),
        ("a https://example.com/b c", "a                       c"),
        ("it's Anna's", "it's Anna's"),
    ],
)
def test_places_stay_where_they_are(text, expected):
    """What is no own word is as many spaces, with the ends of its lines."""
    assert own_words(text) == expected
    assert len(own_words(text)) == len(text)
