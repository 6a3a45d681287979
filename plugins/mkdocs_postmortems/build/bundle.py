"""Packs a site for reading without a server: one archive, to be kept where it can be reached when nothing else can."""

from __future__ import annotations

import calendar
import os
import tempfile
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = calendar.timegm((1980, 1, 1, 0, 0, 0))
"""Seconds since 1970 of the first day that archives can name."""
_FILE_MODE = 0o100644 << 16
"""An ordinary file, which everybody who has the archive may read, as archives note it."""


def write_bundle(site: Path, archive: Path, folder: str, build_day: int) -> None:
    """Write the files of a site to a ZIP archive, below one folder; an older archive is replaced in one step.

    Two archives of the same site and day are the same, byte for byte. Only its owner may read the archive: a site may
    hold what few may read.

    Args:
        site: The folder of the site.
        archive: The archive to write.
        folder: The name of the folder in the archive.
        build_day: Seconds since 1970: the time of all files.

    Raises:
        OSError: the archive cannot be written.
    """
    moment = time.gmtime(max(build_day, _EARLIEST))[:6]
    handle, made = tempfile.mkstemp(dir=archive.parent, prefix=f".{archive.name}.")
    try:
        with os.fdopen(handle, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as packed:
            for path in sorted(path for path in site.rglob("*") if path.is_file()):
                entry = ZipInfo(f"{folder}/{path.relative_to(site).as_posix()}", moment)
                entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, _FILE_MODE, 3
                packed.writestr(entry, path.read_bytes())
        Path(made).replace(archive)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
