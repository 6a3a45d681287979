"""Reduces a taxonomy to the terms that some documents use, so that an audience sees no other names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import yaml

from mkdocs_postmortems.core.corpus import Corpus, build_corpus
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

_REFERENCE_KEYS = {"depends_on": Vocabulary.SERVICES, "dependencies": Vocabulary.SERVICES}
"""Keys of a service that hold ids of terms, with the vocabulary of these terms."""
_KEPT_WHOLE = (Vocabulary.SEVERITIES,)
"""Scales, which reveal nothing about any incident."""


def taxonomy_for_documents(source: Source, documents: Iterable[Postmortem], whole: Taxonomy) -> Source:
    """Return the file of the taxonomy `whole` with only the terms that these documents use."""
    corpus, _ = build_corpus(documents, whole)
    return Source(source.path, subset_taxonomy(source.text, used_terms(corpus)))


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
        Vocabulary.TRIGGERS: frozenset(document.trigger for document in incidents if document.trigger),
        Vocabulary.DETECTIONS: frozenset(document.detection for document in incidents if document.detection),
    }


def subset_taxonomy(text: str, used: Mapping[Vocabulary, frozenset[str]]) -> str:
    """Return the text of a taxonomy with only the entries of these ids; empty if it is not a YAML mapping."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return ""
    if not isinstance(root, yaml.MappingNode):
        return ""
    entries = []
    for key, value in root.value:
        if key.value in list(Vocabulary):
            kept = _subset(Vocabulary(key.value), value, used)
            entries += [(key, kept)] if kept.value else []  # An empty list would reveal that terms were removed.
        elif key.value == "defaults":
            entries.append((key, value))
    return str(yaml.serialize(yaml.MappingNode(root.tag, entries)))


def _subset(vocabulary: Vocabulary, node: yaml.Node, used: Mapping[Vocabulary, frozenset[str]]) -> yaml.Node:
    if vocabulary in _KEPT_WHOLE:
        return node
    if isinstance(node, yaml.MappingNode):
        kept = [
            (key, _without_unused_references(value, used))
            for key, value in node.value
            if _is_one_of(key, used[vocabulary])
        ]
        return yaml.MappingNode(node.tag, kept)
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return yaml.SequenceNode("tag:yaml.org,2002:seq", [item for item in items if _is_one_of(item, used[vocabulary])])


def _is_one_of(node: yaml.Node, ids: frozenset[str]) -> bool:
    """Whether a node is one of the ids; a list or mapping is not."""
    return isinstance(node, yaml.ScalarNode) and node.value in ids


def _without_unused_references(entry: yaml.Node, used: Mapping[Vocabulary, frozenset[str]]) -> yaml.Node:
    """Return an entry without references to terms that are removed."""
    if not isinstance(entry, yaml.MappingNode):
        return entry
    fields = []
    for key, value in entry.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        vocabulary = _REFERENCE_KEYS.get(key.value)
        if vocabulary is None:
            fields.append((key, value))
        elif isinstance(value, yaml.SequenceNode):
            kept = [item for item in value.value if _is_one_of(item, used[vocabulary])]
            fields += [(key, yaml.SequenceNode(value.tag, kept))] if kept else []
    return yaml.MappingNode(entry.tag, fields)
