"""Incidents that are like a text, a draft or another incident. One scorer for pages, command line and browser."""

from mkdocs_postmortems.core.similar.collection import DocumentCollection
from mkdocs_postmortems.core.similar.finder import Match, SimilarityFinder
from mkdocs_postmortems.core.similar.related import RelatedDocument, build_related

__all__ = ["DocumentCollection", "Match", "RelatedDocument", "SimilarityFinder", "build_related"]
