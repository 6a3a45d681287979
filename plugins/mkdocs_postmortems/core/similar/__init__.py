"""Incidents that are like a text, a draft or another incident. One scorer for pages, command line and browser."""

from mkdocs_postmortems.core.similar.collection import Collection
from mkdocs_postmortems.core.similar.finder import Finder, Match
from mkdocs_postmortems.core.similar.related import Related, build_related

__all__ = ["Collection", "Finder", "Match", "Related", "build_related"]
