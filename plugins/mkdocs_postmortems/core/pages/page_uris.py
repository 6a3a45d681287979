"""The addresses of generated pages, relative to the folder of postmortems."""

from __future__ import annotations

from mkdocs_postmortems.core.facets import FACETS

HOME_URI = "index.md"
FALLBACK_HOME_URI = "incidents/index.md"
"""URI of the home page if the folder of postmortems has an index page of its own."""
ACTIONS_URI = "actions/index.md"
INSIGHTS_URI = "insights/index.md"
LEARN_URI = "learn/index.md"
SAVED_SEARCH_URI = "searches/{slug}.md"
SEARCH_URI = "search/index.md"
SIMILAR_URI = "similar/index.md"

GENERATED_FOLDERS = frozenset(
    uri.split("/")[0]
    for uri in (FALLBACK_HOME_URI, ACTIONS_URI, INSIGHTS_URI, LEARN_URI, SAVED_SEARCH_URI, SEARCH_URI, SIMILAR_URI)
).union(facet.url for facet in FACETS)
"""Folders of generated pages, which documents may link to although there are no such files."""
