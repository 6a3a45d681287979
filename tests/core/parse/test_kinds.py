"""What whole documents are taken for: incidents, whatever they are called, and records that are kept beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

GOLDEN = yaml.safe_load((Path(__file__).parents[2] / "golden/kinds.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", GOLDEN)
def test_kind_of_a_whole_document(name: str) -> None:
    """What the author declares is final; else what the document is made of tells its kind, its title and its day."""
    case = GOLDEN[name]
    document = parse(Source(case["path"], case["source"])).postmortem
    read = {"kind": document.kind.value, "title": document.title, "date": document.date, "timezone": document.timezone}

    expected = {key: value for key, value in case.items() if key in read}
    assert {key: read[key] for key in expected} == expected
