"""Edits of a file: one a line, with the line endings and the mark that the file has."""

import pytest
from mkdocs_postmortems.core.check.linter import apply_fixes
from mkdocs_postmortems.core.diagnostics import Diagnostic, Edit, Severity


def finding(*edits, code="PC170"):
    """Return a finding with edits of lines."""
    return Diagnostic("a.md", edits[0][0], code, "x", Severity.INFO, fixes=tuple(Edit(*edit) for edit in edits))


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("one\ntwo\nthree", (2, "2"), "one\n2\nthree"),
        ("one\r\ntwo\r\n", (2, "\n2"), "one\r\n\r\n2\r\n"),
        ("one\r\ntwo", (2, "\n2"), "one\r\n\r\n2"),
        ("one\ntwo\r\nthree", (3, "\n3"), "one\ntwo\r\n\n3"),
        ("one\rtwo", (2, "\n2"), "one\r\r2"),
        ("one", (1, "\n1"), "\n1"),
        ("\ufeffone\r\ntwo", (1, "1"), "\ufeff1\r\ntwo"),
        ("\ufeffone", (1, "\n1"), "\ufeff\n1"),
    ],
)
def test_an_edit_keeps_what_it_does_not_speak_of(before, edit, after):
    """A line that is inserted ends as the line that it belongs to, or as the first one of the file."""
    assert apply_fixes(before, [finding(edit)]) == after


def test_the_first_of_two_edits_is_made():
    """In the order of findings: by line, then by code."""
    first, second = finding((1, "first")), finding((1, "second"), (2, "2"), code="PC173")

    assert apply_fixes("one\ntwo\n", [first, second]) == apply_fixes("one\ntwo\n", [second, first]) == "first\n2\n"


def test_nothing_to_mend_changes_nothing():
    """Whatever is found."""
    assert apply_fixes("one\n", [Diagnostic("a.md", 1, "PC140", "x", Severity.INFO)]) == "one\n"
