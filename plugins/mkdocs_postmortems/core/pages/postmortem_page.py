"""What the page of one postmortem shows around its author's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_postmortems.core.build_info import format_changes
from mkdocs_postmortems.core.document_links import RelationEnd
from mkdocs_postmortems.core.facet_values import Facets
from mkdocs_postmortems.core.facets import FACTORS, SERVICES, YEARS
from mkdocs_postmortems.core.model import (
    DocumentKind,
    IncidentType,
    Link,
    Moment,
    Postmortem,
    RelationKind,
    SectionName,
    Status,
)
from mkdocs_postmortems.core.moments import format_date, format_duration, minutes_between, to_utc
from mkdocs_postmortems.core.page_link import PageLink
from mkdocs_postmortems.core.pages.charts import Chart, duration_bar, duration_segments
from mkdocs_postmortems.core.pages.facts import FactRow, build_facts, spell_out
from mkdocs_postmortems.core.pages.link_tools import LinkTool, find_tool
from mkdocs_postmortems.core.pages.list_rows import (
    ActionRow,
    IncidentRow,
    action_icons,
    action_row,
    format_incident_duration,
    incident_row,
)
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.pages.timeline_view import TimelineView, build_timeline_view
from mkdocs_postmortems.core.parse.inline import title_to_text
from mkdocs_postmortems.core.time_zones import format_zone
from mkdocs_postmortems.core.urls import is_safe_url

WORDS_PER_MINUTE = 220
"""How fast people read technical prose."""

TYPE_LABELS = {type_: type_.value.replace("_", " ").capitalize() for type_ in IncidentType}

MAX_INLINE_ZONE_LENGTH = 6
"""Letters of a zone that fit behind a clock."""

GENERIC_LINK_KEYS = ("url", "link", "links", "source_url", "incident_url")
"""Keys of links that say nothing about where they lead."""

MAX_SIMILAR = 5
"""Incidents that a page names for being like it."""

RECURRENCE_RELATIONS = (RelationKind.RECURRENCE_OF,)
"""Relations whose other end is a later incident of the same sort."""


@dataclass(frozen=True, slots=True)
class IncidentTime:
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
class EvidenceLink:
    """A declared link with the tool that it leads to."""

    name: str
    url: str | None
    tool: LinkTool


@dataclass(frozen=True, slots=True)
class FactorNote:
    """A contributing factor with what the author says about it."""

    ref: PageLink
    note: str


@dataclass(frozen=True, slots=True)
class RelatedIncident:
    """Another incident, and why it is named here."""

    words: str
    row: IncidentRow


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader must know before reading."""

    key: str
    text: str
    refs: tuple[PageLink, ...] = ()


@dataclass(frozen=True, slots=True)
class PostmortemPage:
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
    times: tuple[IncidentTime, ...]
    zone: str
    """The zone of all times, if they do not say it themselves."""
    bar: Chart | None
    took: str
    """`resolved after 1 h 48 min`, or empty."""
    facts: tuple[tuple[FactRow, ...], ...]
    """By field, in the order of the card; empty if none says anything."""
    evidence: tuple[EvidenceLink, ...]
    factors: tuple[FactorNote, ...]
    related: tuple[RelatedIncident, ...]
    similar: tuple[RelatedIncident, ...]
    """Others that nobody connected, but that are like this one."""
    recurrences: tuple[RelatedIncident, ...]
    """Later incidents that declare to be a recurrence of this one."""
    mentions: tuple[IncidentRow, ...]
    timeline: TimelineView | None
    actions: tuple[ActionRow, ...]
    open: int
    overdue: int
    year: PageLink
    earlier: IncidentRow | None
    later: IncidentRow | None
    neighbours_of: PageLink | None
    """The service whose incidents `earlier` and `later` are."""
    minutes: int
    """How long it takes to read."""
    changed: str
    """`Last changed 7 Mar 2024, 3 versions`, or empty."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page is drawn with, each once."""
        drawn = self.timeline.icons if self.timeline else ()
        return tuple(dict.fromkeys((*drawn, *(e.tool.icon for e in self.evidence), *action_icons(self.actions))))


