"""A cache of parse results by text: front matter, documents, taxonomies."""

from __future__ import annotations

from collections.abc import Iterable
from threading import RLock
from typing import Protocol

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock, FrontMatterTable, parse_block
from mkdocs_postmortems.core.parse import ParseResult, parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy


class ParseStore(Protocol):
    """Keeps parse results from run to run."""

    def load(self, sources: Iterable[Source]) -> Iterable[tuple[Source, ParseResult]]:
        """Return those of the sources whose results are known, with the results."""

    def keep(self, results: Iterable[tuple[Source, ParseResult]]) -> None:
        """Add results."""


ReadTaxonomy = tuple[Taxonomy, tuple[Diagnostic, ...]]


class ReadCache:
    """Parses each distinct text once, however many audiences, checks and threads ask for it.

    One instance serves a run of the program. It keeps every result, some 22 kB for a postmortem of 1,000 words. It
    does not check who may read what.
    """

    def __init__(self, store: ParseStore | None = None) -> None:
        """Start empty; a store keeps what this run parses for others."""
        self._store = store
        self._new: list[Source] = []
        """What the store lacks."""
        self._lock = RLock()
        self._tables: dict[tuple[str, str, int, bool], FrontMatterTable] = {}
        self._documents: dict[Source, ParseResult] = {}
        self._taxonomies: dict[tuple[Source, Source | None], ReadTaxonomy] = {}

    def table(self, block: FrontMatterBlock) -> FrontMatterTable:
        """Return the parsed front matter of a block."""
        key = (block.fence, block.text, block.first_line, block.is_closed)
        with self._lock:
            if key not in self._tables:
                self._tables[key] = parse_block(block)
            return self._tables[key]

    def parse(self, source: Source) -> ParseResult:
        """Return the parse result of a document; a text that was parsed before is not parsed again."""
        with self._lock:
            if source not in self._documents:
                self._documents[source] = parse(source, self.table)
                self._new.append(source)
            return self._documents[source]

    def has_parsed(self, source: Source) -> bool:
        """Whether the result of a document is in the cache."""
        with self._lock:
            return source in self._documents

    def add_parsed(self, results: Iterable[tuple[Source, ParseResult]]) -> None:
        """Add results of documents that were parsed elsewhere, such as in another process."""
        with self._lock:
            new = {source: result for source, result in results if source not in self._documents}
            self._documents.update(new)
            self._new.extend(new)

    def recall(self, sources: Iterable[Source]) -> None:
        """Take over what the store knows of some documents."""
        if self._store is not None:
            wanted = [source for source in sources if not self.has_parsed(source)]
            with self._lock:
                self._documents.update(self._store.load(wanted))

    def remember(self) -> None:
        """Give the store what was parsed since."""
        with self._lock:
            new, self._new = self._new, []
            if self._store is not None:
                self._store.keep((source, self._documents[source]) for source in new)

    def taxonomy(self, source: Source, builtin: Source | None = None) -> ReadTaxonomy:
        """Return a taxonomy, merged with the built-in one if given, and its diagnostics."""
        with self._lock:
            key = (source, builtin)
            if key not in self._taxonomies:
                base = self.taxonomy(builtin)[0] if builtin else None
                self._taxonomies[key] = read_taxonomy(source, base)
            return self._taxonomies[key]
