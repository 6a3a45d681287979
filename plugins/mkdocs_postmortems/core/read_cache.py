"""A cache of parse results by text: front matter, documents, taxonomies."""

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
    """Parses each distinct text once, however many audiences, checks and threads ask for it.

    One instance serves a run of the program. It keeps every result, some 22 kB for a postmortem of 1,000 words. It
    does not check who may read what.
    """

    def __init__(self) -> None:
        """Start empty."""
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
            return self._documents[source]

    def has_parsed(self, source: Source) -> bool:
        """Whether the result of a document is in the cache."""
        with self._lock:
            return source in self._documents

    def add_parsed(self, results: Iterable[tuple[Source, ParseResult]]) -> None:
        """Add results of documents that were parsed elsewhere, such as in another process."""
        with self._lock:
            self._documents.update(results)

    def taxonomy(self, source: Source, builtin: Source | None = None) -> ReadTaxonomy:
        """Return a taxonomy, merged with the built-in one if given, and its diagnostics."""
        with self._lock:
            key = (source, builtin)
            if key not in self._taxonomies:
                base = self.taxonomy(builtin)[0] if builtin else None
                self._taxonomies[key] = read_taxonomy(source, base)
            return self._taxonomies[key]
