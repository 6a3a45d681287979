"""Parts of a text, their places and who reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.restricted_spans import MarkerError, refuse_markers, split_spans

SRE, SEC, END = "<!-- audience: sre -->", "<!-- audience: security -->", "<!-- /audience -->"


def spans(text, audiences, first_line=1):
    """Return text, line and audiences of each part."""
    return [(one.text, one.line, *one.audiences) for one in split_spans(text, audiences, first_line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n", [("a\nb\n", 1)]),
        ("", []),
        (f"a\n{SRE}\nb\n{END}\nc\n", [("a\n", 1), ("b\n", 3, "sre"), ("c\n", 5)]),
        (f"a {SRE}b{END} c\n", [("a ", 1), ("b", 1, "sre"), (" c\n", 1)]),
        (f"a\n\nb {SRE}c\nd{END} e\nf", [("a\n\nb ", 1), ("c\nd", 3, "sre"), (" e\nf", 4)]),
        (
            f"{SRE}\na\n{SEC}\nb\n{END}\nc\n{END}\n",
            [("a\n", 2, "sre"), ("b\n", 4, "sre", "security"), ("c\n", 6, "sre")],
        ),
        (f"{SRE}a{END}{SEC}b{END}", [("a", 1, "sre"), ("b", 1, "security")]),
        (f"{SRE}\n{END}\na", [("", 2, "sre"), ("a", 3)]),
        (f"  {SRE}  \na\n\t{END}", [("a\n", 2, "sre")]),
        (f"a{SRE}\nb\n{END}\nc", [("a", 1), ("\nb\n", 1, "sre"), ("c", 4)]),
        (f"{SRE} a\n{END} b\n", [(" a\n", 1, "sre"), (" b\n", 2)]),
        (f"\n{SRE}\na\n{END}\nb\n", [("\n", 1), ("a\n", 3, "sre"), ("b\n", 5)]),
        (f"\n\na {SRE}b{END}", [("\n\na ", 1), ("b", 3, "sre")]),
        (f"{SRE}{END}\n\na", [("", 1, "sre"), ("\n\na", 1)]),
        (f"```\n{SRE}\na\n{END}\n```\n", [("```\n", 1), ("a\n", 3, "sre"), ("```\n", 5)]),
        ("<!--audience:sre-->a<!--/audience-->", [("a", 1, "sre")]),
        ("<!--  audience:  sre  -->a<!--  /  audience  -->", [("a", 1, "sre")]),
    ],
)
def test_a_text_is_parted_at_its_markers(text, expected, audiences):
    """A marker alone on its line takes the line with it; one within a line takes up its own characters."""
    assert spans(text, audiences) == expected


def test_lines_count_from_where_the_text_starts(audiences):
    """In the document, of which it is the part below the front matter."""
    assert spans(f"a\n{SRE}\nb\n{END}\nc\n", audiences, 11) == [("a\n", 11), ("b\n", 13, "sre"), ("c\n", 15)]


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        (f"a\n{SRE}\nb\n", 12, "PM063", "the part for 'sre' starts here and is never closed"),
        (f"{SRE}\n{SEC}\nb\n", 12, "PM063", "the part for 'security' starts here"),
        (f"{SRE}\n{SEC}\nb\n{END}\n", 11, "PM063", "the part for 'sre' starts here"),
        (f"a\n\n{END}\n", 13, "PM063", "this closes a restricted part, and none is open"),
        (f"{SRE}a{END}\nb{END}", 12, "PM063", "none is open"),
        ("a\n<!-- audience: ser -->\nb\n<!-- /audience -->", 12, "PM061", "Did you mean 'sre'?"),
        ("a\nb <!-- audiance: sre --> c", 12, "PM063", "'<!-- audiance: sre --' looks like a marker"),
        ("a\n\n{% audience sre %}", 13, "PM063", "'{% audience sre %' looks like a marker"),
        ("\n<!-- audiance: sre -->", 12, "PM063", "looks like a marker"),
        (f"\n{END}", 12, "PM063", "none is open"),
        (f"\n{SRE}", 12, "PM063", "never closed"),
        ("a\n::: audience", 12, "PM063", "'::: audience' looks like a marker"),
        ("a\n[/audience]\n[end audience: x]", 12, "PM063", "looks like a marker"),
    ],
)
def test_a_marker_that_is_wrong_is_named_at_its_line(text, line, code, words, audiences):
    """Where its author has to look."""
    with pytest.raises(MarkerError) as found:
        split_spans(text, audiences, 11)
    problem = found.value.problem("a.md")
    assert (problem.path, problem.line, problem.code) == ("a.md", line, code)
    assert words in problem.message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"---\na: 1\n# {SRE}\n---\n", 3, f"{SRE!r} is in front matter"),
        (f"\n---\n# {END}\n---\n", 3, "is in front matter"),
        ("\n---\n# <!-- audiance: sre -->\n---\n", 3, "looks like a marker"),
        (f"---\n# {END}\n---\n", 2, f"{END!r} is in front matter"),
        ("---\na: 1\n# <!-- audiance: sre -->\n---\n", 3, "looks like a marker"),
    ],
)
def test_front_matter_has_no_markers(text, line, words):
    """Nothing can be restricted by them there."""
    with pytest.raises(MarkerError, match=r"front matter|looks like") as found:
        refuse_markers(text, READERS)
    assert found.value.line == line
    assert words in str(found.value)


def test_front_matter_without_markers_is_fine():
    """Also where it says something about audiences."""
    refuse_markers("---\naudience: sre\n# <!-- who reads? -->\n---\n", READERS)


READERS = parse_audiences({"sre": {}, "security": {}})
PIECES = st.sampled_from([SRE, SEC, END, "\n", "a", " b ", "\n\n"])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_nothing_gets_lost_between_parts(text):
    """The parts have all words in order, each at its line; nobody's part has another one's marker."""
    try:
        parts = split_spans(text, READERS)
    except MarkerError:
        return
    bare = text.replace(SRE, "").replace(SEC, "").replace(END, "")
    assert "".join(one.text for one in parts).replace("\n", "") == bare.replace("\n", "")
    assert all((one.text or one.audiences or one.starts_line) and "<!--" not in one.text for one in parts)
    lines = text.split("\n")
    assert all(one.text.split("\n")[0] in lines[one.line - 1] for one in parts)
