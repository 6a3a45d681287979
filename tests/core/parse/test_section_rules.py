"""What each section means for the labels, lists and times in it: rules that hold section by section."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.sections import split_sections
from mkdocs_postmortems.core.source import Source

TITLES = {
    "action_items": "Action items",
    "attendees": "Attendees",
    "background": "Background",
    "contributing_factors": "Contributing factors",
    "detection": "Detection",
    "impact": "Impact",
    "lessons": "Lessons learned",
    "lucky": "Where we got lucky",
    "references": "References",
    "resolution": "Resolution",
    "root_cause": "Root cause",
    "stats": "Statistics",
    "summary": "Summary",
    "timeline": "Timeline",
    "trigger": "Trigger",
    "went_well": "What went well",
    "went_wrong": "What went wrong",
}


def _below(title: str, body: str) -> list[str]:
    """Return the sections of a document that has one heading, from that of the heading on."""
    return [one.name.value for one in split_sections(parse_blocks(f"# T\n\n## {title}\n\n{body}")) if one.name]


def test_titles_are_known() -> None:
    """Control case: each title names the section that the cases below are about."""
    assert {name: _below(title, "Text.") for name, title in TITLES.items()} == {name: [name] for name in TITLES}


LABELLED = [
    *("action_items", "attendees", "contributing_factors", "lucky", "references", "resolution", "root_cause", "stats"),
    *("timeline", "went_well", "went_wrong"),
]


@pytest.mark.parametrize("name", TITLES)
def test_labelled_items_are_entries_or_sections(name: str) -> None:
    """Where entries have labels, "Trigger: rain" is one; in prose such as a summary, it begins a section."""
    found = _below(TITLES[name], "- **Detection:** by smell\n- **Trigger:** rain")

    assert found == [name] if name in LABELLED else found[1:] == ["detection", "trigger"]


ANYWHERE = {"action_items", "root_cause", "contributing_factors", "timeline"}
AMONG_CAUSES = {"impact", "resolution", "lessons", "went_well", "went_wrong", "references"}


@pytest.mark.parametrize("name", sorted(TITLES))
def test_label_of_a_paragraph_opens_what_is_counted(name: str) -> None:
    """Below a list of people as well as below causes; among causes, also what is no cause."""
    label = f"**{TITLES[name]}**\n\n- one"

    assert _below("Attendees", label)[1:] == ([name] if name in ANYWHERE else [])
    assert _below("Root cause", label)[1:] == ([name] if name in (ANYWHERE | AMONG_CAUSES) - {"root_cause"} else [])
    assert _below("Summary", label)[1:] == [name]
    assert _below("Action items", label)[1:] == []


@pytest.mark.parametrize("name", ["root_cause", "contributing_factors"])
@pytest.mark.parametrize("title", ["People", "Statistics", "References"])
def test_headings_among_causes_group_them(name: str, title: str) -> None:
    """A heading "People" below the contributing factors is no list of participants; below another one it is."""
    assert _below(TITLES[name], f"### {title}\n\n- one") == [name]
    assert _below("Impact", f"### {title}\n\n- one")[0] == "impact"
    assert len(_below("Impact", f"### {title}\n\n- one")) == 2


@pytest.mark.parametrize("name", ["summary", "timeline", "impact"])
def test_first_heading_may_begin_a_section(name: str) -> None:
    """One of these names no incident; any other first heading of level 1 is the title of the document."""
    first = [one.name for one in split_sections(parse_blocks(f"# {TITLES[name]}\n\nText."))]
    other = [one.name for one in split_sections(parse_blocks("# Trigger\n\nText."))]

    assert [one.value if one else None for one in first] == [None, name]
    assert other == [None]


UNTOLD = [
    *("action_items", "references", "attendees", "stats", "lessons", "went_well", "went_wrong", "lucky"),
    "contributing_factors",
]


@pytest.mark.parametrize("name", TITLES)
def test_times_in_a_section_are_events_or_not(name: str) -> None:
    """Where it tells what happened they are, in a list of at least three; lists of actions or people tell nothing."""
    text = f"# Outage of 2024-02-04\n\n## {TITLES[name]}\n\n- 14:32 a\n- 14:33 b\n- 14:34 c\n"
    events = parse(Source("x.md", text)).postmortem.timeline

    assert [event.text for event in events] == ([] if name in UNTOLD else ["a", "b", "c"])


@pytest.mark.parametrize("name", sorted(TITLES))
def test_a_sentence_may_announce_causes_and_actions(name: str) -> None:
    """Not where a list is what it is, however it is announced; in a timeline nobody plans."""
    lists = {"action_items", "root_cause", "contributing_factors", "attendees", "references", "stats"}
    causes = _below(TITLES[name], "It was caused by two things:\n\n- rust\n- rain")
    actions = _below(TITLES[name], "To prevent this we will:\n\n- paint\n- dry")

    assert causes[1:] == ([] if name in lists else ["contributing_factors"])
    assert actions[1:] == ([] if name in lists | {"timeline", "detection", "impact"} else ["action_items"])


@pytest.mark.parametrize("name", sorted(TITLES))
def test_fields_are_about_the_incident_in_some_sections(name: str) -> None:
    """Above all sections, in the summary, the impact and the statistics; an action item has a team of its own."""
    read = parse(Source("x.md", f"# T\n\n## {TITLES[name]}\n\nTeam: Plumbing\n")).postmortem
    above = parse(Source("x.md", "# T\n\nTeam: Plumbing\n")).postmortem

    assert above.teams == ("Plumbing",)
    assert read.teams == (("Plumbing",) if name in {"summary", "impact", "stats"} else ())
