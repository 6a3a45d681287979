"""Counts people that front matter lists or counts: `invited: 9`, `invited: [payments, platform]`."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 5
"""Digits of the largest number of people that a review may have."""


def count_people(written: Sequence[str]) -> int | None:
    """Return the number of people: a single number as it is, else the number of entries; `None` without any."""
    if not written:
        return None
    only = written[0] if len(written) == 1 else ""
    return int(only) if only.isascii() and only.isdigit() and len(only) <= _MOST else len(written)
