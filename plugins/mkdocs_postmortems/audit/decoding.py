"""Extracts all texts from a file, through compression, containers and encodings, and reports what it cannot decode."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mkdocs_postmortems.audit import markup
from mkdocs_postmortems.audit.containers import PNG, Part, is_tar, png_parts, tar_parts, zip_parts, zip_spans
from mkdocs_postmortems.audit.decoded import Decoded, DecodedText, Opaque
from mkdocs_postmortems.audit.decompression import (
    MAX_SIZE,
    BrokenStreamError,
    Budget,
    Packed,
    TooLargeError,
    bunzip,
    gunzip,
    inflate,
    unbrotli,
    unxz,
)
from mkdocs_postmortems.audit.escapes import decode_run, encoded_runs, unescaped
from mkdocs_postmortems.audit.fonts import WOFF, WOFF2, font_parts
from mkdocs_postmortems.core import cbor
from mkdocs_postmortems.core.index_text import written_text
from mkdocs_postmortems.core.leaks.windows import windows

MAX_DEPTH = 6
"""Maximum depth of nested containers and encodings."""
MAX_FILE = 2 * MAX_SIZE
"""Maximum number of bytes of a file, and of all that is unpacked from it; every one of them is searched."""
_PAGEFIND = b"pagefind_dcd"
_PAGEFIND_START = _PAGEFIND.decode()
_CALENDAR_START = "BEGIN:VCALENDAR"
_CALENDAR_FOLD = re.compile(r"\r?\n[ \t]")
"""RFC 5545, section 3.1: a line may go on after any of its characters."""
_CALENDAR_ESCAPES = re.compile(r"\\[nN,;]")
_UNSUPPORTED_FORMATS = (
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive"),
    (b"Rar!\x1a\x07", "is a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "is compressed with Zstandard"),
    (b"\xd0\xcf\x11\xe0", "is an office document of the old kind"),
    (b"\x04\x22\x4d\x18", "is compressed with LZ4"),
    (b"LZIP", "is compressed with lzip"),
    (b"\x89LZO", "is compressed with LZO"),
    (b"\x1f\x9d", "is compressed with compress"),
    (b"\xff\x06\x00\x00sNaPpY", "is compressed with Snappy"),
    (b"MSCF", "is a cabinet archive"),
)
_DECOMPRESSORS: tuple[tuple[bytes, str, Callable[[Packed], bytes]], ...] = (
    (b"\x1f\x8b", "gzip", gunzip),
    (b"BZh", "bzip2", bunzip),
    (b"\xfd7zXZ\x00", "xz", unxz),
    (b"\x5d\x00\x00", "LZMA", unxz),
)
_BROTLI = ".br"
"""The extension of files that are compressed with Brotli: they have no signature."""
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ENCODINGS = ("cp1252", "shift_jis", "euc_jp", "gb18030")
"""Encodings that are tried on text that is not UTF-8; every result is searched."""
_UTF16_LE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x30\x4e-\x9f]){4,}")
_UTF16_BE = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]|[\x30\x4e-\x9f][\x00-\xff]){4,}")
_INNER_STREAM = re.compile(rb"(?!\A)(?:(\x1f\x8b\x08)|(BZh[1-9]1AY&SY)|\xfd7zXZ\x00)", re.DOTALL)
"""Where a compressed stream may begin within a file of any kind."""
_MAX_INNER_STREAMS = 1000
"""Maximum number of compressed streams within one file."""
_CERTAIN = 6
"""Bytes of a signature that do not follow each other by chance."""
_LENGTH = re.compile(r"(?<=[\x00-\x1f\ufffd])[!-~](?=\w)")
"""A letter after an unprintable character may be the length of what follows."""
_PRINTABLE = 0.9


TOO_LARGE = Opaque("file", f"has more than {MAX_FILE // 2**20} MB")
"""What is said of a file that is not read."""
_LEAST = 1000
"""What it takes to look at the smallest part of a file, in the time for so many bytes of text."""


@dataclass(slots=True)
class Decoder:
    """Decodes the files of one site; encoded data that occurs in several files is decoded only once."""

    seen_runs: set[int] = field(default_factory=set)
    """Hashes of the runs that were decoded. A hash of 64 bits is one of another run's once in 10^13 times."""
    _left: Budget = field(default_factory=lambda: Budget(MAX_FILE))
    """Bytes that may still be unpacked from the file."""

    def decode(self, name: str, data: bytes) -> Iterator[Decoded]:
        """Yield all texts of a file, and an `Opaque` for each part that cannot be decoded.

        Args:
            name: name of the file, whose extension tells the format; empty if not known.
            data: its content.
        """
        if len(data) > MAX_FILE:
            yield TOO_LARGE
            return
        self._left = Budget(MAX_FILE)
        try:
            yield from self._decode(name, data, 0)
        except TooLargeError:
            yield Opaque("packing", f"holds more than {MAX_FILE // 2**20} MB")

    def _decode(self, name: str, data: bytes, depth: int) -> Iterator[Decoded]:
        """Yield what `decode` does of data that was extracted from so many containers and encodings."""
        if depth > MAX_DEPTH:
            yield Opaque("packing", f"is deeper than {MAX_DEPTH}")
            return
        if depth:
            self._left.spend(len(data) + _LEAST)
        text = _text(data)
        if text is not None and not name.endswith(_BROTLI):
            yield from self._text(name, text, depth)
        else:
            yield from self._bytes(name, data, depth)

    def _text(self, name: str, text: str, depth: int) -> Iterator[Decoded]:
        if name.endswith((".html", ".htm", ".xml", ".svg", ".xhtml", ".rels", ".opf")) or text[:1] == "<":
            parts = [*markup.layers(text, office=depth > 0 and name.endswith(".xml"))]
        else:
            parts = [DecodedText("text", text)]
            if text.startswith(_PAGEFIND_START):
                parts.append(DecodedText("tokens", written_text(text)))
            if text.startswith(_CALENDAR_START):
                parts.append(DecodedText("unfolded lines", _CALENDAR_ESCAPES.sub(" ", _CALENDAR_FOLD.sub("", text))))
            if markup.looks_like_markup(text):
                parts += markup.layers(text)
        for part in parts:
            yield part
            for plain in unescaped(part.text, css=name.endswith(".css")):
                yield DecodedText(f"{part.where} without escapes", plain)
                yield from self._runs(plain, depth)
        yield from self._runs(text, depth)

    def _runs(self, text: str, depth: int) -> Iterator[Decoded]:
        for how, run in encoded_runs(text):
            digest = hash((how, run))
            if digest in self.seen_runs:
                continue
            self.seen_runs.add(digest)
            for data in filter(_is_plausible, decode_run(how, run)):
                yield from _nested(how, self._decode("", data, depth + 1))

    def _bytes(self, name: str, data: bytes, depth: int) -> Iterator[Decoded]:
        for start, why in _UNSUPPORTED_FORMATS:
            if data.startswith(start) or (len(start) >= _CERTAIN and start in data):
                yield Opaque("file", why)
        if name.endswith(_BROTLI):
            yield from self._unpacked("Brotli", name.removesuffix(_BROTLI), unbrotli, data, depth)
        for start, how, unpack in _DECOMPRESSORS:
            if data.startswith(start):
                yield from self._unpacked(how, name.rsplit(".", 1)[0], unpack, data, depth)
        if data.startswith(_PAGEFIND):
            yield from self._pagefind(data, depth)
        yield from self._inner_streams(data, depth)
        for part in self._parts(data):
            if isinstance(part, Opaque):
                self._left.spend(_LEAST)
                yield part
            else:
                where, content = part
                yield from _nested(where, self._decode(where, content, depth + 1))
        yield from _raw(data)

    def _unpacked(
        self, how: str, name: str, unpack: Callable[[bytes], bytes], data: bytes, depth: int
    ) -> Iterator[Decoded]:
        try:
            inner = unpack(data)
        except BrokenStreamError as error:
            yield Opaque(how, f"cannot be unpacked: {error}")
            yield from _nested(how, self._decode(name, error.content, depth + 1))
        except TooLargeError:
            yield Opaque(how, "is too large")
        else:
            yield from _nested(how, self._decode(name, inner, depth + 1))

    def _inner_streams(self, data: bytes, depth: int) -> Iterator[Decoded]:
        """Yield what compressed streams within a file hold; what only begins like one is none."""
        for number, found in enumerate(_INNER_STREAM.finditer(data)):
            if number == _MAX_INNER_STREAMS:
                yield Opaque("file", f"holds more than {_MAX_INNER_STREAMS:,} compressed streams")
                return
            how, unpack = ("gzip", gunzip) if found[1] else ("bzip2", bunzip) if found[2] else ("xz", unxz)
            try:
                inner = unpack(memoryview(data)[found.start() :])
            except BrokenStreamError as error:
                inner = error.content
            except TooLargeError:
                yield Opaque(f"{how} inside", "is too large")
                self._left.spend(MAX_SIZE)
                continue
            yield from _nested(f"{how} inside", self._decode("", inner, depth + 1))

    def _parts(self, data: bytes) -> Iterator[Part | Opaque]:
        """Yield what containers hold; a zip archive may hang on to a file of any kind."""
        if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
            yield from _pdf_parts(data)
        if data.startswith(PNG):
            yield from png_parts(data)
        for number, (start, end) in enumerate(zip_spans(data)):
            if number:
                self._left.spend(end - start + _LEAST)
            yield from zip_parts(data[start:end])
        if is_tar(data):
            yield from tar_parts(data)
        if data[:4] in (WOFF, WOFF2):
            yield from font_parts(data)
        if data[:1] == b"\x78":
            yield from _zlib(data)

    def _pagefind(self, data: bytes, depth: int) -> Iterator[Decoded]:
        body = data[len(_PAGEFIND) :]
        if body[:1] in b"{[" and _text(body) is not None:
            yield from self._decode("", body, depth + 1)
            return
        if body.startswith(b"\0asm"):
            return  # A program has no texts of a site.
        try:
            texts = cbor.texts(body)
        except cbor.CborError:
            yield Opaque("Pagefind's index", "is of an unknown format")
        else:
            yield from self._text("", markup.BREAK.join(texts), depth)


