"""Matches titles in languages other than English, also those with further words behind or before the known one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.inline import parse_phrases
from mkdocs_postmortems.core.parse.section_titles import ENGLISH, OTHER_LANGUAGES, TitleLanguage

_ACCENTED = re.compile(r"[À-ɏ]")
_WITHOUT_SPACES = re.compile(r"[぀-ヿ一-鿿]")
"""Scripts that do not separate words: kana and Chinese characters."""
_MAX_WORDS = 9
_MAX_ADJECTIVES = 2
_MIN_LETTERS = 6
"""Letters of a title that may stand behind other words."""
_MAX_SIGNS = 24
"""A longer title in a script without spaces is a sentence."""
_QUALIFIER = re.compile("[のとにへ及等的和与]|について|内容|詳細|概要|详情|说明|分析|证据|一覧|まとめ")
"""What may stand behind a title without changing what it names."""


@dataclass(frozen=True, slots=True)
class _TitleTable:
    """The titles of one language, folded, for look-up."""

    sections: Mapping[str, SectionName]
    fillers: frozenset[str]

    @classmethod
    def of(cls, language: TitleLanguage) -> _TitleTable:
        fillers = frozenset(without_accents(word) for word in language.fillers.split())
        sections = {
            without_accents(phrase): name for name, row in language.titles.items() for phrase in parse_phrases(row)
        }
        for phrase, name in tuple(sections.items()):
            sections.setdefault(_without(phrase, fillers), name)
        sections.pop("", None)
        return cls(sections, fillers)


@cache
def _tables() -> tuple[_TitleTable, ...]:
    return tuple(_TitleTable.of(language) for language in OTHER_LANGUAGES)


@cache
def _english() -> frozenset[str]:
    return frozenset(phrase for row in ENGLISH.titles.values() for phrase in parse_phrases(row))


def without_accents(phrase: str) -> str:
    """Return a phrase without accents on Latin letters, which many authors leave out."""
    return _ACCENTED.sub(lambda letter: unicodedata.normalize("NFD", letter[0])[0], phrase)


def translated_section(phrase: str) -> SectionName | None:
    """Return the section of a normalised title that is one of another language, word for word."""
    folded = without_accents(phrase)
    for table in _tables():
        if name := table.sections.get(folded) or table.sections.get(_without(folded, table.fillers)):
            return name
    return None


def extended_section(phrase: str) -> SectionName | None:
    """Return the section of a title that begins with one of another language: "Impacto en los clientes".

    In Chinese and Japanese, where what qualifies a noun stands before it, the title may also end with it.
    """
    if _WITHOUT_SPACES.search(phrase):
        return _by_signs(phrase.replace(" ", ""))
    words = without_accents(phrase).split()
    if not 2 <= len(words) <= _MAX_WORDS:
        return None
    found = ((length, name) for table in _tables() for length, name in _beginnings(table, words))
    return max(found, key=lambda one: one[0], default=(0, None))[1] or _by_ending(words)


def _beginnings(table: _TitleTable, words: list[str]) -> list[tuple[int, SectionName]]:
    """Return the titles with which the words begin, with their lengths in words.

    A title that is an English word too needs a word of this language behind it: "Impact sur les clients".
    """
    while words and words[0] in table.fillers:
        words = words[1:]
    found = []
    for length in range(1, len(words)):
        beginning = " ".join(words[:length])
        name = table.sections.get(beginning) or table.sections.get(_without(beginning, table.fillers))
        if name and (beginning not in _english() or words[length] in table.fillers):
            found.append((length, name))
    return found


def _by_ending(words: Sequence[str]) -> SectionName | None:
    """Match the noun behind its adjectives: "Erledigte Maßnahmen", "장애 발생 원인"; the longest ending decides."""
    for start in range(1, len(words)):
        ending = " ".join(words[start:])
        long_enough = len(ending) >= _MIN_LETTERS or not ending.isascii()
        name = next((table.sections[ending] for table in _tables() if ending in table.sections), None)
        if name and start <= _MAX_ADJECTIVES and long_enough and ending not in _english():
            return name
    return None


def _by_signs(title: str) -> SectionName | None:
    if len(title) > _MAX_SIGNS:
        return None
    known = {phrase: name for table in _tables() for phrase, name in table.sections.items()}
    if ending := [phrase for phrase in known if title.endswith(phrase)]:
        return known[max(ending, key=len)]
    beginning = [phrase for phrase in known if title.startswith(phrase) and _QUALIFIER.match(title, len(phrase))]
    return known[max(beginning, key=len)] if beginning else None


def _without(phrase: str, fillers: Collection[str]) -> str:
    return " ".join(word for word in phrase.split() if word not in fillers)
