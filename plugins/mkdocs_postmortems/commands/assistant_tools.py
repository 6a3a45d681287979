"""What a program that answers people's questions may ask of the postmortems that one audience may read."""

from __future__ import annotations

from typing import Any

from mkdocs_postmortems.core.action_items import ActionSlo, PromisedAction, open_first, promised_actions
from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.machines.api import action_to_json
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.recovery import find_recovery
from mkdocs_postmortems.core.similar import Match, SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import correct_question, look_up
from mkdocs_postmortems.core.similar.operators import read_operators
from mkdocs_postmortems.core.view import View

MAX_RESULTS = 50


class UnknownIncidentError(PostmortemsError):
    """The view has no incident with this id or path."""


class AssistantTools:
    """Answers from one view as JSON data; what the view does not hold cannot be asked for."""

    def __init__(self, view: View, today: str, slo: ActionSlo | None = None) -> None:
        """Index the view.

        Args:
            view: The postmortems, as its audience reads them.
            today: `YYYY-MM-DD`, which decides what is overdue.
            slo: The days that action items may stay open, by severity.
        """
        self._view = view
        self._today = today
        self._slo = slo
        self._finder = SimilarityFinder(view)

    def search(self, question: str, limit: int = 10) -> list[dict[str, Any]]:
        """Find incidents by words and by operators such as `service:checkout-api since:2025-01 -tag:dns`."""
        text, narrowing = read_operators(question, self._view)
        corrected = correct_question(self._finder, text) if text.strip() else text
        return [_match(match) for match in look_up(self._finder, corrected, narrowing, _bounded(limit))]

    def similar(self, text: str, limit: int = 5) -> list[dict[str, Any]]:
        """Find incidents that are like an alert, an error, log lines or a description, with what ended each."""
        found = self._finder.similar_to_text(text, _bounded(limit))
        return [_match(match) | {"what_worked": _what_worked(match.document)} for match in found]

    def get(self, incident: str) -> dict[str, Any]:
        """Return a postmortem as its audience reads it, by its id or path.

        Raises:
            UnknownIncidentError: there is none in the view.
        """
        document = self._document(incident)
        promised = promised_actions([document], self._today, self._slo)
        return _reference(document) | {
            "summary": plain_text(document.summary) if document.summary else None,
            "what_worked": _what_worked(document),
            "actions": [action_to_json(action) for action in promised],
            "markdown": document.body.strip(),
        }

    def actions(
        self, service: str | None = None, owner: str | None = None, *, overdue: bool = False
    ) -> list[dict[str, Any]]:
        """List open action items, overdue first, then by due date."""
        promised = promised_actions(self._view.incidents, self._today, self._slo)
        return [
            action_to_json(action) | {"incident": _reference(action.document)}
            for action in open_first(promised)
            if _fits(action, service, owner) and (action.is_overdue or not overdue)
        ]

    def _document(self, incident: str) -> Postmortem:
        wanted = incident.strip().casefold()
        documents = {name.casefold(): one for one in self._view.records for name in (one.path, one.id)}
        if wanted not in documents:
            raise UnknownIncidentError(f"there is no incident {incident!r} here.{did_you_mean(wanted, documents)}")
        return documents[wanted]


def _bounded(limit: int) -> int:
    return min(max(1, limit), MAX_RESULTS)


def _fits(action: PromisedAction, service: str | None, owner: str | None) -> bool:
    is_of_service = service is None or service.casefold() in (name.casefold() for name in action.document.services)
    return is_of_service and (owner is None or owner.casefold() in (action.item.owner or "").casefold())


def _reference(document: Postmortem) -> dict[str, Any]:
    return {
        "id": document.id,
        "path": document.path,
        "title": title_to_text(document.title),
        "date": document.date,
        "severity": document.severity,
        "services": list(document.services),
    }


def _match(match: Match) -> dict[str, Any]:
    summary = match.document.summary
    return _reference(match.document) | {
        "why": str(match.reason) or None,
        "summary": plain_text(summary) if summary else None,
    }


def _what_worked(document: Postmortem) -> dict[str, Any]:
    recovery = find_recovery(document)
    return {
        "sentences": [plain_text(sentence) for sentence in recovery.sentences],
        "commands": list(recovery.commands),
        "minutes": recovery.minutes,
    }
