"""What is put together from front matter and text: whose word counts, and the line that it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.incident_times.declared import MILESTONES
from mkdocs_postmortems.core.source import Source

FILES = sorted((Path(__file__).parents[2] / "golden").glob("documents*.yml"))
CASES = [case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


def summary(path: str, text: str) -> dict[str, Any]:
    """Return what is read of a document, as the cases list it, without what is not known."""
    document = parse(Source(path, text)).postmortem
    times = {name: moment.iso for name in MILESTONES if (moment := getattr(document, name))}
    read = {
        "kind": document.kind.value,
        "title": document.title,
        "id": document.id,
        "date": document.date,
        "lines": dict(document.lines),
        "sections": [f"{s.line}-{s.last_line} {s.name.value}" for s in document.sections],
        "timeline": [f"{e.line} {e.at.iso if e.at else '-'} {e.text}" for e in document.timeline],
        "factors": [f"{f.line} {f.id or '-'} {f.text}".rstrip() for f in document.factors],
        "links": [f"{link.line} {link.url}" for link in document.links],
        "timezone": document.timezone,
        **times,
    }
    return {name: value for name, value in read.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_is_read_of_a_document(case: dict[str, Any]) -> None:
    """Nothing less and nothing more."""
    assert summary(case["path"], case["text"]) == case["read"]
