"""One document: front matter and body put together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from mkdocs_postmortems.core.frontmatter import Header, read_front_matter
from mkdocs_postmortems.core.model import (
    Factor,
    Kind,
    Link,
    Moment,
    Postmortem,
    Section,
    SectionName,
    TimelineEvent,
)
from mkdocs_postmortems.core.parse import declared
from mkdocs_postmortems.core.parse.actions import read_actions
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.body import Body, read_body
from mkdocs_postmortems.core.parse.comments import find_unclosed, without_comments
from mkdocs_postmortems.core.parse.dating import Clues, incident_day, lead
from mkdocs_postmortems.core.parse.factors import read_factors
from mkdocs_postmortems.core.parse.fields import read_names
from mkdocs_postmortems.core.parse.filename import stem
from mkdocs_postmortems.core.parse.found import Found
from mkdocs_postmortems.core.parse.inline import links
from mkdocs_postmortems.core.parse.kinds import Signs, kind_of
from mkdocs_postmortems.core.parse.milestones import read_milestones, read_stated_day
from mkdocs_postmortems.core.parse.outline import sections
from mkdocs_postmortems.core.parse.summary import read_summary
from mkdocs_postmortems.core.parse.titles import find_id, read_title
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.source import Source

_DATES = frozenset(("date", *declared.MILESTONES))
"""Keys that date a document, also with a value that nobody can read."""

_SLIP = re.compile(r"--[ !]>|[–—]-?>|(?<![-<])->|^[ \t]*--[ \t]*$", re.MULTILINE)
"""What is meant to be the end of a comment, and is none."""
_FAR = 2000
"""Characters of a comment in which its end is looked for."""
_DIGITS = 10
"""Enough to tell the texts of one document apart."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of a source, and what was wrong with it."""

    postmortem: Postmortem
    problems: tuple[Problem, ...]
    readable: bool = True
    """Whether the front matter could be read; what it says about permissions is unknown otherwise."""


