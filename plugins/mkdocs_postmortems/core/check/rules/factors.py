"""Rule PC130: contributing factors without an action item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.rule import Rule, RuleContext
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
    """Yield factors that no action item addresses.

    Each factor is checked if any item or factor uses `addresses` or `addressed_by`; otherwise there is one diagnostic
    if the document has no action items at all.
    """
    document = context.document
    if context.is_draft or context.is_retired or not document.factors or _ACCEPTED.search(document.body):
        return
    if not document.actions:
        yield context.diagnostic(
            document.factors[0].line,
            "there are contributing factors, but no action items.",
            "Add action items, or say that the risk is accepted, and by whom.",
        )
        return
    addressed = {normalize_name(name) for item in document.actions for name in item.addresses}
    if addressed or any(factor.addressed_by for factor in document.factors):
        yield from (
            _unaddressed_factor(context, factor) for factor in document.factors if not _is_addressed(factor, addressed)
        )


def _is_addressed(factor: Factor, addressed: set[str]) -> bool:
    return (
        bool(factor.addressed_by)
        or factor.id is None
        or normalize_name(factor.id) in addressed
        or bool(_ACCEPTED.search(factor.text))
    )


def _unaddressed_factor(context: RuleContext, factor: Factor) -> Diagnostic:
    name = context.corpus.taxonomy.term(Vocabulary.FACTORS, factor.id or "").name
    return context.diagnostic(
        factor.line,
        f"no action item addresses {name!r}, while other factors are addressed.",
        "Name it in `addresses` of an action item, or write in its note that the risk is accepted.",
        highlight=name,
    )


RULES = (
    Rule(
        code="PC130",
        name="factor-without-action",
        title="A contributing factor has neither an action item nor an accepted risk.",
        rationale="A factor will contribute to the next incident unless something changes. Not every factor can be "
        "changed, but then somebody has accepted the risk, and readers should know. If any action item has "
        "`addresses`, or any factor `addressed_by`, each factor is checked; otherwise it is enough that there are "
        "action items.",
        bad="contributing_factors: [missing-monitoring, untested-rollback]\naction_items:\n  - {text: Alert on the "
        "length of the queue, addresses: missing-monitoring}",
        good="contributing_factors:\n  - missing-monitoring\n  - {id: untested-rollback, note: The risk is accepted "
        "until the move in May.}\naction_items:\n  - {text: Alert on the length of the queue, addresses: "
        "missing-monitoring}",
        find=without_action,
    ),
)
