"""One document: front matter and body put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from mkdocs_postmortems.core.frontmatter import Header, read_front_matter
from mkdocs_postmortems.core.model import (
    ActionItem,
    Kind,
    Link,
    Moment,
    Postmortem,
    Section,
    SectionName,
    TimelineEvent,
)
from mkdocs_postmortems.core.parse.actions import read_actions
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind, read_blocks
from mkdocs_postmortems.core.parse.calendar import Calendar, day_comes_first
from mkdocs_postmortems.core.parse.dating import incident_day, reference_day
from mkdocs_postmortems.core.parse.factors import read_factors
from mkdocs_postmortems.core.parse.fields import Field, read_fields
from mkdocs_postmortems.core.parse.inline import links, plain
from mkdocs_postmortems.core.parse.kinds import kind_of
from mkdocs_postmortems.core.parse.moments import read_stamp
from mkdocs_postmortems.core.parse.notices import is_notice_body, read_updates
from mkdocs_postmortems.core.parse.outline import Part, sections, split_parts
from mkdocs_postmortems.core.parse.timeline import Timeline, read_timeline
from mkdocs_postmortems.core.parse.titles import find_id, read_title, stem
from mkdocs_postmortems.core.parse.zones import find_zone
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.source import Source

_MILESTONES = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of a source, and what was wrong with it."""

    postmortem: Postmortem
    problems: tuple[Problem, ...]
    readable: bool = True
    """Whether the front matter could be read; what it says about permissions is unknown otherwise."""


def parse(source: Source) -> Parsed:
    """Read one document. Takes time linear in its length and never raises, whatever the text."""
    header = read_front_matter(source)
    return Parsed(_Reading(source, header).postmortem(), header.problems, header.readable)


