"""What a reader of a result wants to know without opening it, as plain data for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from mkdocs_postmortems.core.model import ActionStatus, Postmortem
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.similar.reason import declared_values
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.title import without_code

_ACTIONS = 3
"""So many promises tell what was done about it."""
_LONGEST = 400
_IN_A_FILE = 50
"""At most; at least half of it. A list of ten results loads nearly as many files."""


def allot(paths: Sequence[str]) -> list[int]:
    """Return the number of the file that each document's sheet is in, which its path says.

    There are 1, 2, 4, 8 … files, so that one more document changes one of them; all change where their number doubles.
    """
    count = 1
    while count * _IN_A_FILE < len(paths):
        count *= 2
    return [crc32(path.encode()) % count for path in paths]


def result_sheet(
    document: Postmortem, url: str, severity: Sequence[str], day: str, taxonomy: Taxonomy
) -> dict[str, Any]:
    """Return title, address, summary, what fixed it, and what its values are called.

    Args:
        document: the incident.
        url: its address below the site.
        severity: the name of its severity, and its colours in the light and the dark scheme; nothing if it states none.
        day: its day in words; empty if it is not known.
        taxonomy: the names of its values.
    """
    kept = [item for item in document.actions if item.status is not ActionStatus.WONT_DO]
    fields = {
        "title": without_code(document.title),
        "url": url,
        "severity": list(severity),
        "day": day,
        "summary": (document.summary or "")[:_LONGEST],
        "resolution": plain(document.resolution or "")[:_LONGEST],
        "actions": [item.text[:_LONGEST] for item in kept[:_ACTIONS]],
        "values": declared_values(document, taxonomy),
    }
    return {name: value for name, value in fields.items() if value}
