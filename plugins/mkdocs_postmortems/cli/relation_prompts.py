"""Collects the relations of a new postmortem to earlier incidents, only to those that all of its readers may read."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mkdocs_postmortems.cli.corpus import CommandCorpus
from mkdocs_postmortems.cli.prompts import AnswerError, ask
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.model import Postmortem, RelationKind
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.similar import Match

Relations = tuple[tuple[str, str], ...]
"""Pairs of the kind of a relation and the id or path of its target."""
_RELATION_KINDS = {
    RelationKind.SEE_ALSO.value: "something in common",
    RelationKind.RECURRENCE_OF.value: "the same has happened again",
    RelationKind.FOLLOW_UP_OF.value: "it was caused by the response to the other",
    RelationKind.CAUSED_BY.value: "the other one caused it",
    RelationKind.DUPLICATE_OF.value: "the same incident, written up twice",
}
"""The kinds of relations that can be chosen, each with its meaning."""


def may_reference(audiences: Audiences, audience: str, label: str | None) -> bool:
    """Whether everybody who may read a document of `audience` may also read one with this label.

    Args:
        audiences: The configured audiences; without any, everything may be referenced.
        audience: The audience of the document that has the reference.
        label: The audience of the referenced document; `None` if it has none.
    """
    return not audiences or (label is not None and audiences.may_read(audience, label))


def read_relations(
    corpus: CommandCorpus, answers: Answers, recurrence_of: Sequence[str], related: Sequence[str]
) -> Relations:
    """Return the relations that the options --recurrence-of and --related give.

    Raises:
        click.UsageError: an incident does not exist, or not all readers of the new document may read it.
    """
    given = [(RelationKind.RECURRENCE_OF, name) for name in recurrence_of]
    given += [(RelationKind.SEE_ALSO, name) for name in related]
    return tuple((kind.value, relation_target(_find_incident(corpus, answers, name))) for kind, name in given)


def ask_relation(corpus: CommandCorpus, answers: Answers, matches: Sequence[Match]) -> Relations:
    """Ask whether to declare a relation to one of the incidents shown, and of which kind; empty for none."""
    offered = {
        str(number): match.document
        for number, match in enumerate(matches, 1)
        if may_reference(corpus.audiences, answers.audience, corpus.labels.get(match.document.path))
    }
    if not offered:
        return ()
    chosen = ask(
        f"Name one of them under related ({', '.join(offered)}; Enter for none)",
        lambda text: _parse_choice(offered, text),
    )
    if chosen is None:
        return ()
    kind = ask("How are they related", _parse_kind, _RELATION_KINDS, RelationKind.SEE_ALSO.value)
    return ((kind, relation_target(chosen)),)


def relation_target(document: Postmortem) -> str:
    """Return how a relation refers to a document: by its declared id, else by its path."""
    return document.id if document.id_declared else document.path


def _parse_choice(offered: dict[str, Postmortem], text: str) -> Postmortem | None:
    if text.strip() and text.strip() not in offered:
        raise AnswerError(f"expected one of {', '.join(offered)}, or nothing.")
    return offered.get(text.strip())


def _parse_kind(text: str) -> str:
    kind = next((name for name in _RELATION_KINDS if normalize_name(name) == normalize_name(text.strip())), None)
    if kind is None:
        raise AnswerError(f"expected one of {', '.join(_RELATION_KINDS)}.{did_you_mean(text, list(_RELATION_KINDS))}")
    return kind


def _find_incident(corpus: CommandCorpus, answers: Answers, name: str) -> Postmortem:
    """Return the incident that an option names by id or path."""
    known = corpus.view.incidents
    for document in known:
        if normalize_name(name) == normalize_name(document.id) or name in (document.path, corpus.path(document)):
            if not may_reference(corpus.audiences, answers.audience, corpus.labels.get(document.path)):
                raise click.UsageError(
                    f"not everybody in {answers.audience!r} may read {name!r}, so it must not be named here."
                )
            return document
    guess = did_you_mean(name, [document.id for document in known])
    raise click.UsageError(f"there is no postmortem {name!r} here.{guess}")
