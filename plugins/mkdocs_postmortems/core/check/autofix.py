"""Writes what findings offer to change into the bytes of a file, and touches no other byte."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_postmortems.core.diagnostics import Diagnostic

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def apply_fixes(text: str, findings: Iterable[Diagnostic]) -> str:
    """Return a text with the edits of all findings; of two for one line, the first counts.

    Args:
        text: As it is in the file: with a byte order mark and carriage returns where it has them.
        findings: What was found in it.
    """
    edits = {edit.line: edit.text for finding in sorted(findings, reverse=True) for edit in finding.fixes}
    lines = _LINES.findall(text)
    usual = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    for number, new in edits.items():
        old = lines[number - 1]
        bare = old.rstrip("\r\n")
        end = old[len(bare) :]
        mark = "\ufeff" if bare.startswith("\ufeff") else ""
        lines[number - 1] = mark + new.replace("\n", end or usual) + end
    return "".join(lines)
