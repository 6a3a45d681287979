"""Contributing factors, trigger and detection, by the names of the taxonomy and as they are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_postmortems.core.adopt.mentions import Finder, Mention, is_denied, sentences
from mkdocs_postmortems.core.adopt.proposal import Proposal
from mkdocs_postmortems.core.adopt.reading import Reading
from mkdocs_postmortems.core.adopt.spoken import spoken
from mkdocs_postmortems.core.blame import blames
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import BlockKind
from mkdocs_postmortems.core.parse.factors import read_factors
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.taxonomy import Lexicon, Taxonomy, Term, Vocabulary

Text = tuple[int, str]
"""Words, and the line that they stand in."""

_REMARK = re.compile(r"\(([^()]{3,60})\)[\s.]*$")
_DETECTED_BY = re.compile(
    r"^[\s*_-]*(?:detected|discovered|noticed|found)\s+(?:by|via|through)[\s*_]*:[\s*_]*(.+)",
    re.IGNORECASE | re.MULTILINE,
)
_FACTS = (None, SectionName.SUMMARY, SectionName.STATS, SectionName.IMPACT)
_QUESTION = re.compile(r"^[^?:]{0,160}\?\W*")
_EFFECT = re.compile(
    r"""\b(?: result(?:ed|s|ing)?\ in | le(?:d|ads|ading)\ to | so\ that | where
    |   (?<!the\ )(?<!root\ )(?:caus|trigger)(?:e|ed|es|s|ing)?(?!\w|\ by) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What follows these words is no cause but what came of it."""
_CAUSAL = re.compile(
    r"\b(?:root cause|caused by|due to|because|as a result of|contribut(?:ed|ing)|triggered by|failed because)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:would|could|should|might|not|never|no|nobody|none|n't|if|instead|later|eventually)\b|n't\b", re.IGNORECASE
)
"""What follows one of these may be how it was not noticed, or could have been."""
_LACKS = re.compile(r"\b(?:no(?!\s+longer)|not|never|without|lack|missing)\b|n't\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|so|which|then)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:should|need(?:s|ed)? to|look(?:ed|ing)? (?:at|into)|todo|will be)\b", re.IGNORECASE)
_LONGEST = 25
"""A factor of more words tells a story, in which only the first sentence and those that speak of causes count."""
_FIRST_SENTENCES = 2
_PLAIN = 10
_SHORT = 6
"""In a text of so many words a plain word such as "alert" says what it is about."""


def causes(reading: Reading, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield factors, trigger and detection."""
    yield from _factors(reading, taxonomy)
    for field in ("trigger", "detection"):
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
        found = [(whole, 0.97)] if whole else list(_within(factor.text, finder, taxonomy))
        for term, confidence in found:
            if term.id not in best or best[term.id].confidence < confidence:
                quote = reading.quote(factor.line)
                best[term.id] = Proposal("contributing_factors", term.id, factor.line, quote, confidence)
    yield from best.values()


def _within(text: str, finder: Finder, taxonomy: Taxonomy) -> Iterator[tuple[Term, float]]:
    """Yield the factors that a text speaks of as causes."""
    long = len(text.split()) > _LONGEST
    for number, sentence in enumerate(sentences(text)):
        told = number > 0 and long and not _CAUSAL.search(sentence)
        if told or is_denied(sentence) or _PLANNED.search(sentence):
            continue
        effect = _EFFECT.search(sentence)
        cause = sentence[: effect.start()] if effect else sentence
        found = [(term, at, 0.85) for term, at in spoken(cause, taxonomy, Vocabulary.FACTORS)]
        if len(sentence.split()) <= _PLAIN or _CAUSAL.search(sentence):
            found += [(mention.term, mention.at, _sure(mention)) for mention in finder.find(cause)]
        yield from ((term, sure) for term, at, sure in found if not _is_lacking(cause[:at]))


def _is_lacking(before: str) -> bool:
    """Whether what follows was missing: "no alert on disk full" speaks of alerts, not of a disk."""
    return bool(_LACKS.search(_CLAUSE.split(before)[-1]))


def _sure(mention: Mention) -> float:
    """Return how sure a factor is that is named in a sentence. Plain words such as "release" name anything."""
    return 0.85 if mention.words > 1 and mention.closed and not mention.passing else 0.5


def _only(reading: Reading, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Propose the one term that a place names; where it names several, it tells a story, and none is proposed."""
    places = _detected if field == "detection" else _triggered
    for number, texts in enumerate(places(reading)):
        found = _named(list(texts), taxonomy, Vocabulary(f"{field}s"), as_spoken=number > 0)
        if len(found) == 1:
            [(id, (line, confidence))] = found.items()
            yield Proposal(field, id, line, reading.quote(line), confidence)
        if found:
            return


def _named(
    texts: list[Text], taxonomy: Taxonomy, vocabulary: Vocabulary, *, as_spoken: bool
) -> dict[str, tuple[int, float]]:
    """Return the terms that texts speak of, each with its line and how sure that is.

    In a section of its own the name of a term is enough; elsewhere it may be named for any reason.
    """
    terms = {} if as_spoken else taxonomy.terms(vocabulary)
    lexicon, finder = Lexicon(terms), Finder(terms)
    found: dict[str, tuple[int, float]] = {}
    for line, text in texts:
        if whole := lexicon.find(text.strip(" .")):
            found[whole.id] = (line, 0.97)
            continue
        plainly = 0.8 if len(text.split()) <= _SHORT and not text.endswith(":") else 0.6
        said = [(m.term, 0.85 if m.words > 1 and not m.passing else plainly) for m in finder.find(text)]
        said += [(term, 0.85) for sentence in sentences(text) for term in _really(sentence, taxonomy, vocabulary)]
        for term, confidence in said:
            if found.get(term.id, (0, 0.0))[1] < confidence:
                found[term.id] = (line, confidence)
    return found


def _really(sentence: str, taxonomy: Taxonomy, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield what a sentence speaks of as having happened."""
    return (term for term, at in spoken(sentence, taxonomy, vocabulary) if not _UNREAL.search(sentence[:at]))


def _triggered(reading: Reading) -> Iterator[Iterable[Text]]:
    yield _section(reading, SectionName.TRIGGER)


def _detected(reading: Reading) -> Iterator[Iterable[Text]]:
    """Yield where a document says how it was noticed, the plainest place first."""
    section = [*_section(reading, SectionName.DETECTION), *_detected_by(reading)]
    yield section
    if section:
        return
    line = reading.document.lines.get("detected_at")
    yield [(event.line, plain(event.text)) for event in reading.body.timeline.events if event.line == line]
    leads = (part for part in reading.body.parts if part.name in (None, SectionName.SUMMARY))
    blocks = (block for part in leads for block in part.blocks)
    first = next((block for block in blocks if block.kind is BlockKind.PARAGRAPH and not block.quoted), None)
    yield [(first.line, sentence) for sentence in sentences(plain(first.text))[:_FIRST_SENTENCES]] if first else []


def _section(reading: Reading, section: SectionName) -> Iterator[Text]:
    silent = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
    for part in reading.body.parts:
        for block in part.blocks if part.name is section else ():
            if block.kind not in silent and not block.quoted:
                yield block.line, _QUESTION.sub("", plain(block.text))


def _detected_by(reading: Reading) -> Iterator[Text]:
    for part in reading.body.parts:
        for block in part.blocks if part.name in _FACTS else ():
            yield from ((block.line, plain(said[1])) for said in _DETECTED_BY.finditer(block.text))
