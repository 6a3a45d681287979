"""Contributing factors: entries of their sections."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.factors import parse_factors
from mkdocs_postmortems.core.parse.sections import split_sections

CASES = {
    "list": ("- no limit\n- no alert", ["no limit", "no alert"]),
    "introduced list": ("These are known:\n\n- no limit\n- no alert", ["no limit", "no alert"]),
    "nested": ("- no limit\n  - in any pool", ["no limit"]),
    "paragraphs": ("The pool had no limit.\n\nNobody knew.", ["The pool had no limit.", "Nobody knew."]),
    "list in prose": ("It grew.\n\nTwo pools:\n\n- a\n\nNobody knew.", ["It grew.", "Two pools:", "Nobody knew."]),
    "table": ("|#|Factor|\n|-|-|\n|1|no limit|", ["no limit"]),
    "whys": (
        "- Why down? No memory.\n- Why no memory? No limit.\n- As it is.",
        ["Why down? No memory.", "Why no memory? No limit."],
    ),
    "nothing": ("TBD", []),
    "hint": ("_Say why here._", []),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_each_entry_is_a_factor(body: str, expected: list[str]) -> None:
    """Items, rows and paragraphs count; leads, hints and blanks do not."""
    parts = split_sections(parse_blocks(f"# T\n\n## Root cause\n\n{body}"))

    assert expected == [factor.text for factor in parse_factors(parts)]
