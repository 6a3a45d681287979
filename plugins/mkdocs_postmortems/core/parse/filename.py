"""What a file's name tells: words, a day. Endings such as `.html.md` are not part of it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from mkdocs_postmortems.core.parse.stamps import Stamp, read_stamp

_ENDING = re.compile(r"(?:\.(?:md|markdown|mdown|mkd|mdx|qmd|rmd|html|erb|txt))+$", re.IGNORECASE)
_GAP = re.compile(r"[\s_-]")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)")


def stem(path: str) -> str:
    """The file's name without its endings."""
    return _ENDING.sub("", PurePosixPath(path).name)


def file_day(path: str) -> Stamp | None:
    """The day in the file's name; the year may stand in the name of its folder (`2023-04/04-25-…`)."""
    name = stem(path)
    for start in (0, *(match.end() for match in _GAP.finditer(name))):
        stamp = read_stamp(name[start:].replace("_", "-"))
        if stamp and stamp.has_day and stamp.year and stamp.month and stamp.weekday is None:
            return stamp
    day, year = _MONTH_DAY.match(name), _folder_year(path)
    return read_stamp(f"{year}-{day[1]}-{day[2]}") if day and year else None


def _folder_year(path: str) -> str | None:
    folders = reversed(PurePosixPath(path).parts[:-1])
    return next((match[1] for folder in folders if (match := _YEAR.match(folder))), None)
