"""What a document gets: proposals that, once written, are read as what they say and change nothing else."""

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
    """A document as it is, as it would be, and why."""

    path: str
    kind: DocumentKind
    before: str
    after: str
    proposals: tuple[Proposal, ...] = ()
    skipped: str = ""
    """Why nothing could be proposed, where that is no matter of what the text says."""


@dataclass(frozen=True, slots=True)
class AdoptOptions:
    """What to look for."""

    fields: Collection[str] = FIELDS
    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    all_kinds: bool = False
    """Whether notices and pages get front matter too."""


def adopt(path: str, text: str, taxonomy: Taxonomy, options: AdoptOptions | None = None) -> Adoption:
    """Propose front matter for a document as it stands in its file, with all its bytes. Never raises."""
    options = options or AdoptOptions()
    reading = ParsedDocument.parse(Source(path, text))
    kind = reading.document.kind
    as_it_is = Adoption(path, kind, text, text)
    if not reading.header.is_readable:
        return replace(as_it_is, skipped="its front matter cannot be read")
    if kind is not DocumentKind.POSTMORTEM and not options.all_kinds:
        return replace(as_it_is, skipped=f"it is a {kind.value}")
    after, accepted = text, list[Proposal]()
    for _ in FIELDS:  # What was added may make more of the text understood, once for each field at most.
        wanted = list(_candidates(reading, taxonomy, options))
        taken, patched = _accepted(reading, after, wanted)
        if not taken:
            break
        above = _lines_added(text, after)
        accepted += [replace(p, line=p.line - above if p.line else None) for p in taken]
        after = patched
        reading = ParsedDocument.parse(Source(path, after))
    order = sorted(accepted, key=lambda proposal: FIELDS.index(proposal.field))
    return replace(as_it_is, after=after, proposals=tuple(order))


def with_proposals(adoption: Adoption, proposals: Iterable[Proposal], *, comments: bool = False) -> Adoption:
    """Return the adoption with these of its proposals alone, with their evidence as comments if wanted."""
    chosen = tuple(proposals)
    reading = ParsedDocument.parse(Source(adoption.path, adoption.before))
    after = _patched(reading, adoption.before, chosen) if chosen else adoption.before
    if after is None:
        return replace(adoption, after=adoption.before, proposals=())
    if comments and chosen:
        after = _with_comments(reading, adoption.before, chosen) or after
    return replace(adoption, after=after, proposals=chosen)


def _with_comments(parsed: ParsedDocument, text: str, proposals: tuple[Proposal, ...]) -> str | None:
    """Comments name lines of the file as it will be, comments and all."""
    draft = _patched(parsed, text, proposals, comments=True)
    above = _lines_added(text, draft) if draft else 0
    moved = [replace(p, line=p.line + above if p.line else None) for p in proposals]
    return _patched(parsed, text, moved, comments=True)


def _lines_added(before: str, after: str) -> int:
    return len(Source("", after).lines) - len(Source("", before).lines)


def _candidates(parsed: ParsedDocument, taxonomy: Taxonomy, options: AdoptOptions) -> Iterator[Proposal]:
    """Yield what the text says and the front matter does not, as sure as it is wanted."""
    found = [
        *propose_title_and_summary(parsed),
        *propose_times(parsed),
        *propose_facets(parsed, taxonomy),
        *propose_causes(parsed, taxonomy),
    ]
    declared = set(parsed.header.lines)
    if "root_causes" in declared:
        declared.add("contributing_factors")
    wanted = [p for p in found if p.field in options.fields and p.field not in declared]
    sure = [p for p in wanted if p.confidence >= options.min_confidence]
    has_start = any(proposal.field == "started_at" for proposal in sure)
    yield from (p for p in sure if p.value.strip() and not (p.field == "date" and has_start))


