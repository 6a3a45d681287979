# ruff: noqa: E501 - a table is read row by row
"""Hidden text is found in every encoding, and readable text is never reported."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import quopri
import struct
import zipfile
import zlib
from urllib.parse import quote

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.audit.decoded import DecodedText, Opaque
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.core.index_text import index_text
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import select_fingerprints

TEXTS = {
    "id": "INC-2026-0777",
    "title": "Stolen vault credentials let a contractor read payroll",
    "name": "Ottilie Vandersloot",
    "surname": "Vandersloot",
    "file": "2026-03-01-stolen-vault-credentials.md",
    "sentence": "A former contractor copied the unsealed vault token",
    "short sentence": "Nobody noticed it for eleven days",
    "cell": "An unusual export of salaries was started",
    "identifier": "hr-vault-03",
    "japanese": "給与システムの認証情報が外部に流出していた",
}


def _png(kind: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IEND" + b"\xae\x42\x60\x82"


def _zip(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def _pdf(head: str, body: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< " + head.encode() + b" >>\nstream\n" + body + b"\nendstream\nendobj\n"


def _jpeg(kind: int, body: bytes) -> bytes:
    return b"\xff\xd8\xff" + bytes([kind]) + struct.pack(">H", len(body) + 2) + body + b"\xff\xd9"


def _cbor(text: str) -> bytes:
    data = text.encode()
    return b"pagefind_dcd\x82\x01\x81\x79" + struct.pack(">H", len(data)) + data


def _woff(table: bytes) -> bytes:
    packed = zlib.compress(b" ".join([table] * 3))
    head = b"wOFF" + struct.pack(">IIHHIHHIIIII", 0x10000, 64 + len(packed), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    return head + struct.pack(">4sIIII", b"name", 64, len(packed), len(table) * 3 + 2, 0) + packed


def _woff2(table: bytes) -> bytes:
    packed = brotli.compress(table)
    head = b"wOF2" + struct.pack(">IIHHIIHHIIIII", 0x10000, 0, 1, 0, 0, len(packed), 1, 0, 0, 0, 0, 0, 0)
    return head + bytes([5, len(table) & 0x7F]) + packed


WAYS = {
    "plain text": ("notes.txt", lambda t: t.encode()),
    "upper case": ("notes.txt", lambda t: t.upper().encode()),
    "html": ("index.html", lambda t: f"<p>{t}</p>".encode()),
    "words in bold": ("index.html", lambda t: "".join(f"<b>{w}</b> " for w in t.split()).encode()),
    "attribute": ("index.html", lambda t: f'<img alt="{t}" src="data:,">'.encode()),
    "comment": ("index.html", lambda t: f"<!-- {t} -->".encode()),
    "decimal entities": ("index.html", lambda t: "".join(f"&#{ord(c)};" for c in t).encode()),
    "hexadecimal entities in an attribute": ("a.html", lambda t: f'<i title="{"".join(f"&#{ord(c):#x};" for c in t)}">'.replace("0x", "x").encode()),
    "soft hyphens": ("index.html", lambda t: "\u00ad".join(t).encode()),
    "<wbr>": ("index.html", lambda t: f"<p>{'<wbr>'.join(t)}</p>".encode()),
    "highlighted code": ("index.html", lambda t: f"<code>{t.replace('-', '<span>-</span>')}</code>".encode()),
    "a span around each letter": ("index.html", lambda t: ("<p>" + "".join(f"<span class=x>{c}</span>" if c != " " else c for c in t)).encode()),
    "quoted-printable": ("mail.eml", lambda t: b"Subject: x\n\n" + quopri.encodestring(f"{'x ' * 30}{t} =3D".encode(), quotetabs=True)),
    "joined strings": ("a.js", lambda t: ("const a = '" + "' + \"".join([t[:5], t[5:]]).replace('"', "'") + "';").encode()),
    "hexadecimal digits": ("a.js", lambda t: b"x='" + f"<< {t} >>".encode().hex().encode() + b"'"),
    "hexadecimal bytes": ("a.txt", lambda t: f"<< {t} >>".encode().hex(" ").encode() + b" "),
    "base32": ("a.txt", lambda t: b"key " + base64.b32encode(f"<< {t} >>".encode())),
    "lzma": ("a.lzma", lambda t: lzma.compress(t.encode(), format=lzma.FORMAT_ALONE)),
    "brotli": ("a.txt.br", lambda t: brotli.compress(f"\u00fc {t}".encode())),
    "gzip inside of bytes": ("a.bin", lambda t: b"\x00\x01\xff\xfe" * 9 + gzip.compress(t.encode()) + b"\x00\xff"),
    "woff": ("a.woff", lambda t: _woff(t.encode())),
    "woff2": ("a.woff2", lambda t: _woff2(t.encode())),
    "slug in an address": ("index.html", lambda t: f'<a href="#{t.replace(" ", "-").lower()}">x</a>'.encode()),
    "percent": ("index.html", lambda t: f'<a href="?q={quote(t, safe="")}">x</a>'.encode()),
    "json": ("a.json", lambda t: json.dumps({"a": t}).encode()),
    "json in an attribute": ("a.html", lambda t: f'<i data-x="{html.escape(json.dumps([t]))}">'.encode()),
    "javascript \\x": ("a.js", lambda t: ("x='" + "".join(f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" for c in t) + "'").encode()),
    "folded lines of a calendar": ("a.ics", lambda t: ("BEGIN:VCALENDAR\r\nSUMMARY:" + "\r\n ".join(t) + "\r\n").encode()),
    "escapes of a calendar": ("a.ics", lambda t: f"BEGIN:VCALENDAR\r\nDESCRIPTION:x\\n{t.replace(' ', chr(92) + 'n')}\r\n".encode()),
    "css content": ("a.css", lambda t: ("a{content:'" + "".join(f"\\{ord(c):06x}" for c in t) + "'}").encode()),
    "gzip": ("sitemap.xml.gz", lambda t: gzip.compress(f"<loc>{t}</loc>".encode())),
    "tokens of a pagefind fragment": ("a.pf_fragment", lambda t: gzip.compress(b"pagefind_dcd" + json.dumps({"content": index_text(t)}, ensure_ascii=False).encode())),
    "gzip of a pagefind fragment": ("a.pf_fragment", lambda t: gzip.compress(b"pagefind_dcd" + json.dumps({"content": t}).encode())),
    "gzip of a pagefind index": ("a.pf_index", lambda t: gzip.compress(_cbor(t))),
    "second member of a gzip": ("a.gz", lambda t: gzip.compress(b"x ") + gzip.compress(t.encode())),
    "bzip2": ("a.bz2", lambda t: bz2.compress(t.encode())),
    "xz": ("a.xz", lambda t: lzma.compress(t.encode())),
    "zip": ("a.zip", lambda t: _zip("a.txt", t)),
    "zip in a zip": ("a.zip", lambda t: _zip("a.zip", "") + _zip("b.txt", t)),
    "zip behind a picture": ("a.jpg", lambda t: _jpeg(0xE0, b"\0\0") + _zip("a.txt", t)),
    "docx": ("a.docx", lambda t: _zip("word/document.xml", "<w:p>" + "".join(f"<w:r><w:t>{c}</w:t></w:r>" for c in t) + "</w:p>")),
    "base64": ("a.css", lambda t: b"a{b:url(data:text/plain;base64," + base64.b64encode(f"<< {t} >>".encode()) + b")}"),
    "base64 in lines": ("a.txt", lambda t: base64.encodebytes(f"{'x ' * 50}{t}{' x' * 50}".encode())),
    "url-safe base64 within a word": ("a.txt", lambda t: b"abc" + base64.urlsafe_b64encode(f"<< {t} >>".encode())),
    "base64 of gzip": ("a.txt", lambda t: base64.b64encode(gzip.compress(t.encode()))),
    "svg": ("a.svg", lambda t: f"<svg><text>{t}</text></svg>".encode()),
    "utf-16": ("a.txt", lambda t: t.encode("utf-16")),
    "utf-16 in bytes": ("a.bin", lambda t: b"\x01\x00\x80" + f"   {t}   ".encode("utf-16-le") + b"\x90\x01"),
    "shift_jis": ("a.csv", lambda t: f"あ{t}".encode("shift_jis")),
    "PNG tEXt": ("a.png", lambda t: _png(b"iTXt" if not t.isascii() else b"tEXt", b"Comment\0" + (b"" if t.isascii() else b"\0\0\0\0") + t.encode())),
    "PNG zTXt": ("a.png", lambda t: _png(b"zTXt", b"Comment\0\0" + zlib.compress(t.encode()))),
    "PNG iTXt": ("a.png", lambda t: _png(b"iTXt", b"Comment\0\1\0en\0x\0" + zlib.compress(t.encode()))),
    "JPEG comment": ("a.jpg", lambda t: _jpeg(0xFE, t.encode())),
    "JPEG XMP": ("a.jpg", lambda t: _jpeg(0xE1, f"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{t}</x:xmpmeta>".encode())),
    "EXIF title": ("a.jpg", lambda t: _jpeg(0xE1, b"Exif\0\0II*\0" + t.encode("utf-16-le") + b"\0\0")),
    "PDF title": ("a.pdf", lambda t: _pdf(f"/Title <FEFF{t.encode('utf-16-be').hex()}>", b"")),
    "PDF stream": ("a.pdf", lambda t: _pdf("/Filter /FlateDecode", zlib.compress(t.encode()))),
    "bytes between bytes": ("a.bin", lambda t: b"\x00\x01\xff" + t.encode() + b"\xff\x00"),
}  # fmt: skip


@pytest.mark.parametrize("what", TEXTS)
@pytest.mark.parametrize("way", WAYS)
def test_a_leak_is_found_however_it_is_written(canaries, way, what):
    """Every kind of fingerprint is found in every encoding."""
    name, pack = WAYS[way]
    parts = [*Decoder().decode(name, pack(TEXTS[what]))]

    assert any(list(canaries.find(part.text)) for part in parts if isinstance(part, DecodedText)), (parts, what)


@pytest.mark.parametrize("way", WAYS)
def test_what_may_be_read_is_no_leak(canaries, way):
    """# Control case: words of the visible document, packed in the same way."""
    name, pack = WAYS[way]
    parts = [*Decoder().decode(name, pack("The disk of the build host was full. Ask Ann for her vault token."))]

    assert [part.text for part in parts if isinstance(part, DecodedText) and [*canaries.find(part.text)]] == []


