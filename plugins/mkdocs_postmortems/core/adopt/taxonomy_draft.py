"""Drafts a taxonomy from the names that documents use for services, teams and tags."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.slug import make_slug
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup, Vocabulary
from mkdocs_postmortems.core.yaml_writer import quoted

MIN_DOCUMENTS = 3
"""A name that fewer documents use may be a typo."""
_MAX_ENTRIES = 40
"""The maximum number of entries in each list, those with the most documents."""
_LISTS = (Vocabulary.SERVICES, Vocabulary.TEAMS, Vocabulary.TAGS)


def draft_taxonomy(documents: Iterable[Postmortem], taxonomy: Taxonomy) -> str:
    """Return a draft of taxonomy.yml with the names that several documents use and the taxonomy lacks.

    Returns an empty string if there are none.

    Args:
        documents: The parsed documents; ordinary pages are ignored.
        taxonomy: The existing taxonomy.
    """
    incidents = [document for document in documents if document.kind is not DocumentKind.PAGE]
    parts = [
        _entries(vocabulary, _frequent(_spellings(vocabulary, incidents, taxonomy), MIN_DOCUMENTS)[:_MAX_ENTRIES])
        for vocabulary in _LISTS
    ]
    return "\n".join(part for part in parts if part)


def draft_services(documents: Iterable[Postmortem], taxonomy: Taxonomy) -> Mapping[str, str]:
    """Return every service that documents name and the taxonomy lacks: its usual name -> its entry, as YAML.

    All of them, since a list with entries makes a warning of each name that it lacks. The most frequent come first.
    """
    groups = _frequent(_spellings(Vocabulary.SERVICES, documents, taxonomy), 1)
    names = {make_slug(_most_common(group)): group for group in reversed(groups)}
    return {_most_common(group): _entry(id, group) for id, group in reversed(names.items())}


def _spellings(
    vocabulary: Vocabulary, documents: Iterable[Postmortem], taxonomy: Taxonomy
) -> Mapping[str, Counter[str]]:
    """Return the names that documents use, with the number of documents: normalised name -> spellings."""
    lookup = TermLookup(taxonomy.terms(vocabulary))
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for name in dict.fromkeys(getattr(document, vocabulary.value)):
            if lookup.find(name) is None:
                spellings[normalize_name(name)][name] += 1
    return spellings


def _frequent(spellings: Mapping[str, Counter[str]], least: int) -> list[Counter[str]]:
    groups = [names for names in spellings.values() if names.total() >= least]
    return sorted(groups, key=lambda names: (-names.total(), min(names)))


def _entries(vocabulary: Vocabulary, groups: list[Counter[str]]) -> str:
    lines = {make_slug(_most_common(names)): names for names in reversed(groups)}
    entries = "".join(_entry(id, names) for id, names in reversed(lines.items()))
    return f"{vocabulary.value}:\n{entries}" if entries else ""


def _entry(id: str, names: Counter[str]) -> str:
    usual = _most_common(names)
    others = sorted(name for name in names if name != usual)
    aliases = f"    aliases: [{', '.join(map(quoted, others))}]\n" if others else ""
    return f"  {quoted(id)}:  # in {names.total()} documents\n    name: {quoted(usual)}\n{aliases}"


def _most_common(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
