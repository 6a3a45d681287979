"""What a document gets: proposals that, once written, are read as what they say and change nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.adopt.causes import causes
from mkdocs_postmortems.core.adopt.facets import facets
from mkdocs_postmortems.core.adopt.patch import patches
from mkdocs_postmortems.core.adopt.proposal import CONFIDENT, FIELDS, LISTS, Proposal, values_of
from mkdocs_postmortems.core.adopt.reading import Reading
from mkdocs_postmortems.core.adopt.when import times
from mkdocs_postmortems.core.adopt.wording import words
from mkdocs_postmortems.core.forms.when import read_moment
from mkdocs_postmortems.core.model import Kind, Moment, Postmortem
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Adoption:
    """A document as it is, as it would be, and why."""

    path: str
    kind: Kind
    before: str
    after: str
    proposals: tuple[Proposal, ...] = ()
    skipped: str = ""
    """Why nothing could be proposed, where that is no matter of what the text says."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look for."""

    only: Collection[str] = FIELDS
    confidence: float = CONFIDENT
    everything: bool = False
    """Whether notices and pages get front matter too."""


def adopt(path: str, text: str, taxonomy: Taxonomy, wish: Wish | None = None) -> Adoption:
    """Propose front matter for a document as it stands in its file, with all its bytes. Never raises."""
    wish = wish or Wish()
    reading = Reading.of(Source(path, text))
    kind = reading.document.kind
    as_it_is = Adoption(path, kind, text, text)
    if not reading.header.readable:
        return replace(as_it_is, skipped="its front matter cannot be read")
    if kind is not Kind.POSTMORTEM and not wish.everything:
        return replace(as_it_is, skipped=f"it is a {kind.value}")
    after, accepted = text, list[Proposal]()
    for _ in FIELDS:  # What was added may make more of the text understood, once for each field at most.
        wanted = list(_candidates(reading, taxonomy, wish))
        taken, patched = _accepted(reading, after, wanted)
        if not taken:
            break
        above = _added(text, after)
        accepted += [replace(p, line=p.line - above if p.line else None) for p in taken]
        after = patched
        reading = Reading.of(Source(path, after))
    order = sorted(accepted, key=lambda proposal: FIELDS.index(proposal.field))
    return replace(as_it_is, after=after, proposals=tuple(order))


def rejoined(adoption: Adoption, proposals: Iterable[Proposal], *, comments: bool = False) -> Adoption:
    """Return the adoption with these of its proposals alone, with their evidence as comments if wanted."""
    chosen = tuple(proposals)
    reading = Reading.of(Source(adoption.path, adoption.before))
    after = _written(reading, adoption.before, chosen) if chosen else adoption.before
    if after is None:
        return replace(adoption, after=adoption.before, proposals=())
    if comments and chosen:
        after = _commented(reading, adoption.before, chosen) or after
    return replace(adoption, after=after, proposals=chosen)


def _commented(reading: Reading, text: str, proposals: tuple[Proposal, ...]) -> str | None:
    """Comments name lines of the file as it will be, comments and all."""
    draft = _written(reading, text, proposals, comments=True)
    above = _added(text, draft) if draft else 0
    moved = [replace(p, line=p.line + above if p.line else None) for p in proposals]
    return _written(reading, text, moved, comments=True)


def _added(before: str, after: str) -> int:
    return len(Source("", after).lines) - len(Source("", before).lines)


def _candidates(reading: Reading, taxonomy: Taxonomy, wish: Wish) -> Iterator[Proposal]:
    """Yield what the text says and the front matter does not, as sure as it is wanted."""
    found = [*words(reading), *times(reading), *facets(reading, taxonomy), *causes(reading, taxonomy)]
    declared = set(reading.header.lines)
    if "root_causes" in declared:
        declared.add("contributing_factors")
    wanted = [p for p in found if p.field in wish.only and p.field not in declared]
    sure = [p for p in wanted if p.confidence >= wish.confidence]
    has_start = any(proposal.field == "started_at" for proposal in sure)
    yield from (p for p in sure if p.value.strip() and not (p.field == "date" and has_start))


def _accepted(reading: Reading, text: str, wanted: list[Proposal]) -> tuple[list[Proposal], str]:
    """Return all that can be written, and the text with it; where something does not fit, what fits by field."""
    if wanted and (patched := _written(reading, text, wanted)):
        return wanted, patched
    accepted, after = list[Proposal](), text
    for field in FIELDS:
        more = [proposal for proposal in wanted if proposal.field == field]
        if more and (patched := _written(reading, text, [*accepted, *more])):
            accepted, after = [*accepted, *more], patched
    return accepted, after


def _written(reading: Reading, text: str, proposals: Iterable[Proposal], *, comments: bool = False) -> str | None:
    """Return the text with the proposals in it, if it is then read as it should be."""
    chosen = list(proposals)
    for patched in patches(text, chosen, comments=comments):
        if _is_sound(reading, Reading.of(Source(reading.source.path, patched)), chosen):
            return patched
    return None


def _is_sound(before: Reading, after: Reading, proposals: list[Proposal]) -> bool:
    """Whether the new values are read back, nothing else is read in another way, and nothing new is complained of."""
    kept = before.header.present
    bodies = {before.header.body} if kept else {before.header.body, "\n" + before.header.body}
    return (
        after.header.readable
        and after.header.body in bodies
        and len(after.header.problems) <= len(before.header.problems)
        and after.header.extra == before.header.extra
        and set(after.header.lines) == set(before.header.lines) | {proposal.field for proposal in proposals}
        and all(_reads(after, field, values) for field, values in values_of(proposals).items())
        and all(
            getattr(after.header.fields, name) == getattr(before.header.fields, name)
            for name in _MOVABLE & set(before.header.lines)
        )
        and _told(before.document) == _told(after.document)
    )


_MOVABLE = frozenset({*FIELDS, "status", "type", "audience", "resolution", "impact", "roles"}) - {
    "contributing_factors"
}
"""Fields without lines in their values."""


def _reads(reading: Reading, field: str, values: tuple[str, ...]) -> bool:
    value = getattr(reading.header.fields, field)
    if field == "contributing_factors":
        return tuple(factor.id for factor in value) == values
    if field in LISTS:
        return bool(value == values)
    if isinstance(value, Moment):
        return value == read_moment(values[0])
    return bool(value == values[0])


def _told(document: Postmortem) -> tuple[object, ...]:
    """Return what a document tells apart from what may be proposed, without lines."""
    moments = (document.started_at, document.detected_at, document.acknowledged_at)
    ends = (document.mitigated_at, document.resolved_at)
    sections = tuple((section.name, section.title) for section in document.sections)
    events = tuple((event.at, event.text) for event in document.timeline)
    actions = tuple((item.text, item.done, item.due) for item in document.actions)
    told = (document.kind, document.title, document.id, document.date, document.timezone)
    return (*told, *moments, *ends, sections, events, actions, document.audience, document.status)
