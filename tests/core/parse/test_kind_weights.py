"""What weighs for an incident where a folder, a name or headings say that a document is a record of another type."""

from __future__ import annotations

from typing import Any

import pytest
from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.document_features import DeclaredFacts, DocumentFeatures
from mkdocs_postmortems.core.parse.document_kind import classify_document

TELLING = ("timeline", "root_cause", "contributing_factors")
"""Sections that speak most for an incident."""
OTHER = ("trigger", "detection", "resolution", "impact", "went_well", "went_wrong", "lucky")
ANALYSIS = ("root_cause", "contributing_factors", "lessons", "went_well", "went_wrong", "lucky", "action_items")
NO_SIGN = ("summary", "background", "attendees", "references", "stats", "other")
FOLDER = {"path": "decisions/0004.md"}
DATED = {"is_dated": True}


def _kind(blocks: str = "", sections: tuple[str, ...] = (), **signs: Any) -> str:
    given = {"path": "x.md", "title": "X", "metadata": {}, "timed_event_count": 0, "is_dated": False, **signs}
    named = frozenset(map(SectionName, sections))
    return classify_document(DocumentFeatures(**given, blocks=parse_blocks(blocks), sections=named)).value


@pytest.mark.parametrize("section", OTHER)
def test_a_telling_section_and_another_outweigh_a_folder(section: str) -> None:
    """Two of the others do not, nor does a telling one beside a section that says nothing of incidents."""
    alike = next(one for one in OTHER if one != section)

    assert _kind(sections=("root_cause", section), **FOLDER) == "postmortem"
    assert _kind(sections=(alike, section), **FOLDER) == "page"
    assert _kind(sections=(alike, section, "timeline"), **FOLDER) == "postmortem"


@pytest.mark.parametrize("section", TELLING)
def test_two_telling_sections_outweigh_a_folder(section: str) -> None:
    """One of them needs another section of an incident."""
    assert _kind(sections=(section, "impact"), **FOLDER) == "postmortem"
    assert _kind(sections=(section, "lessons"), **FOLDER) == "page"


@pytest.mark.parametrize("section", [*TELLING, *OTHER, "lessons", "action_items"])
def test_a_day_and_one_section_of_an_incident_are_enough(section: str) -> None:
    """Without a day it takes two."""
    assert _kind(sections=(section,), **DATED) == "postmortem"
    assert _kind(sections=(section,)) == "page"
    assert _kind(sections=(section, "impact" if section != "impact" else "lessons")) == "postmortem"


@pytest.mark.parametrize("section", NO_SIGN)
def test_other_sections_say_nothing(section: str) -> None:
    """Any document has a summary, and many have a list of participants."""
    assert _kind(sections=(section,), **DATED) == "page"


@pytest.mark.parametrize("section", [*ANALYSIS, "trigger"])
def test_an_entry_of_a_status_page_with_an_analysis_is_a_postmortem(section: str) -> None:
    """Analysis is what such entries lack."""
    assert _kind(metadata={"resolved": True}, sections=(section,), **DATED) == "postmortem"


@pytest.mark.parametrize("section", ["timeline", "impact", "detection", "resolution"])
def test_an_entry_of_a_status_page_that_tells_what_happened_is_a_notice(section: str) -> None:
    """Nobody has asked yet why."""
    assert _kind(metadata={"resolved": True}, sections=(section,), **DATED) == "notice"


SEVERE = {"metadata": {"severity": "1"}}
HEADINGS = "# Considered options\n\nA.\n\n# Decision\n\nB.\n"
EVENTFUL = {"timed_event_count": 3}


