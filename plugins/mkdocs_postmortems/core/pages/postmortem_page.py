"""Template data of the page of one postmortem: everything that the page shows around the body text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_postmortems.core.build_info import format_changes
from mkdocs_postmortems.core.document_links import RelationEnd
from mkdocs_postmortems.core.facet_values import Facets, PageLink
from mkdocs_postmortems.core.facets import FACTORS, SERVICES, YEARS
from mkdocs_postmortems.core.learning.reading_time import reading_minutes
from mkdocs_postmortems.core.message import Message
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
from mkdocs_postmortems.core.pages.causal_chain import CausalChain, build_causal_chain
from mkdocs_postmortems.core.pages.charts import Chart, duration_bar, duration_segments
from mkdocs_postmortems.core.pages.facts import FactRow, build_facts, spell_out
from mkdocs_postmortems.core.pages.incident_row import STATUS_FLAGS, IncidentRow, format_incident_duration
from mkdocs_postmortems.core.pages.link_tools import LinkTool, find_tool
from mkdocs_postmortems.core.pages.list_rows import ActionRow, action_icons, action_row
from mkdocs_postmortems.core.pages.recovery_card import RecoveryCard, build_recovery_card
from mkdocs_postmortems.core.pages.recurrence_thread import RecurrenceThread, build_recurrence_thread
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.pages.timeline_view import TimelineView, build_timeline_view
from mkdocs_postmortems.core.parse.inline import normalize_words, plain_text, title_to_text
from mkdocs_postmortems.core.time_zones import format_zone
from mkdocs_postmortems.core.urls import is_link_target

TYPE_LABELS = {
    IncidentType.OUTAGE: Message("Outage"),
    IncidentType.DEGRADATION: Message("Degradation"),
    IncidentType.DATA_LOSS: Message("Data loss"),
    IncidentType.SECURITY: Message("Security"),
    IncidentType.PRIVACY: Message("Privacy"),
    IncidentType.THIRD_PARTY: Message("Third party"),
    IncidentType.NEAR_MISS: Message("Near miss"),
    IncidentType.EXERCISE: Message("Exercise"),
    IncidentType.MAINTENANCE: Message("Maintenance"),
}
STATUS_LABELS = {**STATUS_FLAGS, Status.PUBLISHED: Message("Published")}

MAX_INLINE_ZONE_LENGTH = 6
"""Maximum length of a time zone name that is shown after each time."""

GENERIC_LINK_KEYS = ("url", "link", "links", "source_url", "incident_url")
"""Keys of links that do not describe the target; the host is shown instead."""

MAX_SIMILAR = 5
"""Maximum number of similar incidents on a page."""


@dataclass(frozen=True, slots=True)
class IncidentTime:
    """A milestone of the incident, such as its detection."""

    name: str
    clock: str
    """Time of day as written, with `~` if approximate; empty if unknown."""
    day: str
    """Date in words; empty if it is that of the milestone before."""
    zone: str
    """Time zone; empty if all milestones share one that is shown once."""
    instant: str
    """`YYYY-MM-DDTHH:MMZ`; empty if date, time or zone is unknown."""
    after: str
    """Time since the milestone before, such as `after 4 min`; empty if unknown."""
    key: str
    """The milestone as a suffix of CSS classes."""


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A link of the front matter with the tool that it leads to."""

    name: str
    url: str | None
    """`None` if the URL is not safe to link."""
    tool: LinkTool


@dataclass(frozen=True, slots=True)
class FactorNote:
    """A contributing factor with the author's description."""

    ref: PageLink
    note: str


