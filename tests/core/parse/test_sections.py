"""Sections: headings, labels, rows and capitals mark the same sections."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.sections import list_sections, split_sections

MARKS = {
    "heading": "# T\n\n## Impact\n\nx\n\n## Timeline\n\ny",
    "setext": "T\n=\n\nImpact\n---\nx\n\nTimeline\n---\ny",
    "bold line": "# T\n\n**Impact**\n\nx\n\n**Timeline**\n\ny",
    "run-in label": "# T\n\n**Impact:** x\n\n**Timeline:** y",
    "brackets": "# T\n\n[Impact] x\n\n[Timeline] y",
    "capitals": "# T\n\nIMPACT\n\nx\n\nTIMELINE\n\ny",
    "list of labels": "# T\n\n- Impact: x\n- Timeline: y",
    "two columns": "# T\n\n|a|b|\n|-|-|\n|Impact|x|\n|Timeline|y|",
}


def _names(text: str) -> list[str]:
    return [str(section.name) for section in list_sections(split_sections(parse_blocks(text)), text.count("\n") + 1)]


@pytest.mark.parametrize("text", MARKS.values(), ids=MARKS)
def test_mark_begins_a_section(text: str) -> None:
    """Whatever an author marks sections with, they are the same two."""
    assert _names(text) == ["impact", "timeline"]


def test_labels_in_a_timeline_are_events() -> None:
    """The label "Detection:" in a timeline is an entry, not a section."""
    assert _names("# T\n\n## Timeline\n\n- **Detection:** alert\n- **Resolution:** restart") == ["timeline"]


def test_weak_title_gives_way_to_a_clear_one() -> None:
    """The title "Issues" means action items only where nothing says so clearly."""
    assert _names("# T\n\n## Issues\n\nx") == ["action_items"]
    assert _names("# T\n\n## Issues\n\nx\n\n## Action items\n\ny") == ["other", "action_items"]


def test_unknown_heading_below_a_known_one_divides_it() -> None:
    """A deeper heading that nobody knows stays in its section; one at the same level ends it."""
    assert _names("# T\n\n## Impact\n\n### Tuesday\n\n## Thanks") == ["impact", "other"]


def test_table_of_actions_is_a_section_of_its_own() -> None:
    """A table whose head names an action and an owner needs no heading."""
    assert _names("# T\n\n|Action item|Owner|\n|-|-|\n|Do it|Ana|") == ["action_items"]


def test_section_ends_where_the_next_begins() -> None:
    """Sections cover the text from their mark to the line before the next mark."""
    found = list_sections(split_sections(parse_blocks("# T\n\n## Impact\n\nx\n\n## Timeline\n\ny")), 9)

    assert [(s.name, s.line, s.last_line) for s in found] == [(SectionName.IMPACT, 3, 6), (SectionName.TIMELINE, 7, 9)]


@pytest.mark.parametrize(
    ("heading", "is_entry"),
    [
        ("Timeline", True),
        ("Action items", True),
        ("Contributing factors", True),
        ("Root cause", True),
        ("Attendees", True),
        ("What went well", True),
        ("What went wrong", True),
        ("Where we got lucky", True),
        ("References", True),
        ("Resolution", True),
        ("Impact", False),
        ("Summary", False),
    ],
)
def test_labelled_items_are_entries_of_some_sections(heading, is_entry):
    """Below others a label begins a section of its own."""
    sections = split_sections(parse_blocks(f"# T\n\n## {heading}\n\n- **Detection:** an alert\n- **Impact:** much\n"))

    assert (len(sections) == 2) is is_entry
