"""Remembers which files of a site have links that all lead somewhere, so that unchanged files are not read again.

A link leads to what it led to as long as no file of the site is gone. Whether a page still has the places that others
link to is looked up anew for each page that was changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mkdocs_postmortems.audit.verified_files import named_digest
from mkdocs_postmortems.system.records import write_record


@dataclass(frozen=True, slots=True)
class _Record:
    """A check of all links of a site. Paths are known by their digests: not all names are text."""

    program: str = ""
    site_url: str = ""
    paths: frozenset[str] = frozenset()
    """The files of the site."""
    clean: frozenset[str] = frozenset()
    """The files whose links all lead somewhere, by digests of path and content."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Page -> the anchors of it that the links of those files need."""


_RECORD = TypeAdapter(_Record)


class CheckedLinks:
    """What the last check of a site's links has found, and what this one finds."""

    def __init__(self, path: Path, program: str) -> None:
        """Take the place of the record, and the digest of all programs; a damaged record counts as none."""
        self._path = path
        self._program = program
        self._previous = _read(path)
        self._site_url = ""
        self._paths: frozenset[str] = frozenset()
        self._digests: dict[str, str] = {}
        """Path of each file that was read -> digest of its path and content."""

    def begin(self, site_url: str, paths: Iterable[str]) -> None:
        """Begin a check of a site; where a file is gone, or anything else differs, nothing is known."""
        self._site_url, self._paths = site_url, frozenset(map(named_digest, paths))
        previous = self._previous
        is_same = (previous.program, previous.site_url) == (self._program, site_url)
        if not is_same or not previous.paths <= self._paths:
            self.forget()

    def is_known(self, path: str, data: bytes) -> bool:
        """Whether all links of a file lead somewhere, but for anchors of pages that have changed."""
        digest = self._digests[path] = named_digest(path, data)
        return digest in self._previous.clean

    def needed(self, page: str) -> frozenset[str]:
        """Return the anchors of a page that known files link to."""
        return self._previous.anchors.get(named_digest(page), frozenset())

    def forget(self) -> None:
        """Know nothing of earlier checks."""
        self._previous = _Record()

    def remember(self, faulty: Collection[str], anchors: Iterable[tuple[str, str]]) -> None:
        """Replace the record.

        Args:
            faulty: The files of this check with links that lead nowhere.
            anchors: (page, anchor) of all links of files that were not known.
        """
        needed = {page: set(some) for page, some in self._previous.anchors.items()}
        for page, anchor in anchors:
            needed.setdefault(named_digest(page), set()).add(anchor)
        clean = frozenset(digest for path, digest in self._digests.items() if path not in faulty)
        record = _Record(
            self._program, self._site_url, self._paths, clean, {page: frozenset(some) for page, some in needed.items()}
        )
        write_record(self._path, _RECORD.dump_json(record))


def _read(path: Path) -> _Record:
    try:
        return _RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return _Record()
