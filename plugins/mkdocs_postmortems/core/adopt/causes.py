"""Contributing factors, trigger and detection, by the names of the taxonomy and as they are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_postmortems.core.adopt.phrase_patterns import match_phrases
from mkdocs_postmortems.core.adopt.proposal import ParsedDocument, Proposal
from mkdocs_postmortems.core.adopt.term_matcher import Mention, TermMatcher, is_denied, split_sentences
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.factors import parse_factors
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, TermLookup, Vocabulary, blames_people

LineText = tuple[int, str]
"""Words, and the line that they stand in."""

_PARENTHESIS = re.compile(r"\(([^()]{3,60})\)[\s.]*$")
_DETECTED_BY = re.compile(
    r"^[\s*_-]*(?:detected|discovered|noticed|found)\s+(?:by|via|through)[\s*_]*:[\s*_]*(.+)",
    re.IGNORECASE | re.MULTILINE,
)
_FACT_SECTIONS = (None, SectionName.SUMMARY, SectionName.STATS, SectionName.IMPACT)
_QUESTION = re.compile(r"^[^?:]{0,160}\?\W*")
_CONSEQUENCE = re.compile(
    r"""\b(?: result(?:ed|s|ing)?\ in | le(?:d|ads|ading)\ to | so\ that | where
    |   (?<!the\ )(?<!root\ )(?:caus|trigger)(?:e|ed|es|s|ing)?(?!\w|\ by) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What follows these words is no cause but what came of it."""
_CAUSAL = re.compile(
    r"\b(?:root cause|caused by|due to|because|as a result of|contribut(?:ed|ing)|triggered by|failed because)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:would|could|should|might|not|never|no|nobody|none|n't|if|instead|later|eventually)\b|n't\b", re.IGNORECASE
)
"""What follows one of these may be how it was not noticed, or could have been."""
_NEGATION = re.compile(r"\b(?:no(?!\s+longer)|not|never|without|lack|missing)\b|n't\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|so|which|then)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:should|need(?:s|ed)? to|look(?:ed|ing)? (?:at|into)|todo|will be)\b", re.IGNORECASE)
_MAX_SHORT_FACTOR_WORDS = 25
"""A factor of more words tells a story, in which only the first sentence and those that speak of causes count."""
_FIRST_SENTENCES = 2
_MAX_PLAIN_WORDS = 10
_MAX_SHORT_WORDS = 6
"""In a text of so many words a plain word such as "alert" says what it is about."""


def propose_causes(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield factors, trigger and detection."""
    yield from _propose_factors(parsed, taxonomy)
    for field in ("trigger", "detection"):
        yield from _single_term(parsed, taxonomy, field)


def _propose_factors(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    terms = taxonomy.terms(Vocabulary.FACTORS)
    lexicon, finder = TermLookup(terms), TermMatcher(terms)
    best: dict[str, Proposal] = {}
    for factor in parse_factors(parsed.body.sections):
        if blames_people(factor.text):
            continue
        remark = _PARENTHESIS.search(factor.text)
        whole = lexicon.find(factor.text) or (lexicon.find(remark[1]) if remark else None)
        found = [(whole, 0.97)] if whole else list(_factors_in(factor.text, finder, taxonomy))
        for term, confidence in found:
            if term.id not in best or best[term.id].confidence < confidence:
                quote = parsed.quote(factor.line)
                best[term.id] = Proposal("contributing_factors", term.id, factor.line, quote, confidence)
    yield from best.values()


def _factors_in(text: str, matcher: TermMatcher, taxonomy: Taxonomy) -> Iterator[tuple[Term, float]]:
    """Yield the factors that a text speaks of as causes."""
    long = len(text.split()) > _MAX_SHORT_FACTOR_WORDS
    for number, sentence in enumerate(split_sentences(text)):
        told = number > 0 and long and not _CAUSAL.search(sentence)
        if told or is_denied(sentence) or _PLANNED.search(sentence):
            continue
        effect = _CONSEQUENCE.search(sentence)
        cause = sentence[: effect.start()] if effect else sentence
        found = [(term, at, 0.85) for term, at in match_phrases(cause, taxonomy, Vocabulary.FACTORS)]
        if len(sentence.split()) <= _MAX_PLAIN_WORDS or _CAUSAL.search(sentence):
            found += [(mention.term, mention.offset, _confidence(mention)) for mention in matcher.find(cause)]
        yield from ((term, sure) for term, at, sure in found if not _is_negated(cause[:at]))


def _is_negated(before: str) -> bool:
    """Whether what follows was missing: "no alert on disk full" speaks of alerts, not of a disk."""
    return bool(_NEGATION.search(_CLAUSE.split(before)[-1]))


def _confidence(mention: Mention) -> float:
    """Return how sure a factor is that is named in a sentence. Plain words such as "release" name anything."""
    return 0.85 if mention.word_count > 1 and mention.is_complete and not mention.is_incidental else 0.5


def _single_term(parsed: ParsedDocument, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Propose the one term that a place names; where it names several, it tells a story, and none is proposed."""
    places = _detection_texts if field == "detection" else _trigger_texts
    for number, texts in enumerate(places(parsed)):
        found = _terms_in(list(texts), taxonomy, Vocabulary(f"{field}s"), by_phrase=number > 0)
        if len(found) == 1:
            [(id, (line, confidence))] = found.items()
            yield Proposal(field, id, line, parsed.quote(line), confidence)
        if found:
            return


def _terms_in(
    texts: list[LineText], taxonomy: Taxonomy, vocabulary: Vocabulary, *, by_phrase: bool
) -> dict[str, tuple[int, float]]:
    """Return the terms that texts speak of, each with its line and how sure that is.

    In a section of its own the name of a term is enough; elsewhere it may be named for any reason.
    """
    terms = {} if by_phrase else taxonomy.terms(vocabulary)
    lexicon, finder = TermLookup(terms), TermMatcher(terms)
    found: dict[str, tuple[int, float]] = {}
    for line, text in texts:
        if whole := lexicon.find(text.strip(" .")):
            found[whole.id] = (line, 0.97)
            continue
        plainly = 0.8 if len(text.split()) <= _MAX_SHORT_WORDS and not text.endswith(":") else 0.6
        said = [(m.term, 0.85 if m.word_count > 1 and not m.is_incidental else plainly) for m in finder.find(text)]
        said += [
            (term, 0.85) for sentence in split_sentences(text) for term in _stated_terms(sentence, taxonomy, vocabulary)
        ]
        for term, confidence in said:
            if found.get(term.id, (0, 0.0))[1] < confidence:
                found[term.id] = (line, confidence)
    return found


def _stated_terms(sentence: str, taxonomy: Taxonomy, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield what a sentence speaks of as having happened."""
    return (
        term for term, at in match_phrases(sentence, taxonomy, vocabulary) if not _HYPOTHETICAL.search(sentence[:at])
    )


def _trigger_texts(parsed: ParsedDocument) -> Iterator[Iterable[LineText]]:
    yield _section_texts(parsed, SectionName.TRIGGER)


def _detection_texts(parsed: ParsedDocument) -> Iterator[Iterable[LineText]]:
    """Yield where a document says how it was noticed, the plainest place first."""
    section = [*_section_texts(parsed, SectionName.DETECTION), *_detected_by_texts(parsed)]
    yield section
    if section:
        return
    line = parsed.document.lines.get("detected_at")
    yield [(event.line, plain_text(event.text)) for event in parsed.body.timeline.events if event.line == line]
    leads = (part for part in parsed.body.sections if part.name in (None, SectionName.SUMMARY))
    blocks = (block for part in leads for block in part.blocks)
    first = next((block for block in blocks if block.kind is BlockKind.PARAGRAPH and not block.is_quoted), None)
    yield (
        [(first.line, sentence) for sentence in split_sentences(plain_text(first.text))[:_FIRST_SENTENCES]]
        if first
        else []
    )


def _section_texts(parsed: ParsedDocument, section: SectionName) -> Iterator[LineText]:
    silent = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
    for part in parsed.body.sections:
        for block in part.blocks if part.name is section else ():
            if block.kind not in silent and not block.is_quoted:
                yield block.line, _QUESTION.sub("", plain_text(block.text))


def _detected_by_texts(parsed: ParsedDocument) -> Iterator[LineText]:
    for part in parsed.body.sections:
        for block in part.blocks if part.name in _FACT_SECTIONS else ():
            yield from ((block.line, plain_text(said[1])) for said in _DETECTED_BY.finditer(block.text))
