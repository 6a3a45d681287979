"""What an author may leave as it is, and what nobody may."""

from __future__ import annotations

import pytest
from lint_fixtures import NAME, findings_of
from mkdocs_postmortems.core.check.config import LintConfigError, read_lint_config
from mkdocs_postmortems.core.check.suppressions import find_suppressions

OTHER = "2026/2026-03-08-y.md"


def codes(text):
    """Return (code, line) of what is found in a document beside another one, whose id is INC-1."""
    found = findings_of(documents={NAME: TWIN, OTHER: text})
    return {(one.code, one.line) for one in found if one.path == OTHER}


TWIN = "---\nid: INC-1\n---\n# Checkout down\n\nText.\n"
REPEATED = "---\nid: INC-1{}\n---\n# Checkout down\n\nText.\n"
LOST = "---\nid: INC-2\nrelated: {{recurrence_of: INC-9}}{}\n---\n# Checkout down\n\nText.\n"


def test_an_error_cannot_be_suppressed():
    """It takes something away from readers, whoever thinks that it is fine; the suppression is no answer."""
    found = codes(REPEATED.format(" # check: ignore PM042 because we know"))

    assert ("PM042", 2) in found
    assert ("PM042", 2) in codes(REPEATED.format(""))


def test_an_error_cannot_be_suppressed_in_the_text():
    """A comment that is never closed hides what follows, also where a suppression stands in its line."""
    text = "# Checkout down\n\nText. <!-- check: ignore PM006 because we know --> <!-- hidden\n\nMore.\n"

    assert ("PM006", 3) in codes(text)


def test_a_warning_can_be_suppressed():
    """With a reason; then nothing is left of it."""
    assert ("PM043", 3) in codes(LOST.format(""))
    assert not {("PM043", 3), ("PC101", 3)} & codes(LOST.format(" # check: ignore PM043 because it was deleted"))


def test_without_a_reason_nothing_is_suppressed():
    """And the suppression is a finding as well."""
    assert {("PM043", 3), ("PC100", 3)} <= codes(LOST.format(" # check: ignore PM043"))


def test_advice_on_suppressions_cannot_be_suppressed():
    """A suppression that silences nothing stays visible, also beside one of its own code."""
    text = "# Checkout down\n\nText. <!-- check: ignore PC140 PC101 because I say so -->\n"

    assert ("PC101", 3) in codes(text)


@pytest.mark.parametrize("severity", ["off", False, "info", "warning"])
def test_a_project_cannot_make_less_of_an_error(severity):
    """It decides about warnings alone."""
    with pytest.raises(LintConfigError, match="PM042 is an error"):
        read_lint_config({"rules": {"PM042": severity}})
    read_lint_config({"rules": {"PM042": "error", "PM043": severity}})


@pytest.mark.parametrize(
    ("lines", "body_line", "expected"),
    [
        (["Text. <!-- check: ignore PC140 because x -->"], 1, [(1, 1, ("PC140",), "x")]),
        (["<!-- check: ignore PC140 because x -->", "Text."], 1, [(1, 2, ("PC140",), "x")]),
        (["<!-- check: ignore PC140 because x -->", "", "Text."], 1, [(1, 3, ("PC140",), "x")]),
        (
            ["<!-- check: ignore PC140 because x -->", "<!-- check: ignore PC141 because y -->", "Text."],
            1,
            [(1, 3, ("PC140",), "x"), (2, 3, ("PC141",), "y")],
        ),
        (["<!-- check: ignore PC140 because x -->"], 1, [(1, 1, ("PC140",), "x")]),
        (["Text. <!-- check: ignore pc140, PC141 since x y -->"], 1, [(1, 1, ("PC140", "PC141"), "x y")]),
        (["Text. <!-- check: ignore PC140 -->"], 1, [(1, 1, ("PC140",), "")]),
        (["Text. <!-- check: ignore because x -->"], 1, [(1, 1, (), "x")]),
        (["a: 1 # check: ignore PC110 because x", "b: 2", "Text."], 3, [(1, 1, ("PC110",), "x")]),
        (["# check: ignore PC110 because x", "b: 2", "Text."], 3, [(1, 2, ("PC110",), "x")]),
        (["Text.", "a # check: ignore PC110 because x"], 1, []),
        (["a: 1 <!-- check: ignore PC110 because x -->", "Text."], 2, []),
        (["a: b# check: ignore PC110 because x", "Text."], 2, []),
        (["`<!-- check: ignore PC140 because x -->`"], 1, []),
        (["`a` <!-- check: ignore PC140 because x -->"], 1, [(1, 1, ("PC140",), "x")]),
        (["```", "<!-- check: ignore PC140 because x -->", "```", "Text."], 1, []),
        (["````", "```", "<!-- check: ignore PC140 because x -->", "````", "Text."], 1, []),
        (["```", "x", "```", "Text. <!-- check: ignore PC140 because x -->"], 1, [(4, 4, ("PC140",), "x")]),
        (["~~~", "```", "~~~", "Text. <!-- check: ignore PC140 because x -->"], 1, [(4, 4, ("PC140",), "x")]),
        (["a: |", "  ```", "Text. <!-- check: ignore PC140 because x -->"], 3, [(3, 3, ("PC140",), "x")]),
    ],
)
def test_a_suppression_speaks_of_its_line_or_the_next_with_text(lines, body_line, expected):
    """In front matter as a comment of YAML, in the text as one of HTML, and never in code."""
    found = [(one.line, one.target_line, one.codes, one.reason) for one in find_suppressions(lines, body_line)]

    assert found == expected
