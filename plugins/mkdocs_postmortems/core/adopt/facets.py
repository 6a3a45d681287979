"""Severity, services, teams and tags: stated in a field of the text, or named where the text says what was hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mkdocs_postmortems.core.adopt.mentions import Finder, Mention
from mkdocs_postmortems.core.adopt.proposal import Proposal
from mkdocs_postmortems.core.adopt.reading import Reading
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.fields import read_names
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.taxonomy import Lexicon, Taxonomy, Vocabulary

_STATED = {"services": Vocabulary.SERVICES, "teams": Vocabulary.TEAMS, "tags": Vocabulary.TAGS}
_TELLING = (SectionName.SUMMARY, SectionName.IMPACT)
"""Sections that say what was hit; elsewhere a service may be named for any reason."""
_SEVERITY = re.compile(r"(?:sev(?:erity)?|s|p|priority|level)?[\s-]?[0-5]", re.IGNORECASE)
_VAGUE, _ONCE, _TWICE = 0.6, 0.7, 0.85


def facets(reading: Reading, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield what facets index; names of the taxonomy become its ids."""
    yield from _severity(reading, taxonomy)
    for field, vocabulary in _STATED.items():
        stated = list(_stated(reading, taxonomy, field))
        yield from stated
        if not stated and vocabulary is not Vocabulary.TEAMS and taxonomy.stated:
            yield from _named(reading, taxonomy, field)


def _severity(reading: Reading, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Propose a stated severity; whose "critical" is a SEV1 only a taxonomy of one's own can tell."""
    field = reading.body.fields.get("severity")
    if field is None or field.line is None:
        return
    term = Lexicon(taxonomy.terms(Vocabulary.SEVERITIES)).find(field.value) if taxonomy.stated else None
    if term or _SEVERITY.fullmatch(field.value):
        yield Proposal("severity", term.id if term else field.value, field.line, reading.quote(field.line), 0.95)


def _stated(reading: Reading, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Propose what a field such as `Affected services: a, b` lists."""
    names = read_names(reading.body.parts, field)
    line = _line_of(reading, field) if names else None
    lexicon = Lexicon(taxonomy.terms(_STATED[field]))
    for name in names:
        term = lexicon.find(name)
        value = (term.replaced_by or term.id) if term else name
        known = term is not None or not (taxonomy.stated and lexicon.ids)
        yield Proposal(field, value, line, reading.quote(line), 0.95 if known else _VAGUE)


def _line_of(reading: Reading, field: str) -> int | None:
    for part in reading.body.parts:
        for block in part.blocks:
            if read_names([replace(part, blocks=(block,))], field):
                return _within(block, field)
    return None


def _within(block: Block, field: str) -> int:
    """Return the line of a block that holds the field; the block's first if none does by its name."""
    wanted = re.compile(rf"\W*(?:\w+\s)?{field[:3]}", re.IGNORECASE)
    lines = block.text.split("\n") if block.kind is not BlockKind.ROW else []
    return next((block.line + number for number, line in enumerate(lines) if wanted.match(line)), block.line)


def _named(reading: Reading, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Propose the terms that title, summary and impact name unmistakably.

    A tag in the title is what the document is about. A service may be named for another reason than that it was hit,
    unless several places name it.
    """
    finder = Finder(taxonomy.terms(_STATED[field]))
    places: dict[str, dict[int | None, float]] = {}
    for line, text, is_title in _telling(reading):
        for mention in finder.find(text):
            id = mention.term.replaced_by or mention.term.id
            seen = places.setdefault(id, {})
            seen[line] = max(seen.get(line, 0), _sure(mention, field, is_title=is_title))
    for id, seen in places.items():
        line, confidence = max(seen.items(), key=lambda place: place[1])
        if len(seen) > 1 and confidence == _ONCE:
            confidence = _TWICE
        yield Proposal(field, id, line, reading.quote(line), confidence)


def _sure(mention: Mention, field: str, *, is_title: bool) -> float:
    if is_title and (field == "tags" or mention.words > 1):
        return 0.9
    if field == "tags" and mention.words > 1:
        return 0.85
    return _ONCE if mention.specific else _VAGUE


def _telling(reading: Reading) -> Iterator[tuple[int | None, str, bool]]:
    yield reading.document.lines.get("title"), reading.document.title, True
    for part in reading.body.parts:
        if part.name in _TELLING:
            silent = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
            blocks = (block for block in part.blocks if block.kind not in silent and not block.quoted)
            yield from ((block.line, plain(block.text), False) for block in blocks)
