"""Rules PC150 to PC153: relations between postmortems that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.rule import INCIDENTS, Rule, RuleContext
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem, Relation, RelationKind, Status

_BACK_IN_TIME = (
    RelationKind.RECURRENCE_OF,
    RelationKind.CAUSED_BY,
    RelationKind.FOLLOW_UP_OF,
    RelationKind.SUPERSEDES,
    RelationKind.DUPLICATE_OF,
)
"""Relations from a later to an earlier document, which therefore must not form a cycle."""
_NAMED_BY_LATER = (RelationKind.RECURRENCE_OF, RelationKind.CAUSED_BY, RelationKind.FOLLOW_UP_OF)
"""Relations that only the later incident can declare. A superseding or duplicate document may have any date."""


def one_way(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield `supersedes` without the status superseded at the other document, and that status without `supersedes`."""
    for relation in context.document.relations:
        other = context.corpus.by_path.get(relation.target)
        if other is not None and relation.kind is RelationKind.SUPERSEDES and other.status is not Status.SUPERSEDED:
            yield context.diagnostic(
                relation.line,
                f"this supersedes {other.id!r}, whose status is {_status(other)}.",
                f"Write `status: superseded` in {other.path}.",
                highlight=other.id,
                related_paths=(other.path,),
            )
    if context.document.status is Status.SUPERSEDED and not any(
        _supersedes(one, context.document) for one in _other_documents(context)
    ):
        yield context.diagnostic(
            context.line_of("status"),
            "this has the status superseded, but no document supersedes it.",
            f"Write `related: {{supersedes: {context.document.id}}}` in the newer one.",
        )


def _supersedes(other: Postmortem, document: Postmortem) -> bool:
    kinds = (RelationKind.SUPERSEDES,)
    return any(relation.kind in kinds and relation.target == document.path for relation in other.relations)


def _other_documents(context: RuleContext) -> Iterator[Postmortem]:
    yield from (one for path, one in context.corpus.by_path.items() if path != context.document.path)


def _status(document: Postmortem) -> str:
    return document.status.value if document.status else "not given"


def one_sided(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield `see_also` relations to documents that declare no relation back."""
    for relation in context.document.relations:
        other = context.corpus.by_path.get(relation.target)
        if other is None or relation.kind is not RelationKind.SEE_ALSO:
            continue
        if not any(back.target == context.document.path for back in other.relations):
            yield context.diagnostic(
                relation.line,
                f"{other.id!r} does not name this one in return.",
                f"Write `see_also: [{context.document.id}]` in {other.path}.",
                highlight=other.id,
                related_paths=(other.path,),
            )


def circular(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield relations that lead back to the document over relations of the same kind."""
    for relation in context.document.relations:
        if relation.kind in _BACK_IN_TIME and (cycle := _cycle(context, relation)):
            shown = " → ".join(context.corpus.by_path[path].id for path in (context.document.path, *cycle))
            yield context.diagnostic(
                relation.line,
                f"{relation.kind.value} leads back here: {shown}.",
                "Remove the one that is wrong.",
                related_paths=tuple(path for path in cycle if path != context.document.path),
            )


def _cycle(context: RuleContext, first: Relation) -> list[str] | None:
    """Return the paths from the target of a relation back to the document, over relations of the same kind."""
    by_path = context.corpus.by_path
    if first.target not in by_path:
        return None
    routes = {first.target: [first.target]}
    queue = [first.target]
    for path in queue:
        if path == context.document.path:
            return routes[path]
        for relation in by_path[path].relations:
            if relation.kind is first.kind and relation.target in by_path and relation.target not in routes:
                routes[relation.target] = [*routes[path], relation.target]
                queue.append(relation.target)
    return None


def backwards(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield relations whose target happened later, although the kind of relation says that it happened earlier."""
    for relation in context.document.relations:
        other = context.corpus.by_path.get(relation.target)
        if other is None or relation.kind not in _NAMED_BY_LATER or not (other.date and context.document.date):
            continue
        precision = min(len(other.date), len(context.document.date))
        if other.date[:precision] > context.document.date[:precision]:
            yield context.diagnostic(
                relation.line,
                f"{relation.kind.value} names {other.id!r}, which happened later ({other.date}).",
                "Declare it in the later one.",
                highlight=other.id,
                related_paths=(other.path,),
            )


RULES = (
    Rule(
        code="PC150",
        name="relation-one-way",
        title="Two documents disagree about which of them is current.",
        rationale="A reader of the older document does not learn that there is a newer one. The site shows a relation "
        "on both pages, but only the status removes the older document from lists and searches.",
        bad="# INC-2024-002\nrelated: {supersedes: INC-2024-001}\n\n# INC-2024-001\nstatus: published",
        good="# INC-2024-002\nrelated: {supersedes: INC-2024-001}\n\n# INC-2024-001\nstatus: superseded",
        find=one_way,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC151",
        name="relation-circular",
        title="Relations form a cycle.",
        rationale="An incident cannot be the recurrence, the consequence or the successor of itself. Chains of "
        "recurrences are counted, and a cycle has no first incident.",
        bad="# INC-2024-001\nrelated: {recurrence_of: INC-2024-002}\n\n# INC-2024-002\nrelated: {recurrence_of: "
        "INC-2024-001}",
        good="# INC-2024-001\n\n# INC-2024-002\nrelated: {recurrence_of: INC-2024-001}",
        find=circular,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC152",
        name="relation-backwards",
        title="A recurrence, consequence or follow-up names something that happened later.",
        rationale="The direction or one of the dates is wrong. The relation belongs in the later document; the site "
        "shows it in both.",
        bad="date: 2024-03-07\nrelated: {recurrence_of: INC-2025-001}   # of 2025-01-15",
        good="date: 2025-01-15\nrelated: {recurrence_of: INC-2024-017}   # of 2024-03-07",
        find=backwards,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC153",
        name="see-also-one-sided",
        title="The other document does not have “see also” in return.",
        rationale="The site shows such relations on both pages, so this rule is off by default. Switch it on for a "
        "folder that people also read as files.",
        bad="# INC-2024-001\nrelated: {see_also: INC-2024-002}\n\n# INC-2024-002",
        good="# INC-2024-001\nrelated: {see_also: INC-2024-002}\n\n# INC-2024-002\nrelated: {see_also: INC-2024-001}",
        find=one_sided,
        severity=Severity.OFF,
        kinds=INCIDENTS,
    ),
)
