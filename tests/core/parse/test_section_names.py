"""Section labels: one name for what authors call by many."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.inline import parse_phrases
from mkdocs_postmortems.core.parse.section_names import (
    _PHRASES_BY_SECTION,
    SECTION_BY_PHRASE,
    canonical_section,
    canonical_sections,
)

SAME = {
    "Timeline": "timeline",
    "TIMELINE:": "timeline",
    "3. Timeline (UTC)": "timeline",
    "Timeline of events": "timeline",
    ":clock: Key events": "timeline",
    "Chronologie": "timeline",
    "Issue Summary": "summary",
    "TL;DR": "summary",
    "Executive summary": "summary",
    "Incident overview": "summary",
    "User Impact:": "impact",
    "What was the impact?": "impact",
    "Who was affected?": "impact",
    "Root Cause(s)": "root_cause",
    "How did this happen": "root_cause",
    "Five Why's": "root_cause",
    "根本原因": "root_cause",
    "Contributing Factors and Root Causes": "contributing_factors",
    "What went well?": "went_well",
    "What didn’t go so well": "went_wrong",
    "What could have gone better": "went_wrong",
    "Where we got lucky": "lucky",
    "Lessons Learnt": "lessons",
    "Takeaways": "lessons",
    "Atendees": "attendees",
    "Follow-ups": "action_items",
    "Corrective and Preventative Measures": "action_items",
    "What are we doing to prevent this from happening again?": "action_items",
    "Next steps": "action_items",
    "Lead-up": "background",
    "Time to resolve": "stats",
    "Recovery": "resolution",
}
OTHER = ["", "Hub information", "Appendix", "2024-02-04", "The database", "Thanks", "x" * 500]


@pytest.mark.parametrize(("label", "name"), SAME.items())
def test_synonym_has_its_canonical_name(label: str, name: str) -> None:
    """Case, numbering, emoji, bracketed remarks, colons and small slips do not matter."""
    assert SectionName(name) is canonical_section(label)


@pytest.mark.parametrize("label", OTHER)
def test_unknown_label_has_no_canonical_name(label: str) -> None:
    """A label that nobody uses for a known section is left as it is."""
    assert canonical_section(label) is None


def test_a_heading_can_name_two_sections() -> None:
    """Joined headings count as both sections; a known phrase with "and" is one."""
    assert canonical_sections("What went wrong / where we got lucky") == (SectionName.WENT_WRONG, SectionName.LUCKY)
    assert canonical_sections("Resolution and recovery") == (SectionName.RESOLUTION,)


def test_no_phrase_stands_for_two_sections() -> None:
    """The table of synonyms gives each phrase one section."""
    assert len(SECTION_BY_PHRASE) == sum(len(parse_phrases(row)) for row in _PHRASES_BY_SECTION.values())
