"""Time: hostile runs of one character cost no more than their length."""

from __future__ import annotations

from time import perf_counter

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

ACTION = "## Action items\n- do a thing a"
HOSTILE = {
    "spaces in an action": (ACTION, " ", "b"),
    "stars in an action": (ACTION, "*", "b"),
    "dashes in an action": (ACTION, "-", "b"),
    "brackets in an action": (ACTION, "(", "b"),
    "link targets in an action": (ACTION, "](", "b"),
    "due words": (ACTION, " by", ""),
    "lines of an event": ("## Timeline\n- 12:00 a\n", "  b c\n", ""),
    "shortcodes": ("", "{{< ", ""),
    "tracks": ("**Resolved** - x\n\n**Update** - y ", "{{< track ", ""),
    "comments": ("", "<!-- ", ""),
    "brackets": ("", "[", ""),
    "headings of actions": ("## Action items\n", "### do this\n\ntext\n\n", ""),
}


@pytest.mark.parametrize(("before", "run", "after"), HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_length_alone(before: str, run: str, after: str) -> None:
    """Eight times the text takes far less than the 64 times that quadratic time would."""
    _spent(before + run * 100 + after)
    short, long = (min(_spent(before + run * n + after) for _ in range(3)) for n in (500, 4_000))

    assert long < 25 * short + 0.05


def _spent(text: str) -> float:
    start = perf_counter()
    parse(Source("x.md", text))
    return perf_counter() - start
