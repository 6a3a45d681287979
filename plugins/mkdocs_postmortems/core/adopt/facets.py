"""Severity, services, teams and tags: stated in a field of the text, or named where the text says what was hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto

from mkdocs_postmortems.core.adopt.proposal import ParsedDocument, Proposal
from mkdocs_postmortems.core.adopt.severity import propose_severity
from mkdocs_postmortems.core.adopt.term_matcher import Mention, TermMatcher
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.body_fields import find_list_fields, parse_name_list
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup, Vocabulary

_VOCABULARIES = {"services": Vocabulary.SERVICES, "teams": Vocabulary.TEAMS, "tags": Vocabulary.TAGS}
_IMPACT_SECTIONS = (SectionName.SUMMARY, SectionName.IMPACT)
"""Sections that say what was hit; elsewhere a service may be named for any reason."""
_INCIDENTAL, _VAGUE, _ONCE, _TWICE = 0.4, 0.6, 0.7, 0.85
_MIN_FILENAME_WORDS, _COMMON_PREFIX = 2, 4
"""From so many words on a file name says what happened; words are alike that begin with so many equal letters."""
_GENERIC_WORDS = frozenset(
    "the and not for with from into incident incidents outage postmortem post mortem report retro review".split()
)


class MentionLocation(Enum):
    """Where a name stands."""

    TITLE = auto()
    FIELD = auto()
    TEXT = auto()


def propose_facets(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield what facets index; names of the taxonomy become its ids."""
    yield from propose_severity(parsed, taxonomy)
    for field, vocabulary in _VOCABULARIES.items():
        stated = list(_propose_listed(parsed, taxonomy, field))
        yield from stated
        if all(p.confidence <= _VAGUE for p in stated) and vocabulary is not Vocabulary.TEAMS and taxonomy.is_declared:
            yield from _propose_mentioned(parsed, taxonomy, field)


def _propose_listed(parsed: ParsedDocument, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Propose what a field such as `Affected services: a, b` lists."""
    names = parse_name_list(parsed.body.sections, field)
    line = _line_of(parsed, field) if names else None
    lexicon = TermLookup(taxonomy.terms(_VOCABULARIES[field]))
    for name in names:
        term = lexicon.find(name)
        value = (term.replaced_by or term.id) if term else name
        known = term is not None or not (taxonomy.is_declared and lexicon.ids)
        yield Proposal(field, value, line, parsed.quote(line), 0.95 if known else _VAGUE)


def _line_of(parsed: ParsedDocument, field: str) -> int | None:
    for part in parsed.body.sections:
        for block in part.blocks:
            if parse_name_list([replace(part, blocks=(block,))], field):
                return _line_in_block(block, field)
    return None


def _line_in_block(block: Block, field: str) -> int:
    """Return the line of a block that holds the field; the block's first if none does by its name."""
    wanted = re.compile(rf"\W*(?:\w+\s)?{field[:3]}", re.IGNORECASE)
    lines = block.text.split("\n") if block.kind is not BlockKind.ROW else []
    return next((block.line + number for number, line in enumerate(lines) if wanted.match(line)), block.line)


def _propose_mentioned(parsed: ParsedDocument, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Propose the terms that title, summary and impact name unmistakably, and those in a field with more than names.

    A tag in the title is what the document is about. A service may be named for another reason than that it was hit,
    unless several places name it.
    """
    finder = TermMatcher(taxonomy.terms(_VOCABULARIES[field]))
    places: dict[str, dict[int | None, float]] = {}
    for line, text, place in _impact_texts(parsed, field):
        for mention in finder.find(text):
            id = mention.term.replaced_by or mention.term.id
            seen = places.setdefault(id, {})
            seen[line] = max(seen.get(line, 0), _confidence(mention, field, place))
    for id, seen in places.items():
        line, confidence = max(seen.items(), key=lambda place: place[1])
        if confidence == _ONCE and sum(1 for sure in seen.values() if sure > _INCIDENTAL) > 1:
            confidence = _TWICE
        yield Proposal(field, id, line, parsed.quote(line), confidence)


def _confidence(mention: Mention, field: str, location: MentionLocation) -> float:
    if location is MentionLocation.FIELD:
        return _TWICE
    if mention.is_incidental and mention.word_count == 1 and field == "services":
        return _INCIDENTAL
    if location is MentionLocation.TITLE and (mention.word_count > 1 or (field == "tags" and not mention.is_compound)):
        return 0.9
    if field == "tags" and mention.word_count > 1:
        return _TWICE
    return _ONCE if mention.is_specific else _VAGUE


def _impact_texts(parsed: ParsedDocument, field: str) -> Iterator[tuple[int | None, str, MentionLocation]]:
    yield from (
        (said.line, said.value, MentionLocation.FIELD) for said in find_list_fields(parsed.body.sections, field)
    )
    place = MentionLocation.TITLE if title_matches_filename(parsed) else MentionLocation.TEXT
    yield parsed.document.lines.get("title"), parsed.document.title, place
    for part in parsed.body.sections:
        if part.name in _IMPACT_SECTIONS:
            silent = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
            blocks = (block for block in part.blocks if block.kind not in silent and not block.is_quoted)
            yield from ((block.line, plain_text(block.text), MentionLocation.TEXT) for block in blocks)


def title_matches_filename(parsed: ParsedDocument) -> bool:
    """Whether title and file name can be about one incident: copied documents often keep the title of the other."""
    title, name = (_significant_words(text) for text in (parsed.document.title, file_stem(parsed.source.path)))
    if len(name) < _MIN_FILENAME_WORDS or not title:
        return True
    return any(one.startswith(other[:_COMMON_PREFIX]) for one in title for other in name)


def _significant_words(text: str) -> set[str]:
    return {
        word for word in re.findall(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])", text.casefold()) if word not in _GENERIC_WORDS
    }