@pytest.mark.parametrize(
    ("kind", "signs"),
    [
        ("postmortem", {**SEVERE, **DATED, **FOLDER}),
        ("page", {**SEVERE, **FOLDER}),
        ("postmortem", {**SEVERE, **EVENTFUL, **FOLDER}),
        ("page", {"title": "Outage of the lift", **DATED, **FOLDER}),
        ("postmortem", {"title": "Outage of the lift", "sections": ("impact",), **DATED, **FOLDER}),
        ("postmortem", {"title": "Outage of the lift", **DATED, "path": "rfc-4.md"}),
        ("page", {"title": "Lift", "sections": ("impact",), **DATED, "path": "rfc-4.md"}),
        ("postmortem", {"title": "Lift", "sections": ("timeline",), **DATED, "path": "rfc-4.md"}),
        ("page", {"blocks": HEADINGS, "sections": ("impact",), **DATED}),
        ("postmortem", {"blocks": HEADINGS, "sections": ("timeline",), **DATED}),
        ("postmortem", {"blocks": "# Decision\n\nB.\n", "sections": ("impact",), **DATED}),
        ("postmortem", {"blocks": "# Decision\n\nB.\n\n# Steps\n\nC.\n", "sections": ("impact",), **DATED}),
        ("page", {"blocks": "**Decision:** B.\n\n**Context:** A.\n", "sections": ("impact",), **DATED}),
        ("page", {"title": "Upgrade planned", "sections": ("action_items",), **DATED}),
        ("postmortem", {"title": "Upgrade planned", "sections": ("action_items", "impact"), **DATED}),
        ("postmortem", {"sections": ("impact",), "blocks": "# What happened\n\nIt broke."}),
        ("postmortem", {"sections": ("impact",), "headline": "Postmortem of the lift"}),
        ("page", {"headline": "Postmortem of the lift"}),
        ("postmortem", {"blocks": "Incident date: 2024-02-04", **DATED}),
        ("postmortem", {"blocks": "|Outage day|2024-02-04|\n|-|-|\n|Outage time|14:32|", **DATED}),
        ("page", {"blocks": "Date: 2024-02-04", **DATED}),
        ("page", {"blocks": "Incident date: 2024-02-04"}),
    ],
)
def test_signs_are_weighed(kind: str, signs: dict[str, Any]) -> None:
    """A severity or a word in the title counts as much as a telling section, and a folder more than a name."""
    assert _kind(**signs) == kind


NOTE = "The lift stood still because the belt tore, and it has been replaced. That was the whole failure."


@pytest.mark.parametrize(
    ("kind", "blocks"),
    [
        ("postmortem", NOTE),
        ("postmortem", f"# Lift\n\n{NOTE}"),
        ("page", f"# Lift\n\n## Belt\n\n{NOTE}"),
        ("page", NOTE.replace("because", "while")),
        ("page", NOTE.replace("has been replaced", "will be replaced")),
        ("page", NOTE.replace("failure", "matter")),
        ("postmortem", f"{NOTE} {'word ' * (250 - len(NOTE.split()))}"),
        ("page", f"{NOTE} {'word ' * (251 - len(NOTE.split()))}"),
    ],
)
def test_a_short_note_of_what_broke_why_and_what_was_done_is_a_postmortem(kind: str, blocks: str) -> None:
    """It has a day, at most 250 words and no parts."""
    assert _kind(blocks, **DATED) == kind
    assert _kind(blocks) == "page"


ID, SEVERITY = {"has_id": True}, {"has_severity": True}


@pytest.mark.parametrize(
    ("kind", "facts", "signs"),
    [
        ("postmortem", {**ID, **SEVERITY}, {}),
        ("page", {**ID, **SEVERITY}, FOLDER),
        ("page", ID, {}),
        ("page", SEVERITY, {}),
        ("page", {"has_times": True}, {}),
        ("postmortem", {"has_times": True, **ID}, FOLDER),
        ("postmortem", {"has_times": True, **SEVERITY}, FOLDER),
        ("postmortem", {"has_times": True, "has_analysis": True}, FOLDER),
        ("page", {"has_analysis": True}, {}),
        ("page", {**ID, **SEVERITY}, {"blocks": "TODO TODO TODO TODO TODO"}),
        ("notice", {**ID, **SEVERITY}, {"metadata": {"resolved": True}}),
        ("page", {"kind": DocumentKind.PAGE, **ID, **SEVERITY}, {}),
        ("notice", {"kind": DocumentKind.NOTICE}, {"sections": ("root_cause", "impact")}),
        ("page", {"has_placeholders": True}, {"blocks": "TODO " * 5, "sections": ("root_cause", "impact"), **DATED}),
        ("postmortem", {"has_placeholders": True}, {"sections": ("root_cause", "impact"), **DATED}),
    ],
)
def test_front_matter_states_an_incident(kind: str, facts: dict[str, Any], signs: dict[str, Any]) -> None:
    """By a time and anything else, or by an id and a severity, unless the document is a record or a blank template."""
    assert _kind(**signs, declared=DeclaredFacts(**facts)) == kind
