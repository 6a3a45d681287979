"""Reads the states of many items from their trackers, side by side, and keeps what was read when one fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.trackers import TrackerItem, TrackerKind, Trackers
from mkdocs_postmortems.trackers.connections import Environment, connect
from mkdocs_postmortems.trackers.reading import Reading
from mkdocs_postmortems.trackers.waiting import Waiting


@dataclass(frozen=True, slots=True)
class TrackerReadings:
    """What was read from one tracker."""

    kind: TrackerKind
    base: str
    asked: int
    """Number of items."""
    readings: tuple[Reading, ...]
    problem: str = ""
    """Why the others could not be read; empty if there are none."""

    @property
    def name(self) -> str:
        """The kind and the host of the tracker."""
        return f"{self.kind.value} ({urlsplit(self.base).netloc})"


@dataclass(frozen=True, slots=True)
class TrackerReader:
    """Reads trackers by the tokens of the environment."""

    trackers: Trackers
    environment: Environment
    wait: float = 60
    """Seconds that each tracker may ask to wait altogether."""
    timeout: float = 20
    """Seconds that an answer may take."""

    def read(self, items: Iterable[TrackerItem]) -> tuple[TrackerReadings, ...]:
        """Return what is read of the items, for each tracker; the trackers are asked at the same time."""
        by_tracker: dict[tuple[TrackerKind, str], list[TrackerItem]] = defaultdict(list)
        for item in sorted(set(items)):
            by_tracker[item.kind, item.base].append(item)
        if not by_tracker:
            return ()
        with ThreadPoolExecutor(max_workers=len(by_tracker)) as pool:
            return tuple(pool.map(lambda one: self._read(one[0][0], one[0][1], one[1]), sorted(by_tracker.items())))

    def _read(self, kind: TrackerKind, base: str, items: Sequence[TrackerItem]) -> TrackerReadings:
        readings: list[Reading] = []
        try:
            client, reader = connect(kind, base, self.trackers, self.environment, Waiting(self.wait), self.timeout)
            for reading in reader(client, items):
                readings.append(reading)  # noqa: PERF402 - what was read before an error is kept
        except PostmortemsError as error:
            return TrackerReadings(kind, base, len(items), tuple(readings), str(error))
        return TrackerReadings(kind, base, len(items), tuple(readings))
