"""The parsed form of a document. All values are frozen and hold tuples; lines are 1-based lines of the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class DocumentKind(StrEnum):
    """How a document is classified; decides which pages, counts and rules include it."""

    POSTMORTEM = "postmortem"
    NOTICE = "notice"
    """A status page entry: short updates without analysis."""
    PAGE = "page"
    """Anything else, such as a guide, an index or a maintenance announcement."""


class Status(StrEnum):
    """Editorial state of a postmortem, from its front matter."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class IncidentType(StrEnum):
    """Type of an incident, from the front matter."""

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
    """Kind of a timeline event, only where the author labels it."""

    CHANGE = "change"
    IMPACT = "impact"
    DETECTION = "detection"
    DIAGNOSIS = "diagnosis"
    DECISION = "decision"
    ACTION = "action"
    COMMUNICATION = "communication"
    RECOVERY = "recovery"


class ActionStatus(StrEnum):
    """State of an action item, only where the document states it."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    """Done, and shown to work by a drill, an incident or a metric."""
    WONT_DO = "wont_do"


_AGREEING: Mapping[ActionStatus, tuple[ActionStatus, ...]] = MappingProxyType(
    {
        ActionStatus.OPEN: (ActionStatus.OPEN, ActionStatus.IN_PROGRESS),
        ActionStatus.IN_PROGRESS: (ActionStatus.IN_PROGRESS,),
        ActionStatus.DONE: (ActionStatus.DONE, ActionStatus.VERIFIED, ActionStatus.WONT_DO),
        ActionStatus.WONT_DO: (ActionStatus.WONT_DO,),
    }
)
"""State in a tracker -> the states of documents that say the same, or more: many trackers know only open and closed."""


class RelationKind(StrEnum):
    """A declared relation from one postmortem to another."""

    RECURRENCE_OF = "recurrence_of"
    DUPLICATE_OF = "duplicate_of"
    CAUSED_BY = "caused_by"
    FOLLOW_UP_OF = "follow_up_of"
    SUPERSEDES = "supersedes"
    SEE_ALSO = "see_also"


class SectionName(StrEnum):
    """Canonical names of sections; `OTHER` is a section with any other title."""

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
        """The heading of such a section in templates and messages."""
        return _HEADINGS.get(self.value) or self.value.replace("_", " ").capitalize()


_HEADINGS = MappingProxyType(
    {"went_well": "What went well", "went_wrong": "What did not go well", "lucky": "Where we got lucky"}
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, with the precision that the document states.

    `iso` is the wall clock as written: `2024-03-07T14:32`, `2024-03-07`, `2024-03`, `2024`, or `14:32` if the day
    is unknown. Seconds are dropped. `zone` is an offset (`+01:00`), an abbreviation (`PST`) or an IANA name as the
    document states it, `None` if it does not: a zone is never assumed. `approx` is true for times such as `~14:30`.
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
    """A section of a document, marked by a heading or a label."""

    name: SectionName
    title: str
    """As written, without markup."""
    line: int
    last_line: int
    level: int = 0
    """1 to 6 for a heading; 0 for a bold label, list label, table row or run-in label."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text or the front matter of a document."""

    url: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event of a timeline."""

    line: int
    at: Moment | None
    text: str
    """Markdown as written (inline), without the time."""
    until: Moment | None = None
    kind: EventKind | None = None
    source: str | None = None
    """Markdown of a source or evidence column, if there is one."""


@dataclass(frozen=True, slots=True)
class TrackedState:
    """The state of an action item in its issue tracker, as `postmortems actions sync` read it."""

    state: ActionStatus
    """Any but `VERIFIED`, which no tracker knows."""
    as_of: str
    """When it was read, UTC: `YYYY-MM-DDTHH:MM:SSZ`."""
    closed: str | None = None
    """The day when it was closed, `YYYY-MM-DD`; `None` if it is open, or the tracker does not say."""

    @property
    def day(self) -> str:
        """The day when it was read, `YYYY-MM-DD`."""
        return self.as_of[:10]


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One action item. `state` is what counts; `done` and `status` are what the document says."""

    line: int
    text: str
    """Plain text, without markup, owner, due date and tracker."""
    done: bool | None = None
    """`None` if the document does not say."""
    status: ActionStatus | None = None
    owner: str | None = None
    due: str | None = None
    """`YYYY-MM-DD` or `YYYY-MM` if it can be parsed as a date, else as written."""
    priority: str | None = None
    type: str | None = None
    tracker: str | None = None
    """Id or URL of the item in an issue tracker, as written."""
    id: str | None = None
    completed_at: str | None = None
    verified_at: str | None = None
    addresses: tuple[str, ...] = ()
    """Ids of contributing factors that it addresses; only front matter states them."""
    tracked: TrackedState | None = None
    """Its state in the tracker; `None` if that was never read."""

    @property
    def written_state(self) -> ActionStatus | None:
        """The status that the document states, or the state of the check box; `None` if there is neither."""
        if self.status or self.done is None:
            return self.status
        return ActionStatus.DONE if self.done else ActionStatus.OPEN

    @property
    def state(self) -> ActionStatus | None:
        """The state: that of the tracker, unless the document says the same, or more; `None` if neither says any."""
        return self.tracked.state if self.tracked and not self._says_as_tracked else self.written_state

    @property
    def is_contradicted(self) -> bool:
        """Whether the document states one thing, and the tracker another."""
        return self.tracked is not None and self.written_state is not None and not self._says_as_tracked

    @property
    def _says_as_tracked(self) -> bool:
        return self.tracked is not None and self.written_state in _AGREEING[self.tracked.state]

    @property
    def done_on(self) -> str | None:
        """When it was done, as the document says, else the day by the tracker; `None` if unknown, or not done there."""
        if self.tracked is None:
            return self.completed_at
        is_done = self.state in (ActionStatus.DONE, ActionStatus.VERIFIED)
        return (self.completed_at or self.tracked.closed) if is_done else None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do: it is done, or will not be done."""
        is_ticked = self.tracked is None and bool(self.done)
        return is_ticked or self.state in (ActionStatus.DONE, ActionStatus.VERIFIED, ActionStatus.WONT_DO)

    @property
    def is_unstated(self) -> bool:
        """Whether neither the document nor the tracker says that it is open or settled."""
        return self.state is None

    @property
    def is_open(self) -> bool:
        """Whether it is known that it still has to be done; an item without a state is not known to be open."""
        return not self.is_settled and not self.is_unstated

    def is_past_due(self, today: str) -> bool:
        """Whether its due date is before `today` (`YYYY-MM-DD`); never for a due date in words."""
        return self.due is not None and self.due[:1].isdigit() and self.due < today[: len(self.due)]

    def is_overdue(self, today: str) -> bool:
        """Whether it is open and its due date is before `today`."""
        return self.is_open and self.is_past_due(today)


@dataclass(frozen=True, slots=True)
class Factor:
    """One contributing factor: from the taxonomy, in the author's words, or both."""

    line: int
    id: str | None = None
    """Id in the taxonomy."""
    text: str = ""
    """Plain text: the note beside the id, or a list item or paragraph of the factor sections."""
    addressed_by: tuple[str, ...] = ()
    """Ids of action items that address it; only front matter states them."""


