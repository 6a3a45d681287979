"""The stem and the date of a file name. Extensions such as `.html.md` are not part of the stem."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_ENDING = re.compile(r"(?:\.(?:md|markdown|mdown|mkd|mdx|qmd|rmd|html|erb|txt)){1,5}$", re.IGNORECASE)
_GAP = re.compile(r"[\s_-]")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)")


def file_stem(path: str) -> str:
    """Return the file name without its extensions."""
    return _ENDING.sub("", PurePosixPath(path).name)


def file_date(path: str) -> Timestamp | None:
    """Return the day in the file name, or `None`; its year may be in the name of a folder (`2023-04/04-25-…`)."""
    name = file_stem(path)
    for start in (0, *(match.end() for match in _GAP.finditer(name))):
        timestamp = parse_timestamp(name[start:].replace("_", "-"))
        if timestamp and timestamp.has_day and timestamp.year and timestamp.month and timestamp.weekday is None:
            return timestamp
    day, year = _MONTH_DAY.match(name), _folder_year(path)
    return parse_timestamp(f"{year}-{day[1]}-{day[2]}") if day and year else None


def _folder_year(path: str) -> str | None:
    folders = reversed(PurePosixPath(path).parts[:-1])
    return next((match[1] for folder in folders if (match := _YEAR.match(folder))), None)
