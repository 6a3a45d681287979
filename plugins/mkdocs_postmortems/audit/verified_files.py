"""Remembers which files of a site were searched, so that an unchanged file is not searched for the same again.

What is remembered is digests alone, and one for all that was searched for together, so that nobody can try words. Only
a search that has found nothing to report is remembered: what is encoded in several files is decoded in the first of
them, so that nothing is known of a single file while another one has something to report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint
from mkdocs_postmortems.core.leaks.select import FingerprintSet
from mkdocs_postmortems.system.records import write_record


@dataclass(frozen=True, slots=True)
class _Record:
    """A search of a site that has found nothing to report."""

    program: str = ""
    fingerprints: str = ""
    """The digest of all that was searched for."""
    files: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The digest of each file, with the places of the fingerprints in it, which themes say as well."""


_RECORD = TypeAdapter(_Record)


@dataclass(frozen=True, slots=True)
class VerifiedFiles:
    """The record of the last search of a site."""

    path: Path
    program: str
    """The digest of all programs."""

    def search(self, fingerprints: FingerprintSet) -> VerifiedSearch:
        """Begin a search; a record of another one, or a damaged one, counts as none."""
        try:
            record = _RECORD.validate_json(self.path.read_bytes())
        except (OSError, ValidationError):
            record = _Record()
        is_same = (record.program, record.fingerprints) == (self.program, fingerprints.digest)
        return VerifiedSearch(self, fingerprints, record.files if is_same else {})


@dataclass(frozen=True, slots=True)
class VerifiedSearch:
    """A search of a site, and what the previous one for the same fingerprints has found in its files."""

    record: VerifiedFiles
    fingerprints: FingerprintSet
    previous: Mapping[str, tuple[int, ...]]
    read: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The files of this search, in the form of a record."""

    def known(self, name: str, data: bytes) -> tuple[Fingerprint, ...] | None:
        """Return the fingerprints that a file holds; `None` if it has to be searched."""
        digest = named_digest(name, data)
        found = self.previous.get(digest)
        if found is None or not all(0 <= place < len(self.fingerprints) for place in found):
            return None
        self.read[digest] = found
        return tuple(self.fingerprints.kept[place] for place in found)

    def add(self, name: str, data: bytes, found: Collection[Fingerprint]) -> None:
        """Take a file that was searched, with the fingerprints in it."""
        places = (place for place, one in enumerate(self.fingerprints.kept) if one in found) if found else ()
        self.read[named_digest(name, data)] = tuple(places)

    def remember(self) -> None:
        """Replace the record; call this only if there is nothing to report."""
        record = _Record(self.record.program, self.fingerprints.digest, self.read)
        write_record(self.record.path, _RECORD.dump_json(record))


def named_digest(name: str, data: bytes = b"") -> str:
    """Return the digest of a name or path and of content; alone, of the name. How a file is decoded depends on both."""
    return hashlib.sha256(b"%b\0%b" % (name.encode(errors="surrogateescape"), data)).hexdigest()
