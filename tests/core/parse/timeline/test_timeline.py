"""Timelines: what is an event, what only turns the day, and what a timeline says about all its times."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_postmortems.core.model import EventKind, TimelineEvent
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver
from mkdocs_postmortems.core.parse.sections import split_sections
from mkdocs_postmortems.core.parse.timeline import (
    Timeline,
    is_notice_body,
    name_narrative_timelines,
    parse_timeline,
    parse_updates,
)

DAY = "2024-02-04"
EVENT = [("2024-02-04T14:32", "up")]
FORMS = {
    "list": "- 14:32 up",
    "checkbox": "- [x] 14:32 up",
    "day above": "- 2024-02-04\n  - 14:32 up",
    "heading": "### 14:32 up",
    "heading and text": "### 14:32\n\nup",
    "bare line": "14:32 - up",
    "bold line": "**14:32:** up",
    "table": "|Time|What|\n|-|-|\n|14:32|up|",
    "day and time": "|Date|Time|What|\n|-|-|-|\n|2024-02-04|14:32|up|",
    "weekday": "|Day|Time|What|\n|-|-|-|\n|Sun|14:32|up|",
    "year in the head": "|Time (2024)|What|\n|-|-|\n|Feb 4 14:32|up|",
    "day row": "|Time|What|\n|-|-|\n|2024-02-04||\n|14:32|up|",
}


def _read(text: str, day: str | None = DAY) -> Timeline:
    return parse_timeline(
        name_narrative_timelines(split_sections(parse_blocks(text))), TimestampResolver(day, day_first=None), None
    )


def _said(events: tuple[TimelineEvent, ...]) -> list[tuple[str | None, str]]:
    return [(event.at.iso if event.at else None, event.text) for event in events]


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_event_is_read_in_every_form(body: str) -> None:
    """Lists, headings, lines and tables tell the same event."""
    assert _said(_read(f"# T\n\n## Timeline\n\n{body}").events) == EVENT


def test_label_before_a_time_is_what_happened() -> None:
    """A label may stand before its time; a remark after the time belongs to it."""
    events = _read("# T\n\n## Timeline\n\n- First detected: 14:32 (by a customer)").events

    assert _said(events) == [("2024-02-04T14:32", "First detected (by a customer)")]


def test_lines_below_an_event_belong_to_it() -> None:
    """A wrapped line goes on with the event; a line with a time of its own is the next."""
    events = _read("# T\n\n## Timeline\n\n- 14:32 down\n  and out\n  14:40 - up").events

    assert [(event.line, event.text) for event in events] == [(5, "down\nand out"), (7, "up")]


def test_all_times_share_the_day_and_the_doubt_of_a_remark() -> None:
    """Remarks such as "all on 5 Feb" and "approximate times" hold for each event."""
    events = _read(
        "# T\n\n## Timeline\n\nAll events happened on 5 Feb 2024, approximate times.\n\n- 14:32 up", None
    ).events

    assert [(event.at.iso, event.at.approx) for event in events if event.at] == [("2024-02-05T14:32", True)]


def test_untimed_list_is_still_a_sequence() -> None:
    """Without a single time the items are the events; what a template left is none."""
    events = _read("# T\n\n## Timeline\n\n- The database filled up\n- Event\n- We made room for it").events

    assert _said(events) == [(None, "The database filled up"), (None, "We made room for it")]


def test_other_section_told_with_times_is_scattered_timeline() -> None:
    """Three times make events of a section that is not called a timeline; lessons never do."""
    body = "- 14:32 a\n- 14:33 b\n- 14:34 c"

    assert _read(f"# T\n\n## Resolution\n\n{body}").is_scattered
    assert _read(f"# T\n\n## Lessons learned\n\n{body}") == Timeline(())


def test_what_happened_is_a_timeline_if_it_is_told_with_times() -> None:
    """The same title is a summary where it is prose."""
    told, prose = (
        name_narrative_timelines(split_sections(parse_blocks(f"# T\n\n## What happened\n\n{body}")))[-1].name
        for body in ("- 14:32 a\n- 14:33 b", "It broke.")
    )

    assert (told, prose) == ("timeline", "summary")


def test_kind_is_only_what_the_author_marks() -> None:
    """A mark in front or a column tells the kind; the words of the event do not."""
    marked = _read("# T\n\n## Timeline\n\n- 14:32 **Detection:** alert\n- 14:33 alert detected").events
    column = _read("# T\n\n## Timeline\n\n|Time|Type|What|\n|-|-|-|\n|14:32|Mitigation|x|").events

    assert [event.kind for event in (*marked, *column)] == [EventKind.DETECTION, None, EventKind.ACTION]


def test_updates_of_a_notice_are_its_events() -> None:
    """Each label begins an update, with the time in it or in a shortcode; text below belongs to it."""
    blocks = parse_blocks(
        '**Resolved** (2024-02-04 15:00): over\nand done\n\n*Investigating* - x {{< track "2024-02-04 14:32" >}}'
    )
    events = parse_updates(blocks, TimestampResolver(None, day_first=None), None)

    assert is_notice_body({}, blocks)
    assert _said(events) == [("2024-02-04T15:00", "over\nand done"), ("2024-02-04T14:32", "x")]
    assert [event.kind for event in events] == [EventKind.RECOVERY, EventKind.DETECTION]


FILES = sorted((Path(__file__).parents[3] / "golden").glob("timelines*.yml"))
GOLDEN = [case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


def _plain(event: TimelineEvent) -> dict[str, Any]:
    """Return what is known of an event, as the golden cases list it."""
    at = f"{'~' if event.at.approx else ''}{event.at.iso} {event.at.zone or ''}".rstrip() if event.at else None
    until = event.until.iso if event.until else None
    found = {
        "line": event.line,
        "at": at,
        "until": until,
        "text": event.text,
        "kind": event.kind,
        "source": event.source,
    }
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["body"])
def test_events_of_a_timeline(case: dict[str, Any]) -> None:
    """Events with what a careful reader finds, and no others."""
    assert [_plain(event) for event in _read(f"# T\n\n{case['body']}").events] == case["events"]
