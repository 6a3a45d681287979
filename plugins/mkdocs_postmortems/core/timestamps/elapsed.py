"""Parses times that count from the start of an incident: `T+5m`, `T+1h30`, `T-0:10`, `+15 min`."""

from __future__ import annotations

import re
from typing import NamedTuple

_DAYS = r"(?:d|days?|Tage?|jours?|j|d[ií]as?|dias?|giorni|dagen|日|天)"
_HOURS = r"(?:h|hrs?|hours?|Std\.?|Stunden?|heures?|horas?|ore|uur|時間|小时|시간)"
_MINUTES = r"(?:m|mins?\.?|minutes?|Minuten?|Min\.|minutos?|minuti|minuten|'|′|分|分钟|분)"
_SECONDS = r"(?:s|secs?|seconds?|Sek\.?|Sekunden?|secondes?|segundos?|秒)"
_ELAPSED = re.compile(
    rf"""(?: (?P<origin>T\s?0?)\s?(?=[-+−–]|plus\b|minus\b) | (?=\+) )  # T+5m; without T only +5m
        (?P<sign>[-+−–]|plus|minus)\s?
        (?: (?P<h>\d{{1,3}}):(?P<hm>[0-5]\d)(?::[0-5]\d)?           # T+1:30
        |   (?P<d>\d{{1,3}})\s?{_DAYS}(?:\s?(?P<dh>\d{{1,2}})\s?{_HOURS})?
        |   (?P<hours>\d{{1,3}})\s?{_HOURS}(?:\s?(?P<rest>\d{{1,2}})\s?{_MINUTES}?)?
        |   (?P<seconds>\d{{1,5}})\s?{_SECONDS}
        |   (?P<minutes>\d{{1,5}})\s?(?P<unit>{_MINUTES})?
        )(?![\w:.,]\d|\w)
    |   (?:Minuten?|Min\.?)\s(?P<minute>\d{{1,4}})(?=\s?[:–—])        # Minute 15: what happened
    |   T\s?=?\s?0(?![\w:.,]*\d|\w)                                # T0, T=0
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Elapsed(NamedTuple):
    """Minutes since the start, negative before it, and where the text ends."""

    minutes: int
    end: int


def parse_elapsed(text: str, position: int = 0) -> Elapsed | None:
    """Return the time since the start at `position`, or `None`; without a `T` it needs a plus sign and a unit."""
    match = _ELAPSED.match(text, position)
    if match is None:
        return None
    if match["sign"] is None:
        return Elapsed(int(match["minute"] or 0), match.end())
    if match["origin"] is None and match["minutes"] and not match["unit"]:
        return None
    return Elapsed(_minutes(match) * (1 if match["sign"].lower() in ("+", "plus") else -1), match.end())


def _minutes(match: re.Match[str]) -> int:
    days, hours = int(match["d"] or 0), int(match["h"] or match["hours"] or match["dh"] or 0)
    minutes = int(match["hm"] or match["rest"] or match["minutes"] or 0) + int(match["seconds"] or 0) // 60
    return (days * 24 + hours) * 60 + minutes
