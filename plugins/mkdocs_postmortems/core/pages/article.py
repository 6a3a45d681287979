"""What the page of one postmortem shows around its author's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import Facet, Facets
from mkdocs_postmortems.core.links import Connection
from mkdocs_postmortems.core.model import (
    IncidentType,
    Kind,
    Link,
    Moment,
    Postmortem,
    RelationKind,
    SectionName,
    Status,
)
from mkdocs_postmortems.core.moments import day_in_words, in_words, minutes_between, utc, zone_in_words
from mkdocs_postmortems.core.pages.age import changes_in_words
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.charts.chart import Chart
from mkdocs_postmortems.core.pages.charts.duration import duration_bar, segments
from mkdocs_postmortems.core.pages.chronicle import Chronicle, chronicle
from mkdocs_postmortems.core.pages.evidence import Tool, is_safe, tool_of
from mkdocs_postmortems.core.pages.row import ActionRow, IncidentRow, action_icons, action_row, incident_row, lasted
from mkdocs_postmortems.core.ref import Ref
from mkdocs_postmortems.core.title import without_code

WORDS_A_MINUTE = 220
"""How fast people read technical prose."""

TYPES = {type_: type_.value.replace("_", " ").capitalize() for type_ in IncidentType}

SHORT = 6
"""Letters of a zone that fit behind a clock."""

IMPACT = {"description": "impact"}
"""Keys of the impact that need another word where they stand alone."""

MERE_LINKS = ("url", "link", "links", "source_url", "incident_url")
"""Keys of links that say nothing about where they lead."""

ALIKE = 5
"""Incidents that a page names for being like it."""

LATER = (RelationKind.RECURRENCE_OF,)
"""Relations whose other end is a later incident of the same sort."""


@dataclass(frozen=True, slots=True)
class Time:
    """A moment of the incident in the facts card."""

    name: str
    clock: str
    day: str
    """In words, where it is another than before."""
    zone: str
    instant: str
    after: str
    """`after 4 min`: the time since the moment before."""
    key: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A declared link with the tool that it leads to."""

    name: str
    url: str | None
    tool: Tool


@dataclass(frozen=True, slots=True)
class FactorNote:
    """A contributing factor with what the author says about it."""

    ref: Ref
    note: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another incident, and why it is named here."""

    words: str
    row: IncidentRow


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader must know before reading."""

    key: str
    text: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """The page of one postmortem."""

    document: Postmortem
    row: IncidentRow
    id: str
    """The declared id; empty if there is none."""
    summary: str
    """From the front matter; one in the text stays there."""
    audience: str
    """Who may read it, where not everybody may read everything."""
    type: str
    status: str
    banners: tuple[Banner, ...]
    times: tuple[Time, ...]
    zone: str
    """The zone of all times, if they do not say it themselves."""
    bar: Chart | None
    took: str
    """`resolved after 1 h 48 min`, or empty."""
    teams: tuple[Ref, ...]
    tags: tuple[Ref, ...]
    trigger: Ref | None
    detection: Ref | None
    resolution: str
    impact: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    factors: tuple[FactorNote, ...]
    related: tuple[Related, ...]
    alike: tuple[Related, ...]
    """Others that nobody connected, but that are like this one."""
    recurrences: tuple[Related, ...]
    """Later incidents that declare to be a recurrence of this one."""
    mentions: tuple[IncidentRow, ...]
    chronicle: Chronicle | None
    actions: tuple[ActionRow, ...]
    open: int
    overdue: int
    year: Ref
    earlier: IncidentRow | None
    later: IncidentRow | None
    neighbours_of: Ref | None
    """The service whose incidents `earlier` and `later` are."""
    minutes: int
    """How long it takes to read."""
    changed: str
    """`Last changed 7 Mar 2024, 3 versions`, or empty."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page is drawn with, each once."""
        drawn = self.chronicle.icons if self.chronicle else ()
        return tuple(dict.fromkeys((*drawn, *(e.tool.icon for e in self.evidence), *action_icons(self.actions))))


def build_article(atlas: Atlas, document: Postmortem) -> Article:
    """Gather what the page of a document shows."""
    facets, links = atlas.facets, atlas.links
    neighbours = links.neighbours[document.path]
    connections = links.connections.get(document.path, ())
    actions = tuple(action_row(facets, document, item, atlas.today) for item in document.actions)
    bar = segments(document)
    return Article(
        document=document,
        row=incident_row(facets, document),
        id=document.id if document.id_declared else "",
        summary=(document.summary or "") if document.lines.get("summary", 0) < document.body_line else "",
        audience=document.audience or "",
        type=TYPES[document.type] if document.type else "",
        status=document.status.value.replace("_", " ").capitalize() if document.status else "",
        banners=_banners(document, connections),
        times=_times(document),
        zone=_long_zone(document),
        bar=duration_bar(bar),
        took=_took(document),
        teams=facets.refs(document, Facet.TEAMS),
        tags=facets.refs(document, Facet.TAGS),
        trigger=facets.ref(Facet.TRIGGERS, document.trigger) if document.trigger else None,
        detection=facets.ref(Facet.DETECTIONS, document.detection) if document.detection else None,
        resolution=_words(document.resolution or ""),
        impact=tuple((_words(IMPACT.get(key, key)), _figure(value)) for key, value in document.impact.items()),
        roles=tuple((_words(key), value) for key, value in document.roles.items()),
        evidence=_evidence(document),
        factors=_factors(facets, document),
        related=tuple(_related(facets, c) for c in connections if not _is_recurrence(c)),
        alike=_alike(atlas, document),
        recurrences=tuple(_related(facets, c) for c in connections if _is_recurrence(c)),
        mentions=tuple(incident_row(facets, d) for d in links.mentions.get(document.path, ())),
        chronicle=chronicle(document) if _is_drawn(document) else None,
        actions=actions,
        open=sum(item.is_open for item in document.actions),
        overdue=sum(action.overdue for action in actions),
        year=facets.refs(document, Facet.YEARS)[0],
        earlier=incident_row(facets, neighbours.earlier) if neighbours.earlier else None,
        later=incident_row(facets, neighbours.later) if neighbours.later else None,
        neighbours_of=facets.ref(Facet.SERVICES, neighbours.service) if neighbours.service else None,
        minutes=max(1, round(len(re.findall(r"\w+", document.body)) / WORDS_A_MINUTE)),
        changed=changes_in_words(atlas.age, document.path),
    )


