"""Applies the edits of diagnostics to the text of a file and leaves everything else as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_postmortems.core.diagnostics import Diagnostic

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def apply_fixes(text: str, findings: Iterable[Diagnostic]) -> str:
    """Return the text of a file with the edits of all diagnostics; of two edits of one line, the first is applied.

    Args:
        text: The text as it is in the file, with its byte order mark and its line endings.
        findings: Diagnostics of this file; those without `fixes` are ignored.
    """
    edits = {edit.line: edit.text for finding in sorted(findings, reverse=True) for edit in finding.fixes}
    lines = _LINES.findall(text)
    default_end = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    for number, new in edits.items():
        old = lines[number - 1]
        content = old.rstrip("\r\n")
        end = old[len(content) :]
        bom = "\ufeff" if content.startswith("\ufeff") else ""
        lines[number - 1] = bom + new.replace("\n", end or default_end) + end
    return "".join(lines)
