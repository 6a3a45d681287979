"""Words to offer where nothing was found: of titles, names, alerts and errors, the frequent ones first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mkdocs_postmortems.core.facets import Facets
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.keys import BY_FACET

MOST = 6000
"""Terms that a browser compares with a word in a moment."""

_WORD = re.compile(r"[^\W_][\w.:/@-]{2,38}[^\W_]")


def build_terms(atlas: Atlas) -> list[str]:
    """Return the terms of a view."""
    counts: Counter[str] = Counter()
    for document in atlas.view.documents:
        counts.update({word.lower() if word.istitle() else word for word in _words(document)})
    counts.update(dict.fromkeys(_names(atlas.facets), 1))
    return [term for term, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]]


def _words(document: Postmortem) -> Iterator[str]:
    texts = (document.title, document.summary or "", *document.alerts, *document.error_signatures)
    for text in texts:
        yield from _WORD.findall(text)


def _names(facets: Facets) -> Iterator[str]:
    for facet in BY_FACET:
        for value in facets.of(facet):
            if value.documents:
                yield from (name for name in (value.term.id, *_WORD.findall(value.term.name)) if len(name) > 3)
