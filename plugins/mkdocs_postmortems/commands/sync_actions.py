"""Reads the states of action items from their trackers and from tables, and writes them into a file of the sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_postmortems.core.action_states import Snapshot, is_day, write_snapshot
from mkdocs_postmortems.core.action_states_csv import read_table
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.model import ActionStatus, TrackedState
from mkdocs_postmortems.core.trackers import TrackerItem, TrackerKind, Trackers
from mkdocs_postmortems.settings import ConfigurationError, Project, load_settings
from mkdocs_postmortems.sources.corpus_loader import read_labelled_tree
from mkdocs_postmortems.sources.files import display_path, read_action_states, rewrite, write_new
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, label_sources
from mkdocs_postmortems.sources.parallel_parse import parse_sources
from mkdocs_postmortems.sources.parse_store import open_cache
from mkdocs_postmortems.trackers.states import TrackerReader, TrackerReadings

_SETTLED = (ActionStatus.DONE, ActionStatus.WONT_DO)
_WRONG_OPTIONS = ("PM050", "PM051")
"""Codes of options that are unknown or invalid: with them nobody knows where tokens may go."""


@dataclass(frozen=True, slots=True)
class LinkedItem:
    """An item that action items link to."""

    key: str
    """Its name in the file of states."""
    item: TrackerItem | None
    """`None` if no known tracker has it."""
    place: str
    """Path and line of the first action item that links to it, relative to the current folder."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """An item whose state has changed."""

    key: str
    before: TrackedState | None
    after: TrackedState | None
    """`None` if no action item links to it any more."""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What was read, and what the file will hold."""

    path: Path
    """The file of states."""
    before: Snapshot
    after: Snapshot
    asked: int
    """Number of items that were looked for."""
    read: int
    """Number of those whose state was read."""
    problems: tuple[str, ...]
    """Why the others could not be read: a line for each item, table row or tracker."""
    unknown: tuple[LinkedItem, ...]
    """Items that no known tracker has, and no table either."""

    @property
    def changes(self) -> tuple[StateChange, ...]:
        """The items whose state has changed, whenever it was read."""
        keys = sorted(self.before.keys() | self.after.keys())
        pairs = ((key, self.before.get(key), self.after.get(key)) for key in keys)
        return tuple(StateChange(*one) for one in pairs if _words(one[1]) != _words(one[2]))

    def write(self) -> bool:
        """Write the file atomically; return whether anything in it changed."""
        if not self.path.exists():
            return bool(self.after) and write_new(self.path, write_snapshot(self.after))
        return rewrite(self.path, lambda _: write_snapshot(self.after))


def _words(state: TrackedState | None) -> tuple[object, ...]:
    return (state.state, state.closed) if state else ()


