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
_FIRST_CHUNK, _LAST_CHUNK = 256, 65536
"""Bytes that are decompressed at once; each time twice as many, since what follows a stream is copied."""
_MEMBERS = 1000
"""Maximum number of streams that follow each other."""


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


class BrokenStreamError(ValueError):
    """A compressed stream is damaged or truncated."""

    def __init__(self, content: bytes, reason: object = "it is cut off") -> None:
        super().__init__(str(reason))
        self.content = content
        """The bytes that could be decompressed."""


Packed = bytes | memoryview


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: Packed, max_length: int, /) -> bytes: ...


def gunzip(data: Packed) -> bytes:
    """Return the decompressed content of all members of a gzip file.

    Raises:
        TooLargeError: it is longer than `MAX_SIZE`.
        BrokenStreamError: it is broken.
    """
    return _decompress(data, lambda: zlib.decompressobj(wbits=31))


def inflate(data: Packed, *, raw: bool = False) -> bytes:
    """Return the content of a zlib stream or, if `raw`, of a deflate stream. Raises what `gunzip` raises."""
    return _decompress(data, lambda: zlib.decompressobj(wbits=-15 if raw else 15), members=1)


def bunzip(data: Packed) -> bytes:
    """Return the content of a bzip2 file. Raises what `gunzip` raises."""
    return _decompress(data, bz2.BZ2Decompressor)


def unxz(data: Packed) -> bytes:
    """Return the content of an xz file. Raises what `gunzip` raises."""
    return _decompress(data, lzma.LZMADecompressor)


def unbrotli(data: bytes) -> bytes:
    """Return the content of a Brotli stream.

    Raises:
        TooLargeError: it is longer than `MAX_SIZE`.
        BrokenStreamError: it is broken.
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
        raise BrokenStreamError(b"".join(parts), error) from error
    content = b"".join(parts)
    if not unpacker.is_finished():
        raise BrokenStreamError(content)
    return content


def _decompress(data: Packed, make: Callable[[], _Decompressor], members: int = _MEMBERS) -> bytes:
    whole: list[bytes] = []
    at, left = 0, MAX_SIZE
    for _ in range(members):
        unpacker = make()
        parts: list[bytes] = []
        size = _FIRST_CHUNK
        try:
            while at < len(data) and not unpacker.eof:
                parts.append(unpacker.decompress(data[at : at + size], left + 1))
                at, left, size = at + size, left - len(parts[-1]), min(2 * size, _LAST_CHUNK)
                if left < 0:
                    raise TooLargeError
        except (zlib.error, OSError, EOFError, lzma.LZMAError) as error:
            if whole:
                break  # What follows a stream is no stream; it is looked at as it is.
            raise BrokenStreamError(b"".join(parts), error) from error
        whole += parts
        at = min(at, len(data)) - len(unpacker.unused_data)
        if not unpacker.eof:
            raise BrokenStreamError(b"".join(whole))
        if at >= len(data):
            break
    else:
        if members > 1:
            raise TooLargeError
    return b"".join(whole)
