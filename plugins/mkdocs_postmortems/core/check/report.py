"""The result of a check. It knows no rules: what prints it in other commands must not load them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter

from mkdocs_postmortems.core.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class LintReport:
    """The result of a check: diagnostics, and the texts that they are about."""

    findings: tuple[Diagnostic, ...]
    """Sorted by path and line."""
    paths: tuple[str, ...] = ()
    """The paths of all documents that were checked, sorted."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Path -> text, for the files that have findings."""
    version: str = ""
    """The version of this program, for SARIF."""

    def with_paths(self, rename: Callable[[str], str]) -> LintReport:
        """Return a copy with `rename` applied to every path."""
        return replace(
            self,
            findings=tuple(finding.with_paths(rename) for finding in self.findings),
            paths=tuple(map(rename, self.paths)),
            texts={rename(path): text for path, text in self.texts.items()},
        )

    def source_line(self, finding: Diagnostic) -> str:
        """Return the source line that a finding is about; empty if its text is not known."""
        lines = self.texts.get(finding.path, "").split("\n")
        return lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""

    def fingerprints(
        self, message_of: Callable[[Diagnostic], str] = attrgetter("message")
    ) -> Iterator[tuple[Diagnostic, str]]:
        """Yield each finding with a SHA-256 digest that stays the same when lines are added or removed above it.

        Args:
            message_of: what of its message tells a finding from others.
        """
        seen: Counter[str] = Counter()
        for finding in self.findings:
            key = "\0".join((finding.path, finding.code, message_of(finding), self.source_line(finding).strip()))
            seen[key] += 1
            digest = hashlib.sha256(f"{key}\0{seen[key]}".encode(errors="surrogatepass"))
            yield finding, digest.hexdigest()