@dataclass(frozen=True, slots=True)
class _Known:
    """States that were read, and what could not be."""

    states: Mapping[str, TrackedState]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionSync:
    """One run of `postmortems actions sync`."""

    config: Path
    """The path of mkdocs.yml."""
    asked: Collection[TrackerKind]
    """The kinds of trackers that are asked."""
    table: Path | None
    """A CSV file with states."""
    now: int
    """Seconds since 1970."""
    environment: Mapping[str, str]
    wait: float
    """Seconds that each tracker may ask to wait altogether."""
    timeout: float
    """Seconds that an answer may take."""

    def run(self) -> SyncResult:
        """Return the states that the table and the trackers give now, beside those of the file; nothing is written.

        Raises:
            PostmortemsError: the configuration, the file of states or the table cannot be read.
        """
        project = _load_project(self.config)
        trackers = project.settings.trackers
        sources = label_sources(project, read_labelled_tree(project), open_cache(project))
        linked = {one.key: one for one in _linked_items(sources, trackers)}
        before = _read_before(project)
        kept = {key: state for key, state in before.items() if key in linked}
        listed = self._read_table(trackers, linked)
        asked = [
            one for one in linked.values() if one.item and one.item.kind in self.asked and one.key not in listed.states
        ]
        read = self._read_trackers(trackers, asked, before)
        unknown = tuple(one for one in linked.values() if one.item is None and one.key not in listed.states)
        return SyncResult(
            path=project.docs_dir / sources.action_states_path,
            before=before,
            after=kept | dict(listed.states) | dict(read.states),
            asked=len(asked) + len(listed.states),
            read=len(read.states) + len(listed.states),
            problems=(*listed.problems, *read.problems),
            unknown=unknown,
        )

    def _read_table(self, trackers: Trackers, linked: Mapping[str, LinkedItem]) -> _Known:
        """Read the rows of the table for items that action items link to; it may list any number of others."""
        if self.table is None:
            return _Known({}, ())
        try:
            rows = list(read_table(self.table.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError as error:
            raise PostmortemsError(f"{self.table}: it is not UTF-8.") from error
        except PostmortemsError as error:
            raise PostmortemsError(f"{self.table}: {error}") from error
        ours = [(key, row) for row in rows if (key := trackers.key(row.key)) in linked]
        states = {key: self._state(row.state, row.closed) for key, row in ours if row.state}
        problems = tuple(
            f"{self.table}:{row.line}: {row.key}: {row.word!r} is no known state." for _, row in ours if not row.state
        )
        return _Known(states, problems)

    def _read_trackers(self, trackers: Trackers, asked: Sequence[LinkedItem], before: Snapshot) -> _Known:
        reader = TrackerReader(trackers, self.environment, self.wait, self.timeout)
        found = reader.read(one.item for one in asked if one.item)
        states = {
            reading.item.address: self._state(reading.found.state, reading.found.closed)
            for tracker in found
            for reading in tracker.readings
            if reading.found
        }
        places = {one.key: one.place for one in asked}
        problems = tuple(line for tracker in found for line in _problems(tracker, places, before))
        return _Known(states, problems)

    def _state(self, state: ActionStatus, closed: str | None) -> TrackedState:
        day = (closed or "")[:10] if state in _SETTLED else ""
        as_of = datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return TrackedState(state, as_of, day if is_day(day) else None)


def _problems(tracker: TrackerReadings, places: Mapping[str, str], before: Snapshot) -> Iterator[str]:
    """Yield a line for each item that cannot be read, and one for the tracker if it could not be read to the end."""
    for reading in tracker.readings:
        if not reading.found:
            key = reading.item.address
            yield f"{places[key]}: {key}: {reading.problem}; {_kept(before.get(key))}."
    if tracker.problem:
        left = tracker.asked - len(tracker.readings)
        items = f"{left:,} of {tracker.asked:,} action item{'s' * (tracker.asked != 1)}"
        yield f"{tracker.name}: {tracker.problem} Not read: {items}; what was known of them stays."


def _kept(state: TrackedState | None) -> str:
    return f"stays {state.state.value.replace('_', ' ')}, as of {state.day}" if state else "its state stays unknown"


def _load_project(config: Path) -> Project:
    project = load_settings(config)
    wrong = [problem for problem in project.problems if problem.code in _WRONG_OPTIONS]
    if wrong:
        raise ConfigurationError(str(replace(wrong[0], path=display_path(project.config))))
    return project


def _read_before(project: Project) -> Snapshot:
    states, problems = read_action_states(project)
    for problem in problems:
        shown = problem.with_paths(lambda path: display_path(project.docs_dir / path))
        raise PostmortemsError(f"{shown} {problem.suggestion}")
    return states.snapshot


def _linked_items(sources: LabelledSources, trackers: Trackers) -> Iterator[LinkedItem]:
    """Yield the items that action items link to, of all audiences, the first of a document last."""
    folder = sources.folder
    cuts = [sources.for_audience(name).sources for name in sources.rules.audiences.names]
    texts = [one for some in (sources.tree.documents, *cuts) for one in some if folder.holds(one.path)]
    parse_sources([folder.local_source(one) for one in texts], sources.cache)
    for source in sorted(dict.fromkeys(texts), key=lambda one: one.path, reverse=True):
        for action in reversed(sources.parse(source).actions):
            if action.tracker:
                item = trackers.find(action.tracker)
                place = f"{sources.display_path(source.path)}:{action.line}"
                yield LinkedItem(trackers.key(action.tracker), item, place)
