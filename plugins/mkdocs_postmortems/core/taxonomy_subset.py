"""Reduces a taxonomy to the terms that some documents use, so that an audience sees no other names.

The entries are parsed as everywhere else and written anew, so that no spelling of a key, merge or anchor of the file
brings a name of another term with it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

import yaml

from mkdocs_postmortems.core.corpus import Corpus, build_corpus
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup, Vocabulary
from mkdocs_postmortems.core.taxonomy_file import DEFAULTS_KEY, TermModel, read_entries

_REFERENCES = {"depends_on": Vocabulary.SERVICES, "deprecated": Vocabulary.TAGS}
"""Fields of entries that hold names of terms, with the vocabulary of these terms. The owners of services are kept."""
_EMPTY: tuple[object, ...] = (None, "", [], {})


def taxonomy_for_documents(source: Source, documents: Iterable[Postmortem], whole: Taxonomy) -> Source:
    """Return the file of the taxonomy `whole` with only the terms that these documents use."""
    written = tuple(documents)
    corpus, _ = build_corpus(written, whole)
    used = used_terms(corpus)
    named = frozenset(_named_tags(written, whole))
    return Source(source.path, subset_taxonomy(source, whole, {**used, Vocabulary.TAGS: used[Vocabulary.TAGS] | named}))


def _named_tags(documents: Iterable[Postmortem], whole: Taxonomy) -> Iterator[str]:
    """Yield the ids of the tags as documents name them: a deprecated tag, not the one that is read instead."""
    lookup = TermLookup(whole.terms(Vocabulary.TAGS))
    for document in documents:
        for name in () if document.is_ordinary else document.tags:
            if term := lookup.find(name):
                yield term.id


def used_terms(corpus: Corpus) -> Mapping[Vocabulary, frozenset[str]]:
    """Return the ids that documents use by vocabulary; the owners of their services count as used."""
    incidents = [document for document in corpus.documents if not document.is_ordinary]
    services = {id for document in incidents for id in document.services}
    owners = {corpus.taxonomy.term(Vocabulary.SERVICES, id).team for id in services}
    return {
        Vocabulary.SERVICES: frozenset(services),
        Vocabulary.TEAMS: frozenset({*(id for d in incidents for id in d.teams), *filter(None, owners)}),
        Vocabulary.TAGS: frozenset(id for document in incidents for id in document.tags),
        Vocabulary.FACTORS: frozenset(id for document in incidents for id in document.factor_ids),
        Vocabulary.SEVERITIES: frozenset(document.severity for document in incidents if document.severity),
        Vocabulary.TRIGGERS: frozenset(document.trigger for document in incidents if document.trigger),
        Vocabulary.DETECTIONS: frozenset(document.detection for document in incidents if document.detection),
    }


def subset_taxonomy(source: Source, whole: Taxonomy, used: Mapping[Vocabulary, frozenset[str]]) -> str:
    """Return the text of a taxonomy with only the entries of these ids, and with references to these only.

    Args:
        source: The file.
        whole: The taxonomy that it makes, which resolves the names in references.
        used: Ids by vocabulary.
    """
    entries = read_entries(source)
    lookups = {name: TermLookup(whole.terms(vocabulary)) for name, vocabulary in _REFERENCES.items()}

    def is_kept(field: str, name: str) -> bool:
        target = lookups[field].find(name)
        return target is not None and target.id in used[_REFERENCES[field]]

    written: dict[str, object] = {} if entries.with_builtin else {DEFAULTS_KEY: False}
    for vocabulary, models in entries.models.items():
        kept = {id: dict(_fields(model, is_kept)) for id, model in models.items() if id in used[vocabulary]}
        if kept:  # An empty vocabulary would reveal that terms were removed.
            written[vocabulary.value] = kept
    return yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=sys.maxsize)


def _fields(model: TermModel, is_kept: Callable[[str, str], bool]) -> Iterator[tuple[str, object]]:
    """Yield the fields that have a value, as plain data."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, tuple):
            value = [item for item in value if name not in _REFERENCES or is_kept(name, item)]
        elif isinstance(value, Mapping):
            value = dict(value)
        elif isinstance(value, str) and name in _REFERENCES and not is_kept(name, value):
            continue
        if value not in _EMPTY:
            yield name, value
