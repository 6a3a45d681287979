"""The calendar of due dates, read by the library icalendar."""

import string
from datetime import date
from types import MappingProxyType

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.machines.icalendar import build_calendar
from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, DocumentKind, Postmortem, Status
from mkdocs_postmortems.core.pages.site_model import build_site_model
from views import unrestricted_view

SITE = SiteAddress("Wiki, ours", url="https://wiki.example/", pages=MappingProxyType({"a.md": "a/"}))
TEXTS = st.text(st.sampled_from(string.ascii_letters + " ,;:\\\"'äß€𝄞漢字\n\r\t\x00\x7f"), max_size=200)


def _document(*items, path="a.md", **fields):
    known = {"path": path, "kind": DocumentKind.POSTMORTEM, "title": path, "id": path, "actions": items}
    return Postmortem(**known | fields)


def _calendar(*documents, site=SITE):
    text = build_calendar(build_site_model(unrestricted_view(documents), "2026-11-20"), site).text
    return text, icalendar.Calendar.from_ical(text)


def _events(*documents, site=SITE):
    return list(_calendar(*documents, site=site)[1].walk("VEVENT"))


def test_an_open_item_is_an_event_of_its_day():
    """With what it is of, who does it, and where to read on; it blocks nobody's time."""
    item = ActionItem(3, "Budget, agreed; and kept", done=False, due="2027-01-31", owner="dana", tracker="PAY-1")
    (event,) = _events(_document(item, title="Pool ran dry", severity="sev1"))

    assert str(event["summary"]) == "Budget, agreed; and kept"
    assert event["dtstart"].dt == date(2027, 1, 31)
    assert event["dtend"].dt == date(2027, 2, 1)
    assert str(event["description"]) == "Pool ran dry\nOwner: dana\nTracker: PAY-1"
    assert str(event["url"]) == "https://wiki.example/a/"
    assert event["transp"] == "TRANSPARENT"
    assert event["dtstamp"].dt.isoformat() == "2026-11-20T00:00:00+00:00"


@pytest.mark.parametrize(
    ("item", "day"),
    [
        (ActionItem(1, "month", done=False, due="2027-02"), date(2027, 2, 28)),
        (ActionItem(1, "year", done=False, due="2027"), date(2027, 12, 31)),
        (ActionItem(1, "in progress", status=ActionStatus.IN_PROGRESS, due="2020-01-01"), date(2020, 1, 1)),
        (ActionItem(1, "words", done=False, due="next sprint"), None),
        (ActionItem(1, "no such day", done=False, due="2026-13-41"), None),
        (ActionItem(1, "the end", done=False, due="9999-12-31"), None),
        (ActionItem(1, "no date", done=False), None),
        (ActionItem(1, "done", done=True, due="2027-01-01"), None),
        (ActionItem(1, "unstated", due="2027-01-01"), None),
    ],
    ids=lambda value: value.text if isinstance(value, ActionItem) else "",
)
def test_what_is_in_the_calendar(item, day):
    """The last day on which it is not late; nothing that is not known to be open."""
    assert [event["dtstart"].dt for event in _events(_document(item))] == ([day] if day else [])


def test_withdrawn_documents_promise_nothing():
    """As on the page of action items."""
    item = ActionItem(1, "x", done=False, due="2027-01-01")

    assert not _events(_document(item, status=Status.WITHDRAWN))
    assert _events(_document(item))


def test_uids_are_stable_and_different():
    """Another item changes none; the same words twice are two events; an id outlives other words."""
    one = ActionItem(1, "same", done=False, due="2027-01-01")
    again = ActionItem(2, "same", done=False, due="2027-01-02")
    named = ActionItem(3, "other", done=False, due="2027-01-03", id="A1")
    renamed = ActionItem(9, "new words", done=False, due="2028-01-03", id="A1")
    uids = [str(event["uid"]) for event in _events(_document(one, again, named))]

    assert len({*uids}) == 3
    assert all(uid.endswith("@wiki.example") for uid in uids)
    assert [str(event["uid"]) for event in _events(_document(one, renamed))] == [uids[0], uids[2]]
    assert [str(event["uid"]) for event in _events(_document(one, path="b.md"))] != uids[:1]


def test_without_the_url_of_the_site_there_is_a_calendar():
    """Its events lead to the tracker, if that is an address."""
    items = [
        ActionItem(1, "a", done=False, due="2027-01-01", tracker="https://tracker.example/7"),
        ActionItem(2, "b", done=False, due="2027-01-02", tracker="PAY-1"),
    ]

    assert [str(event.get("url")) for event in _events(_document(*items), site=SiteAddress("x"))] == [
        "https://tracker.example/7",
        "None",
    ]


@given(TEXTS, TEXTS, st.none() | TEXTS, st.none() | TEXTS)
def test_any_text_arrives(text, title, owner, tracker):
    """Lines have at most 75 octets and end in CRLF; the oracle reads the same words, without control characters."""
    item = ActionItem(1, text, done=False, due="2027-01-01", owner=owner, tracker=tracker)
    written, calendar = _calendar(_document(item, title=title))
    (event,) = calendar.walk("VEVENT")

    assert written.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert "\n" not in written.replace("\r\n", "")
    assert str(event["summary"]).split() == text.replace("\x00", " ").replace("\x7f", " ").split()