@dataclass(frozen=True, slots=True)
class Why:
    """A step of five whys: a question, and the answer that the next one asks about. Plain text."""

    line: int
    question: str
    """As written; empty for what a chain begins with, and where the author only lists the answers."""
    answer: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A declared relation; `target` is an id or a path as written."""

    kind: RelationKind
    target: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmortem:
    """A parsed document: a postmortem, a notice or an ordinary page, according to `kind`."""

    path: str
    kind: DocumentKind
    title: str
    id: str
    """From front matter, else the id in the file name or title, else the file name without its extension."""
    id_declared: bool = False
    """Whether `id` comes from front matter."""
    summary: str | None = None
    """Plain text, from front matter or the summary section."""
    status: Status | None = None
    type: IncidentType | None = None
    severity: str | None = None
    """As written; the id of a taxonomy term once the document is in a corpus."""
    audience: str | None = None
    """As written; in a `View`, the label that applies, which may come from a folder rule or the default."""
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
    """From front matter; also from the body, unless every factor of the front matter has a note."""
    whys: tuple[Why, ...] = ()
    """The steps of five whys as asked, from what happened to what is behind it."""
    sections: tuple[Section, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[Link, ...] = ()
    """From front matter, then from the body; each address once."""
    alerts: tuple[str, ...] = ()
    error_signatures: tuple[str, ...] = ()
    impact: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    controls: tuple[str, ...] = ()
    """Controls of a standard that it touches, such as `SOC 2 CC7.4`."""
    start_here: str | None = None
    """Why a newcomer should read it (front matter `learning.start_here`)."""
    reviewed_at: Moment | None = None
    """When the review was held (front matter `review.held_at`)."""
    invited: int | None = None
    """Number of people who were invited to the review."""
    attended: int | None = None
    """Number of people who attended the review."""
    stated_minutes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Durations that the text states in so many words, such as `time_to_detect`."""
    reading_path: str | None = None
    """For whom a page leads through postmortems (front matter `learning.reading_path`)."""
    reading_questions: tuple[str, ...] = ()
    """What to ask oneself while reading it (front matter `learning.questions`)."""
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Front matter keys of other programs, such as the theme, and `x_` keys."""
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Field name -> the line that its value comes from."""
    body: str = ""
    """The Markdown after the front matter, without HTML comments, which are never published."""
    body_line: int = 1
    """Source line of the first line of `body`."""
    digest: str = field(default="", compare=False)
    """The first hex digits of the source's SHA-256; the browser compares them to notice that a document changed."""

    @property
    def factor_ids(self) -> tuple[str, ...]:
        """Taxonomy ids of the factors, each once, in order."""
        return tuple(dict.fromkeys(f.id for f in self.factors if f.id))

    @property
    def described_factors(self) -> tuple[Factor, ...]:
        """The factors to show in words: ids without a note only if the body describes no factor."""
        has_sentences = any(factor.line >= self.body_line for factor in self.factors)
        return tuple(factor for factor in self.factors if factor.text or not has_sentences)

    @property
    def is_ordinary(self) -> bool:
        """Whether it is an ordinary page: neither an incident nor a record with a start time, such as maintenance."""
        return self.kind is DocumentKind.PAGE and self.started_at is None

    @property
    def is_retired(self) -> bool:
        """Whether its status is superseded or withdrawn."""
        return self.status in (Status.SUPERSEDED, Status.WITHDRAWN)

    @property
    def year(self) -> str | None:
        """`YYYY`, or `None` if the date is not known."""
        return self.date[:4] if self.date else None
