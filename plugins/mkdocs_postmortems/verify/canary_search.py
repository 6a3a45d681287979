"""Searches the files of a tree for canaries: their names and everything that is packed in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint
from mkdocs_postmortems.core.leaks.select import FingerprintSet
from mkdocs_postmortems.verify.decoding import Decoder
from mkdocs_postmortems.verify.layer import Dark
from mkdocs_postmortems.verify.report import LEAK, Finding

_MOST = 20
"""Findings of one file; more of them say nothing more."""


@dataclass(slots=True)
class Search:
    """One search of a tree."""

    canaries: FingerprintSet
    decoder: Decoder = field(default_factory=Decoder)

    def names(self, path: str) -> Iterator[Finding]:
        """Yield what the name of a file or a folder gives away."""
        for form in dict.fromkeys((path, unquote(path))):
            for sighting in self.canaries.find(form):
                yield _finding(path, sighting.fingerprint, "name")

    def content(self, path: str, data: bytes) -> Iterator[Finding]:
        """Yield what a file holds, once for each canary, and what of it is dark."""
        seen: set[Fingerprint] = set()
        for part in self.decoder.decode(path.rsplit("/", 1)[-1], data):
            if isinstance(part, Dark):
                yield Finding(path, "PV011", f"{part.where} {part.why}; expected something that can be read.")
                continue
            for sighting in self.canaries.find(part.text):
                if sighting.fingerprint not in seen and len(seen) < _MOST:
                    seen.add(sighting.fingerprint)
                    yield _finding(path, sighting.fingerprint, f"{part.where}: …{sighting.excerpt}…")


def _finding(path: str, canary: Fingerprint, where: str) -> Finding:
    message = f"holds {canary.kind} {canary.shown!r} of {canary.paths[0]}, which its readers may not read."
    return Finding(path, LEAK, message, where)
