"""Parses how long ago something began: `2 hours ago`, `an hour and 20 min ago`, `vor 2 Stunden`, `3 days ago 14:30`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_HOUR = 60
_DAY = 24 * _HOUR
_UNIT_WORDS = {
    1: "m min min. mins minute minutes minuten minuto minutos minuti minuut 分 分钟",
    _HOUR: "h hr hrs hour hours std std. stunde stunden heure heures hora horas ora ore uur 時間 小时",
    _DAY: "d day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen 日 天",
    7 * _DAY: "w wk week weeks woche wochen semaine semaines semana semanas settimana settimane weken 週間 周",
}
_MINUTES_BY_UNIT: Mapping[str, int] = MappingProxyType(
    {word: minutes for minutes, words in _UNIT_WORDS.items() for word in words.split()}
)
_NUMBER_WORDS: Mapping[str, float] = MappingProxyType(
    dict.fromkeys("a an one ein eine einer einem un une una um uma uno een".split(), 1.0)
    | {"half a": 0.5, "half an": 0.5, "einer halben": 0.5, "une demi": 0.5, "media": 0.5, "meia": 0.5}
    | {word: float(number) for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
)
_WORDS = "|".join(sorted(map(re.escape, _NUMBER_WORDS), key=len, reverse=True))
_NUMBER = rf"\d{{1,4}}(?:[.,]\d)?|\b(?:{_WORDS})\b"
_UNIT = "|".join(sorted(map(re.escape, _MINUTES_BY_UNIT), key=len, reverse=True))
_PART = rf"(?:{_NUMBER})[\s-]?(?:{_UNIT})"
_AMOUNT = rf"(?P<amount>{_PART}(?:(?:,?\s+(?:and|und|et|y|e|en)\s+|,?\s*)(?:{_PART}|\d{{1,2}}))?)"
_CLOCK = r"(?:,?\s+(?:at\s+|um\s+|à\s+|a\s+las\s+)?(?P<clock>\d{1,2}[:.h]\d\d(?:\s?[ap]m)?))?"
_AGO = re.compile(
    rf"""(?P<approx>(?:~|about|around|roughly|some|etwa|ca\.?|environ|unos)\s*)?
    (?: {_AMOUNT}\s?(?:ago|fa|geleden|atrás|前)
    |   (?:vor|il\ y\ a|hace|há)\s+{_AMOUNT.replace("amount", "behind")}
    ){_CLOCK}""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTS = re.compile(rf"(?P<number>{_NUMBER})[\s-]?(?P<unit>{_UNIT})?(?=$|[\s,]|\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeAgo:
    """How long ago something was."""

    minutes: int
    in_days: bool
    """Whether it is told in days or weeks, so that the time of day is not known from it."""
    clock: str = ""
    """The time of that day, as written."""
    is_approx: bool = False


def parse_time_ago(text: str) -> TimeAgo | None:
    """Return how long ago the text says that something was, or `None`."""
    match = _AGO.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    amount = match["amount"] or match["behind"]
    parts = [(part["number"].casefold(), (part["unit"] or "m").casefold()) for part in _PARTS.finditer(amount)]
    minutes = sum(_number(number) * _MINUTES_BY_UNIT[unit] for number, unit in parts)
    in_days = all(_MINUTES_BY_UNIT[unit] >= _DAY for _, unit in parts)
    return TimeAgo(round(minutes), in_days, match["clock"] or "", match["approx"] is not None)


def _number(written: str) -> float:
    return _NUMBER_WORDS.get(written) or float(written.replace(",", "."))