def build_postmortem_page(site_model: SiteModel, document: Postmortem) -> PostmortemPage:
    """Gather what the page of a document shows."""
    facets, links = site_model.facets, site_model.links
    neighbours = links.adjacent[document.path]
    connections = links.relation_ends.get(document.path, ())
    actions = tuple(action_row(facets, document, item, site_model.today) for item in document.actions)
    bar = duration_segments(document)
    return PostmortemPage(
        document=document,
        row=incident_row(facets, document),
        id=document.id if document.id_declared else "",
        summary=(document.summary or "") if document.lines.get("summary", 0) < document.body_line else "",
        audience=document.audience or "",
        type=TYPE_LABELS[document.type] if document.type else "",
        status=document.status.value.replace("_", " ").capitalize() if document.status else "",
        banners=_banners(document, connections),
        times=_times(document),
        zone=_long_zone(document),
        bar=duration_bar(bar),
        took=_duration_words(document),
        facts=build_facts(facets, document),
        evidence=_evidence(document),
        factors=_factors(facets, document),
        related=tuple(_related(facets, c) for c in connections if not _is_recurrence(c)),
        similar=_similar(site_model, document),
        recurrences=tuple(_related(facets, c) for c in connections if _is_recurrence(c)),
        mentions=tuple(incident_row(facets, d) for d in links.mentions.get(document.path, ())),
        timeline=build_timeline_view(document) if _has_timeline(document) else None,
        actions=actions,
        open=sum(item.is_open for item in document.actions),
        overdue=sum(action.overdue for action in actions),
        year=facets.refs(document, YEARS)[0],
        earlier=incident_row(facets, neighbours.earlier) if neighbours.earlier else None,
        later=incident_row(facets, neighbours.later) if neighbours.later else None,
        neighbours_of=facets.ref(SERVICES, neighbours.service) if neighbours.service else None,
        minutes=max(1, round(len(re.findall(r"\w+", document.body)) / WORDS_PER_MINUTE)),
        changed=format_changes(site_model.build_info, document.path),
    )


def _has_timeline(document: Postmortem) -> bool:
    """A notice is its own timeline, unless it has a section of that name."""
    return document.kind is not DocumentKind.NOTICE or any(s.name is SectionName.TIMELINE for s in document.sections)


def _banners(document: Postmortem, connections: tuple[RelationEnd, ...]) -> tuple[Banner, ...]:
    found = []
    superseding = tuple(
        PageLink(title_to_text(c.document.title), c.document.path)
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
    if document.kind is DocumentKind.NOTICE:
        text = "This is a notice: what was said while it happened, without an analysis afterwards."
        found.append(Banner("notice", text))
    return tuple(found)


def _times(document: Postmortem) -> tuple[IncidentTime, ...]:
    moments = (
        ("Started", "started", document.started_at),
        ("Detected", "detected", document.detected_at),
        ("Acknowledged", "acknowledged", document.acknowledged_at),
        ("Mitigated", "mitigated", document.mitigated_at),
        ("Resolved", "resolved", document.resolved_at),
    )
    found: list[IncidentTime] = []
    common = _long_zone(document)
    last: Moment | None = None
    for name, key, moment in moments:
        if moment is None:
            continue
        zone = format_zone(moment.zone) if moment.clock and not common else ""
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
    return zone if zone and len(zone) > MAX_INLINE_ZONE_LENGTH else ""


def _time(name: str, key: str, moment: Moment, last: Moment | None, zone: str) -> IncidentTime:
    gap = minutes_between(last, moment)
    day = format_date(moment.day or (moment.iso if not moment.clock else None))
    instant = to_utc(moment)
    return IncidentTime(
        name=name,
        clock=("~" if moment.approx else "") + (moment.clock or ""),
        day=day if not (last and last.day == moment.day) else "",
        zone=zone,
        instant=instant.strftime("%Y-%m-%dT%H:%MZ") if instant else "",
        after=_gap_words(gap),
        key=key,
    )


def _gap_words(gap: int | None) -> str:
    if gap is None or gap < 0:
        return ""
    return f"after {format_duration(gap)}" if gap else "within a minute"


def _duration_words(document: Postmortem) -> str:
    words = format_incident_duration(document)
    if not words:
        return ""
    return f"{'resolved' if document.resolved_at else 'mitigated'} after {words}"


def _evidence(document: Postmortem) -> tuple[EvidenceLink, ...]:
    """The links that the front matter declares; those of the body stay where their author put them."""
    return tuple(
        EvidenceLink(_link_name(link), link.url if is_safe_url(link.url) else None, find_tool(link.url))
        for link in document.links
        if link.line < document.body_line
    )


def _link_name(link: Link) -> str:
    """Call a link by its key, or by its host where the key says no more than that it is a link."""
    host = re.match(r"https?://(?:www\.)?([^/?#]+)", link.url)
    if host and link.text.casefold() in GENERIC_LINK_KEYS:
        return host[1]
    return spell_out(link.text) or link.url


def _factors(facets: Facets, document: Postmortem) -> tuple[FactorNote, ...]:
    return tuple(FactorNote(facets.ref(FACTORS, f.id), f.text) for f in document.factors if f.id)


def _is_recurrence(connection: RelationEnd) -> bool:
    return connection.kind in RECURRENCE_RELATIONS and not connection.declared_here


def _similar(site_model: SiteModel, document: Postmortem) -> tuple[RelatedIncident, ...]:
    found = [one for one in site_model.related.get(document.path, ()) if not one.declared]
    return tuple(
        RelatedIncident(one.reason, incident_row(site_model.facets, one.document)) for one in found[:MAX_SIMILAR]
    )


def _related(facets: Facets, connection: RelationEnd) -> RelatedIncident:
    return RelatedIncident(connection.label, incident_row(facets, connection.document))
