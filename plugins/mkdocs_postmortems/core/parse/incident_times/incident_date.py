"""Determines the day an incident began from title, text, file name, front matter and timeline."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_postmortems.core.calendar_names import MONTH_STARTS
from mkdocs_postmortems.core.model import SectionName, TimelineEvent
from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.file_name import file_date
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_DATE_START = re.compile(
    rf"""(?<![\w./:-])
        (?= \d{{1,4}}[-/.\ ]
        |   \d{{1,2}}(?:st|nd|rd|th)\b
        |   \d{{1,4}}\s?[年月년월]
        |   (?:day|tag|jour|d[ií]a|giorno|dag)\s\d
        |   (?:{MONTH_STARTS})[a-z]*\.?\s?\d
        )""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED = re.compile(
    r"""\b(?: due\ date | deadline | submitted | published | posted | (?:last\ )?(?:updated|modified|edited|reviewed)
    |   written | report(?:ed)?\ (?:written|date|filed)
        |   veröffentlicht | aktualisiert | publié | mis\ à\ jour | publicado | actualizado | atualizado | pubblicato
        |   gepubliceerd )\b
    (?:\s(?:on|at|am|le|el|em|il|op))?\s*[:：]?\s* [^.!?\n]{0,40}?(?:19|20)\d\d (?:-\d\d-\d\d)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""A day of publication, as a text names it."""
_BEGINNING = re.compile(
    r"""\bfirst\ (?:observed\ |known\ |reported\ )?(?:failures?|errors?|occurrence|crash(?:es)?|outage)\b
    |   \b(?:incident|outage|impact|downtime|disruption|attack)\ (?:begins|began|starts|started)\b
    |   \b(?:beginn|beginnt|début)\ (?:des|der|de\ l['’])\s?\w+""",
    re.IGNORECASE | re.VERBOSE,
)
"""How an event says that the trouble began with it, however long before its cause was brought about."""
_STARTED = re.compile(r"\b(?:starting|started|beginning|began)\s(?:on\s|from\s)?(?:the\s)?(?=\w)", re.IGNORECASE)
_STATED_MONTH = re.compile(
    r"""\b(?:date|day|detected|discovered|occurred|when|datum|fecha|data)\b[\w\ /]{0,20}[:：]\s{0,3}
        (?=[^\W\d_]{3,10}\.?,?\s(?:19|20)\d\d)""",
    re.IGNORECASE | re.VERBOSE,
)
"""The name of a field with only a month: "Date detected: June 2026"."""
_MAX_DAYS_TO_NAMED = 14
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MONTH_AND_YEAR = re.compile(r"\b([^\W\d_]{3,10})\.?,?\s+((?:19|20)\d\d)\b")
_TELLING = frozenset(
    {
        SectionName.IMPACT,
        SectionName.TRIGGER,
        SectionName.DETECTION,
        SectionName.ROOT_CAUSE,
        SectionName.RESOLUTION,
    }
)
_MAX_DAYS_TO_REPORT = 60
_MAX_LEAD_LENGTH = 2000
_MAX_DATE_LENGTH = 60
_MAX_DAY_LENGTH = 60
"""Characters of a line among which its day is searched."""


@dataclass(frozen=True, slots=True)
class DateClues:
    """What may state the day of an incident besides the timeline."""

    declared: str | None
    """The date in the front matter, which may be the day of publication."""
    title: str
    path: str
    lead: str
    """The text before the first section, and the summary."""
    day_first: bool | None

    @property
    def from_title(self) -> str | None:
        """The day in the title; a missing year comes from front matter or the file name."""
        return first_day(self.title, self.declared or self.from_file, day_first=self.day_first)

    @property
    def from_file(self) -> str | None:
        """The day in the file name."""
        timestamp = file_date(self.path)
        return timestamp.iso_day if timestamp else None


def first_day(text: str, reference: str | None = None, *, day_first: bool | None = None) -> str | None:
    """Return the first full date in a text as `YYYY-MM-DD`, or `None`; a missing year comes from `reference`."""
    for match in _DATE_START.finditer(text[:_MAX_LEAD_LENGTH]):
        timestamp = parse_timestamp(text[match.start() : match.start() + _MAX_DATE_LENGTH])
        if timestamp and (day := _full_day(timestamp, reference, day_first=day_first)):
            return day
    return None


def is_later_report(stated: str, events: Iterable[TimelineEvent]) -> bool:
    """Whether a day that a field states is after the whole timeline, so that it is the day of the report."""
    days = [event.at.day for event in events if event.at and event.at.day]
    return bool(days) and max(days) < stated


def without_publication(text: str) -> str:
    """Return a text without the days that it calls days of its publication: "Published on 9 March 2024."."""
    return _PUBLISHED.sub(" ", text)


def lead_text(sections: Sequence[SectionBlocks]) -> str:
    """Return the text before the first section and the beginning of the summary; without either, of the background."""
    texts = _texts(sections, (None, SectionName.SUMMARY)) or _texts(sections, (SectionName.BACKGROUND,))
    return without_publication(" ".join(texts))[:_MAX_LEAD_LENGTH]


def _texts(sections: Sequence[SectionBlocks], names: Collection[SectionName | None]) -> list[str]:
    """Return the first paragraphs and items of each section of these names, as plain text."""
    telling = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    found = ([plain_text(b.text) for b in s.blocks if b.kind in telling][:4] for s in sections if s.name in names)
    return [text for texts in found for text in texts]


def reference_day(clues: DateClues, sections: Iterable[SectionBlocks], *, is_published: bool) -> str | None:
    """Return the most likely day, or only year, before the timeline is parsed: it supplies missing days of events.

    Args:
        clues: What may state the day.
        sections: The sections of the document.
        is_published: Whether the declared day may be that of publication; then a day shortly before it is the likelier.
    """
    told = clues.from_title or first_day(clues.lead, clues.declared, day_first=clues.day_first)
    if is_published and clues.declared and told and _is_reported_soon(told, clues.declared):
        return told
    return (
        clues.declared
        or clues.from_title
        or clues.from_file
        or first_day(clues.lead, day_first=clues.day_first)
        or _year([clues.title, clues.path])
        or _year(section.title for section in sections if section.name is SectionName.TIMELINE)
    )


def timeline_day(sections: Iterable[SectionBlocks], *, day_first: bool | None = None) -> str | None:
    """Return the first full day in headings and at the start of paragraphs of the timeline, or `None`."""
    telling = (BlockKind.HEADING, BlockKind.PARAGRAPH)
    blocks = (b for s in sections if s.name is SectionName.TIMELINE for b in s.blocks if b.kind in telling)
    days = (first_day(plain_text(block.text)[:_MAX_DAY_LENGTH], day_first=day_first) for block in blocks)
    return next((day for day in days if day), None)


def incident_day(clues: DateClues, events: Iterable[TimelineEvent], day_line: str | None = None) -> str | None:
    """Return the day the incident began: from the title, else weighed from publication, lead text and timeline.

    The title may have the day of the report; then the whole timeline is before it.

    Args:
        clues: What may state the day besides the timeline.
        events: The events of the timeline.
        day_line: The first day that a line of the timeline states, above its events or beside prose.
    """
    dated = [event for event in events if event.at and event.at.day]
    begun = next((i for i, event in enumerate(dated) if _BEGINNING.search(event.text)), 0)
    days = [event.at.day for event in dated[begun:] if event.at and event.at.day]
    if day_line and not begun and (not days or day_line < days[0]):
        days = [day_line, *days]
    from_title = clues.from_title
    if from_title and not (days and max(days) < from_title):
        return _told_start(clues, from_title) or from_title
    published = from_title or clues.declared or clues.from_file
    lead_day = first_day(clues.lead, published, day_first=clues.day_first)
    if published is None:
        stated = _STATED_MONTH.search(clues.lead)
        return (
            _agreed_day(days, lead_day)
            or _month(clues.title)
            or (_month(clues.lead[stated.end() :]) if stated else None)
        )
    if lead_day == published:
        return published
    if not days:
        return lead_day if lead_day and _shortly_before(lead_day, published) else published
    return _timeline_or_published(days, published, lead_day, declared=clues.declared is not None)


def _told_start(clues: DateClues, named: str) -> str | None:
    """Return the day on which the text says that it started, if the title names one of the days after it."""
    for match in _STARTED.finditer(clues.lead):
        timestamp = parse_timestamp(clues.lead[match.end() : match.end() + _MAX_DATE_LENGTH])
        day = _full_day(timestamp, named, day_first=clues.day_first) if timestamp else None
        if day and day < named and _is_reported_soon(day, named, days=_MAX_DAYS_TO_NAMED):
            return day
    return None


def _timeline_or_published(days: Sequence[str], published: str, lead_day: str | None, *, declared: bool) -> str:
    """Return the day of the timeline or the date of the document, which may be that of a later report."""
    if not declared and _shortly_before(days[0], published):
        return days[0]
    if published in days and (declared or min(days) == published):
        return published
    if max(days) <= published:
        return lead_day if lead_day and lead_day in days else days[0]
    return published


def told_day(sections: Iterable[SectionBlocks], *, day_first: bool | None = None) -> str | None:
    """Return the first of the days that the analysis tells, if they are close to each other; else `None`.

    It is for postmortems of which nothing else states a day.
    """
    telling = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    texts = (plain_text(b.text) for s in sections if s.name in _TELLING for b in s.blocks if b.kind in telling)
    days = sorted({day for text in texts if (day := first_day(text, day_first=day_first))})
    return days[0] if days and (days[0] == days[-1] or _is_reported_soon(days[0], days[-1])) else None


def _month(text: str) -> str | None:
    """Return the first month with a year, as `YYYY-MM`, or `None`."""
    match = _MONTH_AND_YEAR.search(text)
    timestamp = parse_timestamp(f"1 {match[1]} {match[2]}") if match else None
    return f"{timestamp.year:04d}-{timestamp.month:02d}" if timestamp and timestamp.year and timestamp.month else None


def _agreed_day(days: Sequence[str], lead_day: str | None) -> str | None:
    """Return the day of the lead text if the timeline has it, else the timeline's first day, else the lead's."""
    return lead_day if lead_day and (not days or lead_day in days) else next(iter(days), lead_day)


def _shortly_before(day: str, published: str) -> bool:
    return day < published and day.partition("-")[0] == published.partition("-")[0]


def _is_reported_soon(day: str, published: str, *, days: int = _MAX_DAYS_TO_REPORT) -> bool:
    try:
        passed = date.fromisoformat(published) - date.fromisoformat(day)
    except ValueError:
        return False
    return 0 < passed.days <= days


def _full_day(timestamp: Timestamp, reference: str | None, *, day_first: bool | None) -> str | None:
    if (
        not timestamp.has_day
        or timestamp.weekday is not None
        or timestamp.is_month_only
        or (timestamp.counted_day is not None and timestamp.month is None and timestamp.numeric is None)
        or (timestamp.year is None and reference is None)
    ):
        return None
    moment = TimestampResolver(reference, day_first=day_first).resolve(timestamp)
    return moment.day if moment else None


def _year(texts: Iterable[str]) -> str | None:
    return next((match[1] for text in texts if (match := _YEAR.search(text))), None)
