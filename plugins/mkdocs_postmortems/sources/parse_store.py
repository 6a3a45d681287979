"""Keeps what documents were read as from run to run, in an SQLite database beside mkdocs.yml.

An entry belongs to a path, a text and a version of the program. It may be deleted at any time; one that is damaged
counts as none.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import mkdocs_postmortems.core
from mkdocs_postmortems.core.parse import ParseResult
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.system.pickling import from_bytes, to_bytes
from mkdocs_postmortems.system.records import CACHE_FOLDER, ignore_in_git

_LIBRARIES = ("babel", "markdown-it-py", "pydantic", "PyYAML")
"""What reads documents beside this program."""
_MAX_AGE = 30
"""Days after which an entry that nobody has asked for is removed."""
_WAIT = 2.0
"""Seconds to wait for another run that writes."""
_SCHEMA = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, day INTEGER, value BLOB) WITHOUT ROWID"


class ParseStore:
    """The parse results of earlier runs. Without a place to write to, nothing is kept."""

    def __init__(self, path: Path) -> None:
        """Take the path of the database, which need not exist."""
        self.path = path

    @classmethod
    def beside(cls, config: Path) -> ParseStore:
        """Return the store of the site with this mkdocs.yml."""
        return cls(config.parent / CACHE_FOLDER / "parsed.sqlite")

    def load(self, sources: Iterable[Source]) -> Iterator[tuple[Source, ParseResult]]:
        """Yield those of the sources whose results are known, with the results."""
        for source, value in self._values(sources):
            with suppress(Exception):  # Whatever is wrong with an entry, the document is read again.
                result = from_bytes(zlib.decompress(value))
                if isinstance(result, ParseResult):
                    yield source, result

    def keep(self, results: Iterable[tuple[Source, ParseResult]]) -> None:
        """Add results."""
        rows = [(_key(source), _today(), zlib.compress(to_bytes(result), 1)) for source, result in results]
        if not rows:
            return
        try:
            self._insert(rows)
        except (sqlite3.OperationalError, OSError):
            return  # Another run writes for long, or there is no place to write to.
        except sqlite3.DatabaseError:
            with suppress(sqlite3.Error, OSError):  # It is no database, or a damaged one.
                self.path.unlink()
                self._insert(rows)

    def _values(self, sources: Iterable[Source]) -> list[tuple[Source, bytes]]:
        found: list[tuple[Source, bytes]] = []
        if not self.path.exists():
            return found
        with suppress(sqlite3.Error, OSError), closing(self._connection()) as database:
            today, old = _today(), []
            for source in sources:
                key = _key(source)
                row = database.execute("SELECT day, value FROM results WHERE key = ?", [key]).fetchone()
                if row is not None:
                    found.append((source, row[1]))
                    old += [(today, key)] if row[0] != today else []
            with database:
                database.executemany("UPDATE results SET day = ? WHERE key = ?", old)
        return found

    def _insert(self, rows: list[tuple[bytes, int, bytes]]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        ignore_in_git(self.path.parent)
        with closing(self._connection()) as database, database:
            database.execute(_SCHEMA)
            database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
            database.execute("DELETE FROM results WHERE day < ?", [_today() - _MAX_AGE])

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_WAIT)


def open_cache(project: Project, *, creates: bool = False) -> ReadCache:
    """Return a cache that takes over what earlier runs have read of a site, and keeps what this one reads.

    Nothing is kept below the folder of documents: who looks for changes there would find one after each.

    Args:
        project: The site.
        creates: Whether a folder for it is made; else nothing is kept where there is none.
    """
    store = ParseStore.beside(project.config)
    is_below = store.path.absolute().is_relative_to(project.docs_dir.absolute())
    return ReadCache(store if (creates or store.path.parent.is_dir()) and not is_below else None)


def _key(source: Source) -> bytes:
    hashed = hashlib.sha256(_program())
    for text in (source.path, source.text):
        data = text.encode(errors="surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.digest()


@cache
def _program() -> bytes:
    """Return the digest of what reads documents: the interpreter, the core of this program, and libraries."""
    hashed = hashlib.sha256(repr((sys.version, [version(name) for name in _LIBRARIES])).encode())
    for folder in map(Path, mkdocs_postmortems.core.__path__):
        for path in sorted(folder.rglob("*.py")):
            hashed.update(path.read_bytes())
    return hashed.digest()


def _today() -> int:
    """Return the number of days since 1970."""
    return int(time.time() // 86_400)
