"""Selects the proposals for a document and patches its text.

A proposal is accepted only if the patched text parses to exactly that value and to no other change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.adopt.causes import propose_causes
from mkdocs_postmortems.core.adopt.facets import propose_facets
from mkdocs_postmortems.core.adopt.front_matter_patch import candidate_patches
from mkdocs_postmortems.core.adopt.proposal import (
    DEFAULT_MIN_CONFIDENCE,
    FIELDS,
    LIST_FIELDS,
    ParsedDocument,
    Proposal,
    values_of,
)
from mkdocs_postmortems.core.adopt.times import propose_times
from mkdocs_postmortems.core.adopt.title_summary import propose_title_and_summary
from mkdocs_postmortems.core.frontmatter import parse_front_matter
from mkdocs_postmortems.core.model import DocumentKind, Moment, Postmortem
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.schema.moment_parser import parse_moment
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Adoption:
    """The text of a document before and after, with the proposals that make the difference."""

    path: str
    kind: DocumentKind
    before: str
    after: str
    """Equal to `before` if there are no proposals."""
    proposals: tuple[Proposal, ...] = ()
    """In the order of `FIELDS`; their lines are those of `before`."""
    skipped: str = ""
    """Why the document was not searched, such as `it is a notice`; empty if it was."""


@dataclass(frozen=True, slots=True)
class AdoptOptions:
    """The options of `postmortems adopt`."""

    fields: Collection[str] = FIELDS
    """The fields to propose."""
    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    """Proposals with less confidence (0 to 1) are left out."""
    all_kinds: bool = False
    """Whether notices and ordinary pages get front matter too."""


def adopt(path: str, text: str, taxonomy: Taxonomy, options: AdoptOptions | None = None) -> Adoption:
    """Propose front matter for one document. Never raises.

    Args:
        path: The path of the document; its file name is evidence too.
        text: The text as it is in the file, with its byte order mark and line endings.
        taxonomy: The terms to look for.
        options: By default all fields, with the default confidence.
    """
    options = options or AdoptOptions()
    parsed = ParsedDocument.parse(Source(path, text))
    kind = parsed.document.kind
    unchanged = Adoption(path, kind, text, text)
    if not parsed.header.is_readable:
        return replace(unchanged, skipped="its front matter cannot be read")
    if kind is not DocumentKind.POSTMORTEM and not options.all_kinds:
        return replace(unchanged, skipped=f"it is a {kind.value}")
    after, accepted = text, list[Proposal]()
    for _ in FIELDS:  # An added field may help to parse more of the text, at most once for each field.
        candidates = list(_candidates(parsed, taxonomy, options))
        newly_accepted, patched = _accepted(parsed, after, candidates)
        if not newly_accepted:
            break
        offset = _lines_added(text, after)
        accepted += [replace(p, line=p.line - offset if p.line else None) for p in newly_accepted]
        after = patched
        parsed = ParsedDocument.parse(Source(path, after))
    ordered = sorted(accepted, key=lambda proposal: FIELDS.index(proposal.field))
    return replace(unchanged, after=after, proposals=tuple(ordered))


def with_proposals(adoption: Adoption, proposals: Iterable[Proposal], *, comments: bool = False) -> Adoption:
    """Return the adoption with only some of its proposals; with none if they cannot be written.

    Args:
        adoption: The adoption of one document.
        proposals: The proposals to keep.
        comments: Whether the patched text has a comment with the evidence above each value.
    """
    chosen = tuple(proposals)
    parsed = ParsedDocument.parse(Source(adoption.path, adoption.before))
    after = _patched(parsed, adoption.before, chosen) if chosen else adoption.before
    if after is None:
        return replace(adoption, after=adoption.before, proposals=())
    if comments and chosen:
        after = _with_comments(parsed, adoption.before, chosen) or after
    return replace(adoption, after=after, proposals=chosen)


def _with_comments(parsed: ParsedDocument, text: str, proposals: tuple[Proposal, ...]) -> str | None:
    """Patch twice: comments name lines of the final file, whose number the first pass finds out."""
    draft = _patched(parsed, text, proposals, comments=True)
    offset = _lines_added(text, draft) if draft else 0
    moved = [replace(p, line=p.line + offset if p.line else None) for p in proposals]
    return _patched(parsed, text, moved, comments=True)


def _lines_added(before: str, after: str) -> int:
    return len(Source("", after).lines) - len(Source("", before).lines)


def _candidates(parsed: ParsedDocument, taxonomy: Taxonomy, options: AdoptOptions) -> Iterator[Proposal]:
    """Yield the proposals for fields that the front matter lacks, with enough confidence."""
    found = [
        *propose_title_and_summary(parsed),
        *propose_times(parsed),
        *propose_facets(parsed, taxonomy),
        *propose_causes(parsed, taxonomy),
    ]
    declared = set(parsed.header.lines)
    if "root_causes" in declared:
        declared.add("contributing_factors")
    missing = [p for p in found if p.field in options.fields and p.field not in declared]
    confident = [p for p in missing if p.confidence >= options.min_confidence]
    has_start = any(proposal.field == "started_at" for proposal in confident)
    yield from (p for p in confident if p.value.strip() and not (p.field == "date" and has_start))


def _accepted(parsed: ParsedDocument, text: str, candidates: list[Proposal]) -> tuple[list[Proposal], str]:
    """Return the candidates that can be written, and the patched text. If all at once fail, try field by field."""
    if candidates and (patched := _patched(parsed, text, candidates)):
        return candidates, patched
    accepted, after = list[Proposal](), text
    for field in FIELDS:
        more = [proposal for proposal in candidates if proposal.field == field]
        if more and (patched := _patched(parsed, text, [*accepted, *more])):
            accepted, after = [*accepted, *more], patched
    return accepted, after


def _patched(parsed: ParsedDocument, text: str, proposals: Iterable[Proposal], *, comments: bool = False) -> str | None:
    """Return the first patch of the text that parses as intended; `None` if there is none."""
    chosen = list(proposals)
    for patched in candidate_patches(text, chosen, comments=comments):
        if _is_sound(parsed, ParsedDocument.parse(Source(parsed.source.path, patched)), chosen):
            return patched
    return None


def _is_sound(before: ParsedDocument, after: ParsedDocument, proposals: list[Proposal]) -> bool:
    """Whether the patch parses to the new values, changes no other value, and causes no new diagnostic."""
    had_front_matter = before.header.is_present
    bodies = {before.header.body} if had_front_matter else {before.header.body, "\n" + before.header.body}
    return (
        after.header.is_readable
        and after.header.body in bodies
        and len(after.header.diagnostics) <= len(before.header.diagnostics)
        and after.header.extra == before.header.extra
        and set(after.header.lines) == set(before.header.lines) | {proposal.field for proposal in proposals}
        and all(_has_values(after, field, values) for field, values in values_of(proposals).items())
        and all(
            getattr(after.header.fields, name) == getattr(before.header.fields, name)
            for name in _UNCHANGED_FIELDS & set(before.header.lines)
        )
        and _content(before.document) == _content(after.document)
    )


_UNCHANGED_FIELDS = frozenset({*FIELDS, "status", "type", "audience", "resolution", "impact", "roles"}) - {
    "contributing_factors"
}
"""Fields whose values can be compared, since they hold no line numbers, which a patch moves."""


def _has_values(parsed: ParsedDocument, field: str, values: tuple[str, ...]) -> bool:
    value = getattr(parsed.header.fields, field)
    if field == "contributing_factors":
        return tuple(factor.id for factor in value) == values
    if field in LIST_FIELDS:
        return bool(value == values)
    if isinstance(value, Moment):
        return value == parse_moment(values[0])
    return bool(value == values[0])


def _content(document: Postmortem) -> tuple[object, ...]:
    """Return the content of a document that a patch must not change, without line numbers."""
    moments = (document.started_at, document.detected_at, document.acknowledged_at)
    ends = (document.mitigated_at, document.resolved_at)
    sections = tuple((section.name, section.title) for section in document.sections)
    events = tuple((event.at, event.text) for event in document.timeline)
    actions = tuple((item.text, item.done, item.due) for item in document.actions)
    facts = (document.kind, document.title, document.id, document.date, document.timezone)
    return (*facts, *moments, *ends, sections, events, actions, document.audience, document.status)


def adopt_all(
    texts: Iterable[tuple[str, str]], taxonomy: Taxonomy, options: AdoptOptions | None = None, *, comments: bool = False
) -> list[Adoption]:
    """Return the adoptions of several documents; an id that two documents would have is proposed for neither.

    Args:
        texts: Path and text of each document, as for `adopt`.
        taxonomy: The terms to look for.
        options: By default all fields, with the default confidence.
        comments: Whether patched texts have a comment with the evidence above each value.
    """
    adoptions = [adopt(path, text, taxonomy, options) for path, text in texts]
    ids = Counter(id for adoption in adoptions for id in _declared_and_proposed_ids(adoption))
    return [_without_duplicate_id(adoption, ids, comments=comments) for adoption in adoptions]


def _without_duplicate_id(adoption: Adoption, ids: Counter[str], *, comments: bool) -> Adoption:
    kept = [p for p in adoption.proposals if p.field != "id" or ids[normalize_name(p.value)] == 1]
    if len(kept) == len(adoption.proposals) and not comments:
        return adoption
    return with_proposals(adoption, kept, comments=comments)


def _declared_and_proposed_ids(adoption: Adoption) -> Iterable[str]:
    declared = parse_front_matter(Source(adoption.path, adoption.before)).fields.id
    proposed = [proposal.value for proposal in adoption.proposals if proposal.field == "id"]
    return {normalize_name(id) for id in (declared, *proposed) if id}
