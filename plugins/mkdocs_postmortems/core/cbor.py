"""CBOR (RFC 8949) as far as Pagefind uses it: natural numbers, texts and lists of definite length.

No library, because the search for hidden text has to see every text unchanged: libraries turn tagged texts into dates
and numbers, and keep only the last of repeated keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_NUMBER, _BYTES, _TEXT, _LIST, _MAP, _TAG = 0, 2, 3, 4, 5, 6
"""Major types: the top three bits of an item's first byte."""
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes of the number that follow, by the low five bits of an item's first byte; below 24 these are the number."""

_NUMBER_OR_SHORT_LIST = rb"[\x00-\x17]|\x18.|\x19.{2}|\x1a.{4}|\x1b.{8}|[\x80-\x97]"
_SHORT_LIST = _LIST << 5
"""The first byte of a list whose length is in its low five bits."""
_WITHOUT_TEXTS = re.compile(rb"(?:%b)++" % _NUMBER_OR_SHORT_LIST, re.DOTALL)
_ONE_BY_ONE = re.compile(_NUMBER_OR_SHORT_LIST, re.DOTALL)


class CborError(ValueError):
    """The bytes are not CBOR, or use a part of it that is not supported."""


def decode(data: bytes) -> Any:
    """Return the decoded value: numbers, texts and lists of them.

    Raises:
        CborError: the data holds another type, ends too early, or continues after the value.
    """
    items = _items(data)
    value = _value(items)
    next(items, None)  # Raises if data follows the value.
    return value


def texts(data: bytes) -> list[str]:
    """Return all texts and byte strings, in order, at any depth.

    Raises:
        CborError: the bytes are not CBOR.
    """
    found: list[str] = []
    at, left = 0, 1
    while left > 0:
        if run := _WITHOUT_TEXTS.match(data, at):  # Nearly all items: reading them one by one would take long.
            items = _ONE_BY_ONE.findall(run[0])
            left += sum(item[0] & 31 for item in items if item[0] >= _SHORT_LIST) - len(items)
            at = run.end()
            continue
        kind, number, at = _read_head(data, at)
        if kind in (_BYTES, _TEXT):
            found.append(data[at : at + number].decode("utf-8", errors="replace"))
            at += number
        left += _child_count(kind, number) - 1
    if left or at != len(data):
        raise CborError("goes on after its end" if at <= len(data) else "ends too early")
    return found


def encode(value: Any) -> bytes:
    """Return natural numbers, texts and lists of them as CBOR, in its shortest form."""
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_LIST, len(value)) + b"".join(map(encode, value))


def _items(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the major type, number and content of each item, a list before its elements. Takes linear time."""
    at, left = 0, 1
    while left:
        kind, number, at = _read_head(data, at)
        end = at + number if kind in (_BYTES, _TEXT) else at
        yield kind, number, data[at:end]
        at = end
        left += _child_count(kind, number) - 1
    if at != len(data):
        raise CborError("goes on after its end" if at < len(data) else "ends too early")


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the major type and number of the item at an offset, and the offset of its content."""
    if at >= len(data):
        raise CborError("ends too early")
    kind, short = data[at] >> 5, data[at] & 31
    width = _WIDTHS.get(short, 0)
    if short > max(_WIDTHS):
        raise CborError(f"byte {data[at]:#x} at {at} is of no known type")
    number = int.from_bytes(data[at + 1 : at + 1 + width], "big") if width else short
    return kind, number, at + 1 + width


def _child_count(kind: int, number: int) -> int:
    """Return the number of items directly inside an item."""
    if kind == _LIST:
        return number
    if kind == _MAP:
        return 2 * number
    return 1 if kind == _TAG else 0


def _value(items: Iterator[tuple[int, int, bytes]]) -> Any:
    kind, number, content = next(items)
    if kind == _NUMBER:
        return number
    if kind == _TEXT:
        return _to_text(content)
    if kind == _LIST:
        return [_value(items) for _ in range(number)]
    raise CborError(f"major type {kind} is not known")


def _to_text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise CborError(str(error)) from error


def _head(kind: int, number: int) -> bytes:
    if number < min(_WIDTHS):
        return bytes([kind << 5 | number])
    short, width = next((short, width) for short, width in _WIDTHS.items() if number < 1 << (8 * width))
    return bytes([kind << 5 | short]) + number.to_bytes(width, "big")
