"""Searches the files of a built site for fingerprints of hidden text.

Fingerprints that occur in themes or in this program are left out, since they would be reported on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from mkdocs_postmortems.audit.decoded import DecodedText, Opaque
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.audit.report import LEAK
from mkdocs_postmortems.audit.site_files import list_site_files
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint
from mkdocs_postmortems.core.leaks.select import FingerprintSet

_TEXT_EXTENSIONS = (".html", ".js", ".map", ".css", ".json", ".xml", ".py", ".yml", ".md", ".svg", ".txt")
_SKIPPED_FOLDERS = (".icons/", "node_modules/", "__pycache__/")
"""Folders without readable text: thousands of icons, and code of packages."""


@cache
def shipped_folders() -> tuple[Path, ...]:
    """Return the folders of this program, of MkDocs' search and of all installed themes."""
    packages = {"mkdocs_postmortems", "mkdocs.contrib.search"}
    packages |= {point.module for point in entry_points(group="mkdocs.themes")}
    return tuple(sorted(folder for package in packages if (folder := _folder(package)) is not None))


def _folder(package: str) -> Path | None:
    try:
        spec = find_spec(package)
    except ImportError:
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def common_texts(folders: Iterable[Path]) -> Iterator[str]:
    """Yield the names and all texts of the files in public folders, as decoded."""
    decoder = Decoder()
    for folder in folders:
        for path in list_site_files(folder).files:
            if path.endswith(_TEXT_EXTENSIONS) and not any(part in path for part in _SKIPPED_FOLDERS):
                yield path
                data = (folder / path).read_bytes()
                yield from (part.text for part in decoder.decode(path, data) if isinstance(part, DecodedText))


_MAX_FINDINGS = 20
"""Maximum number of fingerprints reported for one file."""


@dataclass(slots=True)
class LeakSearch:
    """Searches the files of one site; its decoder decodes repeated base64 only once."""

    fingerprints: FingerprintSet
    decoder: Decoder = field(default_factory=Decoder)

    def names(self, path: str) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each fingerprint in the path of a file or folder."""
        for form in dict.fromkeys((path, unquote(path))):
            for match in self.fingerprints.find(form):
                yield _finding(path, match.fingerprint, "name")

    def content(self, path: str, data: bytes) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each fingerprint in a file, once each, and for each part that cannot be decoded."""
        seen: set[Fingerprint] = set()
        for part in self.decoder.decode(path.rsplit("/", 1)[-1], data):
            if isinstance(part, Opaque):
                yield Diagnostic(
                    path, NO_LINE, "PV011", f"{part.where} {part.reason}; expected something that can be read."
                )
                continue
            for match in self.fingerprints.find(part.text):
                if match.fingerprint not in seen and len(seen) < _MAX_FINDINGS:
                    seen.add(match.fingerprint)
                    yield _finding(path, match.fingerprint, f"{part.where}: …{match.excerpt}…")


def _finding(path: str, fingerprint: Fingerprint, where: str) -> Diagnostic:
    message = (
        f"holds {fingerprint.kind} {fingerprint.shown!r} of {fingerprint.paths[0]}, which its readers may not read."
    )
    return Diagnostic(path, NO_LINE, LEAK, message, where=where)
