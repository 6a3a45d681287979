"""What a postmortem is made of. Frozen values; tuples, never lists; every value knows its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class DocumentKind(StrEnum):
    """What sort of document a source is."""

    POSTMORTEM = "postmortem"
    NOTICE = "notice"
    """Status-page style entry: short updates, no analysis."""
    PAGE = "page"
    """Guide, index, maintenance, a report that is no incident."""


class Status(StrEnum):
    """How far the writing of a postmortem has come."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class IncidentType(StrEnum):
    """What sort of incident it was."""

    OUTAGE = "outage"
    DEGRADATION = "degradation"
    DATA_LOSS = "data_loss"
    SECURITY = "security"
    PRIVACY = "privacy"
    THIRD_PARTY = "third_party"
    NEAR_MISS = "near_miss"
    EXERCISE = "exercise"
    MAINTENANCE = "maintenance"


class EventKind(StrEnum):
    """What an event of a timeline was, where its author says so."""

    CHANGE = "change"
    IMPACT = "impact"
    DETECTION = "detection"
    DIAGNOSIS = "diagnosis"
    DECISION = "decision"
    ACTION = "action"
    COMMUNICATION = "communication"
    RECOVERY = "recovery"


class ActionStatus(StrEnum):
    """The state of an action item, where the document says it."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    """Done, and shown to work by a drill, an incident or a metric."""
    WONT_DO = "wont_do"


class RelationKind(StrEnum):
    """A declared relation from one postmortem to another."""

    RECURRENCE_OF = "recurrence_of"
    DUPLICATE_OF = "duplicate_of"
    CAUSED_BY = "caused_by"
    FOLLOW_UP_OF = "follow_up_of"
    SUPERSEDES = "supersedes"
    SEE_ALSO = "see_also"


class SectionName(StrEnum):
    """Canonical names of sections; `OTHER` is any section that has none of them."""

    SUMMARY = "summary"
    IMPACT = "impact"
    BACKGROUND = "background"
    TIMELINE = "timeline"
    DETECTION = "detection"
    TRIGGER = "trigger"
    ROOT_CAUSE = "root_cause"
    CONTRIBUTING_FACTORS = "contributing_factors"
    RESOLUTION = "resolution"
    WENT_WELL = "went_well"
    WENT_WRONG = "went_wrong"
    LUCKY = "lucky"
    LESSONS = "lessons"
    ACTION_ITEMS = "action_items"
    ATTENDEES = "attendees"
    STATS = "stats"
    REFERENCES = "references"
    OTHER = "other"

    @property
    def heading(self) -> str:
        """What authors write above such a section."""
        return _HEADINGS.get(self.value) or self.value.replace("_", " ").capitalize()


_HEADINGS = MappingProxyType(
    {"went_well": "What went well", "went_wrong": "What did not go well", "lucky": "Where we got lucky"}
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, only as exact as the document says it.

    `iso` is the wall clock as written: `2024-03-07T14:32`, `2024-03-07`, `2024-03`, `2024`, or `14:32` where
    the day cannot be told. Seconds are dropped. `zone` is an offset (`+01:00`), an abbreviation (`PST`) or an
    IANA name as the document states it, `None` where it does not: a zone is never assumed.
    """

    iso: str
    zone: str | None = None
    approx: bool = False

    @property
    def day(self) -> str | None:
        """`YYYY-MM-DD`, or `None` if the day is not known."""
        return self.iso[:10] if len(self.iso) >= 10 else None

    @property
    def clock(self) -> str | None:
        """`HH:MM`, or `None` if the time of day is not known."""
        return self.iso[-5:] if ":" in self.iso else None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document that its author marked in some way."""

    name: SectionName
    title: str
    """As written, without markup."""
    line: int
    last_line: int
    level: int = 0
    """1 to 6 for a heading; 0 for a bold label, list label, table row or run-in label."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the document makes, or that its front matter declares."""

    url: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event of the timeline, in document order."""

    line: int
    at: Moment | None
    text: str
    """Markdown as written (inline), without the time."""
    until: Moment | None = None
    kind: EventKind | None = None
    source: str | None = None
    """Markdown of a source or evidence column, if there is one."""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One thing somebody promised to do."""

    line: int
    text: str
    """Plain text, without markup, owner, due date and tracker."""
    done: bool | None = None
    """`None` where the document does not say."""
    status: ActionStatus | None = None
    owner: str | None = None
    due: str | None = None
    """`YYYY-MM-DD` or `YYYY-MM` if it could be read as a date, else as written."""
    priority: str | None = None
    type: str | None = None
    tracker: str | None = None
    """Id or URL of the item in a tracker, as written."""
    id: str | None = None
    completed_at: str | None = None
    verified_at: str | None = None
    addresses: tuple[str, ...] = ()
    """Factors that it is an answer to, where the front matter says so."""

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done; an item that does not say counts as open."""
        return not self.done and self.status not in (ActionStatus.DONE, ActionStatus.VERIFIED, ActionStatus.WONT_DO)

    def is_overdue(self, today: str) -> bool:
        """Whether it is open and its due date lies before `today` (`YYYY-MM-DD`)."""
        return self.is_open and self.due is not None and self.due[:1].isdigit() and self.due < today[: len(self.due)]


@dataclass(frozen=True, slots=True)
class Factor:
    """One contributing factor: from the taxonomy, in the author's words, or both."""

    line: int
    id: str | None = None
    """Id in the taxonomy."""
    text: str = ""
    """Plain text: the note beside the id, or a list item or paragraph of the factor sections."""
    addressed_by: tuple[str, ...] = ()
    """Action items that answer it, where the front matter says so."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A declared relation; `target` is an id or a path as written."""

    kind: RelationKind
    target: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmortem:
    """A document that was read; also a notice or an ordinary page, as `kind` says."""

    path: str
    kind: DocumentKind
    title: str
    id: str
    """From front matter, else the id in the file name or title, else the file's name without its ending."""
    id_declared: bool = False
    summary: str | None = None
    """Plain text, from front matter or the summary section."""
    status: Status | None = None
    type: IncidentType | None = None
    severity: str | None = None
    """As written, until the taxonomy is applied."""
    audience: str | None = None
    date: str | None = None
    """The incident's start day `YYYY-MM-DD`, or `YYYY-MM`, `YYYY`."""
    timezone: str | None = None
    started_at: Moment | None = None
    detected_at: Moment | None = None
    acknowledged_at: Moment | None = None
    mitigated_at: Moment | None = None
    resolved_at: Moment | None = None
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    trigger: str | None = None
    detection: str | None = None
    resolution: str | None = None
    factors: tuple[Factor, ...] = ()
    """Those of the front matter; where it has none, or an id without a note, also the sentences of the body."""
    sections: tuple[Section, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[Link, ...] = ()
    """Declared in front matter, and made in the body; in order, each address once."""
    alerts: tuple[str, ...] = ()
    error_signatures: tuple[str, ...] = ()
    impact: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    start_here: str | None = None
    """Why a newcomer should read it (front matter `learning.start_here`)."""
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Front matter that is not ours: the theme's own keys and `x_` keys."""
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Field name -> the line its value came from (1-based)."""
    body: str = ""
    """The Markdown after the front matter, as written but for comments, which no reader gets."""
    body_line: int = 1
    """The source line that `body` starts at."""
    digest: str = field(default="", compare=False)
    """Some digits of the source's SHA-256: by them a reader's browser knows that the text changed."""

    @property
    def factor_ids(self) -> tuple[str, ...]:
        """The taxonomy's ids among the factors, each once, in order."""
        return tuple(dict.fromkeys(f.id for f in self.factors if f.id))

    @property
    def described_factors(self) -> tuple[Factor, ...]:
        """The factors as their author tells them: ids alone count where the body has no sentences."""
        is_told = any(factor.line >= self.body_line for factor in self.factors)
        return tuple(factor for factor in self.factors if factor.text or not is_told)

    @property
    def is_ordinary(self) -> bool:
        """Whether it is a page like any other: no incident, and no record of something at a certain time."""
        return self.kind is DocumentKind.PAGE and self.started_at is None

    @property
    def year(self) -> str | None:
        """`YYYY`, or `None` if the date is not known."""
        return self.date[:4] if self.date else None
