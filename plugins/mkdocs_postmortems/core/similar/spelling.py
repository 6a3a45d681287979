"""Corrects words of a question that no document has to words of titles and of facet values. The same as in browsers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import Readable

_WORD = re.compile(r"[^\W\d_]{4,40}")
_TYPED = re.compile(r"(?<!\S)[^\W\d_]{4,40}(?!\S)")
"""Words that may be misspelt: of letters alone, since an identifier is what it is."""
_LONG = 8
"""Letters of a word in which two may be wrong; one in a shorter word."""


def spelling_words(view: Readable, table: Iterable[FacetSpec] = FACETS) -> Mapping[str, int]:
    """Return the words of titles and of names of facet values, in lower case, with the number of documents."""
    counts: Counter[str] = Counter()
    for document in view.documents:
        counts.update(set(_words([document.title, *_value_names(document, view.taxonomy, table)])))
    return counts


def _value_names(document: Postmortem, taxonomy: Taxonomy, table: Iterable[FacetSpec]) -> Iterator[str]:
    for facet in table:
        for id in facet.ids(document):
            yield from taxonomy.term(facet.vocabulary, id).names if facet.vocabulary else (id,)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (word.lower() for word in _WORD.findall(text))


def correct(text: str, view: Readable, is_found: Callable[[str], bool]) -> str:
    """Return a question with each word that no document has replaced by the closest one; unchanged if none is close.

    Args:
        text: the question.
        view: its titles and facet values have the words that may be put in.
        is_found: whether any document has a word, which is given in lower case.
    """
    unknown = {word for word in map(str.lower, _TYPED.findall(text)) if not is_found(word)}
    known = spelling_words(view) if unknown else {}
    better = {word: closest(word, known) or word for word in sorted(unknown)}
    return _TYPED.sub(lambda match: better.get(match[0].lower(), match[0]), text)


def closest(word: str, known: Mapping[str, int]) -> str:
    """Return the word that takes the fewest changes, the more frequent of two; empty if none is near enough."""
    most = 2 if len(word) >= _LONG else 1
    near = (
        (distance(word, other, most), -count, other) for other, count in known.items() if _is_near(word, other, most)
    )
    return min(((d, count, other) for d, count, other in near if d <= most), default=(0, 0, ""))[2]


def _is_near(word: str, other: str, most: int) -> bool:
    return abs(len(word) - len(other)) <= most and word != other


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are added, left out, changed or swapped with the next; `most + 1` if more than `most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return row[-1]
