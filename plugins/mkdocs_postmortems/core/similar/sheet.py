"""What a reader of a result wants to know without opening it, as plain data for the browser."""

from __future__ import annotations

from typing import Any

from mkdocs_postmortems.core.model import ActionStatus, Postmortem
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.title import without_code

_ACTIONS = 3
"""So many promises tell what was done about it."""
_LONGEST = 400


def result_sheet(document: Postmortem, url: str, severity: str, day: str) -> dict[str, Any]:
    """Return title, address, summary and what fixed it.

    Args:
        document: the incident.
        url: its address below the site.
        severity: the name of its severity; empty if it states none.
        day: its day in words; empty if it is not known.
    """
    kept = [item for item in document.actions if item.status is not ActionStatus.WONT_DO]
    fields = {
        "title": without_code(document.title),
        "url": url,
        "severity": severity,
        "day": day,
        "summary": (document.summary or "")[:_LONGEST],
        "resolution": plain(document.resolution or "")[:_LONGEST],
        "actions": [item.text[:_LONGEST] for item in kept[:_ACTIONS]],
    }
    return {name: value for name, value in fields.items() if value}