def _is_drawn(document: Postmortem) -> bool:
    """A notice is its own timeline, unless it has a section of that name."""
    return document.kind is not Kind.NOTICE or any(s.name is SectionName.TIMELINE for s in document.sections)


def _banners(document: Postmortem, connections: tuple[Connection, ...]) -> tuple[Banner, ...]:
    found = []
    superseding = tuple(
        Ref(without_code(c.document.title), c.document.path)
        for c in connections
        if c.kind is RelationKind.SUPERSEDES and not c.declared_here
    )
    if document.status is Status.WITHDRAWN:
        found.append(Banner("withdrawn", "This postmortem was withdrawn. Do not rely on what it says."))
    if document.status is Status.SUPERSEDED or superseding:
        text = "There is a newer account of this incident" + (":" if superseding else ".")
        found.append(Banner("superseded", text, superseding))
    if document.status is Status.DRAFT:
        found.append(Banner("draft", "This is a draft. What it says may still change."))
    if document.status is Status.IN_REVIEW:
        found.append(Banner("draft", "This postmortem is in review. What it says may still change."))
    if document.kind is Kind.NOTICE:
        text = "This is a notice: what was said while it happened, without an analysis afterwards."
        found.append(Banner("notice", text))
    return tuple(found)


def _times(document: Postmortem) -> tuple[Time, ...]:
    moments = (
        ("Started", "started", document.started_at),
        ("Detected", "detected", document.detected_at),
        ("Acknowledged", "acknowledged", document.acknowledged_at),
        ("Mitigated", "mitigated", document.mitigated_at),
        ("Resolved", "resolved", document.resolved_at),
    )
    found: list[Time] = []
    common = _long_zone(document)
    last: Moment | None = None
    for name, key, moment in moments:
        if moment is None:
            continue
        zone = zone_in_words(moment.zone) if moment.clock and not common else ""
        found.append(_time(name, key, moment, last, zone))
        last = moment
    return tuple(found)


def _long_zone(document: Postmortem) -> str:
    """The zone that all times share, if its name is too long to stand behind each of them."""
    moments = (
        document.started_at,
        document.detected_at,
        document.acknowledged_at,
        document.mitigated_at,
        document.resolved_at,
    )
    zones = {moment.zone for moment in moments if moment and moment.clock}
    zone = zones.pop() if len(zones) == 1 else None
    return zone if zone and len(zone) > SHORT else ""


def _time(name: str, key: str, moment: Moment, last: Moment | None, zone: str) -> Time:
    gap = minutes_between(last, moment)
    day = day_in_words(moment.day or (moment.iso if not moment.clock else None))
    instant = utc(moment)
    return Time(
        name=name,
        clock=("~" if moment.approx else "") + (moment.clock or ""),
        day=day if not (last and last.day == moment.day) else "",
        zone=zone,
        instant=instant.strftime("%Y-%m-%dT%H:%MZ") if instant else "",
        after=_after(gap),
        key=key,
    )


def _after(gap: int | None) -> str:
    if gap is None or gap < 0:
        return ""
    return f"after {in_words(gap)}" if gap else "within a minute"


def _took(document: Postmortem) -> str:
    words = lasted(document)
    if not words:
        return ""
    return f"{'resolved' if document.resolved_at else 'mitigated'} after {words}"


def _evidence(document: Postmortem) -> tuple[Evidence, ...]:
    """The links that the front matter declares; those of the body stay where their author put them."""
    return tuple(
        Evidence(_link_name(link), link.url if is_safe(link.url) else None, tool_of(link.url))
        for link in document.links
        if link.line < document.body_line
    )


def _link_name(link: Link) -> str:
    """Call a link by its key, or by its host where the key says no more than that it is a link."""
    host = re.match(r"https?://(?:www\.)?([^/?#]+)", link.url)
    if host and link.text.casefold() in MERE_LINKS:
        return host[1]
    return _words(link.text) or link.url


def _factors(facets: Facets, document: Postmortem) -> tuple[FactorNote, ...]:
    return tuple(FactorNote(facets.ref(Facet.FACTORS, f.id), f.text) for f in document.factors if f.id)


def _is_recurrence(connection: Connection) -> bool:
    return connection.kind in LATER and not connection.declared_here


def _alike(atlas: Atlas, document: Postmortem) -> tuple[Related, ...]:
    found = [one for one in atlas.related.get(document.path, ()) if not one.declared]
    return tuple(Related(one.reason, incident_row(atlas.facets, one.document)) for one in found[:ALIKE])


def _related(facets: Facets, connection: Connection) -> Related:
    return Related(connection.words, incident_row(facets, connection.document))


def _words(key: str) -> str:
    """Word a key of the front matter: `incident_commander` is an incident commander."""
    text = key if " " in key else key.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]


def _figure(value: str) -> str:
    """Group the digits of a large whole number."""
    return f"{int(value):,}" if re.fullmatch(r"[0-9]{4,15}", value) else value