def _accepted(parsed: ParsedDocument, text: str, wanted: list[Proposal]) -> tuple[list[Proposal], str]:
    """Return all that can be written, and the text with it; where something does not fit, what fits by field."""
    if wanted and (patched := _patched(parsed, text, wanted)):
        return wanted, patched
    accepted, after = list[Proposal](), text
    for field in FIELDS:
        more = [proposal for proposal in wanted if proposal.field == field]
        if more and (patched := _patched(parsed, text, [*accepted, *more])):
            accepted, after = [*accepted, *more], patched
    return accepted, after


def _patched(parsed: ParsedDocument, text: str, proposals: Iterable[Proposal], *, comments: bool = False) -> str | None:
    """Return the text with the proposals in it, if it is then read as it should be."""
    chosen = list(proposals)
    for patched in candidate_patches(text, chosen, comments=comments):
        if _is_sound(parsed, ParsedDocument.parse(Source(parsed.source.path, patched)), chosen):
            return patched
    return None


def _is_sound(before: ParsedDocument, after: ParsedDocument, proposals: list[Proposal]) -> bool:
    """Whether the new values are read back, nothing else is read in another way, and nothing new is complained of."""
    kept = before.header.is_present
    bodies = {before.header.body} if kept else {before.header.body, "\n" + before.header.body}
    return (
        after.header.is_readable
        and after.header.body in bodies
        and len(after.header.diagnostics) <= len(before.header.diagnostics)
        and after.header.extra == before.header.extra
        and set(after.header.lines) == set(before.header.lines) | {proposal.field for proposal in proposals}
        and all(_is_read_back(after, field, values) for field, values in values_of(proposals).items())
        and all(
            getattr(after.header.fields, name) == getattr(before.header.fields, name)
            for name in _UNCHANGED_FIELDS & set(before.header.lines)
        )
        and _content(before.document) == _content(after.document)
    )


_UNCHANGED_FIELDS = frozenset({*FIELDS, "status", "type", "audience", "resolution", "impact", "roles"}) - {
    "contributing_factors"
}
"""Fields without lines in their values."""


def _is_read_back(parsed: ParsedDocument, field: str, values: tuple[str, ...]) -> bool:
    value = getattr(parsed.header.fields, field)
    if field == "contributing_factors":
        return tuple(factor.id for factor in value) == values
    if field in LIST_FIELDS:
        return bool(value == values)
    if isinstance(value, Moment):
        return value == parse_moment(values[0])
    return bool(value == values[0])


def _content(document: Postmortem) -> tuple[object, ...]:
    """Return what a document tells apart from what may be proposed, without lines."""
    moments = (document.started_at, document.detected_at, document.acknowledged_at)
    ends = (document.mitigated_at, document.resolved_at)
    sections = tuple((section.name, section.title) for section in document.sections)
    events = tuple((event.at, event.text) for event in document.timeline)
    actions = tuple((item.text, item.done, item.due) for item in document.actions)
    told = (document.kind, document.title, document.id, document.date, document.timezone)
    return (*told, *moments, *ends, sections, events, actions, document.audience, document.status)


def adopt_all(
    texts: Iterable[tuple[str, str]], taxonomy: Taxonomy, options: AdoptOptions | None = None, *, comments: bool = False
) -> list[Adoption]:
    """Adopt documents, given as path and text; none gets an id that another one has or would get."""
    adoptions = [adopt(path, text, taxonomy, options) for path, text in texts]
    ids = Counter(id for adoption in adoptions for id in _declared_and_proposed_ids(adoption))
    return [_without_duplicate_id(adoption, ids, comments=comments) for adoption in adoptions]


def _without_duplicate_id(adoption: Adoption, ids: Counter[str], *, comments: bool) -> Adoption:
    own = [p for p in adoption.proposals if p.field != "id" or ids[normalize_name(p.value)] == 1]
    if len(own) == len(adoption.proposals) and not comments:
        return adoption
    return with_proposals(adoption, own, comments=comments)


def _declared_and_proposed_ids(adoption: Adoption) -> Iterable[str]:
    declared = parse_front_matter(Source(adoption.path, adoption.before)).fields.id
    proposed = [proposal.value for proposal in adoption.proposals if proposal.field == "id"]
    return {normalize_name(id) for id in (declared, *proposed) if id}
