"""The contract with Pagefind's program: its protocol, and what it writes."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import stat
import sys
from pathlib import Path

import material
import pytest
from mkdocs.config import load_config
from mkdocs_postmortems.core import cbor
from mkdocs_postmortems.site.pagefind_postprocess import SIGNATURE, load, make_deterministic
from mkdocs_postmortems.site.pagefind_shards import write_shards
from mkdocs_postmortems.site.search_index import language_of_index
from mkdocs_postmortems.system.pagefind_client import (
    IndexingError,
    decode_message,
    encode_message,
    find_binary,
    write_index,
)

pytestmark = pytest.mark.skipif(find_binary() is None, reason="Pagefind's program is not installed")

PAGE = (
    "<html><body data-pagefind-body><h1>Title {n}</h1><p>text {n}</p>"
    '<meta data-pagefind-filter="service[content]" content="s{m}">'
    '<meta data-pagefind-filter="tag[content]" content="t{n}">'
    '<h2 id="an-anchor?Its%20title"></h2><p>more</p></body></html>'
)


def _pages(count):
    return [(f"/{n}/", PAGE.format(n=n, m=n % 5)) for n in range(count)]


def _index(folder, count=60):
    write_index(find_binary(), _pages(count), folder, "en")
    make_deterministic(folder, {f"/{n}/": f"mark{n % 5}" for n in range(count)})
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "pagefind-highlight.js"]
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_messages_survive_the_pipe():
    """Base64 has no comma, which ends a message."""
    message = {"text": "a, 💥 b", "n": 1}

    assert encode_message(message).endswith(b",")
    assert encode_message(message).count(b",") == 1
    assert decode_message(encode_message(message)[:-1]) == message


def test_an_index_has_what_browsers_load(tmp_path):
    """Each page, with its anchors, filters and mark."""
    files = _index(tmp_path / "index")
    entry = json.loads((tmp_path / "index/pagefind-entry.json").read_text())

    assert entry["languages"]["en"]["page_count"] == 60
    assert {"pagefind.js", "pagefind-entry.json"} <= set(files)
    assert sum(name.startswith("fragment/") for name in files) == 60
    meta = load(next((tmp_path / "index").glob("*.pf_meta")))
    assert [name for name, _ in meta[3]] == ["service", "tag"]
    assert all((tmp_path / "index/filter" / f"{digest}.pf_filter").is_file() for _, digest in meta[3])
    assert {name.split("-")[0] for name, _ in meta[1]} == {f"mark{n}" for n in range(5)}
    assert all((tmp_path / f"index/fragment/{name}.pf_fragment").is_file() for name, _ in meta[1])


THEME_LANGUAGES = sorted(
    path.stem for path in (Path(material.__file__).parent / "templates/partials/languages").glob("*.html")
)


def _material(language):
    return load_config(theme={"name": "material", "language": language}, config_file_path="mkdocs.yml")


@pytest.mark.parametrize("language", THEME_LANGUAGES)
def test_an_index_in_each_language_of_the_theme_has_its_program(tmp_path, language):
    """Also where Pagefind knows no stems; and no other program is published."""
    code = language_of_index(_material(language))
    write_shards(find_binary(), ["a/"], lambda *_: PAGE.format(n=1, m=1), tmp_path, code)

    entry = json.loads((tmp_path / "pagefind-entry.json").read_text())
    programs = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in entry["languages"].values()}
    assert {path.name for path in tmp_path.glob("wasm.*")} == programs


def test_languages_of_the_theme_have_stems_where_pagefind_knows_some():
    """Regions and other names of a language are no other language."""
    codes = {language: language_of_index(_material(language)) for language in ("pt-BR", "nb", "nn", "zh-Hant", "de")}

    assert codes == {"pt-BR": "pt", "nb": "no", "nn": "no", "zh-Hant": "zh", "de": "de"}


def test_two_indexes_are_the_same(tmp_path):
    """Byte for byte, although Pagefind keeps filters in a hash table."""
    first = _index(tmp_path / "first")

    assert all(_index(tmp_path / str(n)) == first for n in range(3))


@pytest.mark.slow
def test_pipes_do_not_get_stuck(tmp_path):
    """Both directions carry far more than a pipe holds."""
    write_index(find_binary(), ((url, html * 20) for url, html in _pages(1500)), tmp_path / "index", "en")

    assert len(list((tmp_path / "index/fragment").iterdir())) == 1500


def _program(tmp_path, script):
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.parametrize("script", ["exit 3", "head -c 10 > /dev/null", "head -c 100000 > /dev/null; kill -9 $$"])
def test_a_program_that_goes_away_is_an_error(tmp_path, script):
    """At once, after the first letters, or in the midst of its work; and never a build that waits for ever."""
    with pytest.raises(IndexingError, match="went away"):
        write_index(_program(tmp_path, script), _pages(500), tmp_path, "en")


def test_a_program_that_goes_away_without_its_last_answer_is_an_error(tmp_path):
    """It has read everything by then."""
    with pytest.raises(IndexingError, match="went away after 4 of 5 requests"):
        write_index(_service(tmp_path, b""), _pages(3), tmp_path, "en")


def test_a_refusal_is_an_error(tmp_path):
    """With Pagefind's own words."""
    with pytest.raises(IndexingError, match="Pagefind"):
        write_index(find_binary(), [("/x/", None)], tmp_path / "index", "en")


