"""Comments are for authors: they vanish from a text, and code stays."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.comments import (
    COMMENT,
    blank,
    find_comments,
    find_unclosed,
    strip_comments,
    without_closed_comments,
)
from mkdocs_postmortems.core.source import Source

PIECES = st.sampled_from(
    ["<!--", "-->", "`", "``", "```\n", "\n", "\n\n", "    ", "- ", "x", "<!-- a -->", "~~~\n", "> "]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <!-- b --> c", "a  c"),
        ("a  <!-- two spaces would break the line -->\nb", "a\nb"),
        ("a\n<!-- b\n\nc -->\nd", "a\n\n\n\nd"),
        ("`<!-- code -->` <!-- no code -->", "`<!-- code -->`"),
        ("``a ` <!-- code -->``", "``a ` <!-- code -->``"),
        ("a ` lone tick <!-- b -->", "a ` lone tick"),
        ("```html\n<!-- code -->\n```\n<!-- b -->", "```html\n<!-- code -->\n```\n"),
        ("text\n\n    <!-- code -->\n", "text\n\n    <!-- code -->\n"),
        ("<!-- a\n```\nb\n```\n-->\nc", "\n\n\n\n\nc"),
        ("- a\n\n    <!-- in\n\n    a list -->\n    b", "- a\n\n\n\n\n    b"),
        ("| a | <!-- b --> |", "| a |  |"),
        ("a <!-- never closed", "a <!-- never closed"),
    ],
)
def test_comments_vanish_and_code_stays(text, expected):
    """Lines keep their numbers; a comment that nobody closes is to be seen."""
    assert strip_comments(text).rstrip(" ") == expected.rstrip(" ")
    assert strip_comments(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n\n<!-- b\n\n## C\n", (3, "")),
        ("a <!-- b --> c <!-- d", (1, "")),
        ("---\ntitle: x\n---\n\n- a\n- <!-- b\n", (6, "")),
        ("<!-- a -->\n\n<!-- b\nc ->\n\n## D\n", (3, "'->' in line 4")),
        ("<!-- b — >\n\n<!-- c —>\n", (1, "'—>' in line 3")),
        ("<!-- b -- >\n", (1, "'-- >' in line 1")),
        ("| a | <!-- b |\n", (1, "")),
        ("`<!--` is no comment, and <!-- this one is", (1, "")),
        ("<!-- a\n<!-- b -->\n", None),
        ("`<!--`\n\n``` \n<!-- code\n```\n\n    <!-- code\n", None),
        ("\\<!-- text, and `` <!-- ` code ``", None),
        ("\\\\<!-- behind a backslash", (1, "")),
        ("no comment", None),
    ],
)
def test_a_comment_that_is_never_closed_is_told_at_its_line(text, place):
    """With what was meant to close it, if there is such; in code there are no comments."""
    found = [(one.code, one.line, one.message) for one in parse(Source("a.md", text)).diagnostics]

    assert [(code, line) for code, line, _ in found] == ([("PM006", place[0])] if place else [])
    assert all(("Did you mean" in message) == bool(place[1]) and place[1] in message for _, _, message in found)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_unclosed_comments_are_not_among_the_closed(text):
    """One that is never closed begins behind all others."""
    unclosed = find_unclosed(text)

    assert unclosed is None or all(one.end <= unclosed.start for one in find_comments(text))
    assert unclosed is None or text[unclosed.start :].startswith("<!--")


@given(st.lists(PIECES, max_size=20).map("".join))
def test_nothing_but_comments_vanishes(text):
    """What is left is the text without what was found, apart from spaces; lines are as many."""
    left = strip_comments(text)
    rest, done = [], 0
    for comment in find_comments(text):
        rest.append(text[done : comment.start])
        done = comment.end

    assert left.count("\n") == text.count("\n")
    assert "".join("".join([*rest, text[done:]]).split()) == "".join(left.split())


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<!-- ", "\\<!-- ", "--> ", "`", "<!-- x --> ", "` ``", "<!-- `", "a\n"])
def test_time_is_linear(piece):
    """Also where nothing is ever closed."""
    start = time.process_time()
    strip_comments("<!-- a --> " + piece * (100_000 // len(piece)))
    find_unclosed("<!-- a --> " + piece * (100_000 // len(piece)))

    assert time.process_time() - start < 5


def test_no_reader_of_a_document_gets_its_comments():
    """Neither its text nor its summary has them."""
    text = (
        "# Outage\n\nDate: 2024-02-03\n\n## Summary\n\nA long and winding <!-- ACME Corp --> sentence of a summary.\n"
    )
    document = parse(Source("a.md", text)).postmortem

    assert "ACME" not in document.body
    assert "ACME" not in document.summary


MARKS = st.lists(st.sampled_from(["<!--", "-->", "<!-", "->", "-", "<", "!", ">", "a", " ", "\n"])).map("".join)


@given(MARKS)
def test_comments_anywhere_are_what_stands_between_the_first_marks(text):
    """Also those with the mark of another one in them; the plain expression takes quadratic time."""
    assert without_closed_comments(text) == re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def test_blanks_stand_for_closed_comments_alone():
    """Lines and offsets stay; what nobody closed is no comment."""
    found = re.compile(COMMENT)
    assert found.sub(blank, "a <!-- b <!--\nc --> d <!-- e") == "a " + " " * 11 + "\n" + " " * 5 + " d <!-- e"
