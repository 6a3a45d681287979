"""Extracts the parts of container files: zip archives (office documents, e-books) and PNG metadata."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from mkdocs_postmortems.audit.decoded import Opaque
from mkdocs_postmortems.audit.decompression import MAX_SIZE, BrokenStreamError, TooLargeError, inflate

Part = tuple[str, bytes]
_MAX_ENTRIES = 10_000
"""Maximum number of entries of an archive that are read."""
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22
_ZIP_END_FIELDS = ((12, 16), (16, 20), (20, 22))
"""Offsets of the size and the offset of the list of files, and of the length of the comment, which follows."""
_TAR_BLOCK = 512
"""Bytes."""
PNG = b"\x89PNG\r\n\x1a\n"


def zip_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield the names, comments and contents of the files of a zip archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "zip comment", archive.comment
            for entry in archive.infolist()[:_MAX_ENTRIES]:
                yield "zip entry", entry.filename.encode(errors="replace") + b"\n" + entry.comment
                if entry.flag_bits & 1:
                    yield Opaque(entry.filename, "is encrypted")
                elif entry.file_size > MAX_SIZE:
                    yield Opaque(entry.filename, "is too large")
                else:
                    yield entry.filename, archive.read(entry)
            if len(archive.infolist()) > _MAX_ENTRIES:
                yield Opaque("zip", f"has more than {_MAX_ENTRIES:,} files")
    except (zipfile.BadZipFile, NotImplementedError, OSError, zlib.error, RuntimeError, EOFError, ValueError) as error:
        yield Opaque("zip", f"cannot be read: {error}")


def zip_spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where zip archives begin and end within a file of any kind; one may hold others."""
    at = data.find(_ZIP_END)
    while at >= 0:
        size, offset, comment = (int.from_bytes(data[at + a : at + b], "little") for a, b in _ZIP_END_FIELDS)
        yield max(0, at - size - offset), at + _ZIP_END_SIZE + comment
        at = data.find(_ZIP_END, at + 1)


def is_tar(data: bytes) -> bool:
    """Whether a file is a tar archive of POSIX or GNU."""
    return data[257:262] == b"ustar"


def tar_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield the files of a tar archive by their names; what stands between them is found in its bytes."""
    at, number = 0, 0
    while is_tar(data[at : at + _TAR_BLOCK]):
        if number == _MAX_ENTRIES:
            yield Opaque("tar", f"has more than {_MAX_ENTRIES:,} files")
            return
        size = _tar_number(data[at + 124 : at + 136])
        at, number = at + _TAR_BLOCK, number + 1
        yield data[at - _TAR_BLOCK : at - _TAR_BLOCK + 100].rstrip(b"\0").decode(errors="replace"), data[at : at + size]
        at += -(-size // _TAR_BLOCK) * _TAR_BLOCK


def _tar_number(digits: bytes) -> int:
    """Return a number that is written in octal digits or, if it is large, in bytes after one of 0x80."""
    if digits[:1] == b"\x80":
        return int.from_bytes(digits[1:], "big")
    octal = digits.strip(b"\0 ")
    return int(octal, 8) if octal.isdigit() and not octal.strip(b"01234567") else 0


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
    """Yield what a zlib stream holds; of a broken one, what there is."""
    try:
        yield where, inflate(data)
    except BrokenStreamError as error:
        yield Opaque(where, f"cannot be unpacked: {error}")
        yield where, error.content
    except TooLargeError:
        yield Opaque(where, "is too large")
