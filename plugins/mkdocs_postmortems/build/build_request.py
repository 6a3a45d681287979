"""What a run builds, where, and for which day."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_DAY = 24 * 60 * 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build, and where."""

    config: Path
    """The path of mkdocs.yml."""
    target: Path
    """The output folder: a site, a manifest and a build record for each audience."""
    build_time: int
    """The build date, in seconds since 1970 (`SOURCE_DATE_EPOCH`)."""
    only: tuple[str, ...] = ()
    """The audiences to build, by name or slug; empty for all. Sites of other audiences stay as they are."""
    jobs: int | None = None
    """How many builds run in parallel; `None` for one per processor."""
    uses_cache: bool = True
    """Whether a site whose input has not changed since the previous build is left as it is."""
    is_bundle: bool = False
    """Whether sites are for reading from the disk: addresses are those of files, and nothing is remembered of them."""

    @property
    def build_day(self) -> int:
        """The beginning of the build date in UTC: what sites show of the time is the day."""
        return self.build_time // _DAY * _DAY
