"""Finds terms of the taxonomy in running text, with what the sentence says about how they are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.stemming import uninflected
from mkdocs_postmortems.core.taxonomy import Term

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"`([^`\n]{1,80})`")
_DENIAL = re.compile(
    r"""\b(?: unaffected | not\ (?:\w+\ )?(?:affected|impacted|caused|related|due) | no\ (?:\w+\ )?(?:impact|effect)
    |   unrelated | rather\ than | instead\ of | ruled\ out | not\ (?:an?|the) | nothing\ to\ do | no\ evidence
    |   (?:was|were|is|are|stayed|remained)\ (?:(?!not\b|no\b|never\b)\w+\ )?
        (?:healthy|reachable|operational|available|fine|stable) )\b
    |   :\s*(?:no|none|unknown|nil|n/a)\b (?=\W*$ | \s*[(.,;] | \s\w+\slost)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a sentence about what was not affected or not the cause."""
_NEGATIONS = frozenset("no not without never isn wasn aren weren potential possible potentially against avoid".split())
_INCIDENTAL_WORDS = frozenset("on via with using through from against like than behind inside after après".split())
"""Words before a name that says where or how something happened, rather than what was affected."""
_EVENT_NOUNS = frozenset(
    """outage failure fail fault incident issue problem error exhaustion stall halt crash leak bug expire expiry
    attack corruption loss drift degradation disruption downtime spike surge""".split()
)
_CAUSAL_VERBS = frozenset("caused triggered broken".split())
_FUNCTION_WORDS = frozenset(
    """a about after although an and are as at be because been before but by caused could did do does due during for
    from had has have if in into is it led made meant not of off on or our out over so such that the their then this
    to too under until was we were when where which while who will with within without would""".split()
)
"""Words that are never part of a name, so that a name ends before them."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """An occurrence of a term in a sentence."""

    term: Term
    word_count: int
    """The number of words that matched."""
    is_proper_name: bool
    """Whether it is written as a name: with a capital letter inside of a sentence, or as inline code."""
    is_complete: bool
    """Whether no further noun follows: true for `a third party failed`, false for `a third party application`."""
    offset: int
    """The offset in its sentence."""
    is_incidental: bool
    """Whether it only says where or how something happened: `timeouts on Kafka`, `deployed via Kafka`."""
    is_compound: bool
    """Whether it is part of a longer name: `Security` in `Security Group`."""

    @property
    def is_specific(self) -> bool:
        """Whether the words are unlikely to mean anything else: several words, or a proper name."""
        return self.word_count > 1 or self.is_proper_name


def split_sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text."""
    return _SENTENCE.split(text)


def is_denied(sentence: str) -> bool:
    """Whether a sentence is about what was not affected or not the cause."""
    return bool(_DENIAL.search(sentence))


class TermMatcher:
    """Finds the terms of one vocabulary by their ids, names and aliases, whatever their inflection."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        """Index all names by their first word; of two names that match, the longer one wins."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in terms.values():
            for form in dict.fromkeys(tuple(_stems(name)) for name in term.names):
                if form:
                    self._by_first.setdefault(form[0], []).append((form, term))
        for forms in self._by_first.values():
            forms.sort(key=lambda form: (-len(form[0]), form[1].id))

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the occurrences of terms in a text, except in sentences that `is_denied`."""
        for sentence in split_sentences(text):
            if not is_denied(sentence):
                yield from self._in_sentence(sentence)

    def _in_sentence(self, sentence: str) -> Iterator[Mention]:
        found = list(_WORD.finditer(sentence))
        words = [match[0] for match in found]
        stems = [uninflected(word) for word in words]
        code = {stem for match in _CODE.finditer(sentence) for stem in _stems(match[1])}
        index = 0
        while index < len(stems):
            form, term = self._match_at(stems, index)
            is_negated = bool(_NEGATIONS & {word.lower() for word in words[max(0, index - 2) : index]})
            if term and not is_negated and not self._is_generic_noun(stems, words, index, form, term):
                is_capitalised = index > 0 and not words[index].islower() and not words[index].isdigit()
                last = index + len(form) - 1
                is_complete = (
                    last + 1 == len(words)
                    or words[last + 1].lower() in _FUNCTION_WORDS
                    or _is_before_punctuation(sentence, found[last])
                )
                yield Mention(
                    term=term,
                    word_count=len(form),
                    is_proper_name=is_capitalised or form[0] in code,
                    is_complete=is_complete,
                    offset=found[index].start(),
                    is_incidental=_is_incidental(words, index) or _in_brackets(sentence, found[index].start()),
                    is_compound=_is_compound(words, index, last, is_complete=is_complete),
                )
            index += len(form)

    def _is_generic_noun(
        self, stems: list[str], words: list[str], index: int, form: tuple[str, ...], term: Term
    ) -> bool:
        """Whether the words only describe the term that follows: `the ingress controller Traefik`."""
        last, following = index + len(form) - 1, index + len(form)
        if following >= len(stems) or not words[last].islower() or words[following].islower():
            return False
        other = self._match_at(stems, following)[1]
        return other is not None and other is not term

    def _match_at(self, stems: list[str], index: int) -> tuple[tuple[str, ...], Term | None]:
        for form, term in self._by_first.get(stems[index], ()):
            if tuple(stems[index : index + len(form)]) == form:
                return form, term
        return (stems[index],), None


def _is_incidental(words: list[str], index: int) -> bool:
    before = [word.lower() for word in words[max(0, index - 2) : index]]
    if before[-1:] == ["by"]:
        return before[0] not in _CAUSAL_VERBS
    return bool(_INCIDENTAL_WORDS & set(before[-1:]))


def _is_compound(words: list[str], index: int, last: int, *, is_complete: bool) -> bool:
    """Whether a capitalised word follows that is no noun for an event, such as `Outage`."""
    following = "" if is_complete else words[last + 1]
    return words[index][:1].isupper() and following[:1].isupper() and uninflected(following) not in _EVENT_NOUNS


def _in_brackets(sentence: str, offset: int) -> bool:
    return sentence.rfind("(", 0, offset) > sentence.rfind(")", 0, offset)


def _is_before_punctuation(sentence: str, word: re.Match[str]) -> bool:
    return sentence[word.end() : word.end() + 1] in tuple(",.;:!?)]")


def _stems(text: str) -> Iterator[str]:
    return (uninflected(match[0]) for match in _WORD.finditer(text))
