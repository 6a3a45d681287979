"""How long a tracker asks to wait before the next request, and how long anybody is ready to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_RESETS = (
    "retry-after",
    "x-ratelimit-reset",
    "ratelimit-reset",
    "x-ratelimit-requests-reset",
    "x-ratelimit-complexity-reset",
)
"""Headers that say when the next request may come, the plainest first."""
_YEAR_2001 = 1_000_000_000
"""More seconds than anybody waits: a number above is a time."""
_MILLISECONDS = 100_000_000_000
"""More seconds than there will be for a while: a time above is in milliseconds."""


@dataclass
class Waiting:
    """The time that may be spent waiting for one tracker."""

    left: float
    """Seconds that are left."""
    sleep: Callable[[float], None] = field(default=time.sleep)
    clock: Callable[[], float] = field(default=time.time)
    """Returns the seconds since 1970."""

    def wait(self, seconds: float) -> bool:
        """Wait, unless that is longer than what is left; return whether it did."""
        if seconds > self.left:
            return False
        self.left -= seconds
        self.sleep(seconds)
        return True

    def asked(self, headers: Mapping[str, str]) -> float | None:
        """Return the seconds that an answer asks to wait, at least one; `None` if it does not say.

        Args:
            headers: Headers by names in lower case.
        """
        return next(_delays(headers, self.clock()), None)


def _delays(headers: Mapping[str, str], now: float) -> Iterator[float]:
    for name in _RESETS:
        written = headers.get(name)
        seconds = _seconds(written.strip(), now) if written else None
        if seconds is not None:
            yield max(1.0, seconds)


def _seconds(written: str, now: float) -> float | None:
    """Return the seconds from now that a number, a time in seconds or milliseconds since 1970, or a date stands for."""
    if written.isascii() and written.isdigit() and len(written) < 16:
        number = float(written)
        return number if number < _YEAR_2001 else number / (1000 if number > _MILLISECONDS else 1) - now
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(written)
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    return None