@dataclass(frozen=True, slots=True)
class RelatedIncident:
    """Another incident, and how it is related."""

    words: str
    """The label of the relation, or the reason for the similarity."""
    row: IncidentRow


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice at the top of the page, such as that it is a draft."""

    key: str
    text: str
    refs: tuple[PageLink, ...] = ()


@dataclass(frozen=True, slots=True)
class PostmortemPage:
    """Template data of the page of one postmortem."""

    document: Postmortem
    row: IncidentRow
    id: str
    """The declared id; empty if the id is derived from the path."""
    summary: str
    """The summary of the front matter; empty if the body has the same words."""
    audience: str
    """The audience of the document; empty if the site has no audiences."""
    type: str
    status: str
    banners: tuple[Banner, ...]
    times: tuple[IncidentTime, ...]
    zone: str
    """The time zone of all milestones, if it is too long to be shown with each; else empty."""
    bar: Chart | None
    took: str
    """For example `resolved after 1 h 48 min`; empty if unknown."""
    facts: tuple[tuple[FactRow, ...], ...]
    """Rows of the facts card, by field; empty if no field is set."""
    evidence: tuple[EvidenceLink, ...]
    factors: tuple[FactorNote, ...]
    chain: CausalChain | None
    """Why it happened, which also shows the factors; `None` if too little is written."""
    related: tuple[RelatedIncident, ...]
    """Declared relations in either direction, without later recurrences, which are in `thread`."""
    similar: tuple[RelatedIncident, ...]
    """Similar incidents without a declared relation."""
    thread: RecurrenceThread | None
    """The incidents that recurrences connect with this one; `None` if there is none."""
    mentions: tuple[IncidentRow, ...]
    """Documents whose text links to this one, without declared relations."""
    timeline: TimelineView | None
    actions: tuple[ActionRow, ...]
    recovery: RecoveryCard | None
    """The card "This worked last time"; `None` where it is not shown."""
    open: int
    """Number of open action items, including overdue ones."""
    overdue: int
    year: PageLink
    earlier: IncidentRow | None
    """The incident before this one."""
    later: IncidentRow | None
    """The incident after this one."""
    neighbours_of: PageLink | None
    """The service to which `earlier` and `later` are limited; `None` if they are not."""
    minutes: int
    """Estimated reading time."""
    changed: str
    """For example `Last changed 7 Mar 2024, 3 versions`; empty if unknown."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page uses, without duplicates."""
        icons = self.timeline.icons if self.timeline else ()
        return tuple(dict.fromkeys((*icons, *(e.tool.icon for e in self.evidence), *action_icons(self.actions))))


def build_postmortem_page(site_model: SiteModel, document: Postmortem) -> PostmortemPage:
    """Build the template data of the page of a document."""
    facets, links = site_model.facets, site_model.links
    neighbours = links.adjacent[document.path]
    connections = links.relation_ends.get(document.path, ())
    actions = tuple(action_row(facets, document, item, site_model.today) for item in document.actions)
    bar = duration_segments(document)
    return PostmortemPage(
        document=document,
        row=site_model.rows[document.path],
        id=document.id if document.id_declared else "",
        summary=_summary(document),
        audience=document.audience or "",
        type=TYPE_LABELS[document.type] if document.type else "",
        status=STATUS_LABELS[document.status] if document.status else "",
        banners=_banners(document, connections),
        times=_times(document),
        zone=_long_zone(document),
        bar=duration_bar(bar, site_model.language),
        took=_duration_words(document),
        facts=build_facts(facets, document),
        evidence=_evidence(document),
        factors=_factors(facets, document),
        chain=build_causal_chain(facets, document),
        related=tuple(_related(site_model, c) for c in connections if not _is_recurrence(c)),
        similar=_similar(site_model, document),
        thread=build_recurrence_thread(site_model, document),
        mentions=tuple(site_model.rows[d.path] for d in links.mentions.get(document.path, ())),
        timeline=draw_timeline(document),
        actions=actions,
        recovery=build_recovery_card(site_model, document),
        open=sum(item.is_open for item in document.actions),
        overdue=sum(action.overdue for action in actions),
        year=facets.refs(document, YEARS)[0],
        earlier=site_model.rows[neighbours.earlier.path] if neighbours.earlier else None,
        later=site_model.rows[neighbours.later.path] if neighbours.later else None,
        neighbours_of=facets.ref(SERVICES, neighbours.service) if neighbours.service else None,
        minutes=reading_minutes(document),
        changed=format_changes(site_model.build_info, document.path),
    )


