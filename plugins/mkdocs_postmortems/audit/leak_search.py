"""Searches the files of a built site for fingerprints of hidden text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from mkdocs_postmortems.audit.decoded import Opaque
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.audit.report import LEAK, OPAQUE
from mkdocs_postmortems.audit.shipped_files import ShippedFiles
from mkdocs_postmortems.audit.verified_files import VerifiedSearch
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint
from mkdocs_postmortems.core.leaks.select import FingerprintSet

_MAX_FINDINGS = 20
"""Maximum number of fingerprints reported for one file."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A fingerprint in the name or the content of a file."""

    path: str
    where: str
    """How the text is encoded in the file, and an excerpt."""
    fingerprint: Fingerprint


@dataclass(slots=True)
class LeakSearch:
    """Searches the files of one site; its decoder decodes repeated base64 only once."""

    fingerprints: FingerprintSet
    shipped: ShippedFiles
    verified: VerifiedSearch | None = None
    """What is known of files that were searched before."""
    decoder: Decoder = field(default_factory=Decoder)

    def names(self, path: str) -> Iterator[Leak]:
        """Yield each fingerprint in the path of a file or folder."""
        for form in dict.fromkeys((path, unquote(path))):
            for match in self.fingerprints.find(form):
                yield Leak(path, "name", match.fingerprint)

    def content(self, path: str, data: bytes) -> Iterator[Leak | Diagnostic]:
        """Yield each fingerprint in a file, once, and a diagnostic for each part that cannot be decoded.

        Nothing is searched for in files that installed packages ship: their bytes depend on no document.
        """
        name = path.rsplit("/", 1)[-1]
        if self.shipped.holds(name, data):
            return
        known = self.verified.known(name, data) if self.verified else None
        if known is not None:
            yield from (Leak(path, "", fingerprint) for fingerprint in known)
            return
        seen: set[Fingerprint] = set()
        for part in self.decoder.decode(name, data):
            if isinstance(part, Opaque):
                yield opaque_finding(path, part)
                continue
            for match in self.fingerprints.find(part.text):
                if match.fingerprint not in seen:
                    seen.add(match.fingerprint)
                    yield Leak(path, f"{part.where}: …{match.excerpt}…", match.fingerprint)
        if self.verified:
            self.verified.add(name, data, seen)


def opaque_finding(path: str, part: Opaque) -> Diagnostic:
    """Return what is said of a part of a file that cannot be searched."""
    return Diagnostic(path, NO_LINE, OPAQUE, f"{part.where} {part.reason}; expected something that can be read.")


def report_leaks(leaks: Iterable[Leak]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each leak, and no more than `_MAX_FINDINGS` for one file."""
    counts = Counter[str]()
    for leak in leaks:
        counts[leak.path] += 1
        if counts[leak.path] <= _MAX_FINDINGS:
            of = leak.fingerprint
            message = f"holds {of.kind} {of.shown!r} of {of.paths[0]}, which its readers may not read."
            yield Diagnostic(leak.path, NO_LINE, LEAK, message, where=leak.where)
