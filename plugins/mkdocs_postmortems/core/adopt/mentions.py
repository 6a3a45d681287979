"""Terms of the taxonomy in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.taxonomy import Term

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"`([^`\n]{1,80})`")
_DENIED = re.compile(
    r"""\b(?: unaffected | not\ (?:\w+\ )?(?:affected|impacted|caused|related|due) | no\ (?:\w+\ )?(?:impact|effect)
    |   unrelated | rather\ than | instead\ of | ruled\ out | not\ a | nothing\ to\ do )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a sentence that speaks of what it was not."""
_NEGATIONS = frozenset("no not without never isn wasn aren weren".split())
_FUNCTION = frozenset(
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
    words: int
    """Of how many words the name is."""
    named: bool
    """Whether its one word is written as a name: with a capital inside of a sentence, or as code."""
    closed: bool
    """Whether the words stand for themselves: `a third party failed`, but not `a third party application`."""

    @property
    def specific(self) -> bool:
        """Whether the words can hardly mean anything else."""
        return self.words > 1 or self.named


class Finder:
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
        for sentence in _SENTENCE.split(text):
            if not _DENIED.search(sentence):
                yield from self._in_sentence(sentence)

    def _in_sentence(self, sentence: str) -> Iterator[Mention]:
        found = list(_WORD.finditer(sentence))
        words = [match[0] for match in found]
        stems = [_stem(word) for word in words]
        code = {stem for match in _CODE.finditer(sentence) for stem in _stems(match[1])}
        index = 0
        while index < len(stems):
            form, term = self._at(stems, index)
            denied = bool(_NEGATIONS & {word.lower() for word in words[max(0, index - 2) : index]})
            if term and not denied:
                named = index > 0 and not words[index].islower() and not words[index].isdigit()
                last = index + len(form) - 1
                closed = last + 1 == len(words) or words[last + 1].lower() in _FUNCTION or _ends(sentence, found[last])
                yield Mention(term, len(form), named or form[0] in code, closed)
            index += len(form)

    def _at(self, stems: list[str], index: int) -> tuple[tuple[str, ...], Term | None]:
        for form, term in self._by_first.get(stems[index], ()):
            if tuple(stems[index : index + len(form)]) == form:
                return form, term
        return (stems[index],), None


def _ends(sentence: str, word: re.Match[str]) -> bool:
    """Whether punctuation follows a word."""
    return sentence[word.end() : word.end() + 1] in tuple(",.;:!?)]")


def _stems(text: str) -> Iterator[str]:
    return (_stem(match[0]) for match in _WORD.finditer(text))


def _stem(word: str) -> str:
    """Return a word without the endings of number and tense: `reports`, `reported` and `report` are one."""
    word = word.lower()
    for ending, least in (("ed", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word
