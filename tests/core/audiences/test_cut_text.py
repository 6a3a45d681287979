"""A cut leaves what was there before somebody put a restricted span into it."""

from __future__ import annotations

import pytest
from generated_sources import AUDIENCES
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.audiences.restricted_spans import MarkerError, split_spans
from mkdocs_postmortems.core.source import Source

READERS = parse_audiences(AUDIENCES)
PLACES = {
    "between paragraphs": ("A.\n\n«\nx\n»\n\nB.\n", "A.\n\nB.\n"),
    "with blank lines within": ("A.\n\n«\n\nx\n\n»\n\nB.\n", "A.\n\nB.\n"),
    "directly below a paragraph": ("A.\n«\nx\n»\n\nB.\n", "A.\n\nB.\n"),
    "two after each other": ("A.\n\n«\nx\n»\n\n«\ny\n»\n\nB.\n", "A.\n\nB.\n"),
    "nested": ("A.\n\n«\nx\n«\ny\n»\n»\n\nB.\n", "A.\n\nB.\n"),
    "at the start": ("«\nx\n»\n\nB.\n", "\nB.\n"),
    "at the end": ("A.\n\n«\nx\n»\n", "A.\n"),
    "items of a list": ("- a\n«\n- x\n»\n- b\n", "- a\n- b\n"),
    "an indented block": ("- a\n\n    «\n    x\n    »\n\n- b\n", "- a\n\n- b\n"),
    "rows of a table": ("| a |\n| - |\n«\n| x |\n»\n| b |\n", "| a |\n| - |\n| b |\n"),
    "before an indented line": ("A\n«\nx\n»\n    code\n", "A\n    code\n"),
    "words of a sentence": ("A «x» b.\n", "A b.\n"),
    "words with their own blank": ("A« x» b.\n", "A b.\n"),
    "before a comma": ("A «x», b.\n", "A, b.\n"),
    "between commas": ("A, «x», b.\n", "A, b.\n"),
    "at the end of a line": ("A «x»\nb.\n", "A\nb.\n"),
    "at the end of a text": ("A «x»\n", "A\n"),
    "at the start of a line": ("A.\n\n«x» b.\n", "A.\n\nb.\n"),
    "two in a line": ("A «x» «y» b.\n", "A b.\n"),
    "two in a line, then a word": ("A «x» «y»b.\n", "A b.\n"),
    "a whole line": ("A.\n\n«x»\n\nB.\n", "A.\n\nB.\n"),
    "two that are a whole line": ("A.\n\n«x» «y»\n\nB.\n", "A.\n\nB.\n"),
    "a whole item": ("- a\n- «x»\n- b\n", "- a\n- b\n"),
    "a whole heading": ("A.\n\n## «x»\n\nB.\n", "A.\n\nB.\n"),
    "a whole task": ("- [ ] a\n- [ ] «x»\n- [ ] b\n", "- [ ] a\n- [ ] b\n"),
    "from a line to below it": ("A «\nx\n»\nB.\n", "A\nB.\n"),
    "to within a line": ("A.\n\n«\nx» b.\n", "A.\n\nb.\n"),
    "below a hard break": ("A  \n«x»\nb.\n", "A  \nb.\n"),
    "in code": ("```\na\n«\nx\n»\nb\n```\n", "```\na\nb\n```\n"),
}
"""Where authors put spans; « and » stand for the markers."""


def body(text: str, reader: str) -> str:
    """Return what a reader gets of a document for the public."""
    marked = text.replace("«", "<!-- audience: security -->").replace("»", "<!-- /audience -->")
    source = Source("a.md", f"---\naudience: public\n---\n{marked}")
    (labelled,) = label_documents([source], AudienceRules(READERS, None)).labelled
    cut = labelled.for_audience(reader, READERS)
    assert cut is not None
    return cut.text.removeprefix("---\naudience: public\n---\n")


@pytest.mark.parametrize("place", PLACES)
def test_a_cut_leaves_no_trace(place):
    """Neither a blank line nor a double blank; who may read the span gets all of it."""
    marked, before = PLACES[place]
    assert body(marked, "public") == before
    assert set("xy").intersection(body(marked, "security")) == set("xy").intersection(marked)


def test_a_text_without_front_matter_does_not_begin_with_a_blank_line():
    """It did not before."""
    text = "<!-- audience: security -->\nx\n<!-- /audience -->\n\nB.\n"
    (labelled,) = label_documents([Source("a.md", text)], AudienceRules(READERS, "public")).labelled
    assert labelled.for_audience("public", READERS) == Source("a.md", "B.\n")
    assert labelled.for_audience("security", READERS) == Source("a.md", "x\n\nB.\n")


HIDDEN = st.text("x -\n", max_size=4)
PIECES = st.lists(
    st.sampled_from(["a", " ", "  ", "\n", "\n\n", "- ", ",", "# ", "«{}»", "«{}»"]), min_size=2, max_size=9
)


@pytest.mark.slow
@settings(max_examples=1000)
@given(PIECES.map("".join), st.lists(HIDDEN, min_size=9, max_size=9), st.lists(HIDDEN, min_size=9, max_size=9))
@example("a\n  «{}» a", ["\nx"] * 9, ["x"] * 9)
@example("a «{}»  \na", [""] * 9, ["\n"] * 9)
def test_what_is_hidden_does_not_change_the_join(text, some, others):
    """Its lines and blanks at both ends do not, either."""
    assert body(text.format(*some), "public") == body(text.format(*others), "public")


@given(st.text("a \n-«»", max_size=12))
def test_a_text_without_spans_stays_as_it_is(text):
    """The control, for any text."""
    plain = text.replace("«", "").replace("»", "")
    assert body(plain, "public") == body(plain, "security")


@pytest.mark.parametrize(("depth", "is_read"), [(20, True), (21, False)])
def test_spans_are_in_no_more_than_twenty_others(depth, is_read):
    """What all readers of a text need is looked at for each of its pieces."""
    text = "<!-- audience: sre -->\n" * depth + "hidden\n" + "<!-- /audience -->\n" * depth
    if is_read:
        assert max(len(span.audiences) for span in split_spans(text, READERS)) == depth
        return
    with pytest.raises(MarkerError, match="more than 20 parts are open here") as raised:
        split_spans(text, READERS)
    assert raised.value.line == 21
