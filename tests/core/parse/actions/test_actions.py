"""Action items: text, state and attributes from one line, a table, a heading or prose."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_postmortems.core.model import ActionItem, ActionStatus
from mkdocs_postmortems.core.parse.actions import parse_actions
from mkdocs_postmortems.core.parse.actions.attributes import find_tracker
from mkdocs_postmortems.core.parse.actions.item import parse_action
from mkdocs_postmortems.core.parse.actions.row import parse_due_date
from mkdocs_postmortems.core.parse.actions.status import parse_status
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.sections import split_sections

ITEMS: dict[str, dict[str, Any]] = {
    "[x] Add a limit": {"text": "Add a limit", "done": True},
    "[ ] Add a limit": {"text": "Add a limit", "done": False},
    "Add a limit (done)": {"text": "Add a limit (done)", "done": True},
    "~~Add a limit~~": {"text": "Add a limit", "done": True},
    "[x] ~~Add a limit~~": {"text": "Add a limit", "done": True},
    "[ ] ~~Add a limit~~": {"text": "Add a limit", "done": False, "status": ActionStatus.WONT_DO},
    "[ ] ~~Add a limit~~ due 2024-03-01": {"done": False, "status": ActionStatus.WONT_DO, "due": "2024-03-01"},
    "[ ] **~~Add a limit~~** (no longer needed)": {"done": False, "status": ActionStatus.WONT_DO},
    "[ ] <del>Add a limit</del>": {"done": False, "status": ActionStatus.WONT_DO},
    "[ ] ~~Add a limit~~ Add two limits": {"done": False, "status": None},
    "[ ] Add ~~a~~ two limits": {"done": False, "status": None},
    "Add a limit, status: in progress": {"text": "Add a limit", "done": False},
    "Add a limit - owner: Ana, due: 2024-03-01": {"text": "Add a limit", "owner": "Ana", "due": "2024-03-01"},
    "Add a limit, due: 7 March 2024": {"text": "Add a limit", "due": "2024-03-07"},
    "Add a limit (due: March 7, 2024)": {"text": "Add a limit", "due": "2024-03-07"},
    "Add a limit, due: 7 March": {"text": "Add a limit", "due": "7 March"},
    "Add a limit, due: Friday": {"text": "Add a limit", "due": None},
    "Add a limit, ETA 2024-03, by Ana": {"text": "Add a limit, ETA 2024-03, by Ana", "due": "2024-03"},
    "Move it by hand before it breaks, due: 2024-03-01": {
        "text": "Move it by hand before it breaks",
        "due": "2024-03-01",
    },
    "@ana: Add a limit": {"text": "Add a limit", "owner": "ana"},
    "Add a limit by end of Q3 2024": {"text": "Add a limit by end of Q3 2024", "due": "Q3 2024"},
    "Add a limit next sprint": {"text": "Add a limit next sprint", "due": "next sprint"},
    "P1: Add a limit (prevent)": {"text": "P1: Add a limit (prevent)", "priority": "P1", "type": "prevent"},
}
NO_ITEMS = ["", "None", "TBD", "[ ] ", "{{ action }}", "...", "<insert action here>"]
TRACKERS = {
    "see [it](https://x.test/a/issues/3)": "https://x.test/a/issues/3",
    "OPS-12 and #3": "OPS-12",
    "org/repo#3": "org/repo#3",
    "PR 44": "PR 44",
    "patch CVE-2024": None,
    "nothing": None,
}
STATUSES = {
    "Done": ActionStatus.DONE,
    "✅": ActionStatus.DONE,
    "In progress (60%)": ActionStatus.IN_PROGRESS,
    "Won't fix": ActionStatus.WONT_DO,
    "todo": ActionStatus.OPEN,
    "Verified": ActionStatus.VERIFIED,
    "blue": None,
}
DUES = {"March 1, 2024": "2024-03-01", "end of year": "end of year", "TBD": None, "?": None, "": None}


def _read(body: str) -> list[ActionItem]:
    return list(parse_actions(split_sections(parse_blocks(f"# T\n\n## Action items\n\n{body}"))))


@pytest.mark.parametrize(("text", "expected"), ITEMS.items())
def test_item_says_what_is_to_be_done_and_by_whom(text: str, expected: dict[str, Any]) -> None:
    """State and attributes are read off the text, and cut from it where they trail."""
    item = parse_action(1, text)

    assert item is not None
    assert expected == {name: getattr(item, name) for name in expected}


@pytest.mark.parametrize("text", NO_ITEMS)
def test_placeholder_is_no_item(text: str) -> None:
    """Empty bullets and what a template left are not counted as work."""
    assert parse_action(1, text) is None


@pytest.mark.parametrize(("text", "tracker"), TRACKERS.items())
def test_tracker_is_a_link_before_it_is_an_id(text: str, tracker: str | None) -> None:
    """Links to issues come first, then ids; standards are no tickets."""
    assert tracker == find_tracker(text)


@pytest.mark.parametrize(("text", "status"), STATUSES.items())
def test_status_is_read_as_trackers_write_it(text: str, status: ActionStatus | None) -> None:
    """Case, apostrophes and remarks do not matter; an unknown word is no status."""
    assert status is parse_status(text)


@pytest.mark.parametrize(("text", "due"), DUES.items())
def test_due_date_is_iso_if_it_is_a_date(text: str, due: str | None) -> None:
    """What is no date is kept as written, and a blank is nothing."""
    assert due == parse_due_date(text)


def test_columns_of_a_table_are_told_by_their_heads() -> None:
    """An "Action owner" is an owner, and "#" an id."""
    (item,) = _read(
        "|#|Action|Action owner|Due|State|Ticket|\n|-|-|-|-|-|-|\n|1|Add a limit|Ana|2024-03-01|Done|OPS-12|"
    )

    assert item == ActionItem(
        line=7,
        text="Add a limit",
        done=True,
        status=ActionStatus.DONE,
        owner="Ana",
        due="2024-03-01",
        tracker="OPS-12",
        id="1",
    )


def test_heading_above_items_says_their_state() -> None:
    """The word "Completed" above a list marks its items as done until another heading comes."""
    items = _read("### Completed\n\n- Add a limit\n\n### Open\n\n- Add an alert")

    assert [(item.text, item.done) for item in items] == [("Add a limit", True), ("Add an alert", False)]


def test_heading_with_prose_below_is_an_item() -> None:
    """One heading per item: what follows fills in its owner."""
    (item,) = _read("### Add a limit\n\nSo that it holds.\n\nOwner: Ana")

    assert (item.text, item.owner, item.line) == ("Add a limit", "Ana", 5)


def test_paragraph_is_an_item_only_where_nothing_is_listed() -> None:
    """Prose beside a list introduces it; prose alone is the list."""
    assert [item.text for item in _read("We will do this.\n\n- Add a limit")] == ["Add a limit"]
    assert [item.text for item in _read("Add a limit.  \nAdd an alert.")] == ["Add a limit.", "Add an alert."]


FILES = sorted((Path(__file__).parents[3] / "golden").glob("actions*.yml"))
GOLDEN = [case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["body"])
def test_items_of_a_section(case: dict[str, Any]) -> None:
    """Items with the lines and attributes that a careful reader finds, and no others."""
    found = [
        {name: value for name, value in asdict(item).items() if value not in (None, ())} for item in _read(case["body"])
    ]

    assert found == case["items"]
