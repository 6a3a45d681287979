"""The contract with Pagefind's program: its protocol, and what it writes."""

import gzip
import hashlib
import json
import stat

import pytest
from mkdocs_postmortems.site.pagefind_client import (
    IndexingError,
    decode_message,
    encode_message,
    find_binary,
    write_index,
)
from mkdocs_postmortems.site.pagefind_postprocess import FormatError, load, make_deterministic

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


@pytest.mark.parametrize("script", ["exit 3", "head -c 10 > /dev/null; exit 0", "cat > /dev/null"])
def test_a_program_that_goes_away_is_an_error(tmp_path, script):
    """And never a build that waits for ever."""
    with pytest.raises(IndexingError):
        write_index(_program(tmp_path, f"exec 2>/dev/null; (sleep 1; kill $$) & {script}"), _pages(500), tmp_path, "en")


def test_a_refusal_is_an_error(tmp_path):
    """With Pagefind's own words."""
    with pytest.raises(IndexingError, match="Pagefind"):
        write_index(find_binary(), [("/x/", None)], tmp_path / "index", "en")


def test_a_program_that_does_not_start_is_an_error(tmp_path):
    """Not one of Python's."""
    with pytest.raises(IndexingError, match="does not start"):
        write_index(tmp_path / "nothing", [], tmp_path, "en")


def test_an_unknown_format_is_an_error(tmp_path):
    """A newer Pagefind is noticed."""
    _index(tmp_path / "index", 3)
    meta = next((tmp_path / "index").glob("*.pf_meta"))
    meta.write_bytes(gzip.compress(b"something else"))

    with pytest.raises(FormatError):
        load(meta)
