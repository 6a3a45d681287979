"""Values that pages have for another program."""

import pytest
from mkdocs_postmortems.core.parse.document import parse
from mkdocs_postmortems.core.source import Source

RECORD = "---\n{}\n---\n# Adopt queues\n\n## Context\n\nText.\n\n## Decision\n\nText.\n"


@pytest.mark.parametrize("line", ["status: accepted", "status: proposed", "type: rfc", "type: runbook"])
def test_a_page_may_have_the_values_of_another_program(line):
    """A decision record that is accepted is no mistake."""
    assert parse(Source("decisions/0007.md", RECORD.format(line))).diagnostics == ()


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("status: publshed", "'published'"),  # Near one of ours.
        ("type: postmortem", "'kind: postmortem'"),
        ("type: outtage", "'outage'"),
    ],
)
def test_a_slip_on_a_page_is_told(line, hint):
    """It may be why the document is taken for a page."""
    [found] = parse(Source("decisions/0007.md", RECORD.format(line))).diagnostics

    assert found.message.endswith(f"Did you mean {hint}?")


@pytest.mark.parametrize("line", ["severity: sev1\nstatus: accepted", "kind: page\nstatus: accepted"])
def test_incidents_and_declared_pages_have_our_values(line):
    """A status that is none takes no effect there."""
    assert [one.code for one in parse(Source("x.md", RECORD.format(line))).diagnostics] == ["PM019"]
