"""Proposes contributing factors, trigger and detection: terms of the taxonomy that the text names or paraphrases."""

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
"""Line number and text."""

_PARENTHESIS = re.compile(r"\(([^()]{3,60})\)[\s.]*$")
_DETECTED_BY = re.compile(
    r"^[ \t*_-]*+(?:detected|discovered|noticed|found)\s++(?:by|via|through)[\s*_]*+:[\s*_]*+(.+)",
    re.IGNORECASE | re.MULTILINE,
)
_FACT_SECTIONS = (None, SectionName.SUMMARY, SectionName.STATS, SectionName.IMPACT)
_QUESTION = re.compile(r"^[^?:]{0,160}\?\W*")
_CONSEQUENCE = re.compile(
    r"""\b(?: result(?:ed|s|ing)?\ in | le(?:d|ads|ading)\ to | so\ that | where
    |   (?<!the\ )(?<!root\ )(?:caus|trigger)(?:e|ed|es|s|ing)?(?!\w|\ by) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""The text after these words is a consequence, not a cause."""
_CAUSAL = re.compile(
    r"\b(?:root cause|caused by|due to|because|as a result of|contribut(?:ed|ing)|triggered by|failed because)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:would|could|should|might|not|never|no|nobody|none|n't|if|instead|later|eventually)\b|n't\b", re.IGNORECASE
)
"""The text after one of these words may describe what did not happen, or could have."""
_NEGATION = re.compile(r"\b(?:no(?!\s+longer)|not|never|without|lack|missing)\b|n't\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|so|which|then)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:should|need(?:s|ed)? to|look(?:ed|ing)? (?:at|into)|todo|will be)\b", re.IGNORECASE)
_MAX_SHORT_FACTOR_WORDS = 25
"""In a longer factor, only the first sentence and sentences with words of `_CAUSAL` are searched."""
_FIRST_SENTENCES = 2
"""Sentences of the first paragraph that are searched for how the incident was detected."""
_MAX_PLAIN_WORDS = 10
"""In a longer sentence without words of `_CAUSAL`, names of factors are ignored."""
_MAX_SHORT_WORDS = 6
"""In a text of at most so many words, a plain word such as "alert" is likely the detection or trigger itself."""


def propose_causes(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield proposals for contributing factors, trigger and detection."""
    yield from _propose_factors(parsed, taxonomy)
    for field in ("trigger", "detection"):
        yield from _single_term(parsed, taxonomy, field)


def _propose_factors(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    terms = taxonomy.terms(Vocabulary.FACTORS)
    lookup, matcher = TermLookup(terms), TermMatcher(terms)
    best: dict[str, Proposal] = {}
    for factor in parse_factors(parsed.body.sections):
        if blames_people(factor.text):
            continue
        remark = _PARENTHESIS.search(factor.text)
        whole = lookup.find(factor.text) or (lookup.find(remark[1]) if remark else None)
        found = [(whole, 0.97)] if whole else list(_factors_in(factor.text, matcher, taxonomy))
        for term, confidence in found:
            if term.id not in best or best[term.id].confidence < confidence:
                quote = parsed.quote(factor.line)
                best[term.id] = Proposal("contributing_factors", term.id, factor.line, quote, confidence)
    yield from best.values()


def _factors_in(text: str, matcher: TermMatcher, taxonomy: Taxonomy) -> Iterator[tuple[Term, float]]:
    """Yield the factors that a text describes as causes, each with a confidence from 0 to 1."""
    is_long = len(text.split()) > _MAX_SHORT_FACTOR_WORDS
    for number, sentence in enumerate(split_sentences(text)):
        is_narrative = number > 0 and is_long and not _CAUSAL.search(sentence)
        if is_narrative or is_denied(sentence) or _PLANNED.search(sentence):
            continue
        effect = _CONSEQUENCE.search(sentence)
        cause = sentence[: effect.start()] if effect else sentence
        found = [(term, at, 0.85) for term, at in match_phrases(cause, taxonomy, Vocabulary.FACTORS)]
        if len(sentence.split()) <= _MAX_PLAIN_WORDS or _CAUSAL.search(sentence):
            found += [(mention.term, mention.offset, _confidence(mention)) for mention in matcher.find(cause)]
        yield from ((term, confidence) for term, at, confidence in found if not _is_negated(cause[:at]))


def _is_negated(before: str) -> bool:
    """Whether the words before a term negate it: "no alert on disk full" is about a missing alert, not a full disk."""
    return bool(_NEGATION.search(_CLAUSE.split(before)[-1]))


def _confidence(mention: Mention) -> float:
    """Return the confidence in a factor that a sentence names; plain words such as "release" have many meanings."""
    return 0.85 if mention.word_count > 1 and mention.is_complete and not mention.is_incidental else 0.5


def _single_term(parsed: ParsedDocument, taxonomy: Taxonomy, field: str) -> Iterator[Proposal]:
    """Yield the term of the first place that names any, if it names just one; several terms are ambiguous."""
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
    """Return the id of each term that the texts mention, with its line and a confidence from 0 to 1.

    Args:
        texts: The texts to search.
        taxonomy: The taxonomy.
        vocabulary: Triggers or detections.
        by_phrase: Whether only the patterns of `phrase_patterns` count. In a section about the field the name of a
            term is enough; elsewhere it may be named for any reason.
    """
    terms = {} if by_phrase else taxonomy.terms(vocabulary)
    lookup, matcher = TermLookup(terms), TermMatcher(terms)
    found: dict[str, tuple[int, float]] = {}
    for line, text in texts:
        if whole := lookup.find(text.strip(" .")):
            found[whole.id] = (line, 0.97)
            continue
        plain = 0.8 if len(text.split()) <= _MAX_SHORT_WORDS and not text.endswith(":") else 0.6
        mentioned = [(m.term, 0.85 if m.word_count > 1 and not m.is_incidental else plain) for m in matcher.find(text)]
        mentioned += [
            (term, 0.85) for sentence in split_sentences(text) for term in _stated_terms(sentence, taxonomy, vocabulary)
        ]
        for term, confidence in mentioned:
            if found.get(term.id, (0, 0.0))[1] < confidence:
                found[term.id] = (line, confidence)
    return found


def _stated_terms(sentence: str, taxonomy: Taxonomy, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield the terms whose phrase patterns match a sentence, unless it is hypothetical or negated."""
    return (
        term for term, at in match_phrases(sentence, taxonomy, vocabulary) if not _HYPOTHETICAL.search(sentence[:at])
    )


def _trigger_texts(parsed: ParsedDocument) -> Iterator[Iterable[LineText]]:
    yield _section_texts(parsed, SectionName.TRIGGER)


def _detection_texts(parsed: ParsedDocument) -> Iterator[Iterable[LineText]]:
    """Yield the texts of each place that may say how the incident was detected, the most reliable place first."""
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
    ignored = (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
    for part in parsed.body.sections:
        for block in part.blocks if part.name is section else ():
            if block.kind not in ignored and not block.is_quoted:
                yield block.line, _QUESTION.sub("", plain_text(block.text))


def _detected_by_texts(parsed: ParsedDocument) -> Iterator[LineText]:
    for part in parsed.body.sections:
        for block in part.blocks if part.name in _FACT_SECTIONS else ():
            yield from ((block.line, plain_text(match[1])) for match in _DETECTED_BY.finditer(block.text))
