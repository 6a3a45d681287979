"""Contributing factors, trigger and detection, by the names that the taxonomy has for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.adopt.mentions import Finder, Mention
from mkdocs_postmortems.core.adopt.proposal import Proposal
from mkdocs_postmortems.core.adopt.reading import Reading
from mkdocs_postmortems.core.blame import blames
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import BlockKind
from mkdocs_postmortems.core.parse.factors import read_factors
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.taxonomy import Lexicon, Taxonomy, Vocabulary

_REMARK = re.compile(r"\(([^()]{3,60})\)[\s.]*$")
_SECTIONS = {
    "trigger": (SectionName.TRIGGER, Vocabulary.TRIGGERS),
    "detection": (SectionName.DETECTION, Vocabulary.DETECTIONS),
}
_SHORT = 6
"""In a text of so many words a plain word such as "alert" says what it is about."""


def causes(reading: Reading, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield factors, trigger and detection."""
    yield from _factors(reading, taxonomy)
    for field in _SECTIONS:
        yield from _only(reading, taxonomy, field)


def _factors(reading: Reading, taxonomy: Taxonomy) -> Iterator[Proposal]:
    terms = taxonomy.terms(Vocabulary.FACTORS)
    lexicon, finder = Lexicon(terms), Finder(terms)
    best: dict[str, Proposal] = {}
    for factor in read_factors(reading.body.parts):
        if blames(factor.text):
            continue
        remark = _REMARK.search(factor.text)
        whole = lexicon.find(factor.text) or (lexicon.find(remark[1]) if remark else None)
        found = [(whole, 0.97)] if whole else [(m.term, _sure(m)) for m in finder.find(factor.text)]
        for term, confidence in found:
            if term.id not in best or best[term.id].confidence < confidence:
                quote = reading.quote(factor.line)
                best[term.id] = Proposal("contributing_factors", term.id, factor.line, quote, confidence)
    yield from best.values()


def _sure(mention: Mention) -> float:
    """Return how sure a factor is that is named in a sentence. Plain words such as "release" name anything."""
    return 0.85 if mention.words > 1 and mention.closed else 0.5


def _only(reading: Reading, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Propose the one term that a section names; where it names several, it tells a story, and none is proposed."""
    section, vocabulary = _SECTIONS[field]
    terms = taxonomy.terms(vocabulary)
    lexicon, finder = Lexicon(terms), Finder(terms)
    found: dict[str, tuple[int, float]] = {}
    for line, text in _texts(reading, section):
        if whole := lexicon.find(text.strip(" .")):
            found[whole.id] = (line, 0.97)
            continue
        plainly = 0.8 if len(text.split()) <= _SHORT else 0.6
        for mention in finder.find(text):
            confidence = 0.85 if mention.words > 1 else plainly
            if found.get(mention.term.id, (0, 0.0))[1] < confidence:
                found[mention.term.id] = (line, confidence)
    if len(found) == 1:
        [(id, (line, confidence))] = found.items()
        yield Proposal(field, id, line, reading.quote(line), confidence)


def _texts(reading: Reading, section: SectionName) -> Iterator[tuple[int, str]]:
    silent = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
    for part in reading.body.parts:
        for block in part.blocks if part.name is section else ():
            if block.kind not in silent and not block.quoted:
                yield block.line, plain(block.text)
