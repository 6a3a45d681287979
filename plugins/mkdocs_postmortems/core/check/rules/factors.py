"""Contributing factors that nothing is done about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Factor
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.taxonomy import Vocabulary

_ACCEPTED = re.compile(
    r"\baccept(?:ed|s|ing)?\b[^.]{0,40}\brisks?\b|\brisks?\b[^.]{0,40}\baccept|\bresidual\srisk\b|\bwon['’]t\s(?:do|fix)\b|\bno\s(?:further\s)?"
    r"(?:follow-?ups?|actions?)\b|\bnothing\s(?:is\s)?to\s(?:be\s)?do(?:ne)?\b|\b(?:will|shall)\snot\sbe\s(?:addressed|changed|fixed)\b|\bout\sof\sour\s(?:control|hands)\b",
    re.IGNORECASE,
)


def without_action(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield factors that nothing answers: one by one where items say what they address, else if there are none."""
    document = context.document
    if context.is_draft or context.is_retired or not document.factors or _ACCEPTED.search(document.body):
        return
    if not document.actions:
        yield context.diagnostic(
            document.factors[0].line,
            "factors are given, and no action item answers any of them.",
            "Add action items, or say that the risk is accepted, and by whom.",
        )
        return
    answered = {normalize_name(name) for item in document.actions for name in item.addresses}
    if answered or any(factor.addressed_by for factor in document.factors):
        yield from (
            _unaddressed_flaw(context, factor) for factor in document.factors if not _is_addressed(factor, answered)
        )


def _is_addressed(factor: Factor, addressed: set[str]) -> bool:
    return (
        bool(factor.addressed_by)
        or factor.id is None
        or normalize_name(factor.id) in addressed
        or bool(_ACCEPTED.search(factor.text))
    )


def _unaddressed_flaw(context: RuleContext, factor: Factor) -> Diagnostic:
    name = context.corpus.taxonomy.term(Vocabulary.FACTORS, factor.id or "").name
    return context.diagnostic(
        factor.line,
        f"no action item addresses {name!r}, while others say what they address.",
        "Name it in `addresses` of an action item, or write in its note that the risk is accepted.",
        highlight=name,
    )


RULES = (
    Rule(
        code="PC130",
        name="factor-without-action",
        title="A contributing factor has neither an action item nor an accepted risk.",
        rationale="Factors say what will contribute again. Not each of them can be changed, but then somebody has "
        "decided so, and readers should know. Where action items say by `addresses` which factor they answer, or "
        "factors by `addressed_by` which item answers them, each factor is looked at; else it is enough that there are "
        "action items.",
        bad="contributing_factors: [missing-monitoring, untested-rollback]\naction_items:\n  - {text: Alert on the "
        "length of the queue, addresses: missing-monitoring}",
        good="contributing_factors:\n  - missing-monitoring\n  - {id: untested-rollback, note: The risk is accepted "
        "until the move in May.}\naction_items:\n  - {text: Alert on the length of the queue, addresses: "
        "missing-monitoring}",
        find=without_action,
    ),
)