def test_a_program_that_does_not_start_is_an_error(tmp_path):
    """Not one of Python's."""
    with pytest.raises(IndexingError, match="does not start"):
        write_index(tmp_path / "nothing", [], tmp_path, "en")


SORT_KEYS = {f"/{n}/": "mark" for n in range(5)}


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """Let Pagefind index five pages."""
    folder = tmp_path_factory.mktemp("written")
    write_index(find_binary(), _pages(5), folder, "en")
    return folder


@pytest.fixture
def index(written, tmp_path) -> Path:
    """Copy the index, to be changed."""
    return shutil.copytree(written, tmp_path / "index")


def _only(index, pattern):
    """Return the first file of a kind."""
    return min(index.glob(pattern))


def _renamed(pattern, name):
    return lambda index: (path := _only(index, pattern)).rename(path.with_name(name))


def _removed(pattern):
    return lambda index: _only(index, pattern).unlink()


def _holding(pattern, change):
    """Change the bytes of a file."""
    return lambda index: (path := _only(index, pattern)).write_bytes(change(path.read_bytes()))


def _saying(pattern, change):
    """Change what a file says in CBOR; its name stays."""

    def spoil(index):
        path = _only(index, pattern)
        path.write_bytes(gzip.compress(SIGNATURE + cbor.encode(change(load(path)))))

    return spoil


def _entry(change):
    """Change the file that names the others."""

    def spoil(index):
        path = index / "pagefind-entry.json"
        path.write_text(json.dumps(change(json.loads(path.read_text()))))

    return spoil


def _fragment(text):
    return lambda _: gzip.compress(SIGNATURE + text)


OTHER_FORMATS = {
    "no file that names the others": _removed("pagefind-entry.json"),
    "it has another name": _renamed("pagefind-entry.json", "entry.json"),
    "it is cut off": _holding("pagefind-entry.json", lambda data: data[:-5]),
    "it is no JSON": _holding("pagefind-entry.json", lambda _: b"\x82\x01\x02"),
    "it is a list": _entry(lambda entry: [entry]),
    "languages have another name": _entry(lambda entry: {"locales": entry["languages"]}),
    "languages are a list": _entry(lambda entry: {"languages": [*entry["languages"].values()]}),
    "no language": _entry(lambda entry: {**entry, "languages": {}}),
    "the metadata has another key": _entry(lambda e: {"languages": {"en": {"meta": e["languages"]["en"]["hash"]}}}),
    "the metadata has another name": _renamed("*.pf_meta", "pagefind.en_1.pf_metadata"),
    "no metadata": _removed("*.pf_meta"),
    "metadata that is cut off": _holding("*.pf_meta", lambda data: data[:-20]),
    "metadata that is packed otherwise": _holding("*.pf_meta", gzip.decompress),
    "metadata that begins otherwise": _holding("*.pf_meta", lambda _: gzip.compress(b"something else")),
    "metadata that ends early": _holding("*.pf_meta", lambda data: gzip.compress(gzip.decompress(data)[:-9])),
    "metadata that goes on": _holding("*.pf_meta", lambda data: gzip.compress(gzip.decompress(data) + b"\0")),
    "metadata with a map": _holding("*.pf_meta", lambda _: gzip.compress(SIGNATURE + b"\xa1\x01\x02")),
    "metadata with a field more": _saying("*.pf_meta", lambda meta: ["new", *meta]),
    "metadata with a field less": _saying("*.pf_meta", lambda meta: [meta[0], *meta[2:]]),
    "metadata of fewer fields": _saying("*.pf_meta", lambda meta: meta[:3]),
    "metadata of fewer pages": _saying("*.pf_meta", lambda meta: [meta[0], meta[1][1:], *meta[2:]]),
    "pages without details": _saying("*.pf_meta", lambda meta: [meta[0], [page[0] for page in meta[1]], *meta[2:]]),
    "pages that are numbers": _saying("*.pf_meta", lambda meta: [meta[0], [[n, 5] for n in range(5)], *meta[2:]]),
    "filters with a number more": _saying("*.pf_meta", lambda m: [*m[:3], [[*pair, 1] for pair in m[3]], *m[4:]]),
    "no filter": _removed("filter/*"),
    "filters with another ending": _renamed("filter/*", "en_1.pf_facet"),
    "a filter that is cut off": _holding("filter/*", lambda data: data[:-12]),
    "a filter without its name": _saying("filter/*", lambda filter_: filter_[1:]),
    "a filter with its name behind": _saying("filter/*", lambda filter_: filter_[::-1]),
    "a filter of numbers": _saying("filter/*", lambda filter_: [filter_[0], [[1, [1]], [0, [0]]]]),
    "a filter of values without pages": _saying("filter/*", lambda filter_: [filter_[0], [["a", 1]]]),
    "no page": _removed("fragment/*"),
    "a page that is no JSON": _holding("fragment/*", _fragment(b"\x81\x01")),
    "a page without its address": _holding("fragment/*", _fragment(b'{"link": "/1/"}')),
    "a page of another address": _holding("fragment/*", _fragment(b'{"url": "/one/"}')),
    "a page that is a list": _holding("fragment/*", _fragment(b'["/1/"]')),
    "no words": _removed("index/*"),
    "words with another ending": _renamed("index/*", "en_1.pf_words"),
    "no script": _removed("pagefind.js"),
    "no program": _removed("wasm.en.pagefind"),
}


