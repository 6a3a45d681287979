"""Quantiles of a sample."""

from __future__ import annotations

from collections.abc import Sequence


def quantile(ordered: Sequence[int], fraction: float) -> float | None:
    """Return a quantile of ascending values; `None` if there are none.

    Linear interpolation between the two nearest values: definition 7 of Hyndman and Fan, Sample Quantiles in
    Statistical Packages, The American Statistician 50 (1996), which spreadsheets and most statistics programs use.
    """
    if not ordered:
        return None
    place = (len(ordered) - 1) * fraction
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
