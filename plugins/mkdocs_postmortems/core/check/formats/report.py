"""What is reported, before it is put into any form."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mkdocs_postmortems.core.check.finding import Finding, as_json


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, with the texts that they are about."""

    findings: tuple[Finding, ...]
    """In order of place."""
    paths: tuple[str, ...] = ()
    """All documents that were checked."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """By path: what the findings are about."""
    version: str = ""
    """That of the program."""

    def renamed(self, name: Callable[[str], str]) -> Report:
        """Return it with other paths."""
        return replace(
            self,
            findings=tuple(replace(finding, path=name(finding.path)) for finding in self.findings),
            paths=tuple(map(name, self.paths)),
            texts={name(path): text for path, text in self.texts.items()},
        )

    def line(self, finding: Finding) -> str:
        """Return the line of the source that a finding is about; empty if it is not known."""
        lines = self.texts.get(finding.path, "").split("\n")
        return lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""

    def fingerprints(self) -> Iterator[tuple[Finding, str]]:
        """Yield each finding with a name that stays when other lines come or go above it."""
        seen: Counter[str] = Counter()
        for finding in self.findings:
            key = "\0".join((finding.path, finding.code, finding.message, self.line(finding).strip()))
            seen[key] += 1
            digest = hashlib.sha256(f"{key}\0{seen[key]}".encode(errors="surrogatepass"))
            yield finding, digest.hexdigest()


def as_json_text(report: Report) -> str:
    """Return a list of objects."""
    return json.dumps([as_json(one) for one in report.findings], indent=2, ensure_ascii=False)


def in_words(finding: Finding) -> str:
    """Return the message and what to do about it."""
    return f"{finding.message} {finding.suggestion}".strip()
