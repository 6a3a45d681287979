"""The reference pages say what the code says."""

import os
from pathlib import Path

import pytest
from generate_reference import reference_pages

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


@pytest.mark.parametrize("name", reference_pages())
def test_reference_page_is_up_to_date(name):
    """Each page is what its function returns now; `make reference` writes it."""
    page = FOLDER / name
    if os.environ.get("REGENERATE"):
        page.parent.mkdir(exist_ok=True)
        page.write_text(reference_pages()[name], encoding="utf-8")

    assert page.read_text(encoding="utf-8") == reference_pages()[name]


def test_no_page_is_of_a_rule_that_is_no_more():
    """What nobody makes any more is deleted."""
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}

    assert there == set(reference_pages())
