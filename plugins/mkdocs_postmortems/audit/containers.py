"""Extracts the parts of container files: zip archives (office documents, e-books) and PNG metadata."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from mkdocs_postmortems.audit.decoded import Opaque
from mkdocs_postmortems.audit.decompression import MAX_SIZE, CutOffError, TooLargeError, inflate

Part = tuple[str, bytes]
_MAX_ENTRIES = 10_000
"""Maximum number of entries of an archive that are read."""
PNG = b"\x89PNG\r\n\x1a\n"


def zip_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield the names, comments and contents of the files of a zip archive."""
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
    """Yield the compressed text chunks of a PNG; uncompressed ones are found in its bytes."""
    at = len(PNG)
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at + 8 : at + 8 + size]
        at += size + 12
        packed = chunk.partition(b"\0")[2]
        if kind == b"zTXt":
            yield from inflated_part("PNG zTXt", packed[1:])
        elif kind == b"iTXt" and packed[:1] == b"\1":
            yield from inflated_part("PNG iTXt", packed[2:].split(b"\0", 2)[-1])
        elif kind == b"iCCP":
            yield from inflated_part("PNG iCCP", packed[1:])


def inflated_part(where: str, data: bytes) -> Iterator[Part | Opaque]:
    """Yield what a zlib stream holds; of one that is cut off, what there is."""
    try:
        yield where, inflate(data)
    except ValueError as error:
        yield Opaque(where, f"cannot be unpacked: {error}")
        if isinstance(error, CutOffError):
            yield where, error.content
    except TooLargeError:
        yield Opaque(where, "is too large")
