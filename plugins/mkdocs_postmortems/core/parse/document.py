"""Combines the front matter and the body of a document into a `Postmortem`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter import FIELD_SPECS, FrontMatter, parse_front_matter
from mkdocs_postmortems.core.frontmatter.block import TableReader, parse_block
from mkdocs_postmortems.core.frontmatter.fields import STATUS, TYPE
from mkdocs_postmortems.core.model import (
    DocumentKind,
    Factor,
    Link,
    Moment,
    Postmortem,
    Section,
    SectionName,
    TimelineEvent,
)
from mkdocs_postmortems.core.parse.actions import parse_actions
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.body import Body, parse_body
from mkdocs_postmortems.core.parse.body_fields import parse_name_list
from mkdocs_postmortems.core.parse.comments import find_unclosed, strip_comments
from mkdocs_postmortems.core.parse.document_features import DeclaredFacts, DocumentFeatures
from mkdocs_postmortems.core.parse.document_kind import classify_document
from mkdocs_postmortems.core.parse.factors import parse_factors
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.five_whys import parse_five_whys
from mkdocs_postmortems.core.parse.incident_times import declared
from mkdocs_postmortems.core.parse.incident_times.incident_date import (
    DateClues,
    first_day,
    incident_day,
    lead_text,
    timeline_day,
    told_day,
)
from mkdocs_postmortems.core.parse.inline import links
from mkdocs_postmortems.core.parse.milestones import parse_milestones, parse_stated_day
from mkdocs_postmortems.core.parse.participants import count_people
from mkdocs_postmortems.core.parse.section_names import WEAK_TITLES, normalize_title
from mkdocs_postmortems.core.parse.sections import list_sections
from mkdocs_postmortems.core.parse.stated_causes import stated_causes
from mkdocs_postmortems.core.parse.stated_durations import parse_stated_durations
from mkdocs_postmortems.core.parse.timeline import is_update_title
from mkdocs_postmortems.core.parse.title_summary import find_id, parse_summary, parse_title
from mkdocs_postmortems.core.parse.user_messages import is_announcement
from mkdocs_postmortems.core.source import Located, Source
from mkdocs_postmortems.core.timestamps import parse_timestamp

_COPIED = tuple((spec.name, spec.attribute) for spec in FIELD_SPECS if spec.is_copied and spec.attribute)
"""Front matter fields that are copied unchanged, with their attributes."""

_CHOICE = "PM019"
_FOREIGN_FIELDS = {"status": STATUS, "type": TYPE}
"""Fields that other programs have as well."""
_DATE_KEYS = frozenset(("date", *declared.MILESTONES))
"""Keys that make a document dated, even with an invalid value."""

_MISTYPED_COMMENT_END = re.compile(r"--[ !]>|[–—]-?>|(?<![-<])->|^[ \t]*--[ \t]*$", re.MULTILINE)
"""What authors mistype for `-->`."""
_PLACEHOLDER_VALUE = re.compile(
    r"[<>{}\[\]|?…]|\.\.\.|___|##|(?<![A-Za-z])(?:Y{4}|X{2,}|N{2,}|TBD|TODO)(?![A-Za-z])", re.IGNORECASE
)
"""What values of templates have, and values of documents have not."""
_MAX_SEARCH_LENGTH = 2000
"""Characters of an unclosed comment in which a mistyped end is searched."""
_DIGEST_LENGTH = 10
"""Hex digits; enough to distinguish versions of one document."""


@dataclass(frozen=True, slots=True)
class ParseResult:
    """A parsed document, and the diagnostics of its front matter and comments."""

    postmortem: Postmortem
    diagnostics: tuple[Diagnostic, ...]
    is_readable: bool = True
    """Whether the front matter could be parsed; if not, its audience label is unknown."""


def parse(source: Source, read_table: TableReader = parse_block) -> ParseResult:
    """Parse one document. Takes time linear in its length and never raises.

    Args:
        source: Path and text; the names of the file and its folders may have the date.
        read_table: Parses the text of the front matter; a cache can be passed.
    """
    front_matter, _, postmortem = parse_stages(source, read_table)
    digest = hashlib.sha256(source.text.encode(errors="surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    found = _of_this_program(front_matter, postmortem.kind)
    return ParseResult(replace(postmortem, digest=digest), found, front_matter.is_readable)


def _of_this_program(front_matter: FrontMatter, kind: DocumentKind) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of front matter without values that a page has for another program.

    A decision record may have the status `accepted`; what is near a value that is known here is a slip of it.
    """
    if kind is not DocumentKind.PAGE or front_matter.fields.kind:
        return front_matter.diagnostics
    foreign = {front_matter.lines.get(name): choice for name, choice in _FOREIGN_FIELDS.items()}
    return tuple(
        one
        for one in front_matter.diagnostics
        if one.code != _CHOICE or one.line not in foreign or foreign[one.line].may_mean(one.highlight)
    )


