"""Fields of the body, milestones and summary: value and line."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.body_fields import parse_body_fields
from mkdocs_postmortems.core.source import Source

CASES = {
    "**Severity:** SEV2": {"severity": ("SEV2", 1)},
    "- Sev: 2": {"severity": ("2", 1)},
    "x\nStart time (UTC): 14:32": {"started_at": ("14:32", 2)},
    "|Severity|high|\n|-|-|\n|Resolved|15:00|": {"severity": ("high", 1), "resolved_at": ("15:00", 3)},
    "Severity: 1\n\nSeverity: 2": {"severity": ("1", 1)},
    "> Severity: 1": {},
    "Colour: red": {},
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_field_is_read_with_its_line(text: str, expected: dict[str, tuple[str, int]]) -> None:
    """Bold, bulleted, plain and tabular fields are one; the first of a name counts, a quoted one does not."""
    assert expected == parse_body_fields(parse_blocks(text))


MILESTONES = {
    "field": "# T\n\nDetected: 2024-02-04 14:40",
    "event": "# T\n\n## Timeline\n\n- 2024-02-04 14:40 First detected",
    "front matter": "---\ndetected_at: 2024-02-04 14:40\n---\n# T\n\nDetected: 13:00",
}


@pytest.mark.parametrize("text", MILESTONES.values(), ids=MILESTONES)
def test_milestone_is_declared_stated_or_an_event(text: str) -> None:
    """Front matter wins over a field, and a field over an event of that name."""
    moment = parse(Source("x.md", text)).postmortem.detected_at

    assert moment is not None
    assert moment.iso == "2024-02-04T14:40"


def test_summary_is_the_first_prose_of_its_section() -> None:
    """Labels and a template's hints are passed over; without a section the lead stands in."""
    prose = "Checkout answered with errors for an hour."
    read = [
        parse(Source("x.md", text)).postmortem
        for text in (f"# T\n\n## Summary\n\n_Say it in two sentences, please._\n\n{prose}", f"# T\n\n{prose}")
    ]

    assert [(document.summary, document.lines["summary"]) for document in read] == [(prose, 7), (prose, 3)]
