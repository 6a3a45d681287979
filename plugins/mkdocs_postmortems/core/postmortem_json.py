"""The parsed form of a document as JSON data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkdocs_postmortems.core.action_items import PromisedAction
from mkdocs_postmortems.core.frontmatter import FIELD_SPECS
from mkdocs_postmortems.core.model import ActionItem, Factor, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

_ATTRIBUTES = (
    *("detected_at", "acknowledged_at", "mitigated_at", "id", "summary", "status", "type", "audience", "trigger"),
    *(
        "detection",
        "resolution",
        "start_here",
        "reading_path",
        "reading_questions",
        "services",
        "teams",
        "tags",
        "alerts",
        "error_signatures",
    ),
)
"""Attributes that are written under their own name, in this order."""


def postmortem_to_json(document: Postmortem, taxonomy: Taxonomy | None = None) -> dict[str, Any]:
    """Return the document as JSON data; factors without a note are named by the taxonomy if there is one.

    Front matter fields that are copied to an attribute are included under its name without being listed here.
    """
    names = taxonomy or Taxonomy()
    found = {
        "path": document.path,
        "kind": document.kind.value,
        "title": document.title,
        "date": document.date,
        "started_at": _iso(document.started_at),
        "resolved_at": _iso(document.resolved_at),
        "timezone": document.timezone or "unstated",
        "severity": document.severity,
        "sections": list(dict.fromkeys(section.name.value for section in document.sections)),
        "timeline": [_event(event) for event in document.timeline],
        "action_items": [_action(item) for item in document.actions],
        "contributing_factors": [_factor(factor, names) for factor in document.described_factors],
        "links_to": _local_links(document),
        **{name: _attribute_value(getattr(document, name)) for name in _ATTRIBUTES},
        "factors": [{"line": factor.line, "id": factor.id, "text": factor.text} for factor in document.factors],
        "five_whys": [{"line": why.line, "question": why.question, "answer": why.answer} for why in document.whys],
        "section_titles": [
            {"name": s.name.value, "title": s.title, "line": s.line, "last_line": s.last_line, "level": s.level}
            for s in document.sections
        ],
        "relations": [{"kind": r.kind.value, "target": r.target, "line": r.line} for r in document.relations],
        "links": [{"url": link.url, "text": link.text, "line": link.line} for link in document.links],
    }
    copied = (spec.attribute for spec in FIELD_SPECS if spec.is_copied and spec.attribute)
    rest = {name: _attribute_value(getattr(document, name)) for name in copied if name not in found}
    return {
        **found,
        **rest,
        "extra": to_json_value(document.extra),
        "lines": dict(sorted(document.lines.items())),
    }


def to_json_value(value: object) -> Any:
    """Return a value as JSON data; values of other types become text."""
    if isinstance(value, Mapping):
        return {str(key): to_json_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json_value(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _attribute_value(value: object) -> Any:
    return _iso(value) if isinstance(value, Moment) else to_json_value(value)


def _iso(moment: Moment | None) -> str | None:
    return moment.iso if moment else None


def _event(event: TimelineEvent) -> dict[str, Any]:
    return {
        "at": _iso(event.at),
        "approx": bool(event.at and event.at.approx),
        "text": event.text,
        "zone": event.at.zone if event.at else None,
        "until": _iso(event.until),
        "kind": event.kind,
        "source": event.source,
        "line": event.line,
    }


def _action(item: ActionItem) -> dict[str, Any]:
    return {
        "text": item.text,
        "done": item.done,
        "owner": item.owner,
        "due": item.due,
        "tracker": item.tracker,
        "status": item.status,
        "priority": item.priority,
        "type": item.type,
        "id": item.id,
        "completed_at": item.completed_at,
        "verified_at": item.verified_at,
        "line": item.line,
    }


def promised_action_to_json(action: PromisedAction) -> dict[str, Any]:
    """Return an action item as seen on one day as JSON data, with what is known of its document."""
    document = action.document
    return {
        **_action(action.item),
        "state": action.state,
        "state_as_of": action.item.tracked.day if action.item.tracked else None,
        "overdue": action.is_overdue,
        "age_days": action.age_days,
        "slo_days": action.slo_days,
        "past_slo": action.is_past_slo,
        "postmortem": {
            "id": document.id,
            "title": document.title,
            "date": document.date,
            "severity": document.severity,
            "services": list(document.services),
            "teams": list(document.teams),
        },
    }


def _factor(factor: Factor, taxonomy: Taxonomy) -> str:
    """Return the factor in the author's words, else by the name of its term."""
    return factor.text or taxonomy.term(Vocabulary.FACTORS, factor.id or "").name


def _local_links(document: Postmortem) -> list[str]:
    """Return the targets of relations and of relative links, as written."""
    local = (link.url for link in document.links if link.url and ":" not in link.url.split("/")[0])
    targets = (url for url in local if not url.startswith(("#", "/")))
    return list(dict.fromkeys((*(relation.target for relation in document.relations), *targets)))