def parse(source: Source) -> Parsed:
    """Read one document. Takes time linear in its length and never raises, whatever the text."""
    header, _, postmortem = read(source)
    digest = hashlib.sha256(source.text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
    return Parsed(replace(postmortem, digest=digest), header.problems, header.readable)


def read(source: Source) -> tuple[Header, Body, Postmortem]:
    """Return what the front matter and the body say, each for itself, and what they say together."""
    header = read_front_matter(source)
    # Comments are for authors: whatever shows, counts, searches or compares a document never has them.
    unclosed = _unclosed(source.path, header)
    header = replace(header, body=without_comments(header.body), problems=(*header.problems, *unclosed))
    body = read_body(source.path, header)
    return header, body, _postmortem(source.path, header, body)


def _unclosed(path: str, header: Header) -> Iterator[Problem]:
    """Yield the comment that swallows what follows, with what was probably meant to be its end."""
    if not (comment := find_unclosed(header.body)):
        return
    line = header.body_line + header.body.count("\n", 0, comment.start)
    slip = _SLIP.search(header.body, comment.end, comment.end + _FAR)
    hint = ""
    if slip:
        where = line + header.body.count("\n", comment.start, slip.start())
        hint = f" Did you mean it to end with {slip[0]!r} in line {where}?"
    yield Problem(path, line, "PM006", f"comment starts here and is never closed; expected '-->'.{hint}")


def _postmortem(path: str, header: Header, body: Body) -> Postmortem:
    fields = header.fields
    title = read_title(fields.title, body.blocks, path)
    milestones = read_milestones(fields, body)
    moments = {name: moment.value if moment else None for name, moment in milestones.items()}
    stated_day = read_stated_day(fields, body)
    date = (
        declared.start_day(fields)
        or (stated_day.value if stated_day else None)
        or (moments["started_at"].day if moments["started_at"] else None)
        or _told_day(path, header, body)
    )
    summary = None if fields.summary else read_summary(body.parts)
    severity = None if fields.severity else body.fields.get("severity")
    dated = date is not None or bool(_DATES & set(header.lines))
    kind = kind_of(_signs(path, header, body, title=title.value, dated=dated))
    found = {"title": title, **milestones, "date": stated_day, "summary": summary, "severity": severity}
    return replace(
        _declared(path, header),
        kind=kind,
        title=title.value,
        id=fields.id or find_id(stem(path), body.headline) or stem(path),
        summary=summary.value if summary else fields.summary,
        severity=severity.value if severity else fields.severity,
        date=date,
        timezone=body.zone,
        started_at=moments["started_at"],
        detected_at=moments["detected_at"],
        acknowledged_at=moments["acknowledged_at"],
        mitigated_at=moments["mitigated_at"],
        resolved_at=moments["resolved_at"],
        services=fields.services or read_names(body.parts, "services"),
        teams=fields.teams or read_names(body.parts, "teams"),
        tags=fields.tags or read_names(body.parts, "tags"),
        factors=_factors(kind, header, body),
        sections=_sections(kind, header, body),
        timeline=_events(kind, body),
        actions=header.actions or (read_actions(body.parts) if kind is not Kind.PAGE else ()),
        links=_links(fields.links, body.blocks),
        lines=_lines(header.lines, found),
    )


def _declared(path: str, header: Header) -> Postmortem:
    """What the front matter alone says; the body decides on the kind and fills in the rest."""
    fields = header.fields
    return Postmortem(
        path=path,
        kind=Kind.PAGE,
        title=fields.title or "",
        id=fields.id or "",
        id_declared=fields.id is not None,
        status=header.status,
        type=fields.type,
        audience=fields.audience,
        trigger=fields.trigger,
        detection=fields.detection,
        resolution=fields.resolution,
        relations=fields.related,
        alerts=fields.alerts,
        error_signatures=fields.error_signatures,
        impact=fields.impact or MappingProxyType({}),
        roles=fields.roles or MappingProxyType({}),
        start_here=fields.learning.start_here if fields.learning else None,
        extra=header.extra,
        body=header.body,
        body_line=header.body_line,
    )


def _told_day(path: str, header: Header, body: Body) -> str | None:
    """The day it began where no field states it."""
    clues = Clues(declared.date(header.fields), body.headline, path, lead(body.parts), body.day_first)
    return incident_day(clues, body.timeline.events) or declared.first_day(header.fields)


def _signs(path: str, header: Header, body: Body, *, title: str, dated: bool) -> Signs:
    meta: dict[str, object] = {**dict.fromkeys(header.lines, True), **header.extra}
    if header.fields.severity:
        meta["severity"] = header.fields.severity
    return Signs(
        path=path,
        title=title,
        meta=meta,
        sections=frozenset(part.name for part in body.parts if part.name),
        blocks=body.blocks,
        events=sum(1 for event in body.timeline.events if event.at),
        dated=dated,
    )


def _factors(kind: Kind, header: Header, body: Body) -> tuple[Factor, ...]:
    """The factors of the front matter; where one of them is an id and no more, the body says the rest in words."""
    is_told = header.factors and all(factor.text for factor in header.factors)
    return header.factors if is_told or kind is Kind.PAGE else (*header.factors, *read_factors(body.parts))


def _events(kind: Kind, body: Body) -> tuple[TimelineEvent, ...]:
    """A template's steps without times are no events."""
    events = body.timeline.events
    return tuple(event for event in events if event.at) if kind is Kind.PAGE and not body.is_notice else events


def _sections(kind: Kind, header: Header, body: Body) -> tuple[Section, ...]:
    """The sections as marked; a postmortem with times in other sections has a timeline all the same."""
    found = sections(body.parts, header.body_line + header.body.count("\n"))
    if body.is_notice:
        return tuple(section for section in found if section.level)
    has_timeline = any(section.name is SectionName.TIMELINE for section in found)
    if kind is not Kind.POSTMORTEM or has_timeline or not body.timeline.scattered:
        return found
    lines = [event.line for event in body.timeline.events]
    inside = Section(SectionName.TIMELINE, "", lines[0], max(lines))
    return tuple(sorted((*found, inside), key=lambda section: section.line))


def _links(fixed: Sequence[Link], blocks: Sequence[Block]) -> tuple[Link, ...]:
    """The links of the front matter and the body, each address where it stands first."""
    unique: dict[str, Link] = {}
    for link in fixed:
        unique.setdefault(link.url, link)
    for block in blocks:
        for url, text in links(block.text) if block.kind is not BlockKind.CODE else ():
            unique.setdefault(url, Link(url, text, block.line))
    return tuple(unique.values())


def _lines(
    header_lines: Mapping[str, int], found: Mapping[str, Found[str] | Found[Moment] | None]
) -> Mapping[str, int]:
    """The line of each field: in the front matter, else in the body. A title of the body replaces a placeholder."""
    lines = dict(header_lines)
    for name, one in found.items():
        if one and one.line and (name == "title" or name not in lines):
            lines[name] = one.line
    return MappingProxyType(lines)
