"""What the name of a file tells: the day of its incident, with the year from a folder if need be."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse.file_name import file_date, file_stem


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2024-02-04.md", "2024-02-04"),
        ("20240204-pump.md", "2024-02-04"),
        ("2024_02_04_pump.md", "2024-02-04"),
        ("pump 2024-02-04 cellar.md", "2024-02-04"),
        ("pump-2024-02-04.html.md.erb", "2024-02-04"),
        ("4-feb-2024-pump.md", "2024-02-04"),
        ("2024/02-04-pump.md", "2024-02-04"),
        ("2024/02-04.md", "2024-02-04"),
        ("2022/2023-q1/02-04-pump.md", "2023-02-04"),
        ("2022/reports/02-04-pump.md", "2022-02-04"),
        ("2024/13-04-pump.md", None),
        ("2024/02-041.md", None),
        ("20245/02-04-pump.md", None),
        ("02-04-pump.md", None),
        ("2024/pump-02-04.md", None),
        ("2024/pump.md", None),
        ("2024-02-pump.md", None),
        ("monday-pump.md", None),
        ("pump.md", None),
        ("", None),
    ],
)
def test_day_in_the_name(path: str, day: str | None) -> None:
    """Anywhere in it; a month and a day take the year of the nearest folder that begins with one."""
    found = file_date(path)

    assert (found.iso_day if found else None) == day


@pytest.mark.parametrize(
    ("path", "stem"),
    [("a/b.md", "b"), ("b.MARKDOWN", "b"), ("b.html.md", "b"), ("b.v2.md", "b.v2"), ("b", "b"), ("b.pdf", "b.pdf")],
)
def test_endings_of_documents_are_no_part_of_the_name(path: str, stem: str) -> None:
    """Other dots are."""
    assert file_stem(path) == stem
