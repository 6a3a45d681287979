"""The texts and concepts that a document is indexed by, and detection of boilerplate lines, which are ignored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import TAGS, UNINFORMATIVE_VALUES
from mkdocs_postmortems.core.model import Postmortem, SectionName
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.similar.bm25 import TextSource
from mkdocs_postmortems.core.similar.phrases import CONCEPT_FACETS, CONCEPT_PREFIX, facet_concept
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

_MIN_WORDS = 3
"""Words of a boilerplate line; shorter lines recur by chance."""
_MIN_DOCUMENTS = 4
"""Documents that have to share a line for it to be boilerplate."""
_MIN_SHARE = 0.1
"""Share of all documents that has to have the line, too."""


class BoilerplateLines:
    """Counts how many documents have each line, to find lines that come from a template. Lines are compared by key."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._documents = 0

    def add(self, keys: Iterable[str]) -> None:
        """Count the line keys of one more document."""
        self._counts.update(set(keys))
        self._documents += 1

    def select(self, keys: Mapping[str, str]) -> frozenset[str]:
        """Return the lines (of line to key) that a tenth of the documents counted so far have, and at least four."""
        enough = max(_MIN_DOCUMENTS, self._documents * _MIN_SHARE)
        return frozenset(line for line, key in keys.items() if self._counts.get(key, 0) >= enough)

    def forget_rare(self) -> None:
        """Drop the counts of lines that too few documents have to be boilerplate: nearly all. Saves memory."""
        self._counts = Counter({key: count for key, count in self._counts.items() if count >= _MIN_DOCUMENTS})

    def known(self, lines: Iterable[str]) -> dict[str, str]:
        """Return the lines that `forget_rare` kept, each with its key."""
        return {line: key for line in lines if (key := line_key(line)) in self._counts}


def line_key(line: str) -> str:
    """Return the form by which lines are compared, without case and extra spaces; empty if the line is too short."""
    words = line.lower().split()
    return " ".join(words) if len(words) >= _MIN_WORDS else ""


def line_keys(lines: Iterable[str]) -> set[str]:
    """Return the keys of all lines that are long enough."""
    return {key for line in lines if (key := line_key(line))}


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """The texts and concepts that a document is indexed by."""

    texts: Mapping[TextSource, tuple[str, ...]]
    """By source, in the order of `TextSource`. Standard section headings are left out of the text."""
    concepts: Mapping[TextSource, tuple[str, ...]]
    """Facet values, alerts and error signatures, each as one concept term, by source."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of `TextSource.TEXT`."""
        return self.texts[TextSource.TEXT]


def read_fields(document: Postmortem, taxonomy: Taxonomy) -> DocumentFields:
    """Return the texts and concepts of a document."""
    return DocumentFields(_texts(document, taxonomy), _concepts(document, taxonomy))


def alert_concept(name: str) -> str:
    """Return the concept term of an alert name."""
    return f"{CONCEPT_PREFIX}alert:{normalize_name(name)}"


def error_concept(signature: str) -> str:
    """Return the concept term of an error signature."""
    return f"{CONCEPT_PREFIX}error:{normalize_name(signature)}"


def _texts(document: Postmortem, taxonomy: Taxonomy) -> Mapping[TextSource, tuple[str, ...]]:
    return {
        TextSource.TEXT: tuple(_lines(document)),
        TextSource.SUMMARY: (document.summary or "",),
        TextSource.VALUES: tuple(_value_names(document, taxonomy)),
        TextSource.FACTORS: tuple(factor.text for factor in document.factors if factor.line < document.body_line),
        TextSource.ALERTS: document.alerts,
        TextSource.ERRORS: document.error_signatures,
    }


def _value_names(document: Postmortem, taxonomy: Taxonomy) -> Iterator[str]:
    for facet in CONCEPT_FACETS:
        if facet.vocabulary:
            yield from (taxonomy.term(facet.vocabulary, id).name for id in facet.ids(document))


def _concepts(document: Postmortem, taxonomy: Taxonomy) -> Mapping[TextSource, tuple[str, ...]]:
    return {
        TextSource.VALUES: tuple(dict.fromkeys(_value_concepts(document, taxonomy))),
        TextSource.ALERTS: tuple(dict.fromkeys(map(alert_concept, document.alerts))),
        TextSource.ERRORS: tuple(dict.fromkeys(map(error_concept, document.error_signatures))),
    }


def _value_concepts(document: Postmortem, taxonomy: Taxonomy) -> Iterator[str]:
    for facet in CONCEPT_FACETS:
        for id in facet.ids(document):
            # A tag that the taxonomy does not declare is a plain word, and is counted as one already.
            is_word = facet == TAGS and not taxonomy.term(Vocabulary.TAGS, id).declared
            if not is_word and id not in UNINFORMATIVE_VALUES:
                yield facet_concept(facet, id)


def _lines(document: Postmortem) -> Iterator[str]:
    yield document.id
    yield document.title
    yield from (action.text for action in document.actions if action.line < document.body_line)
    yield from document.impact.values()
    headings = {
        section.line for section in document.sections if section.level and section.name is not SectionName.OTHER
    }
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if line and number not in headings and (text := plain_text(line)):
            yield text
