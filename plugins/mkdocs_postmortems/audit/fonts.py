"""Extracts the tables of web fonts, which hold names and licences, and may hold anything.

Formats: https://www.w3.org/TR/WOFF/ and https://www.w3.org/TR/WOFF2/.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mkdocs_postmortems.audit.containers import Part, inflated_part
from mkdocs_postmortems.audit.decoded import Opaque
from mkdocs_postmortems.audit.decompression import BrokenStreamError, TooLargeError, unbrotli

WOFF = b"wOFF"
WOFF2 = b"wOF2"
_WOFF_HEADER = 44
_WOFF2_HEADER = 48
"""Bytes."""
_TAG_FOLLOWS = 63
_TRANSFORMED_BY_DEFAULT = (10, 11)
"""Numbers of the known tags `glyf` and `loca`, whose version 0 is a transformation."""


def font_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield the tables of a web font, decompressed."""
    try:
        yield from _woff_parts(data) if data[:4] == WOFF else _woff2_parts(data)
    except (struct.error, IndexError):
        yield Opaque("font", "is cut off")


def _woff_parts(data: bytes) -> Iterator[Part | Opaque]:
    (tables,) = struct.unpack_from(">H", data, 12)
    for number in range(tables):
        tag, at, size, original = struct.unpack_from(">4sIII", data, _WOFF_HEADER + 20 * number)
        if at + size > len(data):
            raise IndexError
        name = f"font table {tag.decode(errors='replace')}"
        if size < original:
            yield from inflated_part(name, data[at : at + size])
        else:
            yield name, data[at : at + size]


def _woff2_parts(data: bytes) -> Iterator[Part | Opaque]:
    (tables,) = struct.unpack_from(">H", data, 12)
    (size,) = struct.unpack_from(">I", data, 20)
    at = _WOFF2_HEADER
    for _ in range(tables):
        flags = data[at]
        known, version = flags & _TAG_FOLLOWS, flags >> 6
        at = _after_number(data, at + (5 if known == _TAG_FOLLOWS else 1))
        if (version != 3) if known in _TRANSFORMED_BY_DEFAULT else (version != 0):
            at = _after_number(data, at)
    try:
        yield "font tables", unbrotli(data[at : at + size])
    except BrokenStreamError as error:
        yield Opaque("font", f"cannot be unpacked: {error}")
        yield "font tables", error.content
    except TooLargeError:
        yield Opaque("font", "is too large")


def _after_number(data: bytes, at: int) -> int:
    """Return the offset after a number of variable length, of which each byte but the last has its top bit set."""
    while data[at] & 0x80:
        at += 1
    return at + 1
