"""Titles, ids and days from headings and file names."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.file_name import file_date, file_stem
from mkdocs_postmortems.core.parse.sections import split_sections
from mkdocs_postmortems.core.parse.title_summary import clean_title, find_id, parse_summary, parse_title

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


MORE = {
    "INC-2024-017: Cache stampede": "Cache stampede",
    "INC-2024-017": "INC-2024-017",
    "Cache stampede (INC-2024-017)": "Cache stampede",
    "Cache stampede [ INC-2024-017 ]": "Cache stampede",
    "2024-02-04/05 Cache stampede": "Cache stampede",
    "2024-02-04: '24 cache": "24 cache",
    "{{ Cache stampede }}": "Cache stampede",
    "Postmortem for the outage of search": "outage of search",
    "Outage of search on 4 February 2024": "Outage of search",
    "Outage of search, from the 4th of February 2024": "Outage of search",
    "Outage of search (2024-02-04)": "Outage of search",
    "Outage of search on 4 February": "Outage of search on 4 February",
    "Monday is slow": "Monday is slow",
    "Search slow on Monday": "Search slow on Monday",
    "2024-02-04": "2024-02-04",
    "2024-02-04 ab": "2024-02-04 ab",
    "2024-02-04 abc": "abc",
    "Cache stampede...": "Cache stampede...",
    "Cache stampede.": "Cache stampede",
    "Outage of": "Outage",
    "(sev2) Cache stampede": "Cache stampede",
    "(minor) Cache stampede": "(minor) Cache stampede",
    "[2024-02-04] Cache stampede": "Cache stampede",
    "(INC-2024-017) Cache stampede": "Cache stampede",
    "Incident report": "Incident report",
    "Report: Incident: Review: Cache": "Cache",
    "INC-2024-017 - 2024-02-04 - Postmortem: Cache stampede on 2024-02-04 (INC-2024-017)": "Cache stampede",
    "Cache: a stampede": "Cache: a stampede",
    "a | b | c": "a | b | c",
}


@pytest.mark.parametrize(("written", "title"), MORE.items())
def test_title_keeps_what_is_no_date_id_or_kind(written: str, title: str) -> None:
    """However many of them stand at its ends; a date without a year may be what it is about."""
    assert title == clean_title(written)


NAMED = "from-file.md"
DAY = "2024-02-04.md"
FILE = ("From file", None)


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        ("Text first.\n\n## Cache stampede", "2024-02-04-from-file.md", FILE),
        ("## Cache stampede", NAMED, ("Cache stampede", 1)),
        ("# Timeline", NAMED, FILE),
        ("# Root cause", NAMED, FILE),
        ("# Trigger", NAMED, ("Trigger", 1)),
        ("## Trigger", NAMED, FILE),
        ("**Cache stampede**\n\ntext", NAMED, ("Cache stampede", 1)),
        (f"**{'x' * 96}**", NAMED, FILE),
        (f"**{'x' * 95}**", NAMED, ("x" * 95, 1)),
        ("**Impact:** x", NAMED, FILE),
        ("**Cache**\nstampede", NAMED, FILE),
        ("# Title\n\n_Cache stampede_", NAMED, FILE),
        ("# Title\n\nImpact: much", NAMED, FILE),
        (f"# Title\n\n{'x' * 119}", NAMED, ("x" * 119, 3)),
        (f"# Title\n\n{'x' * 120}", NAMED, FILE),
        ("# Title\n\n## Cache", NAMED, FILE),
        ("x y\n\n" * 11 + "# Cache", NAMED, ("Cache", 23)),
        ("x y\n\n" * 12 + "# Cache", NAMED, FILE),
        ("The cache was full. More of it.", DAY, ("The cache was full", 1)),
        ("word " * 30, DAY, ("word " * 17 + "word…", 1)),
        ("Too short", DAY, ("2024-02-04", None)),
        ("Ten signs.", DAY, ("Ten signs", 1)),
        ("The cache was full\nand so it goes.", DAY, ("The cache was full", 1)),
        ("It ends so.\nThe cache was full\nand so on.", DAY, ("The cache was full", 2)),
        ("It ends so:\nSummary\nThe cache was full", DAY, ("The cache was full", 3)),
        ("", DAY, ("2024-02-04", None)),
        ("# INC-2024-017", DAY, ("INC-2024-017", 1)),
        ("# 2024-02-04", DAY, ("2024-02-04", 1)),
        ("# {{Title}}", "readme.md", ("Title", 1)),
        ("# 🚨 Cache stampede", "x.md", ("Cache stampede", 1)),
        ("", "0123456789abcdef0123456789.md", ("0123456789abcdef0123456789", None)),
        ("", "my file.md", ("My file", None)),
        ("", "cache_stampede-of_march.md", ("Cache stampede of march", None)),
        ("", "index of things.md", ("index of things", None)),
        ("Flood in the cellar\n\na\n\nb\n\nc", "x.md", ("Flood in the cellar", 1)),
        ("Postmortem: https://example.org/a b c\n\na\n\nb\n\nc", "the flood.md", ("The flood", None)),
        ("Flood in the cellar.\n\na\n\nb\n\nc", "the flood.md", ("The flood", None)),
    ],
)
def test_title_is_the_first_that_says_something(text: str, path: str, title: tuple[str, int | None]) -> None:
    """A heading, the line below a placeholder, a bold line, the words of the file, or the first sentence."""
    assert title == parse_title(None, parse_blocks(text), path)


@pytest.mark.parametrize(
    ("declared", "text", "title"),
    [
        ("Declared", "# Cache", ("Declared", None)),
        ("INC-2024-017", "# Cache", ("INC-2024-017", None)),
        ("Title", "", ("Title", None)),
        ("Post-Mortem - Flood in the cellar", "# Cache", ("Post-Mortem - Flood in the cellar", None)),
        ("2024-02-04: Incident report: Flood again", "# Cache", ("Incident report: Flood again", None)),
        ("Post-mortem of a flood", "# Cache", ("Post-mortem of a flood", None)),
        ("Postmortem: flood", "# Cache", ("Postmortem: flood", None)),
        ("A post-mortem - or not", "# Cache", ("A post-mortem - or not", None)),
    ],
)
def test_declared_title_comes_first(declared: str, text: str, title: tuple[str, int | None]) -> None:
    """Unless it says nothing."""
    assert title == parse_title(declared, parse_blocks(text), DAY)


PROSE = "The cache of the proxy was full for an hour"


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (PROSE, (PROSE, 3)),
        (f"Short.\n\n{PROSE}", (PROSE, 5)),
        (f"Before all {PROSE}\n\n## Summary\n\n{PROSE} twice", (f"{PROSE} twice", 7)),
        (f"{PROSE}\n\n## Summary\n\n> quoted {PROSE}", (PROSE, 3)),
        (f"## Summary\n\n_{PROSE}_", None),
        (f"## Summary\n\n_{PROSE * 5}_", (PROSE * 5, 5)),
        (f"## Summary\n\n_{'x' * 199}_", None),
        (f"## Summary\n\n_{'x' * 200}_", ("x" * 200, 5)),
        (f"## Summary\n\n_{PROSE}_ it said.", (f"{PROSE} it said.", 5)),
        (f"## Summary\n\n{{{{ {PROSE} }}}}", None),
        ("x" * 30, None),
        ("x" * 31, ("x" * 31, 3)),
        (f"- {PROSE}", None),
        (f"## Impact\n\n{PROSE}", None),
    ],
)
def test_summary_is_the_first_prose(text: str, summary: tuple[str, int] | None) -> None:
    """Of the section of that name, else above all sections; no label, hint, quotation or gap."""
    assert summary == parse_summary(split_sections(parse_blocks(f"# T\n\n{text}")))
