"""The fields of front matter. One declaration says how a field is parsed, described, kept and shown.

Parsing, the JSON Schema and the reference use its type, aliases and description; the metadata of `placement` says which
attribute of `Postmortem` holds the value and where the site shows it. A field that is copied and is a row of the facts
card needs two edits: its declaration here, and the attribute in `core.model`.

Values are converted from `LocatedValue` to types of the model. HTML is not interpreted: text stays text.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from mkdocs_postmortems.core.diagnostics import DiagnosticCollector
from mkdocs_postmortems.core.frontmatter.list_entries import Action, Causes, Factors, Links, Relations
from mkdocs_postmortems.core.frontmatter.nested_keys import NESTED_KEYS, nest_keys
from mkdocs_postmortems.core.frontmatter.passthrough_keys import PASSTHROUGH_KEYS
from mkdocs_postmortems.core.frontmatter.placement import (
    Computed,
    Copied,
    Fact,
    FactFormat,
    NotKept,
    NotShown,
    ShownBy,
    field_specs,
)
from mkdocs_postmortems.core.frontmatter.since_start import place_since_start
from mkdocs_postmortems.core.label_words import LABEL_KEYS, resembles_label
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedValue
from mkdocs_postmortems.core.model import DocumentKind, IncidentType, Status
from mkdocs_postmortems.core.schema.field_model import Aliases, FieldModel
from mkdocs_postmortems.core.schema.field_types import (
    AsList,
    Choice,
    MomentField,
    NameList,
    PlainText,
    Prose,
    TextList,
    TextMapping,
    ZoneField,
)
from mkdocs_postmortems.core.taxonomy import Vocabulary

STATUS = Choice(
    Status,
    {
        **dict.fromkeys(("wip", "in-progress", "incomplete", "open", "todo"), "draft"),
        **dict.fromkeys(("review", "under-review", "ready-for-review", "pending-review"), "in-review"),
        **dict.fromkeys(("final", "complete", "completed", "approved", "reviewed", "closed", "done"), "published"),
        **dict.fromkeys(("replaced", "obsolete"), "superseded"),
        **dict.fromkeys(("retracted",), "withdrawn"),
    },
)
KIND = Choice(
    DocumentKind,
    {
        **dict.fromkeys(
            ("incident", "post-mortem", "retrospective", "incident-report", "incident-review"), "postmortem"
        ),
        **dict.fromkeys(("status", "status-update", "update", "announcement"), "notice"),
        **dict.fromkeys(("guide", "document", "doc", "other", "none", "ordinary"), "page"),
    },
)
TYPE = Choice(
    IncidentType, {"data-corruption": "data-loss", "near-hit": "near-miss", "drill": "exercise"}, KIND, "kind"
)


def _no_entries() -> Mapping[str, str]:
    return MappingProxyType({})


class Participants(FieldModel):
    """Who was invited to the review, and who attended."""

    invited: TextList = ()
    attended: Annotated[TextList, Aliases("attendees", "present")] = ()


class Learning(FieldModel):
    """Why and how somebody new to the team should read it."""

    start_here: Prose = None
    reading_path: Prose = None
    level: PlainText = None
    audiences: NameList = ()
    prerequisites: TextList = ()
    questions: TextList = ()
    minutes: PlainText = None
    drill: PlainText = None


class Review(FieldModel):
    """When it was reviewed, and who approved it."""

    held_at: Annotated[MomentField, Aliases("date", "reviewed_at", "held_on")] = None
    due_at: MomentField = None
    approved_by: Annotated[TextList, Aliases("approvers", "reviewers", "approved")] = ()


class FrontMatterFields(FieldModel):
    """The front matter of a postmortem. Every field may be missing."""

    passthrough_keys: ClassVar[frozenset[str]] = PASSTHROUGH_KEYS
    nested_keys: ClassVar[Mapping[str, tuple[str, str]]] = NESTED_KEYS

    id: Annotated[
        PlainText,
        Aliases("incident_id", "postmortem_id", "incident", "number"),
        Field(description="Stable and unique, such as INC-2025-014; other documents refer to it."),
        Computed(),
        ShownBy("list under the title"),
    ] = None
    title: Annotated[
        PlainText,
        Aliases("name", "headline"),
        Field(description="What happened, in one line."),
        Computed(),
        ShownBy("title of the page"),
    ] = None
    summary: Annotated[
        Prose,
        Aliases("tldr", "abstract", "description", "overview"),
        Field(description="Up to three sentences, for readers who read nothing else."),
        Computed(),
        ShownBy("summary above the facts card"),
    ] = None
    status: Annotated[
        Status | None,
        STATUS,
        Aliases("state", "document_status"),
        Field(description="State of the document: draft, in_review, published, superseded or withdrawn."),
        Computed(),
        ShownBy("list under the title, or a banner"),
    ] = None
    kind: Annotated[
        DocumentKind | None,
        KIND,
        Aliases("document_kind", "doc_kind"),
        Field(description="What the document is, if it is taken for something else: postmortem, notice or page."),
        Computed(),
        NotShown("decides which pages, counts and rules include the document"),
    ] = None
    type: Annotated[
        IncidentType | None,
        TYPE,
        Aliases("incident_type"),
        Field(description="Type of the incident."),
        ShownBy("list under the title"),
    ] = None
    severity: Annotated[
        PlainText,
        Aliases("sev", "severity_level", "incident_severity"),
        Field(description="A severity of the taxonomy."),
        Computed(),
        ShownBy("list under the title"),
    ] = None
    audience: Annotated[
        PlainText,
        Aliases("visibility"),
        Field(description="Who may read it."),
        ShownBy("list under the title"),
    ] = None
    timezone: Annotated[
        ZoneField,
        Aliases("tz", "time_zone"),
        Field(description="The zone of all times without one: an IANA or Windows name, or an offset. Never assumed."),
        Computed(),
        ShownBy("times of the facts card"),
    ] = None
    date: Annotated[
        MomentField,
        Aliases("incident_date", "date_of_incident", "day", "occurred_on"),
        Field(description="The day the incident started, if `started_at` is not known."),
        Computed(),
        ShownBy("list under the title"),
    ] = None
    started_at: Annotated[
        MomentField,
        Aliases(
            "start_time",
            "started",
            "start",
            "start_date",
            "incident_start",
            "began_at",
            "impact_started_at",
            "impact_start",
            "start_at",
            "incident_start_time",
            "occurred_at",
        ),
        Field(description="When it began."),
        Computed(),
        ShownBy("times of the facts card"),
    ] = None
    detected_at: Annotated[
        MomentField,
        Aliases("detected", "detection_time", "reported_at", "discovered_at", "time_detected"),
        Field(description="When it was detected, by a person or an alert."),
        Computed(),
        ShownBy("times of the facts card"),
    ] = None
    acknowledged_at: Annotated[
        MomentField,
        Aliases("acknowledged", "acked_at", "responded_at", "declared_at"),
        Field(description="When somebody began to work on it."),
        Computed(),
        ShownBy("times of the facts card"),
    ] = None
    mitigated_at: Annotated[
        MomentField,
        Aliases("mitigated", "mitigation_time", "stable_at", "contained_at"),
        Field(description="When its impact ended."),
        Computed(),
        ShownBy("times of the facts card"),
    ] = None
    resolved_at: Annotated[
        MomentField,
        Aliases(
            "end_time",
            "ended",
            "end",
            "end_date",
            "ended_at",
            "resolved_when",
            "resolution_time",
            "impact_ended_at",
            "impact_end",
            "incident_end",
            "end_at",
            "fixed_at",
        ),
        Field(description="When it was over."),
        Computed(),
        ShownBy("times of the facts card"),
    ] = None
    services: Annotated[
        NameList,
        Aliases(
            "service",
            "affected",
            "affected_services",
            "affected_systems",
            "systems",
            "components",
            "component",
            "impacted_services",
            "services_affected",
            "service_affected",
            "affected_service",
        ),
        Field(description="Services of the taxonomy that were affected."),
        Computed(),
        ShownBy("list under the title"),
    ] = ()
    teams: Annotated[
        NameList,
        Aliases("team", "owner_team", "owning_team", "squad"),
        Field(description="Teams; without it the owners of the services."),
        Computed(),
        Fact("Teams", vocabulary=Vocabulary.TEAMS),
    ] = ()
    tags: Annotated[
        NameList,
        Aliases("tag", "categories", "category", "keywords", "labels"),
        Field(description="Tags of the taxonomy."),
        Computed(),
        Fact("Tags", vocabulary=Vocabulary.TAGS),
    ] = ()
    trigger: Annotated[
        PlainText,
        Aliases("triggers", "triggered_by"),
        Field(description="What triggered it: a trigger of the taxonomy."),
        Fact("Trigger", vocabulary=Vocabulary.TRIGGERS, is_first=True),
    ] = None
    detection: Annotated[
        PlainText,
        Aliases("detection_method", "detected_by", "detected_via", "discovery"),
        Field(description="How it was detected: a detection of the taxonomy."),
        Fact("Detected by", vocabulary=Vocabulary.DETECTIONS, is_first=True),
    ] = None
    contributing_factors: Annotated[
        Factors,
        Aliases("factors", "contributing_factor", "causes"),
        Field(description="Factors of the taxonomy, each with a note: `{id, note}`."),
        Computed("factors"),
        ShownBy("card of the contributing factors"),
    ] = ()
    root_causes: Annotated[
        Causes,
        Aliases("root_cause", "cause"),
        Field(description="Causes in your own words; contributing factors say more."),
        NotKept(),
        NotShown("searched and compared among the factors; the text of a document tells them"),
    ] = ()
    resolution: Annotated[
        Prose,
        Aliases("fix", "resolved_by", "mitigation"),
        Field(description="What ended it."),
        Fact("Resolved by", FactFormat.SPELLED_OUT, is_first=True),
    ] = None
    impact: Annotated[
        Mapping[str, str],
        TextMapping("description"),
        Field(default_factory=_no_entries, description="Who and what was affected: any names with a value each."),
        Fact("Impact", FactFormat.NUMBERS, label_key="description"),
    ]
    roles: Annotated[
        Mapping[str, str],
        TextMapping("responders"),
        Field(default_factory=_no_entries, description="Roles in the response, such as incident_commander."),
        Fact("Roles"),
    ]
    participants: Annotated[
        Participants | None,
        Field(description="Who was invited to the review, and who attended."),
        NotKept(),
        NotShown("for the organisers of a review; the insights count it"),
    ] = None
    action_items: Annotated[
        tuple[Action, ...],
        AsList,
        Aliases("actions", "action_item", "follow_ups", "followups", "remediations", "tasks", "todos"),
        Field(description="Follow-up work, each item as a text or a mapping."),
        Computed("actions"),
        ShownBy("table of the action items"),
    ] = ()
    alerts: Annotated[
        TextList,
        Aliases("alert", "alert_names", "pages"),
        Field(description="Names of the alerts that fired, as a search finds them."),
        NotShown("found by search and compared for similar incidents"),
    ] = ()
    error_signatures: Annotated[
        TextList,
        Aliases("errors", "error", "error_messages", "error_signature"),
        Field(description="Error messages as they were printed."),
        NotShown("found by search and compared for similar incidents"),
    ] = ()
    related: Annotated[
        Relations,
        Aliases("relations", "related_incidents", "related_postmortems"),
        Field(description="Other postmortems by relation: recurrence_of, duplicate_of, caused_by, and so on."),
        Copied("relations"),
        ShownBy("card of the related incidents"),
    ] = ()
    links: Annotated[
        Links,
        Aliases("link", "references", "resources"),
        Field(description="Tracker, chat, dashboards: a name with an address each."),
        Computed(),
        ShownBy("links of the facts card"),
    ] = ()
    compliance: Annotated[
        Mapping[str, str],
        TextMapping("notes"),
        Aliases("regulatory"),
        Field(default_factory=_no_entries, description="What regulators were told, and when."),
        NotKept(),
        NotShown("for regulators and auditors, in the source"),
    ]
    controls: Annotated[
        TextList,
        Aliases("control", "compliance_controls"),
        Field(description="Controls of a standard that it touches, such as SOC 2 CC7.4 or ISO 27001 A.5.26."),
        Fact("Controls"),
    ] = ()
    slos: Annotated[
        TextList,
        Aliases("slo"),
        Field(description="Service level objectives that were missed."),
        NotKept(),
        NotShown("for programs that read the source"),
    ] = ()
    learning: Annotated[
        Learning | None,
        Field(description="Why and how somebody new to the team should read it."),
        NotKept(),
        ShownBy("list 'Start here' of the home page"),
    ] = None
    review: Annotated[
        Review | None,
        Field(description="When it was reviewed, and who approved it."),
        NotKept(),
        NotShown("for the organisers of a review; the insights count it"),
    ] = None
    provenance: Annotated[
        Mapping[str, str],
        TextMapping("source"),
        Aliases("source"),
        Field(default_factory=_no_entries, description="Where it was imported from."),
        NotKept(),
        NotShown("for those who imported the document"),
    ]

    @classmethod
    def values_by_field(cls, mapping: LocatedDict, diagnostics: DiagnosticCollector) -> dict[str, LocatedValue]:
        """Move keys that belong into another field there, then match keys with fields."""
        return place_since_start(super().values_by_field(nest_keys(mapping), diagnostics))

    @classmethod
    def _closest_key(cls, key: str) -> str | None:
        """Suggest a label only where its key is near: such a document is withheld, see `core.audiences.label`."""
        closest = super()._closest_key(key)
        return closest if closest not in LABEL_KEYS or resembles_label(key) else None


FIELD_SPECS = field_specs(FrontMatterFields)
"""Where each field of front matter is kept and shown."""
