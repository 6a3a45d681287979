"""What a body states, by its sections, fields and times: each case is a body with what a careful reader finds in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.body_fields import parse_body_fields, parse_name_list
from mkdocs_postmortems.core.parse.document_zone import find_zone
from mkdocs_postmortems.core.parse.factors import parse_factors
from mkdocs_postmortems.core.parse.sections import list_sections, split_sections

FILES = sorted((Path(__file__).parents[2] / "golden").glob("sections*.yml"))
CASES = [case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


def found(body: str) -> dict[str, Any]:
    """Return what a body states, as the cases list it, without what is empty."""
    blocks = parse_blocks(body)
    sections = split_sections(blocks)
    listed = list_sections(sections, len(body.split("\n")))
    return {
        "sections": [f"{s.line}-{s.last_line} {'#' * s.level or '-'} {s.name.value}: {s.title}" for s in listed],
        "blocks": [[f"{b.line} {b.kind.name.lower()}: {b.text}" for b in section.blocks] for section in sections],
        "fields": {key: f"{field.line}: {field.value}" for key, field in parse_body_fields(blocks).items()},
        **{key: list(parse_name_list(sections, key)) for key in ("services", "teams", "tags")},
        "factors": [f"{factor.line}: {factor.text}" for factor in parse_factors(sections)],
        "zone": find_zone(blocks),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["body"])
def test_what_a_body_states(case: dict[str, Any]) -> None:
    """Nothing less and nothing more."""
    expected = {key: value for key, value in case.items() if key not in ("body", "sections")}
    stated = {key: value for key, value in found(case["body"]).items() if value}

    assert stated == {key: case[key] for key in ("sections",) if case[key]} | expected
