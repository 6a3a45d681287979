"""The day an incident began, as far as a document tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_postmortems.core.model import SectionName, TimelineEvent
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.calendar import Calendar
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.moments import Stamp, read_stamp
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.titles import file_day

_STARTS = re.compile(
    r"(?<![\w./:-])(?=\d{1,4}[-/. ]|\d{1,2}(?:st|nd|rd|th)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d)",
    re.IGNORECASE,
)


def first_day(text: str, reference: str | None = None, *, day_first: bool | None = None) -> str | None:
    """Return the first full date in running text as `YYYY-MM-DD`; a year that is missing comes from `reference`."""
    for match in _STARTS.finditer(text[:2000]):
        stamp = read_stamp(text[match.start() : match.start() + 60])
        if stamp and (day := _full(stamp, reference, day_first=day_first)):
            return day
    return None


def _full(stamp: Stamp, reference: str | None, *, day_first: bool | None) -> str | None:
    if not stamp.has_day or stamp.weekday is not None or stamp.month_only or (stamp.year is None and reference is None):
        return None
    moment = Calendar(reference, day_first=day_first).moment(stamp)
    return moment.day if moment else None


def reference_day(
    declared: str | None, title: str, path: str, parts: Sequence[Part], *, day_first: bool | None
) -> str | None:
    """The best guess at the day before the timeline is read; it supplies the year that events leave out."""
    from_file = _written(file_day(path))
    for day in (
        declared,
        first_day(title, declared or from_file, day_first=day_first),
        from_file,
        first_day(_lead(parts), day_first=day_first),
    ):
        if day:
            return day
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", f"{title} {path}")
    return years[0] if years else _year_in_heads(parts)


def _year_in_heads(parts: Sequence[Part]) -> str | None:
    for part in parts:
        if part.name is SectionName.TIMELINE and (match := re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", part.title)):
            return match[1]
    return None


def _written(stamp: Stamp | None) -> str | None:
    return (
        f"{stamp.year:04d}-{stamp.month:02d}-{stamp.day:02d}"
        if stamp and stamp.year and stamp.month and stamp.day
        else None
    )


def _lead(parts: Sequence[Part]) -> str:
    """The text before the first section, and the summary."""
    blocks: list[Block] = []
    for part in parts:
        if part.name in (None, SectionName.SUMMARY):
            blocks += [b for b in part.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)][:4]
    return " ".join(plain(b.text) for b in blocks)[:2000]


def incident_day(
    *,
    started: str | None,
    stated: str | None,
    declared: str | None,
    title: str,
    path: str,
    parts: Sequence[Part],
    events: Sequence[TimelineEvent],
    day_first: bool | None,
) -> str | None:
    """Return the day the incident began.

    Args:
        started: day of `started_at` in the front matter.
        stated: day of a `Date:` or `Start:` field in the body.
        declared: `date` in the front matter, which may be the day of publication.
    """
    if started or stated:
        return started or stated
    from_title = first_day(title, declared or _written(file_day(path)), day_first=day_first)
    if from_title:
        return from_title
    days = [event.at.day for event in events if event.at and event.at.day]
    dated = [day for day in days if day]
    from_file = _written(file_day(path))
    published = declared or from_file
    lead = first_day(_lead(parts), published, day_first=day_first)
    if published is None:
        return _first_agreed(dated, lead)
    if lead == published[:10]:
        return published
    if dated and not declared and _shortly_before(dated[0], published):
        return dated[0]
    if not dated or (published in dated and (declared or min(dated) == published)):
        return lead if lead and not dated and _shortly_before(lead, published) else published
    if max(dated) <= published[:10]:
        return lead if lead and lead in dated else dated[0]
    return published


def _first_agreed(dated: Sequence[str], lead: str | None) -> str | None:
    """The day in the lead if the timeline knows it, else the timeline's first day, else the lead's."""
    if lead and (not dated or lead in dated):
        return lead
    return dated[0] if dated else lead


def _shortly_before(day: str, published: str) -> bool:
    return day < published[:10] and day[:4] == published[:4]
