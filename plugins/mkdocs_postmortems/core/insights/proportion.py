"""A share of incidents with the interval in which the true share probably lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Postmortem

_Z = 1.959963984540054
"""The quantile of the normal distribution for 95 %."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of some incidents have something."""

    having: tuple[Postmortem, ...]
    total: int
    """Number of incidents of which it is known whether they have it."""

    @property
    def count(self) -> int:
        """Number of incidents that have it."""
        return len(self.having)

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; `None` without incidents."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share; `None` without incidents."""
        return wilson_interval(self.count, self.total) if self.total else None


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % score interval of a proportion.

    E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22 (1927). It stays within 0 and 1, and is sensible for few incidents.
    """
    share, square = count / total, _Z * _Z
    centre = (share + square / (2 * total)) / (1 + square / total)
    margin = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, centre - margin), min(1.0, centre + margin)
