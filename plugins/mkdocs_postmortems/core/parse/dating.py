"""The day an incident began, as far as a document tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.model import SectionName, TimelineEvent
from mkdocs_postmortems.core.parse.block import BlockKind
from mkdocs_postmortems.core.parse.calendar import Calendar
from mkdocs_postmortems.core.parse.filename import file_day
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.stamps import Stamp, read_stamp

_DATE_START = re.compile(
    r"""(?<![\w./:-])
        (?= \d{1,4}[-/.\ ]
        |   \d{1,2}(?:st|nd|rd|th)\b
        |   (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d
        )""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MONTH_AND_YEAR = re.compile(r"\b([^\W\d_]{3,10})\.?,?\s+((?:19|20)\d\d)\b")
_LONGEST_LEAD = 2000
_LONGEST_DATE = 60


@dataclass(frozen=True, slots=True)
class Clues:
    """Where a document may tell its day besides its timeline."""

    declared: str | None
    """The date in the front matter, which may be the day of publication."""
    title: str
    path: str
    lead: str
    """The text before the first section, and the summary."""
    day_first: bool | None

    @property
    def from_title(self) -> str | None:
        """The day in the title, its year from the file name if need be."""
        return first_day(self.title, self.declared or self.from_file, day_first=self.day_first)

    @property
    def from_file(self) -> str | None:
        """The day in the file's name."""
        stamp = file_day(self.path)
        return stamp.iso_day if stamp else None


def first_day(text: str, reference: str | None = None, *, day_first: bool | None = None) -> str | None:
    """Return the first full date in running text as `YYYY-MM-DD`; a year that is missing comes from `reference`."""
    for match in _DATE_START.finditer(text[:_LONGEST_LEAD]):
        stamp = read_stamp(text[match.start() : match.start() + _LONGEST_DATE])
        if stamp and (day := _full_day(stamp, reference, day_first=day_first)):
            return day
    return None


def lead(parts: Sequence[Part]) -> str:
    """Return the text before the first section, and the beginning of the summary."""
    telling = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    texts: list[str] = []
    for part in parts:
        if part.name in (None, SectionName.SUMMARY):
            texts += [plain(block.text) for block in part.blocks if block.kind in telling][:4]
    return " ".join(texts)[:_LONGEST_LEAD]


def reference_day(clues: Clues, parts: Iterable[Part]) -> str | None:
    """The best guess at the day before the timeline is read; it supplies the year that events leave out."""
    return (
        clues.declared
        or clues.from_title
        or clues.from_file
        or first_day(clues.lead, day_first=clues.day_first)
        or _year([clues.title, clues.path])
        or _year(part.title for part in parts if part.name is SectionName.TIMELINE)
    )


def incident_day(clues: Clues, events: Iterable[TimelineEvent]) -> str | None:
    """Return the day the incident began: from the title, else weigh publication, lead and timeline.

    A title may hold the day of the report; then the whole timeline lies before it.
    """
    told = [event.at.day for event in events if event.at and event.at.day]
    days = [day for day in told if day]
    from_title = clues.from_title
    if from_title and not (days and max(days) < from_title):
        return from_title
    published = from_title or clues.declared or clues.from_file
    said = first_day(clues.lead, published, day_first=clues.day_first)
    if published is None:
        return _first_agreed(days, said) or _month(clues.title)
    if said == published[:10]:
        return published
    if not days:
        return said if said and _shortly_before(said, published) else published
    return _told_or_published(days, published, said, declared=clues.declared is not None)


def _told_or_published(days: Sequence[str], published: str, said: str | None, *, declared: bool) -> str:
    """Whether the timeline or the date of the document tells when it began: reports are written afterwards."""
    if not declared and _shortly_before(days[0], published):
        return days[0]
    if published in days and (declared or min(days) == published):
        return published
    if max(days) <= published[:10]:
        return said if said and said in days else days[0]
    return published


def _month(text: str) -> str | None:
    """A month with its year, `YYYY-MM`, where no day is told."""
    match = _MONTH_AND_YEAR.search(text)
    stamp = read_stamp(f"1 {match[1]} {match[2]}") if match else None
    return f"{stamp.year:04d}-{stamp.month:02d}" if stamp and stamp.year and stamp.month else None


def _first_agreed(days: Sequence[str], said: str | None) -> str | None:
    """The day in the lead if the timeline knows it, else the timeline's first day, else the lead's."""
    return said if said and (not days or said in days) else next(iter(days), said)


def _shortly_before(day: str, published: str) -> bool:
    return day < published[:10] and day[:4] == published[:4]


def _full_day(stamp: Stamp, reference: str | None, *, day_first: bool | None) -> str | None:
    if not stamp.has_day or stamp.weekday is not None or stamp.month_only or (stamp.year is None and reference is None):
        return None
    moment = Calendar(reference, day_first=day_first).moment(stamp)
    return moment.day if moment else None


def _year(texts: Iterable[str]) -> str | None:
    return next((match[1] for text in texts if (match := _YEAR.search(text))), None)
