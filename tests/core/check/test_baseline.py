"""What is known is not reported again; what is new, and what keeps a site from being built, is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.check.baseline import BaselineError, read_baseline, without_known, write_baseline
from mkdocs_postmortems.core.check.report import LintReport
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic

TEXT = "# Title\n\nIt should have worked.\n\n- Investigate it\n"
WISH = Diagnostic("a.md", 3, "PC140", "describes what did not happen", severity=Severity.WARNING)
VAGUE = Diagnostic("a.md", 5, "PC110", "is vague", severity=Severity.INFO)
LATE = Diagnostic("a.md", 5, "PC134", "is 3 days late", severity=Severity.WARNING)
BROKEN = Diagnostic("a.md", 1, "PC160", "leads nowhere", severity=Severity.ERROR)
FINDINGS = (BROKEN, WISH, VAGUE, LATE)


def report(*findings, text=TEXT):
    """Return a report of one document."""
    return LintReport(tuple(sorted(findings)), ("a.md",), {"a.md": text})


def new(known, now):
    """Return what is reported now, beside a baseline."""
    return without_known(now, read_baseline(write_baseline(known))).findings


def test_what_is_known_is_left_out_but_errors():
    """A site with an error is not built, whoever knows of it."""
    assert new(report(*FINDINGS), report(*FINDINGS)) == (BROKEN,)


def test_what_is_new_is_reported():
    """Another code on the line of a known one."""
    assert new(report(WISH), report(WISH, VAGUE)) == (VAGUE,)


def test_lines_above_and_days_change_nothing():
    """Findings move with their lines; messages count days."""
    moved = [replace(one, line=one.line + 2) for one in (WISH, VAGUE, replace(LATE, message="is 12 days late"))]
    assert new(report(WISH, VAGUE, LATE), report(*moved, text=f"New\n\n{TEXT}")) == ()


def test_a_changed_line_is_new():
    """Its author has to look at it anyway. Control case of the one above."""
    assert new(report(WISH), report(WISH, text=TEXT.replace("worked", "held"))) == (WISH,)


def test_a_second_one_of_the_same_is_new():
    """Two equal lines are two findings."""
    twice = f"{TEXT}\nIt should have worked.\n"
    assert len(new(report(WISH, text=twice), report(WISH, replace(WISH, line=7), text=twice))) == 1


def test_the_file_says_what_is_known():
    """In words, for a review."""
    assert "PC140 describes what did not happen" in write_baseline(report(WISH))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"known": 3}', '{"known": {"a": 3}}', "[" * 100_000, "\0"])
def test_another_file_is_one_error(text):
    """Not a traceback."""
    with pytest.raises(BaselineError, match="no list of known findings"):
        read_baseline(text)


@given(st.sets(st.sampled_from(FINDINGS)), st.sets(st.sampled_from(FINDINGS)))
def test_new_is_what_was_not_known(known, now):
    """Whatever is in both."""
    assert set(new(report(*known), report(*now))) == {one for one in now if one.is_error or one not in known}
