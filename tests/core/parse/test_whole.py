"""All that is read of each golden document: `tests/golden/parse_whole/` has what `tests/golden/parse/` leaves out.

With REGENERATE=1 the files list what is read now; look at the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.postmortem_json import postmortem_to_json
from mkdocs_postmortems.core.source import Source

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = sorted((GOLDEN / "parse").glob("*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_nothing_else_is_read(case: Path) -> None:
    """Every value with its line, and every problem; a key that the file does not have is not compared."""
    golden = yaml.safe_load(case.read_text(encoding="utf-8"))
    result = parse(Source(golden["path"], golden["source"]))
    read = postmortem_to_json(result.postmortem) | {"problems": [str(problem) for problem in result.diagnostics]}
    there = {key: value for key, value in read.items() if value not in (None, [], {})}
    file = GOLDEN / "parse_whole" / f"{case.stem}.json"
    if os.environ.get("REGENERATE"):
        file.write_text(json.dumps(there, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    expected = json.loads(file.read_text(encoding="utf-8"))

    assert {key: read.get(key) for key in expected} == expected
    assert [key for key in there if key in read and key not in expected and not _is_new(key)] == []


def _is_new(key: str) -> bool:
    """Whether no golden file has a key: a field that came later."""
    return not any(f'\n "{key}":' in file.read_text("utf-8") for file in (GOLDEN / "parse_whole").glob("*.json"))


def test_every_file_has_its_document() -> None:
    """What is of no document any more is deleted."""
    assert {file.stem for file in (GOLDEN / "parse_whole").glob("*.json")} == {case.stem for case in CASES}
