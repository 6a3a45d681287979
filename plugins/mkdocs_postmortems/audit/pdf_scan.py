"""Searches the bytes of a PDF for streams and strings, without regard to its structure.

It sees what a broken file still holds and what no object refers to any more; `audit.pdf` reads what a viewer shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mkdocs_postmortems.audit.containers import Part, inflated_part
from mkdocs_postmortems.audit.decoded import Opaque
from mkdocs_postmortems.audit.decompression import Budget, TooLargeError

SCANNED_FILTERS = frozenset(
    {"/FlateDecode", "/Fl", "/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
)
"""Stream filters that the scan decodes, or that are used for pixels only."""
_DEFLATED = {"/FlateDecode", "/Fl"}
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/(?:Filter|F)\s*+(?:\[([^\[\]]*+)\]|(/[^\s/<>\[\]()]+))")
"""A list of names or one name; the name that follows one is the next key of the dictionary."""
_NAME = re.compile(r"/[^\s/<>\[\]()]+")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+)(?:\)|\\?\Z)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_OCTAL = re.compile(rb"\\(?:([0-7]{1,3})|(\r?\n)|(.))", re.DOTALL)
_ARRAY = re.compile(rb"\[([^\[\]]*+)\]\s*TJ")
_WIDE = re.compile(rb"-\d{3,}(?:\.\d+)?")


def scan_pdf(data: bytes, opened: Mapping[int, int] = MappingProxyType({})) -> Iterator[Part | Opaque]:
    """Yield streams of a PDF and the strings in it and in them.

    Args:
        data: The file.
        opened: Where the word `obj` stands of objects whose streams were read in another way, and where those end.
            They are passed over; and what looks like a stream inside of one, such as those of an attached PDF, is not
            reported as unreadable.
    """
    yield "PDF string", b"\n".join(pdf_strings(data))
    try:
        yield from _streams(data, opened)
    except TooLargeError:
        yield Opaque("PDF", "is too large")


def _streams(data: bytes, opened: Mapping[int, int]) -> Iterator[Part | Opaque]:
    is_encrypted = b"/Encrypt" in data
    known_until = 0
    # Streams are parts of the file; of those without an end, all that follows is a part of each.
    work = Budget(4 * len(data))
    for match in _STREAM.finditer(data):
        start = max(0, data.rfind(b"obj", 0, match.start()))
        end = data.find(b"endstream", match.end())
        head, body = data[start : match.start()], data[match.end() : end if end >= 0 else None]
        work.spend(len(head) + len(body))
        if match.start() < known_until:
            yield from (part for part in _stream_parts(head, body) if not isinstance(part, Opaque))
        elif start not in opened:
            yield from _stream_parts(head, body)
        else:
            known_until = opened[start]
            # Whether a stream is whole is not told by all who read it.
            if not is_encrypted and (filters := _filters(head)) and filters[0] in _DEFLATED:
                yield from inflated_part("PDF stream", body)


def _stream_parts(head: bytes, body: bytes) -> Iterator[Part | Opaque]:
    """Yield what a stream holds, given the text before it and its bytes."""
    filters = _filters(head)
    if unknown := {*filters} - SCANNED_FILTERS:
        yield Opaque("PDF stream", f"is encoded with {' '.join(sorted(unknown))}")
    elif filters and filters[0] in _DEFLATED:
        for part in inflated_part("PDF stream", body):
            yield part
            if not isinstance(part, Opaque):
                yield "PDF text", b"\n".join(pdf_strings(part[1]))
    else:
        yield "PDF stream", body


def _filters(head: bytes) -> list[str]:
    found = _FILTER.search(head)
    return _NAME.findall((found[1] or found[2] or b"").decode("latin-1")) if found else []


def pdf_strings(data: bytes) -> Iterator[bytes]:
    """Yield the strings of a PDF as UTF-8; the pieces of a line of shown text are joined."""
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
