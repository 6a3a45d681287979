"""The table of what is proved names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_each_proof_in_the_guide_is_a_test():
    """Each row that promises something names a file of tests."""
    guide = (ROOT / "docs" / "restricting.md").read_text("utf-8")
    rows = [
        line.split("|")[1:-1]
        for line in guide.split("\n")
        if re.match(r"\| .*\| (?:proved|pointed out|out of reach)", line)
    ]
    assert len(rows) > 10
    for what, held, tests in rows:
        named = re.findall(r"`(tests/[\w/.]+)`", tests)
        assert named or held.strip().startswith("out of reach"), what
        for path in named:
            assert re.search(r"^def test_", (ROOT / path).read_text("utf-8"), re.MULTILINE), (what, path)
