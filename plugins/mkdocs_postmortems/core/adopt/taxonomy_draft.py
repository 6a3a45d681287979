"""A first taxonomy from what documents call their services, teams and tags."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.slug import make_slug
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup, Vocabulary
from mkdocs_postmortems.core.yaml_writer import quoted

MIN_DOCUMENTS = 3
"""A name that fewer documents have is as likely a slip."""
_MAX_ENTRIES = 40
_LISTS = (Vocabulary.SERVICES, Vocabulary.TEAMS, Vocabulary.TAGS)


def draft_taxonomy(documents: Iterable[Postmortem], taxonomy: Taxonomy) -> str:
    """Return entries for names that at least three documents use and the taxonomy lacks; empty if there are none."""
    incidents = [document for document in documents if document.kind is not DocumentKind.PAGE]
    parts = [_entries(vocabulary, incidents, taxonomy) for vocabulary in _LISTS]
    return "\n".join(part for part in parts if part)


def _entries(vocabulary: Vocabulary, documents: list[Postmortem], taxonomy: Taxonomy) -> str:
    lexicon = TermLookup(taxonomy.terms(vocabulary))
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for name in dict.fromkeys(getattr(document, vocabulary.value)):
            if lexicon.find(name) is None:
                spellings[normalize_name(name)][name] += 1
    often = [names for names in spellings.values() if names.total() >= MIN_DOCUMENTS]
    often.sort(key=lambda names: (-names.total(), min(names)))
    lines = {make_slug(_most_common(names)): names for names in reversed(often[:_MAX_ENTRIES])}
    entries = "".join(_entry(id, names) for id, names in reversed(lines.items()))
    return f"{vocabulary.value}:\n{entries}" if entries else ""


def _entry(id: str, names: Counter[str]) -> str:
    usual = _most_common(names)
    others = sorted(name for name in names if name != usual)
    aliases = f"    aliases: [{', '.join(map(quoted, others))}]\n" if others else ""
    return f"  {quoted(id)}:  # in {names.total()} documents\n    name: {quoted(usual)}\n{aliases}"


def _most_common(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
