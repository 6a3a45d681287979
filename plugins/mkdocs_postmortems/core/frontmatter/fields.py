"""The fields of front matter: one declaration for reading, for the JSON Schema and for the documentation.

Values arrive as `written` values and leave as model types. HTML is never interpreted: text stays text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from mkdocs_postmortems.core.findings import Findings
from mkdocs_postmortems.core.forms.form import Also, Form
from mkdocs_postmortems.core.forms.readers import AsList, Choice, Names, Pairs, PlainText, Prose, Texts, When
from mkdocs_postmortems.core.frontmatter.entries import Action, Causes, Factors, Links, Relations
from mkdocs_postmortems.core.frontmatter.foreign import FOREIGN_KEYS
from mkdocs_postmortems.core.frontmatter.parts import PARTS, gathered
from mkdocs_postmortems.core.model import IncidentType, Status
from mkdocs_postmortems.core.written import Table, Value

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
TYPE = Choice(IncidentType, {"data-corruption": "data-loss", "near-hit": "near-miss", "drill": "exercise"})


class Participants(Form):
    """Who was asked to the review, and who came."""

    invited: Texts = ()
    attended: Annotated[Texts, Also("attendees", "present")] = ()


class Learning(Form):
    """What a newcomer gets out of it."""

    start_here: Prose = None
    level: PlainText = None
    audiences: Names = ()
    prerequisites: Texts = ()
    questions: Texts = ()
    minutes: PlainText = None
    drill: PlainText = None


class Review(Form):
    """When it was reviewed, and who approved it."""

    held_at: Annotated[When, Also("date", "reviewed_at", "held_on")] = None
    due_at: When = None
    approved_by: Annotated[Texts, Also("approvers", "reviewers", "approved")] = ()


class Fields(Form):
    """The front matter of a postmortem. Every field may be missing."""

    theirs: ClassVar[frozenset[str]] = FOREIGN_KEYS
    parts: ClassVar[Mapping[str, tuple[str, str]]] = PARTS

    id: Annotated[
        PlainText,
        Also("incident_id", "postmortem_id", "incident", "number"),
        Field(description="Stable and unique, such as INC-2025-014; other documents refer to it."),
    ] = None
    title: Annotated[PlainText, Also("name", "headline"), Field(description="What happened, in one line.")] = None
    summary: Annotated[
        Prose,
        Also("tldr", "abstract", "description", "overview"),
        Field(description="Up to three sentences for somebody who reads nothing else."),
    ] = None
    status: Annotated[
        Status | None, STATUS, Also("state", "document_status"), Field(description="How far the writing has come.")
    ] = None
    type: Annotated[
        IncidentType | None, TYPE, Also("incident_type"), Field(description="What sort of incident it was.")
    ] = None
    severity: Annotated[
        PlainText, Also("sev", "severity_level", "incident_severity"), Field(description="A severity of the taxonomy.")
    ] = None
    audience: Annotated[PlainText, Also("visibility"), Field(description="Who may read it.")] = None
    timezone: Annotated[
        PlainText,
        Also("tz", "time_zone"),
        Field(description="The zone of all times without one: an IANA name or an offset. Never assumed."),
    ] = None
    date: Annotated[
        When,
        Also("incident_date", "date_of_incident", "day", "occurred_on"),
        Field(description="The day the incident started, if `started_at` is not known."),
    ] = None
    started_at: Annotated[
        When,
        Also(
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
    ] = None
    detected_at: Annotated[
        When,
        Also("detected", "detection_time", "reported_at", "discovered_at", "time_detected"),
        Field(description="When somebody or something noticed."),
    ] = None
    acknowledged_at: Annotated[
        When,
        Also("acknowledged", "acked_at", "responded_at", "declared_at"),
        Field(description="When somebody began to work on it."),
    ] = None
    mitigated_at: Annotated[
        When,
        Also("mitigated", "mitigation_time", "stable_at", "contained_at"),
        Field(description="When its effect ended."),
    ] = None
    resolved_at: Annotated[
        When,
        Also(
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
    ] = None
    services: Annotated[
        Names,
        Also(
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
    ] = ()
    teams: Annotated[
        Names,
        Also("team", "owner_team", "owning_team", "squad"),
        Field(description="Teams; without it the owners of the services."),
    ] = ()
    tags: Annotated[
        Names, Also("tag", "categories", "category", "keywords", "labels"), Field(description="Tags of the taxonomy.")
    ] = ()
    trigger: Annotated[
        PlainText, Also("triggers", "triggered_by"), Field(description="What set it off: a trigger of the taxonomy.")
    ] = None
    detection: Annotated[
        PlainText,
        Also("detection_method", "detected_by", "detected_via", "discovery"),
        Field(description="How it was noticed: a detection of the taxonomy."),
    ] = None
    contributing_factors: Annotated[
        Factors,
        Also("factors", "contributing_factor", "causes"),
        Field(description="Factors of the taxonomy, each with a note: `{id, note}`."),
    ] = ()
    root_causes: Annotated[
        Causes,
        Also("root_cause", "cause"),
        Field(description="Causes in your own words; contributing factors say more."),
    ] = ()
    resolution: Annotated[Prose, Also("fix", "resolved_by", "mitigation"), Field(description="What ended it.")] = None
    impact: Annotated[
        Mapping[str, str],
        Pairs("description"),
        Field(default_factory=dict, description="Who and what was affected: any names with a value each."),
    ]
    roles: Annotated[
        Mapping[str, str],
        Pairs("responders"),
        Field(default_factory=dict, description="Roles in the response, such as incident_commander."),
    ]
    participants: Annotated[Participants | None, Field(description="Who was asked to the review, and came.")] = None
    action_items: Annotated[
        tuple[Action, ...],
        AsList,
        Also("actions", "action_item", "follow_ups", "followups", "remediations", "tasks", "todos"),
        Field(description="What was promised."),
    ] = ()
    alerts: Annotated[
        Texts,
        Also("alert", "alert_names", "pages"),
        Field(description="Names of the alerts that fired, as a search finds them."),
    ] = ()
    error_signatures: Annotated[
        Texts,
        Also("errors", "error", "error_messages", "error_signature"),
        Field(description="Error messages as they were printed."),
    ] = ()
    related: Annotated[
        Relations,
        Also("relations", "related_incidents", "related_postmortems"),
        Field(description="Other postmortems by relation: recurrence_of, duplicate_of, caused_by, and so on."),
    ] = ()
    links: Annotated[
        Links,
        Also("link", "references", "resources"),
        Field(description="Tracker, chat, dashboards: a name with an address each."),
    ] = ()
    compliance: Annotated[
        Mapping[str, str],
        Pairs("notes"),
        Also("regulatory"),
        Field(default_factory=dict, description="What regulators were told, and when."),
    ]
    slos: Annotated[Texts, Also("slo"), Field(description="Service level objectives that were missed.")] = ()
    learning: Annotated[Learning | None, Field(description="What a newcomer gets out of it.")] = None
    review: Annotated[Review | None, Field(description="When it was reviewed, and who approved it.")] = None
    provenance: Annotated[
        Mapping[str, str],
        Pairs("source"),
        Also("source"),
        Field(default_factory=dict, description="Where it was imported from."),
    ]

    @classmethod
    def fields_of(cls, table: Table, found: Findings) -> dict[str, Value]:
        """Move keys that belong inside another field there, then find the fields."""
        return super().fields_of(gathered(table), found)