class _Reading:
    """The body of one document while it is read; each step uses what the steps before it found."""

    def __init__(self, source: Source, header: Header) -> None:
        self._source = source
        self._header = header
        self._lines: dict[str, int] = dict(header.lines)
        self._blocks = read_blocks(header.body, header.body_line)
        self._parts = split_parts(self._blocks)
        self._first_fields = _first_by_key(read_fields(self._blocks))
        self._title, title_line = read_title(header.fields.title, self._blocks, source.path)
        if title_line:
            self._lines["title"] = title_line
        self._zone = self._timezone()
        self._day_first = day_comes_first(header.body, self._zone)
        self._timeline = self._read_timeline()

    def postmortem(self) -> Postmortem:
        fields, header = self._header.fields, self._header
        milestones = {name: self._milestone(name) for name in _MILESTONES}
        date = self._date(milestones["started_at"])
        kind = self._kind(date)
        body_actions = read_actions(self._parts)
        declared_id = fields.id
        return Postmortem(
            path=self._source.path,
            kind=kind,
            title=self._title,
            id=declared_id or find_id(stem(self._source.path), self._raw_title()) or stem(self._source.path),
            id_declared=declared_id is not None,
            summary=fields.summary or self._summary(),
            status=header.status,
            type=fields.type,
            severity=fields.severity or self._field("severity"),
            audience=fields.audience,
            date=date,
            timezone=self._zone,
            **milestones,
            services=fields.services,
            teams=fields.teams,
            tags=fields.tags,
            trigger=fields.trigger,
            detection=fields.detection,
            resolution=fields.resolution,
            factors=(*header.factors, *read_factors(self._parts)),
            sections=self._sections(kind),
            timeline=self._events(kind),
            actions=_merged(header.actions, body_actions),
            relations=fields.related,
            links=self._links(),
            alerts=fields.alerts,
            error_signatures=fields.error_signatures,
            impact=fields.impact or MappingProxyType({}),
            roles=fields.roles or MappingProxyType({}),
            start_here=fields.learning.start_here if fields.learning else None,
            extra=header.extra,
            lines=MappingProxyType(self._lines),
            body=header.body,
            body_line=header.body_line,
        )

    def _raw_title(self) -> str:
        heading = next((b.text for b in self._blocks if b.kind is BlockKind.HEADING), "")
        return f"{self._header.fields.title or ''} {heading}"

    def _field(self, key: str) -> str | None:
        """A field of the body, if the front matter has none of that name."""
        found = self._first_fields.get(key)
        if found is None:
            return None
        self._lines.setdefault(key, found.line)
        return found.value

    def _timezone(self) -> str | None:
        fields = self._header.fields
        if fields.timezone:
            return fields.timezone
        moment = next((m for name in (*_MILESTONES, "date") if (m := getattr(fields, name)) and m.zone), None)
        return find_zone(self._blocks) or (_zone_name(moment.zone) if moment else None)

    def _declared_day(self) -> str | None:
        fields = self._header.fields
        moment = fields.started_at or fields.date or fields.detected_at
        return moment.iso[:10] if moment and moment.iso[:1].isdigit() and ":" not in moment.iso[:5] else None

    def _read_timeline(self) -> Timeline:
        raw_title = self._raw_title() if self._header.fields.title is None or self._blocks else self._title
        reference = reference_day(
            self._declared_day(), raw_title, self._source.path, self._parts, day_first=self._day_first
        )
        calendar = Calendar(reference, day_first=self._day_first)
        self._is_notice = is_notice_body(self._header.extra, self._blocks)
        if self._is_notice:
            return Timeline(read_updates(self._blocks, calendar, self._zone), scattered=False)
        return read_timeline(self._parts, calendar, self._zone)

    def _date(self, started: Moment | None) -> str | None:
        fields = self._header.fields
        stated = self._stated_day()
        day = incident_day(
            started=fields.started_at.iso[:10] if fields.started_at and "-" in fields.started_at.iso else None,
            stated=stated or (started.day if started else None),
            declared=fields.date.iso[:10] if fields.date and fields.date.iso[:1].isdigit() else None,
            title=self._raw_title(),
            path=self._source.path,
            parts=self._parts,
            events=self._timeline.events,
            day_first=self._day_first,
        )
        if day is None and (first := self._declared_day()):
            day = first
        return day

    def _stated_day(self) -> str | None:
        found = self._first_fields.get("date")
        stamp = read_stamp(found.value) if found else None
        if found is None or stamp is None or not stamp.has_day or stamp.year is None:
            return None
        moment = Calendar(self._declared_day(), day_first=self._day_first).moment(stamp)
        if moment and moment.day:
            self._lines.setdefault("date", found.line)
        return moment.day if moment else None

    def _milestone(self, name: str) -> Moment | None:
        declared: Moment | None = getattr(self._header.fields, name)
        if declared is None and name == "started_at" and self._header.fields.date and self._header.fields.date.clock:
            declared = self._header.fields.date
        if declared:
            return (
                declared
                if declared.zone or self._zone is None or ":" not in declared.iso
                else replace(declared, zone=self._zone)
            )
        found = self._first_fields.get(name)
        stamp = read_stamp(found.value, soft=True) if found else None
        if found is None or stamp is None or not (stamp.has_clock or stamp.has_day):
            return self._event_milestone(name)
        reference = next((e.at.day for e in self._timeline.events if e.at and e.at.day), None) or self._declared_day()
        moment = Calendar(reference, day_first=self._day_first).moment(stamp)
        if moment and (moment.day or stamp.has_clock):
            self._lines.setdefault(name, found.line)
            return replace(moment, zone=stamp.zone or self._zone) if stamp.has_clock else moment
        return None

    def _event_milestone(self, name: str) -> Moment | None:
        """An event that is called by the milestone's name alone: `First detected: 14:22`."""
        for event in self._timeline.events:
            words = plain(event.text).casefold().strip(" :.-*")
            if event.at and words in _EVENT_NAMES[name]:
                self._lines.setdefault(name, event.line)
                return event.at
        return None

    def _kind(self, date: str | None) -> Kind:
        meta: dict[str, object] = {**dict.fromkeys(self._header.lines, True), **self._header.extra}
        if self._header.fields.severity:
            meta["severity"] = self._header.fields.severity
        return kind_of(
            path=self._source.path,
            title=self._title,
            meta=meta,
            parts=self._parts,
            blocks=self._blocks,
            events=sum(1 for event in self._timeline.events if event.at),
            dated=date is not None,
        )

    def _events(self, kind: Kind) -> tuple[TimelineEvent, ...]:
        """A template's steps without times are no events."""
        if kind is Kind.PAGE and not self._is_notice:
            return tuple(event for event in self._timeline.events if event.at)
        return self._timeline.events

    def _sections(self, kind: Kind) -> tuple[Section, ...]:
        last = self._header.body_line + self._header.body.count("\n")
        found = sections(self._parts, last)
        if self._is_notice:
            return tuple(section for section in found if section.level)
        if (
            kind is Kind.POSTMORTEM
            and self._timeline.scattered
            and not any(s.name is SectionName.TIMELINE for s in found)
        ):
            events = self._timeline.events
            inside = Section(SectionName.TIMELINE, "", events[0].line, max(e.line for e in events))
            found = tuple(sorted((*found, inside), key=lambda s: s.line))
        return found

    def _summary(self) -> str | None:
        """The first paragraph of the summary section, else of the text before the first section."""
        for wanted in (SectionName.SUMMARY, None):
            for part in self._parts:
                if part.name is not wanted:
                    continue
                block = next(
                    (b for b in part.blocks if b.kind is BlockKind.PARAGRAPH and not b.quoted and _is_prose(b)), None
                )
                if block:
                    self._lines.setdefault("summary", block.line)
                    return plain(block.text)
        return None

    def _links(self) -> tuple[Link, ...]:
        found = list(self._header.fields.links)
        for block in self._blocks:
            if block.kind is BlockKind.CODE:
                continue
            found += [Link(url, text, block.line) for url, text in links(block.text)]
        unique: dict[str, Link] = {}
        for link in found:
            unique.setdefault(link.url, link)
        return tuple(unique.values())


