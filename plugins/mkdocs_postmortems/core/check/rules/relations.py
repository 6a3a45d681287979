"""Relations between postmortems that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.check.rule import INCIDENTS, Rule
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
"""Relations that lead back in time, so that nobody can come to where they began."""
_NAMED_BY_LATER = (RelationKind.RECURRENCE_OF, RelationKind.CAUSED_BY, RelationKind.FOLLOW_UP_OF)


def one_way(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield relations whose other end says something else."""
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
            "this is superseded, and no document says that it supersedes it.",
            f"Write `related: {{supersedes: {context.document.id}}}` in the newer one.",
        )


def _supersedes(other: Postmortem, document: Postmortem) -> bool:
    kinds = (RelationKind.SUPERSEDES,)
    return any(relation.kind in kinds and relation.target == document.path for relation in other.relations)


def _other_documents(context: RuleContext) -> Iterator[Postmortem]:
    yield from (one for path, one in context.corpus.by_path.items() if path != context.document.path)


def _status(document: Postmortem) -> str:
    return document.status.value if document.status else "not said"


def one_sided(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield "see also" that the other document does not return."""
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
    """Yield relations that lead back to the document."""
    for relation in context.document.relations:
        if relation.kind in _BACK_IN_TIME and (way := _cycle(context, relation)):
            shown = " → ".join(context.corpus.by_path[path].id for path in (context.document.path, *way))
            yield context.diagnostic(
                relation.line,
                f"{relation.kind.value} leads back here: {shown}.",
                "Take out the one that is wrong.",
                related_paths=tuple(path for path in way if path != context.document.path),
            )


def _cycle(context: RuleContext, first: Relation) -> list[str] | None:
    """The documents from the target of a relation back to its own, over relations of the same kind."""
    by_path = context.corpus.by_path
    if first.target not in by_path:
        return None
    ways = {first.target: [first.target]}
    waiting = [first.target]
    for path in waiting:
        if path == context.document.path:
            return ways[path]
        for relation in by_path[path].relations:
            if relation.kind is first.kind and relation.target in by_path and relation.target not in ways:
                ways[relation.target] = [*ways[path], relation.target]
                waiting.append(relation.target)
    return None


def backwards(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield relations to what happened later."""
    for relation in context.document.relations:
        other = context.corpus.by_path.get(relation.target)
        if other is None or relation.kind not in _NAMED_BY_LATER or not (other.date and context.document.date):
            continue
        both = min(len(other.date), len(context.document.date))
        if other.date[:both] > context.document.date[:both]:
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
        title="Two documents disagree about which of them counts.",
        rationale="A reader of the older text is not told that there is a newer one. The site shows both ends of a "
        "relation, but only the status takes the older text out of lists and searches.",
        bad="# INC-2024-002\nrelated: {supersedes: INC-2024-001}\n\n# INC-2024-001\nstatus: published",
        good="# INC-2024-002\nrelated: {supersedes: INC-2024-001}\n\n# INC-2024-001\nstatus: superseded",
        find=one_way,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC151",
        name="relation-circular",
        title="A relation leads back to where it began.",
        rationale="Something cannot be the recurrence, the consequence or the successor of itself. Chains of "
        "recurrences "
        "are counted, and a circle has no first incident.",
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
        rationale="The direction is wrong, or one of the dates is. The relation belongs into the later document; the "
        "site shows it in both.",
        bad="date: 2024-03-07\nrelated: {recurrence_of: INC-2025-001}   # of 2025-01-15",
        good="date: 2025-01-15\nrelated: {recurrence_of: INC-2024-017}   # of 2024-03-07",
        find=backwards,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC153",
        name="see-also-one-sided",
        title="“See also” is not returned by the other document.",
        rationale="The site shows such relations at both ends, so this is off unless you switch it on, for a "
        "folder that "
        "people read as files.",
        bad="# INC-2024-001\nrelated: {see_also: INC-2024-002}\n\n# INC-2024-002",
        good="# INC-2024-001\nrelated: {see_also: INC-2024-002}\n\n# INC-2024-002\nrelated: {see_also: INC-2024-001}",
        find=one_sided,
        severity=Severity.OFF,
        kinds=INCIDENTS,
    ),
)
