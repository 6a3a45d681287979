"""Proposes severity, services, teams and tags: listed in a field of the body, or named in title, summary or impact."""

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
"""Sections that say what was affected; in others a service may be named for any reason."""
_INCIDENTAL, _VAGUE, _ONCE, _TWICE = 0.4, 0.6, 0.7, 0.85
"""Confidence in a name: mentioned in passing, ambiguous, unambiguous in one line, unambiguous in several lines."""
_MIN_FILENAME_WORDS, _COMMON_PREFIX = 2, 4
"""Shorter file names say nothing about the incident; words with so many equal first letters count as equal."""
_GENERIC_WORDS = frozenset(
    "the and not for with from into incident incidents outage postmortem post mortem report retro review".split()
)


class MentionLocation(Enum):
    """Where a document names a term."""

    TITLE = auto()
    FIELD = auto()
    """In a field of the body, such as `Affected services: …`."""
    TEXT = auto()


def propose_facets(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield proposals for severity, services, teams and tags; names and aliases of terms become ids.

    Services and tags are searched for in running text only if the site has a taxonomy and no field lists known ones.
    """
    yield from propose_severity(parsed, taxonomy)
    for field, vocabulary in _VOCABULARIES.items():
        stated = list(_propose_listed(parsed, taxonomy, field))
        yield from stated
        if all(p.confidence <= _VAGUE for p in stated) and vocabulary is not Vocabulary.TEAMS and taxonomy.is_declared:
            yield from _propose_mentioned(parsed, taxonomy, field)


def _propose_listed(parsed: ParsedDocument, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Yield the names that a field of the body lists, such as `Affected services: a, b`."""
    names = parse_name_list(parsed.body.sections, field)
    line = _line_of(parsed, field) if names else None
    lookup = TermLookup(taxonomy.terms(_VOCABULARIES[field]))
    for name in names:
        term = lookup.find(name)
        value = (term.replaced_by or term.id) if term else name
        is_known = term is not None or not (taxonomy.is_declared and lookup.ids)
        yield Proposal(field, value, line, parsed.quote(line), 0.95 if is_known else _VAGUE)


def _line_of(parsed: ParsedDocument, field: str) -> int | None:
    for part in parsed.body.sections:
        for block in part.blocks:
            if parse_name_list([replace(part, blocks=(block,))], field):
                return _line_in_block(block, field)
    return None


def _line_in_block(block: Block, field: str) -> int:
    """Return the line of a block that starts with the name of the field, else the first line of the block."""
    wanted = re.compile(rf"\W*(?:\w+\s)?{field[:3]}", re.IGNORECASE)
    lines = block.text.split("\n") if block.kind is not BlockKind.ROW else []
    return next((block.line + number for number, line in enumerate(lines) if wanted.match(line)), block.line)


def _propose_mentioned(parsed: ParsedDocument, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Yield the terms that title, summary, impact and fields of the body name.

    A tag in the title is a topic of the document. A service may be named although it was not affected, unless several
    lines name it.
    """
    matcher = TermMatcher(taxonomy.terms(_VOCABULARIES[field]))
    confidences: dict[str, dict[int | None, float]] = {}
    for line, text, location in _impact_texts(parsed, field):
        for mention in matcher.find(text):
            by_line = confidences.setdefault(mention.term.replaced_by or mention.term.id, {})
            by_line[line] = max(by_line.get(line, 0), _confidence(mention, field, location))
    for id, by_line in confidences.items():
        line, confidence = max(by_line.items(), key=lambda item: item[1])
        if confidence == _ONCE and sum(1 for value in by_line.values() if value > _INCIDENTAL) > 1:
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
        (value.line, value.value, MentionLocation.FIELD) for value in find_list_fields(parsed.body.sections, field)
    )
    location = MentionLocation.TITLE if title_matches_filename(parsed) else MentionLocation.TEXT
    yield parsed.document.lines.get("title"), parsed.document.title, location
    for part in parsed.body.sections:
        if part.name in _IMPACT_SECTIONS:
            ignored = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
            blocks = (block for block in part.blocks if block.kind not in ignored and not block.is_quoted)
            yield from ((block.line, plain_text(block.text), MentionLocation.TEXT) for block in blocks)


def title_matches_filename(parsed: ParsedDocument) -> bool:
    """Whether title and file name share a word, or the file name is too short to tell.

    If they share none, the document may be a copy that kept the title of the original.
    """
    title, name = (_significant_words(text) for text in (parsed.document.title, file_stem(parsed.source.path)))
    if len(name) < _MIN_FILENAME_WORDS or not title:
        return True
    return any(one.startswith(other[:_COMMON_PREFIX]) for one in title for other in name)


def _significant_words(text: str) -> set[str]:
    return {
        word for word in re.findall(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])", text.casefold()) if word not in _GENERIC_WORDS
    }
