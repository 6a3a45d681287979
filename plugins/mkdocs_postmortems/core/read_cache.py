"""Remembers what was read of each distinct text: front matter, documents, taxonomies."""

from __future__ import annotations

from collections.abc import Iterable
from threading import RLock

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock, FrontMatterTable, parse_block
from mkdocs_postmortems.core.parse import ParseResult, parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy

ReadTaxonomy = tuple[Taxonomy, tuple[Diagnostic, ...]]


class ReadCache:
    """Reads a text once, however many audiences, checks and threads ask for it.

    A run of the program makes one and hands it on. It holds what it has read for as long as it lives, some 22 kB for a
    postmortem of 1,000 words. It decides nothing about who may read what: what it is asked for, it reads.
    """

    def __init__(self) -> None:
        """Start with nothing read."""
        self._lock = RLock()
        self._tables: dict[tuple[str, str, int, bool], FrontMatterTable] = {}
        self._documents: dict[Source, ParseResult] = {}
        self._taxonomies: dict[tuple[Source, Source | None], ReadTaxonomy] = {}

    def table(self, block: FrontMatterBlock) -> FrontMatterTable:
        """Return what front matter holds."""
        key = (block.fence, block.text, block.first_line, block.is_closed)
        with self._lock:
            if key not in self._tables:
                self._tables[key] = parse_block(block)
            return self._tables[key]

    def parse(self, source: Source) -> ParseResult:
        """Return what a document says."""
        with self._lock:
            if source not in self._documents:
                self._documents[source] = parse(source, self.table)
            return self._documents[source]

    def has_parsed(self, source: Source) -> bool:
        """Whether a document has been parsed."""
        with self._lock:
            return source in self._documents

    def add_parsed(self, results: Iterable[tuple[Source, ParseResult]]) -> None:
        """Take documents that were parsed elsewhere, such as in another process."""
        with self._lock:
            self._documents.update(results)

    def taxonomy(self, source: Source, builtin: Source | None = None) -> ReadTaxonomy:
        """Return a taxonomy, over the built-in one if there is one, and what is wrong with it."""
        with self._lock:
            key = (source, builtin)
            if key not in self._taxonomies:
                base = self.taxonomy(builtin)[0] if builtin else None
                self._taxonomies[key] = read_taxonomy(source, base)
            return self._taxonomies[key]