def test_the_index_as_it_is_is_read(index):
    """# Control case."""
    make_deterministic(index, SORT_KEYS)


@pytest.mark.parametrize("change", OTHER_FORMATS)
def test_another_format_is_an_indexing_error(index, change):
    """Files that a newer Pagefind lacks, names or writes differently are noticed, and the build can go on without."""
    OTHER_FORMATS[change](index)

    with pytest.raises(IndexingError, match="Pagefind's files are not as version"):
        make_deterministic(index, SORT_KEYS)


SERVICE = """\
import base64, json, sys

ANSWERS = {"NewIndex": {"type": "NewIndex", "index_id": 0}, "AddFile": {"type": "IndexedFile"}}

message = b""
while byte := sys.stdin.buffer.read(1):
    message += byte
    if byte == b",":
        request = json.loads(base64.b64decode(message[:-1]))
        answer = ANSWERS.get(request["payload"]["type"])
        last = %r
        text = json.dumps({"message_id": request["message_id"], "payload": answer}).encode() if answer else last
        if not text:
            break
        sys.stdout.buffer.write(base64.b64encode(text) + b",")
        sys.stdout.buffer.flush()
        message = b""
"""
OTHER_ANSWERS = {
    "no JSON": b"done",
    "a list": b"[]",
    "nothing in it": b'{"message_id": 9}',
    "a text in it": b'{"payload": "done"}',
    "no type": b'{"payload": {"files": []}}',
    "no files": b'{"payload": {"type": "GetFiles"}}',
    "names alone": b'{"payload": {"type": "GetFiles", "files": ["pagefind.js"]}}',
    "other keys": b'{"payload": {"type": "GetFiles", "files": [{"name": "a", "data": "YQ=="}]}}',
    "files as text": b'{"payload": {"type": "GetFiles", "files": [{"path": "a.js", "content": "let a;"}]}}',
    "paths from the root": b'{"payload": {"type": "GetFiles", "files": [{"path": "/a.js", "content": ""}]}}',
    "paths that lead out": b'{"payload": {"type": "GetFiles", "files": [{"path": "../a.js", "content": ""}]}}',
}


def _service(tmp_path, last):
    """Write a program that answers as Pagefind does, and in its own way when it is asked for files."""
    program = tmp_path / "pagefind"
    program.write_text(f"#!{sys.executable}\n{SERVICE % last}")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.parametrize("answer", OTHER_ANSWERS)
def test_another_answer_is_an_indexing_error(tmp_path, answer):
    """The protocol is Pagefind's own, too."""
    with pytest.raises(IndexingError, match="answer is not as expected"):
        write_index(_service(tmp_path, OTHER_ANSWERS[answer]), _pages(3), tmp_path / "index", "en")

    assert not (tmp_path / "index").exists()


def test_a_pagefind_without_files_leaves_a_site_with_the_smaller_search(site, tmp_path, monkeypatch):
    """The build warns and ends well; nothing half-made is left."""
    program = _service(tmp_path, b'{"payload": {"type": "GetFiles", "files": []}}')
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    built = site(">> x.md\n---\ntitle: Down\ndate: 2024-03-07\n---\n## Impact\n\nNobody could pay.\n")
    folder = built.root / "site/assets/postmortems/search"

    assert len(built.warnings) == 1
    assert "files are not as version 1.5 writes them" in built.warnings[0]
    assert "smaller search" in built.warnings[0]
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"legend.json": '{"engine":""}'}