def _pdf_parts(data: bytes) -> Iterator[tuple[str, bytes] | Opaque]:
    """Return what a PDF holds. What reads it is loaded here: it takes a tenth of the time to load all of us."""
    from mkdocs_postmortems.audit.pdf import pdf_parts  # noqa: PLC0415

    return pdf_parts(data)


def _zlib(data: bytes) -> Iterator[tuple[str, bytes] | Opaque]:
    try:
        yield "zlib", inflate(data)
    except BrokenStreamError as error:
        yield "zlib", error.content  # It may only begin like one.
    except TooLargeError:
        yield Opaque("zlib", "is too large")


def _raw(data: bytes) -> Iterator[DecodedText]:
    """Yield what can be read of bytes as they are."""
    for piece in windows(data, b" "):
        text = piece.decode("utf-8", errors="replace")
        yield DecodedText("bytes", text)
        yield DecodedText("bytes", _LENGTH.sub(" ", text))
        for pattern, encoding in ((_UTF16_LE, "utf-16-le"), (_UTF16_BE, "utf-16-be")):
            if runs := [run.decode(encoding, errors="replace") for run in pattern.findall(piece)]:
                yield DecodedText("UTF-16 text", markup.BREAK.join(runs))
    if b"\0" not in data:
        for encoding in _ENCODINGS:
            try:
                yield DecodedText(f"{encoding} text", data.decode(encoding))
            except UnicodeDecodeError:
                continue


def _text(data: bytes) -> str | None:
    """Return bytes as text, if they are UTF-8, or begin with another byte order mark."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\0" in data or data.startswith(b"%PDF-"):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _is_plausible(data: bytes) -> bool:
    """Whether decoded base64 is more than chance: text, or a file of a known kind."""
    starts = (
        PNG,
        b"%PDF-",
        b"PK\x03\x04",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        *(start for start, _, _ in _DECOMPRESSORS),
    )
    if data.startswith(starts):
        return True
    try:
        text = data.decode("utf-16-le" if data[1:8:2] == b"\0\0\0\0" else "utf-8")
    except UnicodeDecodeError:
        return False
    return sum(map(str.isprintable, text)) + text.count("\n") + text.count("\r") > _PRINTABLE * len(text)


def _nested(how: str, found: Iterator[Decoded]) -> Iterator[Decoded]:
    for item in found:
        where = f"{how}, {item.where}"
        yield DecodedText(where, item.text) if isinstance(item, DecodedText) else Opaque(where, item.reason)
