"""Parses documents in several processes, where there are many."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.system.parallel import parallel_map


def parse_sources(sources: Iterable[Source], cache: ReadCache) -> None:
    """Parse the sources that neither the cache nor its store has, and add them to both."""
    wanted = list(sources)
    cache.recall(wanted)
    new = [source for source in wanted if not cache.has_parsed(source)]
    cache.add_parsed(zip(new, parallel_map(cache.parse, new), strict=True))
    cache.remember()
