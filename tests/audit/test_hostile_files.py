"""Files made to take long or to fill the memory come to an end, and what was not read of them is reported."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.audit import attachment_content, containers, decoding, decompression, pdf, site_audit
from mkdocs_postmortems.audit.attachment_content import read_attachment
from mkdocs_postmortems.audit.decoded import DecodedText, Opaque
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.core.leaks import select, windows

MOST = 400_000
"""Bytes that may be unpacked from a file in these tests."""
WORDS = b"word and "
SENTENCE = "A former contractor copied the unsealed vault token"


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Make all limits so small that bombs may be small, too."""
    for module in (containers, decompression, decoding):
        monkeypatch.setattr(module, "MAX_SIZE", MOST // 2)
    for module in (decoding, site_audit):
        monkeypatch.setattr(module, "MAX_FILE", MOST)
    monkeypatch.setattr(pdf, "_MAX_DECODED", MOST // 2)
    monkeypatch.setattr(containers, "_MAX_ENTRIES", 200)


def _zip(*files: bytes, name: str = "{}.zip") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(files):
            archive.writestr(name.format(number), content)
    return packed.getvalue()


def _zips(levels: int, each: int, content: bytes) -> bytes:
    for _ in range(levels):
        content = _zip(*[content] * each)
    return content


def _same_again(number: int) -> bytes:
    """Return a zip archive whose files are all the same bytes of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = WORDS * 20_000
    packed = packer.compress(content) + packer.flush()
    fields = (zlib.crc32(content), len(packed), len(content), 1, 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, *fields) + b"a" + packed
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0, *fields, 0, 0, 0, 0, 0) + b"a"
    size = len(entry) * number
    return local + entry * number + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, number, number, size, len(local), 0)


def _tar(name: str, *contents: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for content in contents:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _woff(tables: int, content: bytes, said: int) -> bytes:
    packed = zlib.compress(content)
    table = struct.pack(">4sIIII", b"name", 44 + 20 * tables, len(packed), said, 0)
    return b"wOFF" + struct.pack(">IIHHIHHIIIII", 0x10000, 0, tables, 0, 0, 1, *[0] * 6) + table * tables + packed


def _woff2(content: bytes) -> bytes:
    packed = brotli.compress(content)
    return b"wOF2" + struct.pack(">IIHHIIHHIIIII", 0x10000, 0, 1, 0, 0, len(packed), 1, *[0] * 6) + b"\5\1" + packed


def _png(*bodies: bytes) -> bytes:
    chunks = (struct.pack(">I4s", len(body) + 3, b"zTXt") + b"C\0\0" + body + b"1234" for body in bodies)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _pdf(body: bytes, number: int = 1) -> bytes:
    stream = b"<< /Filter /FlateDecode >>\nstream\n" + body + b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n" % one + stream for one in range(1, number + 1))


BIG = WORDS * 100_000
HALF = WORDS * 20_000
BOMBS = {
    "gzip": ("a.gz", gzip.compress(BIG)),
    "gzip in gzip": ("a.gz.gz", gzip.compress(gzip.compress(BIG))),
    "gzip inside of a file": ("a.bin", b"\0\xff" + gzip.compress(BIG)),
    "many gzips inside of a file": ("a.bin", b"\0\xff" + gzip.compress(HALF) * 100),
    "starts of gzips": ("a.bin", b"\0\xff" + b"\x1f\x8b\x08" * 2000),
    "members of a gzip": ("a.gz", gzip.compress(b"") * 2000),
    "bzip2": ("a.bz2", bz2.compress(BIG)),
    "xz": ("a.xz", lzma.compress(BIG)),
    "xz inside of a file": ("a.bin", b"\0\xff" + lzma.compress(BIG)),
    "LZMA": ("a.lzma", lzma.compress(BIG, format=lzma.FORMAT_ALONE)),
    "Brotli": ("a.br", brotli.compress(BIG)),
    "zlib": ("a.bin", zlib.compress(BIG)),
    "zip": ("a.zip", _zip(BIG)),
    "zip of files that are small one by one": ("a.zip", _zip(*[HALF] * 4)),
    "zips in zips": ("a.zip", _zips(5, 10, WORDS * 1000)),
    "many files": ("a.zip", _zip(*[b"x"] * 201)),
    "files of the same bytes": ("a.zip", _same_again(1000)),
    "zips one after another": ("a.bin", b"\0\xff" + _zip(HALF) * 50),
    "ends of zips": ("a.bin", b"\0\xff" + b"PK\5\6" * 20_000),
    "tars in a zip": ("a.zip", _zip(_tar("b.tar", _tar("c.tar", *[HALF] * 4)))),
    "tar of many": ("a.tar", _tar("a.txt", *[b""] * 201)),
    "WOFF": ("a.woff", _woff(1, BIG, 0xFFFFFFFF)),
    "WOFF with the same table again": ("a.woff", _woff(1000, HALF, 0xFFFFFFFF)),
    "WOFF2": ("a.woff2", _woff2(BIG)),
    "PNG": ("a.png", _png(zlib.compress(BIG))),
    "PNG with many texts": ("a.png", _png(*[zlib.compress(HALF)] * 100)),
    "PNG with many damaged texts": ("a.png", _png(*[b""] * 2000)),
    "PDF": ("a.pdf", _pdf(zlib.compress(BIG))),
    "PDF with many streams": ("a.pdf", _pdf(zlib.compress(HALF), 100)),
    "strings of a PDF": ("a.pdf", b"%PDF-1.7\n" + b"(\\" * 50_000),
    "strings of a stream of a PDF": ("a.pdf", _pdf(zlib.compress(b"(\\" * 80_000))),
    "base64 of gzip": ("a.txt", base64.b64encode(gzip.compress(BIG))),
    "base64 of many gzips": ("a.txt", b" ".join(base64.b64encode(gzip.compress(HALF + b"%d" % n)) for n in range(9))),
    "index of Pagefind": ("a.pf_index", gzip.compress(b"pagefind_dcd\x7b" + b"\xff" * 8)),
    "more than may be read": ("a.jpg", b"\xff\xd8\xff" + bytes(MOST)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_comes_to_an_end_and_is_reported(bomb):
    """No more than a small multiple of what may be unpacked is searched, however much it would be."""
    parts = [*Decoder().decode(*BOMBS[bomb])]

    assert [part for part in parts if isinstance(part, Opaque)]
    assert sum(len(part.text) for part in parts if isinstance(part, DecodedText)) < 12 * MOST
    assert len(parts) < 20_000


def test_entities_are_not_expanded():
    """A document type may define entities of entities; each is read as it is written."""
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20))
    text = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "{SENTENCE}">{entities}]><svg><text>&u;</text></svg>'
    parts = [*Decoder().decode("a.svg", text.encode())]

    assert sum(len(part.text) for part in parts if isinstance(part, DecodedText)) < 10 * len(text)
    assert any(SENTENCE in part.text for part in parts if isinstance(part, DecodedText))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.bin", b"\0\xff" + _zip(SENTENCE.encode(), name="a.txt") + _zip(b"nothing", name="b.txt")),
        ("a.tar", _tar("a.txt.br", brotli.compress(f"\u00fc {SENTENCE}".encode()))),
        ("a.tar", _tar("a.txt.xz", lzma.compress(SENTENCE.encode()))),
        ("a.bin", b"\0\xff" + bz2.compress(SENTENCE.encode())),
        ("a.bin", b"\0\xff" + gzip.compress(SENTENCE.encode())[:-3]),
    ],
    ids=["first of two zips", "Brotli in a tar", "xz in a tar", "bzip2 inside", "cut off inside"],
)
def test_what_is_within_other_files_is_read(canaries, name, data):
    """Bytes that are no stream, or another one, stand around it."""
    parts = [*Decoder().decode(name, data)]

    assert any([*canaries.find(part.text)] for part in parts if isinstance(part, DecodedText))


@pytest.mark.parametrize(
    "start",
    [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"],
)
def test_archives_that_cannot_be_read_are_seen_within_other_files(start):
    """Their signatures are too long to be chance."""
    parts = [*Decoder().decode("a.tar", _tar("a", start + b"\0\1"))]

    assert any(isinstance(part, Opaque) and "archive" in part.reason for part in parts)


def test_a_large_file_is_never_in_the_memory(canaries, tmp_path, monkeypatch):
    """Its bytes are compared with those of hidden files one part after another; nobody can say what else it holds."""
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff" + bytes(MOST))
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail(f"{path} is read"))
    digest = site_audit.file_digest(tmp_path / "a.jpg")

    found = audit_site(tmp_path, fingerprints=canaries, hidden_files={digest: "plan.jpg"}, common_folders=()).findings

    assert {finding.code for finding in found} == {"PV010", "PV011"}
    assert audit_site(tmp_path, fingerprints=None).findings == ()


def test_no_more_of_an_attachment_is_read_for_words(tmp_path, monkeypatch):
    """What hidden attachments unpack to is kept while others are searched for it."""
    monkeypatch.setattr(attachment_content, "_MAX_READ", 100_000)
    (tmp_path / "a.zip").write_bytes(_zip(*[b"%d " % n + WORDS * 1000 for n in range(40)], name="{}.txt"))
    content = read_attachment(tmp_path / "a.zip")

    assert 0 < len(content.text) <= 100_000
    assert content.digest


@given(at=st.integers(0, 400), before=st.sampled_from(["x", "x ", " ", "語"]), size=st.integers(200, 300))
def test_a_long_text_is_searched_in_pieces(canaries, at, before, size):
    """Wherever a sentence stands, it is found as in one piece; and no part of a longer word is found."""
    text = f"{(before * 400)[:at]} {SENTENCE} {before * 300}"
    whole = {match.fingerprint for match in canaries.find(text)}
    longest = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "SIZE", size)
        patch.setattr(windows, "OVERLAP", 60)
        normalize = select.normalize

        def noting(piece: str) -> str:
            nonlocal longest
            longest = max(longest, len(piece))
            return normalize(piece)

        patch.setattr(select, "normalize", noting)
        found = {match.fingerprint for match in canaries.find(text)}

    assert whole
    assert found == whole
    assert longest <= size