def parse_stages(source: Source, read_table: TableReader = parse_block) -> tuple[FrontMatter, Body, Postmortem]:
    """Return the front matter, the body, and the document that combines them (without its digest)."""
    front_matter = parse_front_matter(source, read_table)
    # Comments are notes between authors: no later stage may show, count, search or compare them.
    unclosed = _unclosed_comments(source.path, front_matter)
    front_matter = replace(
        front_matter, body=strip_comments(front_matter.body), diagnostics=(*front_matter.diagnostics, *unclosed)
    )
    body = parse_body(source.path, front_matter)
    return front_matter, body, _postmortem(source.path, front_matter, body)


def _unclosed_comments(path: str, front_matter: FrontMatter) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first unclosed comment, with what was probably meant as its end."""
    if not (comment := find_unclosed(front_matter.body)):
        return
    line = front_matter.body_line + front_matter.body.count("\n", 0, comment.start)
    mistyped = _MISTYPED_COMMENT_END.search(front_matter.body, comment.end, comment.end + _MAX_SEARCH_LENGTH)
    hint = ""
    if mistyped:
        where = line + front_matter.body.count("\n", comment.start, mistyped.start())
        hint = f" Did you mean it to end with {mistyped[0]!r} in line {where}?"
    yield Diagnostic(path, line, "PM006", f"comment starts here and is never closed; expected '-->'.{hint}")


def _postmortem(path: str, front_matter: FrontMatter, body: Body) -> Postmortem:
    fields = front_matter.fields
    title = parse_title(fields.title, body.blocks, path)
    milestones = parse_milestones(fields, body)
    moments = {name: moment.value if moment else None for name, moment in milestones.items()}
    stated_day = parse_stated_day(fields, body)
    date = (
        declared.declared_start_day(fields)
        or (stated_day.value if stated_day else None)
        or (moments["started_at"].day if moments["started_at"] else None)
        or _inferred_day(path, front_matter, body)
        or next((moment.day for moment in moments.values() if moment and moment.day), None)
    )
    summary = None if fields.summary else parse_summary(body.sections)
    severity = None if fields.severity else body.stated_fields.get("severity")
    dated = date is not None or bool(_DATE_KEYS & set(front_matter.lines))
    features = _document_features(path, front_matter, body, title=title.value, dated=dated)
    kind = classify_document(features)
    if kind is DocumentKind.PAGE and is_announcement(features):  # Its own date is the day on which it was announced.
        date = first_day(lead_text(body.sections), date, day_first=body.day_first) or date
    if kind is DocumentKind.POSTMORTEM and date is None:
        date = told_day(body.sections, day_first=body.day_first)
    located = {"title": title, **milestones, "date": stated_day, "summary": summary, "severity": severity}
    return replace(
        _from_front_matter(path, front_matter),
        kind=kind,
        title=title.value,
        id=fields.id or find_id(file_stem(path), body.headline) or file_stem(path),
        summary=summary.value if summary else fields.summary,
        severity=severity.value if severity else fields.severity,
        date=date,
        timezone=body.zone,
        started_at=moments["started_at"],
        detected_at=moments["detected_at"],
        acknowledged_at=moments["acknowledged_at"],
        mitigated_at=moments["mitigated_at"],
        resolved_at=moments["resolved_at"],
        services=fields.services or parse_name_list(body.sections, "services"),
        teams=fields.teams or parse_name_list(body.sections, "teams"),
        tags=fields.tags or parse_name_list(body.sections, "tags"),
        factors=_factors(kind, front_matter, body),
        whys=parse_five_whys(body.sections) if kind is DocumentKind.POSTMORTEM else (),
        sections=_all_sections(kind, front_matter, body),
        timeline=_events(kind, body),
        actions=front_matter.actions
        or (parse_actions(body.sections, day_first=body.day_first) if kind is not DocumentKind.PAGE else ()),
        links=_all_links(fields.links, body.blocks),
        stated_minutes=parse_stated_durations(body.stated_fields),
        lines=_field_lines(front_matter.lines, located),
    )


def _from_front_matter(path: str, front_matter: FrontMatter) -> Postmortem:
    """Return a document with the values of the front matter; its kind and the rest depend on the body."""
    fields = front_matter.fields
    return Postmortem(
        path=path,
        kind=DocumentKind.PAGE,
        title=fields.title or "",
        id=fields.id or "",
        id_declared=fields.id is not None,
        status=front_matter.status,
        start_here=fields.learning.start_here if fields.learning else None,
        reviewed_at=fields.review.held_at if fields.review else None,
        invited=count_people(fields.participants.invited) if fields.participants else None,
        attended=count_people(fields.participants.attended) if fields.participants else None,
        reading_path=fields.learning.reading_path if fields.learning else None,
        reading_questions=fields.learning.questions if fields.learning else (),
        extra=front_matter.extra,
        body=front_matter.body,
        body_line=front_matter.body_line,
        **{attribute: getattr(fields, name) for name, attribute in _COPIED},
    )


def _inferred_day(path: str, front_matter: FrontMatter, body: Body) -> str | None:
    """Return the day the incident began if no field states it."""
    clues = DateClues(
        declared.declared_date(front_matter.fields), body.headline, path, lead_text(body.sections), body.day_first
    )
    day_line = timeline_day(body.sections, day_first=body.day_first)
    return incident_day(clues, body.timeline.events, day_line) or declared.declared_first_day(front_matter.fields)


def _document_features(
    path: str, front_matter: FrontMatter, body: Body, *, title: str, dated: bool
) -> DocumentFeatures:
    meta: dict[str, object] = {**dict.fromkeys(front_matter.lines, True), **front_matter.extra}
    if front_matter.fields.severity:
        meta["severity"] = front_matter.fields.severity
    return DocumentFeatures(
        path=path,
        title=title,
        metadata=meta,
        sections=frozenset((*_telling_sections(body), *_stated_sections(body))),
        blocks=body.blocks,
        timed_event_count=sum(1 for event in body.timeline.events if event.at),
        is_dated=dated,
        declared=_declared_facts(front_matter),
        headline=body.headline,
    )


def _telling_sections(body: Body) -> Iterator[SectionName]:
    """Yield the sections whose titles tell what kind of document it is."""
    for section in body.sections:
        if section.name and normalize_title(section.title) not in WEAK_TITLES:
            yield section.name


def _stated_sections(body: Body) -> Iterator[SectionName]:
    """Yield the sections of incidents for which a field that states a time stands: "Resolved: 15:20"."""
    for key, name in (("detected_at", SectionName.DETECTION), ("resolved_at", SectionName.RESOLUTION)):
        if key in body.stated_fields and parse_timestamp(body.stated_fields[key].value):
            yield name


def _declared_facts(front_matter: FrontMatter) -> DeclaredFacts:
    fields = front_matter.fields
    return DeclaredFacts(
        kind=fields.kind,
        has_id=_is_stated(fields.id) and any(map(str.isdigit, fields.id or "")),
        has_severity=_is_stated(fields.severity),
        has_times=any(getattr(fields, name) for name in declared.MILESTONES),
        has_analysis=bool(front_matter.factors or front_matter.actions or fields.services or fields.trigger),
        has_placeholders=any(value and not _is_stated(value) for value in (fields.id, fields.severity)),
    )


def _is_stated(value: str | None) -> bool:
    """Whether a value is given, and is no placeholder such as `INC-YYYY-NNN`, `<severity>` or `sev1 | sev2`."""
    return bool(value) and not _PLACEHOLDER_VALUE.search(value or "")


def _told_factors(kind: DocumentKind, body: Body) -> tuple[Factor, ...]:
    """Return the factors of the sections of causes, else those that sentences of a postmortem state."""
    found = parse_factors(body.sections)
    return found or (stated_causes(body.sections) if kind is DocumentKind.POSTMORTEM else ())


def _factors(kind: DocumentKind, front_matter: FrontMatter, body: Body) -> tuple[Factor, ...]:
    """Return the factors of the front matter, and those of the body unless all the former have a note."""
    has_notes = front_matter.factors and all(factor.text for factor in front_matter.factors)
    return (
        front_matter.factors
        if has_notes or kind is DocumentKind.PAGE
        else (*front_matter.factors, *_told_factors(kind, body))
    )


def _events(kind: DocumentKind, body: Body) -> tuple[TimelineEvent, ...]:
    """Return the timeline; on ordinary pages, entries without a time of day are steps of a template or of a list."""
    events = body.timeline.events
    if kind is not DocumentKind.PAGE or body.is_notice:
        return events
    return tuple(event for event in events if event.at and event.at.clock)


def _all_sections(kind: DocumentKind, front_matter: FrontMatter, body: Body) -> tuple[Section, ...]:
    """Return the marked sections; a postmortem with events in other sections gets a timeline section around these."""
    found = list_sections(body.sections, front_matter.body_line + front_matter.body.count("\n"))
    if body.is_notice:
        return tuple(section for section in found if section.level and not is_update_title(section.title))
    has_timeline = any(section.name is SectionName.TIMELINE for section in found)
    if kind is not DocumentKind.POSTMORTEM or has_timeline or not body.timeline.is_scattered:
        return found
    lines = [event.line for event in body.timeline.events]
    timeline = Section(SectionName.TIMELINE, "", lines[0], max(lines))
    return tuple(sorted((*found, timeline), key=lambda section: section.line))


def _all_links(declared_links: Sequence[Link], blocks: Sequence[Block]) -> tuple[Link, ...]:
    """Return the links of the front matter and the body, each address once, at its first line."""
    unique: dict[str, Link] = {}
    for link in declared_links:
        unique.setdefault(link.url, link)
    for block in blocks:
        for url, text in links(block.text) if block.kind is not BlockKind.CODE else ():
            unique.setdefault(url, Link(url, text, block.line))
    return tuple(unique.values())


def _field_lines(
    front_matter_lines: Mapping[str, int], located: Mapping[str, Located[str] | Located[Moment] | None]
) -> Mapping[str, int]:
    """Return the line of each field: in front matter, else in the body. A title of the body replaces a placeholder."""
    lines = dict(front_matter_lines)
    for name, one in located.items():
        if one and one.line and (name == "title" or name not in lines):
            lines[name] = one.line
    return MappingProxyType(lines)
