"""Severity, services, teams and tags: stated in a field of the text, or named where the text says what was hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto

from mkdocs_postmortems.core.adopt.mentions import Finder, Mention
from mkdocs_postmortems.core.adopt.proposal import Proposal
from mkdocs_postmortems.core.adopt.reading import Reading
from mkdocs_postmortems.core.adopt.severity import severities
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.fields import read_lists, read_names
from mkdocs_postmortems.core.parse.filename import stem
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.taxonomy import Lexicon, Taxonomy, Vocabulary

_STATED = {"services": Vocabulary.SERVICES, "teams": Vocabulary.TEAMS, "tags": Vocabulary.TAGS}
_TELLING = (SectionName.SUMMARY, SectionName.IMPACT)
"""Sections that say what was hit; elsewhere a service may be named for any reason."""
_PASSING, _VAGUE, _ONCE, _TWICE = 0.4, 0.6, 0.7, 0.85
_TELLING_WORDS, _ALIKE = 2, 4
"""From so many words on a file name says what happened; words are alike that begin with so many equal letters."""
_COMMON = frozenset(
    "the and not for with from into incident incidents outage postmortem post mortem report retro review".split()
)


class Place(Enum):
    """Where a name stands."""

    TITLE = auto()
    FIELD = auto()
    TEXT = auto()


def facets(reading: Reading, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield what facets index; names of the taxonomy become its ids."""
    yield from severities(reading, taxonomy)
    for field, vocabulary in _STATED.items():
        stated = list(_stated(reading, taxonomy, field))
        yield from stated
        if all(p.confidence <= _VAGUE for p in stated) and vocabulary is not Vocabulary.TEAMS and taxonomy.stated:
            yield from _named(reading, taxonomy, field)


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
    """Propose the terms that title, summary and impact name unmistakably, and those in a field with more than names.

    A tag in the title is what the document is about. A service may be named for another reason than that it was hit,
    unless several places name it.
    """
    finder = Finder(taxonomy.terms(_STATED[field]))
    places: dict[str, dict[int | None, float]] = {}
    for line, text, place in _telling(reading, field):
        for mention in finder.find(text):
            id = mention.term.replaced_by or mention.term.id
            seen = places.setdefault(id, {})
            seen[line] = max(seen.get(line, 0), _sure(mention, field, place))
    for id, seen in places.items():
        line, confidence = max(seen.items(), key=lambda place: place[1])
        if confidence == _ONCE and sum(1 for sure in seen.values() if sure > _PASSING) > 1:
            confidence = _TWICE
        yield Proposal(field, id, line, reading.quote(line), confidence)


def _sure(mention: Mention, field: str, place: Place) -> float:
    if place is Place.FIELD:
        return _TWICE
    if mention.passing and mention.words == 1 and field == "services":
        return _PASSING
    if place is Place.TITLE and (mention.words > 1 or (field == "tags" and not mention.compound)):
        return 0.9
    if field == "tags" and mention.words > 1:
        return _TWICE
    return _ONCE if mention.specific else _VAGUE


def _telling(reading: Reading, field: str) -> Iterator[tuple[int | None, str, Place]]:
    yield from ((said.line, said.value, Place.FIELD) for said in read_lists(reading.body.parts, field))
    place = Place.TITLE if names_the_same(reading) else Place.TEXT
    yield reading.document.lines.get("title"), reading.document.title, place
    for part in reading.body.parts:
        if part.name in _TELLING:
            silent = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
            blocks = (block for block in part.blocks if block.kind not in silent and not block.quoted)
            yield from ((block.line, plain(block.text), Place.TEXT) for block in blocks)


def names_the_same(reading: Reading) -> bool:
    """Whether title and file name can be about one incident: copied documents often keep the title of the other."""
    title, name = (_words(text) for text in (reading.document.title, stem(reading.source.path)))
    if len(name) < _TELLING_WORDS or not title:
        return True
    return any(one.startswith(other[:_ALIKE]) for one in title for other in name)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])", text.casefold()) if word not in _COMMON}