@pytest.mark.parametrize("text", [text for text in TEXTS.values() if text.isascii()])
def test_a_pdf_that_shows_letters_one_by_one_is_read(canaries, text):
    """Kerning parts a word into pieces; a wide gap is a space."""
    pieces = "-300".join("-12".join(f"({char})" for char in word) for word in text.split())
    data = _pdf("/Filter /FlateDecode", zlib.compress(f"BT [{pieces}] TJ ET".encode()))

    assert any([*canaries.find(part.text)] for part in Decoder().decode("a.pdf", data) if isinstance(part, DecodedText))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.gz", b"\x1f\x8b\x08\x00broken", "cannot be unpacked"),
        ("a.gz", gzip.compress(bytes(70_000_000)), "is too large"),
        ("a.pdf", b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>", "is encrypted"),
        ("a.pdf", _pdf("/Filter /LZWDecode", b"abc"), "is encoded with /LZWDecode"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0", "is a 7-Zip archive"),
        ("a.zst", b"\x28\xb5\x2f\xfd\0", "is compressed with Zstandard"),
        ("a.js.br", b"\xff\xff\x80\xff", "cannot be unpacked"),
        ("a.lz4", b"\x04\x22\x4d\x18\0", "is compressed with LZ4"),
        ("a.woff2", b"wOF2\0\x01\0\0\0\0\0", "is cut off"),
        ("a.woff", b"wOFF\0" + b"\1" * 59, "is cut off"),
        ("a.zip", b"PK\x03\x04 nothing PK\x05\x06 \0", "cannot be read"),
        ("a.pf_index", gzip.compress(b"pagefind_dcd\xff\xff"), "is of an unknown format"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_decoded_is_reported(name, data, why):
    """A file that was not searched must not count as clean."""
    found = [part.reason for part in Decoder().decode(name, data) if isinstance(part, Opaque)]

    assert any(why in reason for reason in found), found


def test_packings_inside_of_packings_come_to_an_end():
    """A decompression bomb is reported, not decoded further."""
    data = b"x"
    for _ in range(12):
        data = gzip.compress(data)

    assert any("is deeper than" in part.reason for part in Decoder().decode("a.gz", data) if isinstance(part, Opaque))


@given(st.binary(max_size=2000))
def test_any_bytes_can_be_decoded(data):
    """Decoding ends without an exception, whatever a file contains."""
    for start in (
        b"",
        b"%PDF-",
        b"\x1f\x8b",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x05\x06",
        b"pagefind_dcd",
        b"<p>",
        b"\x78\x9c",
    ):
        for name in ("a.html", "a.bin", "a.css", "a.json"):
            assert list(Decoder().decode(name, start + data)) is not None


WORDS = st.lists(
    st.sampled_from("the vault kafka-broker-7 INC-2026-0777 disk Ottilie was full & <b>of</b> 42 %41 \\u0041 漏洩 . , | # -".split()),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(st.lists(WORDS, max_size=3), WORDS, WORDS)
def test_what_is_visible_never_alarms(hidden, title, visible):
    """Whatever is hidden, a text that may be read is no leak, in any packing."""
    canaries = select_fingerprints(
        [HiddenText(path="a/b.md", id="kafka-broker-7", title=title, names=("Ottilie",), text="\n\n".join(hidden))],
        [visible],
    )
    for name, pack in (
        ("a.txt", str.encode),
        ("a.html", lambda t: f"<p>{t}</p>".encode()),
        ("a.gz", lambda t: gzip.compress(t.encode())),
    ):
        for part in Decoder().decode(name, pack(visible)):
            assert isinstance(part, Opaque) or [*canaries.find(part.text)] == []
