"""Unpacks compressed streams, but no bombs."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

MAX_SIZE = 64 * 1024 * 1024
"""Bytes of one unpacked stream."""
_MEMBERS = 1000


class TooLargeError(Exception):
    """A stream is longer than anything that belongs on a site."""


@dataclass(slots=True)
class Budget:
    """Bytes that may still be worked through, so that the time for a hostile file has an end."""

    left: int

    def spend(self, size: int) -> None:
        """Count bytes; raise `TooLargeError` when they are more than what was left."""
        self.left -= size
        if self.left < 0:
            raise TooLargeError


class CutOffError(ValueError):
    """A stream ends before its end."""

    def __init__(self, content: bytes) -> None:
        super().__init__("it is cut off")
        self.content = content
        """What there is of it."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def gunzip(data: bytes) -> bytes:
    """Return what all members of a gzip file hold.

    Raises:
        TooLargeError: it is longer than `LARGEST`.
        ValueError: it is broken.
    """
    return _decompress(data, lambda: zlib.decompressobj(wbits=31))


def inflate(data: bytes, *, raw: bool = False) -> bytes:
    """Return what a zlib stream holds, or one of bare deflate. Raises as `gunzip` does."""
    return _decompress(data, lambda: zlib.decompressobj(wbits=-15 if raw else 15), members=1)


def bunzip(data: bytes) -> bytes:
    """Return what a bzip2 file holds. Raises as `gunzip` does."""
    return _decompress(data, bz2.BZ2Decompressor)


def unxz(data: bytes) -> bytes:
    """Return what an xz file holds. Raises as `gunzip` does."""
    return _decompress(data, lzma.LZMADecompressor)


def _decompress(data: bytes, make: Callable[[], _Decompressor], members: int = _MEMBERS) -> bytes:
    parts: list[bytes] = []
    left = MAX_SIZE
    is_whole = False
    for _ in range(members):
        unpacker = make()
        try:
            parts.append(unpacker.decompress(data, left + 1))
        except (zlib.error, OSError, EOFError, lzma.LZMAError) as error:
            if parts:
                break  # What follows a stream is no stream; it is looked at as it is.
            raise ValueError(str(error)) from error
        left -= len(parts[-1])
        if left < 0:
            raise TooLargeError
        data = unpacker.unused_data
        is_whole = unpacker.eof
        if not is_whole or not data:
            break
    content = b"".join(parts)
    if not is_whole:
        raise CutOffError(content)
    return content