_EVENT_NAMES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "started_at": frozenset(
            {
                "started",
                "start",
                "incident started",
                "incident start",
                "outage starts",
                "impact start",
                "start of impact",
                "impact starts",
            }
        ),
        "detected_at": frozenset({"first detected", "detected", "incident detected", "detection"}),
        "acknowledged_at": frozenset({"acknowledged", "incident declared", "declared", "incident is declared"}),
        "mitigated_at": frozenset({"repaired", "mitigated", "incident mitigated"}),
        "resolved_at": frozenset(
            {"resolved", "incident resolved", "incident is resolved", "end", "all clear", "incident closed"}
        ),
    }
)


def _first_by_key(fields: object) -> dict[str, Field]:
    first: dict[str, Field] = {}
    for field in fields:  # type: ignore[attr-defined]
        first.setdefault(field.key, field)
    return first


def _is_prose(block: Block) -> bool:
    words = plain(block.text)
    return (
        len(words) > 30
        and not words.startswith(("<", "{"))
        and not (
            block.text.strip().startswith(("_", "*")) and block.text.strip().endswith(("_", "*")) and len(words) < 200
        )
    )


def _zone_name(zone: str | None) -> str | None:
    return "UTC" if zone in {"Z", "+00:00", "-00:00", "+0000", "-0000"} else zone


def _merged(declared: Sequence[ActionItem], written: Sequence[ActionItem]) -> tuple[ActionItem, ...]:
    """Items of the front matter first; one that the body repeats is the same item."""
    known = {_key(item.text) for item in declared}
    return (*declared, *(item for item in written if _key(item.text) not in known))


def _key(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())[:40]


__all__ = ["Parsed", "Part", "TimelineEvent", "parse"]
