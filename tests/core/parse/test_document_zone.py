"""Zones: stated, in a head, or carried by clocks; never assumed."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.document_zone import find_zone

CASES = {
    "All times are in UTC.": "UTC",
    "Time zone: Europe/Paris": "Europe/Paris",
    "## Timeline (PST)": "PST",
    "## Timeline in US/Pacific": "US/Pacific",
    "|Time (UTC)|What|\n|-|-|\n|14:32|x|": "UTC",
    "- 14:32 CET x\n- 14:40 CET y\n- 14:50 UTC z": "CET",
    "- 2pm PDT (UTC-7) x": "PDT",
    "- 14:32 art is long": None,
    "> all times in UTC": "UTC",
    "> 14:32 CET somebody wrote": None,
    "- 14:32 x": None,
}


@pytest.mark.parametrize(("text", "zone"), CASES.items())
def test_zone_is_found_where_authors_state_it(text: str, zone: str | None) -> None:
    """A statement counts before heads, and heads before what most clocks carry."""
    assert zone == find_zone(parse_blocks(text))
