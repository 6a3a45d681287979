"""The card "This worked last time": what ended an incident, who was needed, and what was promised since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.core.facet_values import Facets, PageLink
from mkdocs_postmortems.core.facets import TEAMS
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Status
from mkdocs_postmortems.core.moments import format_duration
from mkdocs_postmortems.core.pages.facts import spell_out
from mkdocs_postmortems.core.pages.list_rows import ActionRow, action_row
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.recovery import Recovery, RecoverySource

_SOURCES = {
    RecoverySource.TIMELINE: Message("From the timeline; no section says what ended it."),
    RecoverySource.TEXT: Message("From the text; no section says what ended it."),
}
_PROMISES: Mapping[str, Callable[[int], Message]] = {
    "overdue": lambda number: Message("{number} overdue", number=number),
    "open": lambda number: Message("{number} open", number=number),
    "done": lambda number: Message("{number} done", number=number),
    "wont-do": lambda number: Message("{number} will not be done", number=number),
    "unstated": lambda number: Message("{number} with no state written", number=number),
}
"""What is said of the promises in each state, the most pressing first."""


@dataclass(frozen=True, slots=True)
class RecoveryCard:
    """Template data of the card."""

    sentences: tuple[str, ...]
    """Inline Markdown, as written; empty if nothing is written."""
    commands: tuple[str, ...]
    source: str
    """Where the sentences are from if not from a section about it; else empty."""
    took: str
    """For example `Recovered 1 h 26 min after detection`; empty if unknown."""
    roles: tuple[PageLink, ...]
    """Who was needed, each with the name of the role as its note; else the teams."""
    promises: tuple[ActionRow, ...]
    """What was promised since, the most pressing first."""
    promised: tuple[str, ...]
    """How many of them are in which state: `1 overdue`, `6 done`."""

    @property
    def overdue(self) -> tuple[ActionRow, ...]:
        """The promises that are overdue."""
        return tuple(row for row in self.promises if row.overdue)

    @property
    def pending(self) -> tuple[ActionRow, ...]:
        """The promises that are open, the overdue ones first."""
        return tuple(row for row in self.promises if _state_of(row) in ("overdue", "open"))


def build_recovery_card(site_model: SiteModel, document: Postmortem) -> RecoveryCard | None:
    """Return the card of a document; `None` where nobody would look for it: a withdrawn one, or maintenance."""
    facets, recovery = site_model.facets, site_model.recoveries[document.path]
    if document.status is Status.WITHDRAWN or (document.kind is DocumentKind.PAGE and not recovery.sentences):
        return None
    rows = sorted((action_row(facets, document, item, site_model.today) for item in document.actions), key=_pressing)
    counts = Counter(map(_state_of, rows))
    return RecoveryCard(
        sentences=recovery.sentences,
        commands=recovery.commands,
        source=_SOURCES.get(recovery.source, ""),
        took=_took(recovery),
        roles=_needed(facets, document, recovery),
        promises=tuple(rows),
        promised=tuple(words(counts[state]) for state, words in _PROMISES.items() if counts[state]),
    )


def _state_of(row: ActionRow) -> str:
    """Return the state that is counted: overdue before open, verified as done."""
    if row.overdue:
        return "overdue"
    return {"verified": "done", "in-progress": "open"}.get(row.key, row.key)


def _pressing(row: ActionRow) -> int:
    return list(_PROMISES).index(_state_of(row))


def _took(recovery: Recovery) -> str:
    if recovery.minutes is None:
        return ""
    duration = format_duration(recovery.minutes)
    if recovery.is_from_detection:
        return Message("Recovered {duration} after detection", duration=duration)
    return Message("Recovered {duration} after the start", duration=duration)


def _needed(facets: Facets, document: Postmortem, recovery: Recovery) -> tuple[PageLink, ...]:
    if recovery.roles:
        return tuple(PageLink(role.holder, None, spell_out(role.key).lower()) for role in recovery.roles)
    return facets.refs(document, TEAMS)


_MAX_PROMISES = 3
"""Promises of a result of a search; its page has them all."""
_MAX_TEXT_LENGTH = 400
"""Characters of each text of a result of a search."""


def recovery_data(card: RecoveryCard) -> dict[str, Any]:
    """Return a card as plain data for scripts, in plain text; empty fields are left out."""
    fields = {
        "text": [plain_text(sentence)[:_MAX_TEXT_LENGTH] for sentence in card.sentences],
        "commands": card.commands,
        "source": card.source,
        "took": card.took,
        "needed": [[role.name, role.note if role.uri is None else ""] for role in card.roles],
        "promised": card.promised,
        "promises": [
            [_state_of(row), row.late or row.state, row.text[:_MAX_TEXT_LENGTH]]
            for row in card.promises[:_MAX_PROMISES]
        ],
    }
    return {name: value for name, value in fields.items() if value}
