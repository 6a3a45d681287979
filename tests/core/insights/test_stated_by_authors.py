"""Durations beside those that real authors state, read by an expression of the benchmark's own."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / ".." / "shared/corpora/dfds"
sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no documents of others beside the checkout")
def test_stated_durations_are_known_and_agree():
    """Nothing that an author states is missing or different."""
    from insights import comparisons

    found = comparisons(FOLDER)

    assert len(found) > 50
    assert [one for one in found if one.outcome != "agrees"] == []
