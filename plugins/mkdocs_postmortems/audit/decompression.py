"""Decompresses gzip, zlib, bzip2, xz and Brotli up to a maximum size, as a guard against decompression bombs."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import brotli  # type: ignore[import-untyped]

MAX_SIZE = 64 * 1024 * 1024
"""Maximum number of bytes of one decompressed stream."""
_BROTLI_CHUNK = 256
"""Bytes that are decompressed at once: they may become a hundred thousand times as many."""
_MEMBERS = 1000


class TooLargeError(Exception):
    """A decompressed stream is longer than `MAX_SIZE`."""


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
    """A compressed stream is truncated."""

    def __init__(self, content: bytes) -> None:
        super().__init__("it is cut off")
        self.content = content
        """The bytes that could be decompressed."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def gunzip(data: bytes) -> bytes:
    """Return the decompressed content of all members of a gzip file.

    Raises:
        TooLargeError: it is longer than `MAX_SIZE`.
        ValueError: it is broken.
    """
    return _decompress(data, lambda: zlib.decompressobj(wbits=31))


def inflate(data: bytes, *, raw: bool = False) -> bytes:
    """Return the content of a zlib stream or, if `raw`, of a deflate stream. Raises what `gunzip` raises."""
    return _decompress(data, lambda: zlib.decompressobj(wbits=-15 if raw else 15), members=1)


def bunzip(data: bytes) -> bytes:
    """Return the content of a bzip2 file. Raises what `gunzip` raises."""
    return _decompress(data, bz2.BZ2Decompressor)


def unxz(data: bytes) -> bytes:
    """Return the content of an xz file. Raises what `gunzip` raises."""
    return _decompress(data, lzma.LZMADecompressor)


def unbrotli(data: bytes) -> bytes:
    """Return the content of a Brotli stream.

    Raises:
        TooLargeError: it is longer than `MAX_SIZE`.
        ValueError: it is broken.
    """
    unpacker = brotli.Decompressor()
    parts, size = [], 0
    try:
        for at in range(0, len(data), _BROTLI_CHUNK):
            parts.append(unpacker.process(data[at : at + _BROTLI_CHUNK]))
            size += len(parts[-1])
            if size > MAX_SIZE:
                raise TooLargeError
    except brotli.error as error:
        raise ValueError(str(error)) from error
    content = b"".join(parts)
    if not unpacker.is_finished():
        raise CutOffError(content)
    return content


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
