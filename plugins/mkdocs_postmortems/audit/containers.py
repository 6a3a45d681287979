"""Opens what holds other files: zip archives, and with them office documents and books; PDF; images."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from mkdocs_postmortems.audit.decoded import Opaque
from mkdocs_postmortems.audit.decompression import MAX_SIZE, CutOffError, TooLargeError, inflate

Part = tuple[str, bytes]
_MAX_ENTRIES = 10_000
"""Entries of one archive."""
_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(?:Filter|F)\s*\[?\s*((?:/\w+\s*)+)")
_SUPPORTED_FILTERS = {
    b"/FlateDecode",
    b"/Fl",
    b"/DCTDecode",
    b"/DCT",
    b"/JPXDecode",
    b"/CCITTFaxDecode",
    b"/JBIG2Decode",
}
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+)\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_OCTAL = re.compile(rb"\\(?:([0-7]{1,3})|(\r?\n)|(.))", re.DOTALL)
_ARRAY = re.compile(rb"\[([^\[\]]*+)\]\s*TJ")
_WIDE = re.compile(rb"-\d{3,}(?:\.\d+)?")
PNG = b"\x89PNG\r\n\x1a\n"


def zip_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield names and contents of an archive's files, and its comments."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "zip comment", archive.comment
            left = 4 * MAX_SIZE
            for entry in archive.infolist()[:_MAX_ENTRIES]:
                yield "zip entry", entry.filename.encode(errors="replace") + b"\n" + entry.comment
                left -= entry.file_size
                if entry.flag_bits & 1:
                    yield Opaque(entry.filename, "is encrypted")
                elif entry.file_size > MAX_SIZE or left < 0:
                    yield Opaque(entry.filename, "is too large")
                else:
                    yield entry.filename, archive.read(entry)
            if len(archive.infolist()) > _MAX_ENTRIES:
                yield Opaque("zip", f"has more than {_MAX_ENTRIES:,} files")
    except (zipfile.BadZipFile, NotImplementedError, OSError, zlib.error, RuntimeError, EOFError, ValueError) as error:
        yield Opaque("zip", f"cannot be read: {error}")


def png_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield the text chunks of a PNG that are compressed; others are seen without help."""
    at = len(PNG)
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at + 8 : at + 8 + size]
        at += size + 12
        packed = chunk.partition(b"\0")[2]
        if kind == b"zTXt":
            yield from _inflated("PNG zTXt", packed[1:])
        elif kind == b"iTXt" and packed[:1] == b"\1":
            yield from _inflated("PNG iTXt", packed[2:].split(b"\0", 2)[-1])
        elif kind == b"iCCP":
            yield from _inflated("PNG iCCP", packed[1:])


def _inflated(where: str, data: bytes) -> Iterator[Part | Opaque]:
    try:
        yield where, inflate(data)
    except ValueError as error:
        yield Opaque(where, f"cannot be unpacked: {error}")
        if isinstance(error, CutOffError):
            yield where, error.content
    except TooLargeError:
        yield Opaque(where, "is too large")


def pdf_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield streams of a PDF and the strings in it and in them."""
    if b"/Encrypt" in data:
        yield Opaque("PDF", "is encrypted")
    yield "PDF string", b"\n".join(pdf_strings(data))
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        body = data[match.end() : end if end >= 0 else None]
        head = data[max(0, data.rfind(b"obj", 0, match.start())) : match.start()]
        names = _FILTER.search(head)
        unknown = {*names[1].split()} - _SUPPORTED_FILTERS if names else set()
        if unknown:
            yield Opaque("PDF stream", f"is encoded with {b' '.join(sorted(unknown)).decode('latin-1')}")
        elif names and names[1].split()[0] in {b"/FlateDecode", b"/Fl"}:
            for part in _inflated("PDF stream", body):
                yield part
                if not isinstance(part, Opaque):
                    yield "PDF text", b"\n".join(pdf_strings(part[1]))
        else:
            yield "PDF stream", body


def pdf_strings(data: bytes) -> Iterator[bytes]:
    """Yield strings of a PDF as UTF-8; of a line of shown text, its pieces together."""
    for array in _ARRAY.findall(data):
        pieces = re.split(_WIDE, array)
        yield b" ".join(b"".join(_readable(_plain(piece)) for piece in _LITERAL.findall(part)) for part in pieces)
    for literal in _LITERAL.findall(data):
        yield _readable(_plain(literal))
    for digits in _HEX.findall(data):
        plain = b"".join(digits.split())
        yield _readable(bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode()))


def _plain(literal: bytes) -> bytes:
    def read(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return bytes([int(match[1], 8) & 255])
        return b"" if match[2] else {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(match[3], match[3])

    return _OCTAL.sub(read, literal)


def _readable(text: bytes) -> bytes:
    if text[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return text.decode("utf-16", errors="replace").encode(errors="replace")
    return text.removeprefix(b"\xef\xbb\xbf")
