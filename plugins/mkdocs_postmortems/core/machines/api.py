"""The API of a site: static JSON about its incidents, action items and facets, as `schema.json` beside it says."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from typing import Any

from mkdocs_postmortems.core.action_items import PromisedAction, promised_actions
from mkdocs_postmortems.core.facet_values import FacetValue
from mkdocs_postmortems.core.facets import FacetSpec
from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.model import Factor, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import to_utc
from mkdocs_postmortems.core.pages.incident_row import duration_minutes
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.taxonomy import Vocabulary

API_FOLDER = "api/v1"
INCIDENTS_URI = f"{API_FOLDER}/incidents.json"
ACTIONS_API_URI = f"{API_FOLDER}/actions.json"
FACETS_URI = f"{API_FOLDER}/facets.json"
SCHEMA_URI = f"{API_FOLDER}/schema.json"

_MOMENTS = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
_VERSION = 1


def page_key(url: str) -> str:
    """Return the address of a page without what its kind adds: `2024/pool` of `2024/pool/` and `2024/pool.html`."""
    key = url.removesuffix("index.html").removesuffix(".html").strip("/")
    return key if key not in ("", ".") else "index"


def incident_uri(document: Postmortem, site: SiteAddress) -> str:
    """Return the path of the object of an incident, below the folder of postmortems."""
    url = site.page(document.path)
    below = posixpath.relpath(url, site.base) if site.base else url
    return f"{API_FOLDER}/incidents/{page_key(below)}.json"


def build_api(site_model: SiteModel, site: SiteAddress) -> Iterator[MachineFile]:
    """Yield the files of the API, except for its schema."""
    documents = site_model.view.incidents
    summaries = [_summary(site_model, site, document) for document in documents]
    yield _file(site_model, site, INCIDENTS_URI, {"incidents": summaries})
    yield _file(site_model, site, ACTIONS_API_URI, {"actions": list(_actions(site_model, site))})
    yield _file(
        site_model, site, FACETS_URI, {"facets": [_facet(site_model, site, f) for f in site_model.facets.specs]}
    )
    for document, summary in zip(documents, summaries, strict=True):
        incident = {**summary, **_details(site_model, site, document)}
        yield _file(site_model, site, incident_uri(document, site), {"incident": incident})


def _file(site_model: SiteModel, site: SiteAddress, uri: str, content: dict[str, Any]) -> MachineFile:
    head = {"api_version": _VERSION, "as_of": site_model.today, "site_url": site.url or None}
    return MachineFile(uri, json.dumps(head | content, ensure_ascii=False, separators=(",", ":")) + "\n")


def _reference(site: SiteAddress, document: Postmortem) -> dict[str, Any]:
    """Return how other objects name an incident."""
    return {"id": document.id, "title": title_to_text(document.title), "url": site.page(document.path)}


def _summary(site_model: SiteModel, site: SiteAddress, document: Postmortem) -> dict[str, Any]:
    """Return what the index says of an incident."""
    items = list(promised_actions([document], site_model.today, site_model.action_slo))
    return {
        **_reference(site, document),
        "api": site.file(incident_uri(document, site)),
        "kind": document.kind.value,
        "status": document.status,
        "type": document.type,
        "severity": document.severity,
        "date": document.date,
        "duration_minutes": duration_minutes(document),
        "summary": plain_text(document.summary) if document.summary else None,
        "services": list(document.services),
        "teams": list(document.teams),
        "tags": list(document.tags),
        "factors": list(document.factor_ids),
        "trigger": document.trigger,
        "detection": document.detection,
        "action_counts": {
            "total": len(items),
            "open": sum(one.item.is_open for one in items),
            "overdue": sum(one.is_overdue for one in items),
            "settled": sum(one.item.is_settled for one in items),
        },
    }


def _details(site_model: SiteModel, site: SiteAddress, document: Postmortem) -> dict[str, Any]:
    """Return what the object of an incident says beyond the index."""
    say, recovery = site_model.language.say, site_model.recoveries[document.path]
    promised = promised_actions([document], site_model.today, site_model.action_slo)
    return {
        "timezone": document.timezone,
        **{name: _moment(getattr(document, name)) for name in _MOMENTS},
        "impact": {key: plain_text(value) for key, value in document.impact.items()},
        "alerts": list(document.alerts),
        "error_signatures": list(document.error_signatures),
        "timeline": [_event(event) for event in document.timeline],
        "contributing_factors": [_factor(site_model, factor) for factor in document.described_factors],
        "what_worked": {
            "sentences": [plain_text(sentence) for sentence in recovery.sentences],
            "commands": list(recovery.commands),
        },
        "actions": [action_to_json(action) for action in promised],
        "related": [
            {**_reference(site, related.document), "reason": say(related.reason), "declared": related.declared}
            for related in site_model.related.get(document.path, ())
        ],
    }


def action_to_json(action: PromisedAction) -> dict[str, Any]:
    """Return an action item as seen on the day of the build."""
    item = action.item
    return {
        "id": item.id,
        "text": item.text,
        "state": action.state,
        "owner": item.owner,
        "due": item.due,
        "overdue": action.is_overdue,
        "priority": item.priority,
        "type": item.type,
        "tracker": item.tracker,
        "completed_at": item.done_on,
        "verified_at": item.verified_at,
        "age_days": action.age_days,
        "slo_days": action.slo_days,
        "past_slo": action.is_past_slo,
        "state_as_of": item.tracked.day if item.tracked else None,
    }


def _actions(site_model: SiteModel, site: SiteAddress) -> Iterator[dict[str, Any]]:
    for action in promised_actions(site_model.view.incidents, site_model.today, site_model.action_slo):
        document = action.document
        incident = _reference(site, document) | {"date": document.date, "severity": document.severity}
        values = {"services": list(document.services), "teams": list(document.teams)}
        yield {**action_to_json(action), "incident": incident | values}


def _facet(site_model: SiteModel, site: SiteAddress, facet: FacetSpec) -> dict[str, Any]:
    return {
        "id": facet.id,
        "parameter": facet.filter_key,
        "name": site_model.language.say(facet.heading),
        "url": site.page(facet.index_uri),
        "values": [_facet_value(site_model, site, value) for value in site_model.facets.of(facet)],
    }


def _facet_value(site_model: SiteModel, site: SiteAddress, value: FacetValue) -> dict[str, Any]:
    return {
        "id": value.term.id,
        "name": site_model.language.say(value.term.name),
        "definition": value.term.definition or None,
        "url": site.page(value.uri),
        "count": len(value.documents),
    }


def _moment(moment: Moment | None) -> dict[str, Any] | None:
    """Return a point in time as written, and in UTC if its zone is known."""
    if moment is None:
        return None
    utc = to_utc(moment)
    return {
        "at": moment.iso,
        "zone": moment.zone,
        "approximate": moment.approx,
        "utc": f"{utc:%Y-%m-%dT%H:%M}Z" if utc else None,
    }


def _event(event: TimelineEvent) -> dict[str, Any]:
    return {
        "at": _moment(event.at),
        "until": _moment(event.until),
        "text": plain_text(event.text),
        "kind": event.kind,
        "source": plain_text(event.source) if event.source else None,
    }


def _factor(site_model: SiteModel, factor: Factor) -> dict[str, Any]:
    term = site_model.view.taxonomy.term(Vocabulary.FACTORS, factor.id) if factor.id else None
    return {"id": factor.id, "name": term.name if term else None, "text": factor.text or None}
