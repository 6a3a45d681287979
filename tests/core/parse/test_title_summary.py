"""Titles, ids and days from headings and file names."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.file_name import file_date, file_stem
from mkdocs_postmortems.core.parse.title_summary import clean_title, find_id, parse_title

CLEAN = {
    "Incident report: cache stampede": "cache stampede",
    "Postmortem - INC-2024-017 - Cache stampede": "Cache stampede",
    "2024-02-04 Cache stampede": "Cache stampede",
    "Cache stampede on February 4, 2024": "Cache stampede",
    "[RESOLVED] Cache stampede": "Cache stampede",
    "Cache stampede": "Cache stampede",
}
FILES = {
    "2024/2024-02-04-cache.md": "2024-02-04",
    "2023-04/04-25-cache.md": "2023-04-25",
    "cache-2024_02_04.html.md": "2024-02-04",
    "cache.md": None,
}


@pytest.mark.parametrize(("written", "title"), CLEAN.items())
def test_title_says_what_happened_and_nothing_else(written: str, title: str) -> None:
    """Id, date and kind of document are taken away at both ends."""
    assert title == clean_title(written)


@pytest.mark.parametrize(("path", "day"), FILES.items())
def test_file_name_tells_the_day(path: str, day: str | None) -> None:
    """The day stands anywhere in the name, and its year may stand in the folder's."""
    timestamp = file_date(path)

    assert day == (timestamp.iso_day if timestamp else None)


def test_placeholder_gives_way_to_the_line_below_it() -> None:
    """A template's "Title" above the real one is not the title."""
    assert parse_title(None, parse_blocks("# Title\n\nCache stampede"), "x.md") == ("Cache stampede", 3)


def test_file_name_stands_in_for_a_missing_title() -> None:
    """Without a heading the words of the file's name are the title, and no line says so."""
    assert parse_title(None, parse_blocks("## Timeline"), "2024-02-04-cache-stampede.md") == ("Cache stampede", None)


def test_first_id_is_found() -> None:
    """Ids are read from file names and headlines; standards are none."""
    assert [find_id("x", "after INC-2024-017"), find_id("CVE"), find_id("PM2021-004 x")] == [
        "INC-2024-017",
        None,
        "PM2021-004",
    ]


def test_all_endings_of_a_file_are_dropped() -> None:
    """`.html.md.erb` is one ending."""
    assert file_stem("a/b.html.md.erb") == "b"
