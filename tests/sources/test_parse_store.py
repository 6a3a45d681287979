"""What documents were read as is kept from run to run, and never another document's, nor another version's."""

from __future__ import annotations

import pickle
import sqlite3
import time
import zlib
from pathlib import Path

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources import parse_store
from mkdocs_postmortems.sources.parallel_parse import parse_sources
from mkdocs_postmortems.sources.parse_store import ParseStore, open_cache

SAMPLE = Path(__file__).parents[2] / "postmortems"
SOURCES = [
    Source(str(path.relative_to(SAMPLE)), path.read_text(encoding="utf-8")) for path in sorted(SAMPLE.rglob("*.md"))
]
ONE = Source("a.md", "# Down\n\n## Timeline\n\n- 10:00 It began\n")


@pytest.fixture(name="store")
def _store(tmp_path) -> ParseStore:
    return ParseStore(tmp_path / "cache" / "parsed.sqlite")


def filled(store: ParseStore, *sources: Source) -> ParseStore:
    """Keep the results of sources."""
    store.keep((source, parse(source)) for source in sources)
    return store


def change_value(store: ParseStore, value: bytes) -> None:
    """Write another value in place of the only one."""
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE results SET value = ?", [value])


def test_results_are_what_reading_gives(store):
    """Of all documents of the sample, each type of value among them."""
    filled(store, *SOURCES)

    assert dict(store.load(SOURCES)) == {source: parse(source) for source in SOURCES}


@pytest.mark.parametrize("other", [Source("b.md", ONE.text), Source("a.md", f"{ONE.text}\nMore.\n")])
def test_a_result_is_that_of_a_path_and_a_text(store, other):
    """Of another one nothing is known."""
    assert list(filled(store, ONE).load([other])) == []


def test_a_result_is_that_of_a_version(store, monkeypatch):
    """Another version of the program may read a document otherwise."""
    filled(store, ONE)
    monkeypatch.setattr(parse_store, "_program", lambda: b"another")

    assert list(store.load([ONE])) == []


@pytest.mark.parametrize(
    "value",
    [b"", b"damaged", zlib.compress(b"no pickle"), zlib.compress(pickle.dumps({"a": 1})), zlib.compress(b"")],
)
def test_a_damaged_entry_counts_as_none(store, value):
    """The document is read again, and the entry replaced."""
    change_value(filled(store, ONE), value)

    assert list(store.load([ONE])) == []
    assert dict(filled(store, ONE).load([ONE])) == {ONE: parse(ONE)}


class Payload:
    """Pickled, it names a function and its arguments."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_an_entry_runs_nothing(store, tmp_path):
    """Whoever can write to the cache of a build must not run code in it."""
    payload = pickle.dumps(Payload(tmp_path / "ran"))
    change_value(filled(store, ONE), zlib.compress(payload))

    assert list(store.load([ONE])) == []
    assert not (tmp_path / "ran").exists()
    pickle.loads(payload)  # noqa: S301 - our own
    assert (tmp_path / "ran").exists()  # Control: it would.


@pytest.mark.parametrize("data", [b"", b"no database" * 1_000])
def test_a_damaged_database_is_replaced(store, data):
    """It counts as empty."""
    store.path.parent.mkdir()
    store.path.write_bytes(data)

    assert list(store.load([ONE])) == []
    assert dict(filled(store, ONE).load([ONE])) == {ONE: parse(ONE)}


def test_a_database_that_another_run_writes_stays(store, monkeypatch):
    """Nothing is kept then, and nothing waits for long."""
    monkeypatch.setattr(parse_store, "_WAIT", 0.01)
    filled(store, ONE)
    with sqlite3.connect(store.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        filled(store, *SOURCES[:1])
        assert list(store.load([ONE])) == []

    assert dict(store.load([ONE, *SOURCES[:1]])) == {ONE: parse(ONE)}


def test_what_nobody_asks_for_is_removed(store, monkeypatch):
    """After thirty days; what was asked for since stays."""
    old, used = Source("old.md", "# Old\n"), Source("used.md", "# Used\n")
    filled(store, old, used)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 20 * 86_400)
    list(store.load([used]))
    monkeypatch.setattr(time, "time", lambda: now + 40 * 86_400)
    filled(store, ONE)

    assert {source.path for source, _ in store.load([old, used, ONE])} == {"used.md", "a.md"}


def test_a_place_that_cannot_be_written_to_is_no_error(tmp_path):
    """The documents are read each time."""
    (tmp_path / "file").write_text("")
    store = ParseStore(tmp_path / "file" / "parsed.sqlite")

    assert list(filled(store, ONE).load([ONE])) == []


def test_git_is_told_to_leave_it_out(store):
    """Also where nobody has thought of it."""
    assert (filled(store, ONE).path.parent / ".gitignore").read_text() == "*\n"


def test_a_run_takes_over_what_the_one_before_has_read(store, monkeypatch):
    """It parses what is new."""
    parse_sources(SOURCES[:3], ReadCache(store))
    parsed = []
    monkeypatch.setattr(
        "mkdocs_postmortems.core.read_cache.parse", lambda source, table: parsed.append(source) or parse(source, table)
    )
    cache = ReadCache(store)
    parse_sources(SOURCES[:4], cache)

    assert parsed == [SOURCES[3]]
    assert [cache.parse(source) for source in SOURCES[:4]] == [parse(source) for source in SOURCES[:4]]


@pytest.mark.parametrize(("docs", "is_kept"), [("docs", True), (".", False)])
def test_nothing_is_kept_below_the_documents(docs, is_kept, tmp_path):
    """A preview would see a change after each build."""
    (tmp_path / "mkdocs.yml").write_text(f"site_name: T\ndocs_dir: {docs}\nplugins: [postmortems]\n")
    cache = open_cache(load_settings(tmp_path / "mkdocs.yml"), creates=True)
    parse_sources([ONE], cache)

    assert (tmp_path / ".cache").exists() == is_kept


def test_a_command_that_only_reads_makes_no_folder(tmp_path):
    """It keeps what it reads where there is one."""
    (tmp_path / "mkdocs.yml").write_text("site_name: T\nplugins: [postmortems]\n")
    project = load_settings(tmp_path / "mkdocs.yml")
    parse_sources([ONE], open_cache(project))
    assert not (tmp_path / ".cache").exists()
    parse_sources(SOURCES[:1], open_cache(project, creates=True))
    parse_sources([ONE], open_cache(project))

    assert dict(ParseStore.beside(project.config).load([ONE])) == {ONE: parse(ONE)}
