"""Similarity search: incidents similar to a text, a draft or another incident, with one scorer for all front ends."""

from mkdocs_postmortems.core.similar.collection import DocumentCollection
from mkdocs_postmortems.core.similar.finder import Match, SimilarityFinder
from mkdocs_postmortems.core.similar.related import RelatedDocument, build_related

__all__ = ["DocumentCollection", "Match", "RelatedDocument", "SimilarityFinder", "build_related"]
