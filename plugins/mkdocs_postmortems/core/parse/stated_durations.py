"""Reads how long something took where a document says it in so many words: `Time to recovery: 4 hours 42 minutes`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.source import Located

DURATION_LABELS = {
    "time_to_detect": "time to detection | time to detect | ttd | mttd | zeit bis zur erkennung | temps de détection",
    "time_to_acknowledge": "time to acknowledge | time to acknowledgement | time to acknowledgment | tta | mtta",
    "time_to_mitigate": "time to mitigate | time to mitigation | ttm | time to stabilize | time to containment",
    "time_to_resolve": """time to recovery | time to recover | time to resolve | time to resolution | time to restore
        | time to repair | ttr | mttr | zeit bis zur behebung | temps de résolution""",
}
"""Key -> labels of a field of the body."""
_UNITS = MappingProxyType({"d": 1440, "h": 60, "m": 1})
_PART = r"(\d{1,5}(?:[.,]\d{1,2})?)\s?(d|days?|h|hrs?|hours?|m|mins?|minutes?)(?![a-z])\.?"
_PARTS = re.compile(_PART, re.IGNORECASE)
_DURATION = re.compile(
    rf"(?:~|≈|about|around|approx(?:imately|\.)?|ca\.?)?\s?((?:{_PART}(?:,|\s|and)*){{1,3}})"
    r"[\s.*_]*(?:[(\[].*)?",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 200


def parse_stated_durations(stated_fields: Mapping[str, Located[str]]) -> Mapping[str, int]:
    """Return the minutes of each duration that the body states, by key; without `?`, `N/A` and other words."""
    found = {key: stated_minutes(stated_fields[key].value) for key in DURATION_LABELS if key in stated_fields}
    return MappingProxyType({key: minutes for key, minutes in found.items() if minutes is not None})


def stated_minutes(text: str) -> int | None:
    """Return the minutes of a text that is a duration, maybe with a remark in brackets; else `None`."""
    match = _DURATION.fullmatch(text.strip()[:_LONGEST])
    if match is None:
        return None
    parts = _PARTS.findall(match[1])
    return round(sum(float(number.replace(",", ".")) * _UNITS[unit[0].lower()] for number, unit in parts))
