"""Why a document was found, in words that are true of both: shared values first, then the words that say most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mkdocs_postmortems.core.facets import Facet, ids
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.names import fold
from mkdocs_postmortems.core.similar.glossary import NAMED, SIGN, Glossary, mark
from mkdocs_postmortems.core.similar.weak import WEAK
from mkdocs_postmortems.core.similar.words import read_words
from mkdocs_postmortems.core.taxonomy import Taxonomy

_MOST_WORDS = 4
_MOST_VALUES = 3
_IDENTIFIER = re.compile(r"[\d_./:@-]|[a-z][A-Z]|^[A-Z]{2}")
"""What is shown as code: digits and signs inside, capitals inside or first."""
_LONGEST_QUOTE = 80
_SHORTEST = 3
_NO_NOUN = ("ed", "ing", "ly")
_WEAKEST = 3

Evidence = tuple[str, str]
"""A term that both have, and how it was written."""
Value = tuple[str, str]
"""What sort of value it is, and its name."""


def describe(
    evidence: Iterable[Evidence], document: Postmortem, taxonomy: Taxonomy, glossary: Glossary, *, pair: bool
) -> str:
    """Word the evidence, which comes strongest first; `pair` where the other side is a document too."""
    terms = list(evidence)
    values = [value for term, _ in terms if (value := _value(term, document, taxonomy))]
    shown = _words(terms, glossary, " ".join(name for _, name in values[:_MOST_VALUES]))
    if not values and not shown:
        shown = [written.partition(":")[2] if written.startswith(SIGN) else written for _, written in terms[:1]]
    parts = []
    if values:
        parts.append(f"{'shares' if pair else 'has'} {_listed(_grouped(values[:_MOST_VALUES]))}")
    if shown:
        parts.append(f"{'both name' if pair else 'names'} {', '.join(shown)}")
    return "; ".join(parts)


def through(title: str) -> str:
    """Word that a document was found because another one was."""
    return f"is much like {title!r}" if len(title) <= _LONGEST_QUOTE else "is much like another result"


def declared_values(document: Postmortem, taxonomy: Taxonomy) -> dict[str, str]:
    """Return how the values that make a document like others are called in a sentence, by their terms."""
    named = ((facet, facet.vocabulary, id) for facet in NAMED for id in ids(document, facet))
    return {
        mark(facet, id): f"{facet.noun} {_in_a_sentence(taxonomy.term(vocabulary, id).name)}"
        for facet, vocabulary, id in named
        if vocabulary
    }


def _value(term: str, document: Postmortem, taxonomy: Taxonomy) -> Value | None:
    """Return a value that the document declares; `None` for anything else."""
    kind, _, id = term.removeprefix(SIGN).partition(":")
    if not term.startswith(SIGN) or kind == "topic":
        return None
    if kind == "alert":
        return _quoted("alert", document.alerts, id)
    if kind == "error":
        return _quoted("error", document.error_signatures, id)
    facet = Facet(kind)
    if facet not in NAMED or facet.vocabulary is None or id not in ids(document, facet):
        return None
    return facet.noun, _in_a_sentence(taxonomy.term(facet.vocabulary, id).name)


def _quoted(noun: str, written: Iterable[str], folded: str) -> Value | None:
    found = next((name for name in written if fold(name) == folded), None)
    return (noun, f"`{found[:_LONGEST_QUOTE]}`") if found else None


def _grouped(values: Sequence[Value]) -> list[str]:
    """Say "tags a and b" once instead of "tag a" and "tag b"."""
    by_noun: dict[str, list[str]] = {}
    for noun, name in values:
        by_noun.setdefault(noun, []).append(name)
    return [f"{noun}{'s' if len(names) > 1 else ''} {_listed(names)}" for noun, names in by_noun.items()]


def _in_a_sentence(name: str) -> str:
    """Write "Untested rollback" small, and "DNS" or "Checkout API" as they are."""
    first, _, rest = name.partition(" ")
    is_name = not first[1:].islower() or any(word[:1].isupper() for word in rest.split())
    return name if is_name else f"{name[:1].lower()}{name[1:]}"


def _words(terms: Sequence[Evidence], glossary: Glossary, values: str) -> list[str]:
    """Choose the words that say most; what values, an identifier or a topic say already is not said again.

    They are named in the order of the evidence, whatever they were chosen for.
    """
    chosen: dict[int, str] = {}
    said = {stem for term, written in terms for stem in _pieces(term, written)} | set(_stems(values))
    weakness = [_weakness(term, written, glossary) for term, written in terms]
    for place in sorted(range(len(terms)), key=lambda place: weakness[place]):
        term, written = terms[place]
        if term in said or len(chosen) == _MOST_WORDS or (weakness[place] == _WEAKEST and (chosen or values)):
            continue
        kind, _, name = term.removeprefix(SIGN).partition(":")
        if not term.startswith(SIGN) and len(written) >= _SHORTEST:
            chosen[place] = f"`{written}`" if _IDENTIFIER.search(written) else written
            said |= {term, *glossary.find([term])}
        elif kind == "topic" and not any(term in glossary.find([other]) for other, _ in terms):
            # No word of the topic is the same in both: they mean one thing by different ones.
            chosen[place] = name
            said.update(_stems(name))
    return list(dict.fromkeys(chosen[place] for place in sorted(chosen)))


def _weakness(term: str, written: str, glossary: Glossary) -> int:
    """Return how little a word says: least little an identifier or what a glossary knows, then what may be a noun."""
    if term.startswith(SIGN) or _IDENTIFIER.search(written) or any(glossary.find([term])):
        return 0
    if term in WEAK:
        return _WEAKEST
    return 2 if written.lower().endswith(_NO_NOUN) else 1


def _pieces(term: str, written: str) -> list[str]:
    """Return the stems that an identifier is made of; of a plain word none."""
    if term.startswith(SIGN) or (written.islower() and written.isalpha()):
        return []
    stems = _stems(written)
    return stems if len(stems) > 1 else []


def _stems(text: str) -> list[str]:
    return [part.stem for word in read_words(text) for part in word.parts]


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
