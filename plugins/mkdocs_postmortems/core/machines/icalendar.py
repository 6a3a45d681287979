"""The calendar of due dates of open action items, as iCalendar (RFC 5545)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from mkdocs_postmortems.core.action_items import PromisedAction, open_first, promised_actions
from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.moments import last_day
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.parse.inline import title_to_text
from mkdocs_postmortems.core.urls import is_web_address

CALENDAR_URI = "actions/calendar.ics"

_MAX_OCTETS = 75
"""Octets of a line without its line break, by section 3.1."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def build_calendar(site_model: SiteModel, site: SiteAddress) -> MachineFile:
    """Return the calendar: an event of a whole day for each open action item with a due date."""
    actions = open_first(promised_actions(site_model.view.incidents, site_model.today, site_model.action_slo))
    name = f"{site.name}: {site_model.language.text('Open actions')}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mkdocs-postmortems//actions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *_events(actions, site_model, site),
        "END:VCALENDAR",
    ]
    return MachineFile(CALENDAR_URI, "".join(f"{_folded(line)}\r\n" for line in lines))


def _events(actions: Iterable[PromisedAction], site_model: SiteModel, site: SiteAddress) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for action in actions:
        due = _due_day(action)
        if due is None:
            continue
        key = f"{action.document.path}\n{action.item.id or action.item.text}"
        seen[key] += 1
        yield from _event(action, due, _uid(f"{key}\n{seen[key]}", site), site_model, site)


def _event(action: PromisedAction, due: date, uid: str, site_model: SiteModel, site: SiteAddress) -> Iterator[str]:
    document, item = action.document, action.item
    url = site.page(document.path)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{site_model.today.replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(item.text)}"
    yield f"DESCRIPTION:{_text(_description(action, site_model))}"
    if site.url and url:
        yield f"URL:{site.absolute(url)}"
    elif item.tracker and is_web_address(item.tracker):
        yield f"URL:{item.tracker}"
    if document.severity:
        yield f"CATEGORIES:{_text(document.severity)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(action: PromisedAction, site_model: SiteModel) -> str:
    """Return the postmortem, the owner and the tracker, a line each."""
    say, item = site_model.language.say, action.item
    known = ((Message("Owner"), item.owner), (Message("Tracker"), item.tracker))
    lines = [title_to_text(action.document.title), *(f"{say(name)}: {value}" for name, value in known if value)]
    return "\n".join(lines)


def _due_day(action: PromisedAction) -> date | None:
    """Return the last day on which the action item is not late; `None` for a due date in words."""
    try:
        due = last_day(action.item.due or "")
    except ValueError:
        return None
    return due if due < date.max else None


def _uid(key: str, site: SiteAddress) -> str:
    """Return an id that stays while document and action item are called the same."""
    digest = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:32]
    return f"{digest}@{urlsplit(site.url).hostname or 'postmortems'}"


def _text(value: str) -> str:
    """Return a value of type TEXT, by section 3.3.11."""
    return _CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which splits a character."""
    if len(line.encode(errors="replace")) <= _MAX_OCTETS:
        return line
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode(errors="replace"))
        if size + octets > _MAX_OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += octets
    return "\r\n".join(pieces)
