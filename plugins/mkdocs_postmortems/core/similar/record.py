"""A document as what it is found by: its gist, its other text line by line, and what it declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import Facet, ids
from mkdocs_postmortems.core.model import Postmortem, SectionName
from mkdocs_postmortems.core.names import fold
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.similar.glossary import NAMED, SIGN, mark
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

_NO_ANSWERS = frozenset({"unknown", "other", "none"})
"""Values that say nothing: two incidents whose trigger nobody knows are not alike for that."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a document is found by."""

    gist: str
    """Summary, values of facets, factors, alerts and error signatures."""
    lines: tuple[str, ...]
    """Id, title, and body without headings that every postmortem has; actions and impact of the front matter."""
    marks: tuple[str, ...]
    """Facet values, alerts and error signatures, each as one concept."""


def read_record(document: Postmortem, taxonomy: Taxonomy) -> Record:
    """Return the record of a document."""
    return Record(
        "\n".join(_gist(document, taxonomy)), tuple(_lines(document)), tuple(dict.fromkeys(_marks(document, taxonomy)))
    )


def alert_mark(name: str) -> str:
    """Return the concept of an alert."""
    return f"{SIGN}alert:{fold(name)}"


def error_mark(signature: str) -> str:
    """Return the concept of an error signature."""
    return f"{SIGN}error:{fold(signature)}"


def _gist(document: Postmortem, taxonomy: Taxonomy) -> Iterator[str]:
    yield document.summary or ""
    for facet in NAMED:
        if facet.vocabulary:
            yield from (taxonomy.term(facet.vocabulary, id).name for id in ids(document, facet))
    yield from (factor.text for factor in document.factors if factor.line < document.body_line)
    yield from document.alerts
    yield from document.error_signatures


def _marks(document: Postmortem, taxonomy: Taxonomy) -> Iterator[str]:
    for facet in NAMED:
        for id in ids(document, facet):
            # A tag that nobody declared is a word of the author's, and counts as one already.
            is_word = facet is Facet.TAGS and not taxonomy.term(Vocabulary.TAGS, id).declared
            if not is_word and id not in _NO_ANSWERS:
                yield mark(facet, id)
    yield from map(alert_mark, document.alerts)
    yield from map(error_mark, document.error_signatures)


def _lines(document: Postmortem) -> Iterator[str]:
    yield document.id
    yield document.title
    yield from (action.text for action in document.actions if action.line < document.body_line)
    yield from document.impact.values()
    headings = {
        section.line for section in document.sections if section.level and section.name is not SectionName.OTHER
    }
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if line and number not in headings and (text := plain(line)):
            yield text
