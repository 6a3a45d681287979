"""The reference pages say what the code says."""

import os
from pathlib import Path

import pytest
from generate_reference import reference_pages
from mkdocs_postmortems.core.check.registry import ALL_CODES

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


@pytest.mark.parametrize("name", reference_pages())
def test_reference_page_is_up_to_date(name):
    """Each page is what its function returns now; `make reference` writes it."""
    page = FOLDER / name
    if os.environ.get("REGENERATE"):
        page.parent.mkdir(exist_ok=True)
        page.write_text(reference_pages()[name], encoding="utf-8")

    assert page.read_text(encoding="utf-8") == reference_pages()[name]


def test_every_code_has_a_page_and_every_page_a_code():
    """What a report names can be looked up; what is reported no more has no page."""
    pages = {path.stem for path in FOLDER.rglob("P*.md")}

    assert pages == set(ALL_CODES)


def test_no_page_is_left_over():
    """What nobody makes any more is deleted."""
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}

    assert there == set(reference_pages())