def _summary(document: Postmortem) -> str:
    """Return the summary to show above the body: not one that is read from it, or that repeats a text of it."""
    if not document.summary or document.lines.get("summary", 0) >= document.body_line:
        return ""
    words = normalize_words(document.summary)
    return "" if words in normalize_words(plain_text(document.body)) else document.summary


def draw_timeline(document: Postmortem) -> TimelineView | None:
    """Return the timeline to draw; none for a notice without a timeline section, whose body is a timeline."""
    is_body = document.kind is DocumentKind.NOTICE and all(
        s.name is not SectionName.TIMELINE for s in document.sections
    )
    return None if is_body else build_timeline_view(document)


def _banners(document: Postmortem, connections: tuple[RelationEnd, ...]) -> tuple[Banner, ...]:
    found = []
    superseding = tuple(
        PageLink(title_to_text(c.document.title), c.document.path)
        for c in connections
        if c.kind is RelationKind.SUPERSEDES and not c.declared_here
    )
    if document.status is Status.WITHDRAWN:
        found.append(Banner("withdrawn", Message("This postmortem was withdrawn. Do not rely on what it says.")))
    if document.status is Status.SUPERSEDED or superseding:
        is_known = Message("There is a newer account of this incident:")
        text = is_known if superseding else Message("There is a newer account of this incident.")
        found.append(Banner("superseded", text, superseding))
    if document.status is Status.DRAFT:
        found.append(Banner("draft", Message("This is a draft. What it says may still change.")))
    if document.status is Status.IN_REVIEW:
        found.append(Banner("draft", Message("This postmortem is in review. What it says may still change.")))
    if document.kind is DocumentKind.NOTICE:
        text = Message("This is a notice: what was said while it happened, without an analysis afterwards.")
        found.append(Banner("notice", text))
    return tuple(found)


def _times(document: Postmortem) -> tuple[IncidentTime, ...]:
    moments = (
        (Message("Started"), "started", document.started_at),
        (Message("Detected"), "detected", document.detected_at),
        (Message("Acknowledged"), "acknowledged", document.acknowledged_at),
        (Message("Mitigated"), "mitigated", document.mitigated_at),
        (Message("Resolved"), "resolved", document.resolved_at),
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
    """Return the time zone that all milestones share if it is too long to be shown with each; else an empty string."""
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
    return Message("after {duration}", duration=format_duration(gap)) if gap else Message("within a minute")


def _duration_words(document: Postmortem) -> str:
    words = format_incident_duration(document)
    if not words:
        return ""
    if document.resolved_at:
        return Message("resolved after {duration}", duration=words)
    return Message("mitigated after {duration}", duration=words)


def _evidence(document: Postmortem) -> tuple[EvidenceLink, ...]:
    """Return the links of the front matter; links of the body stay in the body."""
    return tuple(
        EvidenceLink(_link_name(link), link.url if is_link_target(link.url) else None, find_tool(link.url))
        for link in document.links
        if link.line < document.body_line
    )


def _link_name(link: Link) -> str:
    """Return the label of a link: its key, or its host if the key is generic."""
    host = re.match(r"https?://(?:www\.)?([^/?#]+)", link.url)
    if host and link.text.casefold() in GENERIC_LINK_KEYS:
        return host[1]
    return spell_out(link.text) or link.url


def _factors(facets: Facets, document: Postmortem) -> tuple[FactorNote, ...]:
    return tuple(FactorNote(facets.ref(FACTORS, f.id), f.text) for f in document.factors if f.id)


def _is_recurrence(connection: RelationEnd) -> bool:
    return connection.kind is RelationKind.RECURRENCE_OF and not connection.declared_here


def _similar(site_model: SiteModel, document: Postmortem) -> tuple[RelatedIncident, ...]:
    found = [one for one in site_model.related.get(document.path, ()) if not one.declared]
    return tuple(RelatedIncident(one.reason, site_model.rows[one.document.path]) for one in found[:MAX_SIMILAR])


def _related(site_model: SiteModel, connection: RelationEnd) -> RelatedIncident:
    return RelatedIncident(connection.label, site_model.rows[connection.document.path])
