"""Terms of the taxonomy in running text."""

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
"""Words of a sentence that speaks of what it was not."""
_NEGATIONS = frozenset("no not without never isn wasn aren weren potential possible potentially against avoid".split())
_INCIDENTAL_WORDS = frozenset("on via with using through from against like than behind inside after après".split())
"""Words before a name that stands for where or how something was done, rather than for what was hit."""
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
"""Words that end a name: what follows is no part of it."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """A term that a text names."""

    term: Term
    word_count: int
    """Of how many words the name is."""
    is_proper_name: bool
    """Whether its one word is written as a name: with a capital inside of a sentence, or as code."""
    is_complete: bool
    """Whether the words stand for themselves: `a third party failed`, but not `a third party application`."""
    offset: int
    """Where in its sentence it stands."""
    is_incidental: bool
    """Whether it only says where or how: `timeouts on Kafka`, `deployed via Kafka`."""

    is_compound: bool
    """Whether it is one of several words of a longer name: `Security Group`, `Local Storage Schema`."""

    @property
    def is_specific(self) -> bool:
        """Whether the words can hardly mean anything else."""
        return self.word_count > 1 or self.is_proper_name


def split_sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text."""
    return _SENTENCE.split(text)


def is_denied(sentence: str) -> bool:
    """Whether a sentence speaks of what it was not."""
    return bool(_DENIAL.search(sentence))


class TermMatcher:
    """Finds the terms of one vocabulary by all their names."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        """Index the names by their first word; longer names win."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in terms.values():
            for form in dict.fromkeys(tuple(_stems(name)) for name in term.names):
                if form:
                    self._by_first.setdefault(form[0], []).append((form, term))
        for forms in self._by_first.values():
            forms.sort(key=lambda form: (-len(form[0]), form[1].id))

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the terms of a text sentence by sentence, but none of what it denies."""
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
            denied = bool(_NEGATIONS & {word.lower() for word in words[max(0, index - 2) : index]})
            if term and not denied and not self._is_generic_noun(stems, words, index, form, term):
                named = index > 0 and not words[index].islower() and not words[index].isdigit()
                last = index + len(form) - 1
                closed = (
                    last + 1 == len(words)
                    or words[last + 1].lower() in _FUNCTION_WORDS
                    or _is_before_punctuation(sentence, found[last])
                )
                passing = _is_incidental(words, index) or _in_brackets(sentence, found[index].start())
                yield Mention(
                    term,
                    len(form),
                    named or form[0] in code,
                    closed,
                    found[index].start(),
                    passing,
                    _is_compound(words, index, last, closed=closed),
                )
            index += len(form)

    def _is_generic_noun(
        self, stems: list[str], words: list[str], index: int, form: tuple[str, ...], term: Term
    ) -> bool:
        """Whether words only say what kind of thing the next one is: `the ingress controller Traefik`."""
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


def _is_compound(words: list[str], index: int, last: int, *, closed: bool) -> bool:
    """Whether a capitalised word follows that is no event."""
    following = "" if closed else words[last + 1]
    return words[index][:1].isupper() and following[:1].isupper() and uninflected(following) not in _EVENT_NOUNS


def _in_brackets(sentence: str, offset: int) -> bool:
    return sentence.rfind("(", 0, offset) > sentence.rfind(")", 0, offset)


def _is_before_punctuation(sentence: str, word: re.Match[str]) -> bool:
    """Whether punctuation follows a word."""
    return sentence[word.end() : word.end() + 1] in tuple(",.;:!?)]")


def _stems(text: str) -> Iterator[str]:
    return (uninflected(match[0]) for match in _WORD.finditer(text))
