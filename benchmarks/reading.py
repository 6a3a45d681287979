"""What it costs to read a postmortem, and whether that is linear in its length. Single process, one core.

usage: reading.py

Prints CPU time, best of several runs, with nothing cached between runs but the compiled expressions.
"""

from __future__ import annotations

import time

from generate import postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

ACTION = "## Action items\n- do a thing a"
HOSTILE = {
    "spaces in an action": (ACTION, " ", "b"),
    "stars in an action": (ACTION, "*", "b"),
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
"""Runs of one thing that a careless expression would read in more than linear time: before, run, after."""
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)


def seconds(text: str, runs: int) -> float:
    """Return the least CPU time of `runs` readings, in seconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        parse(Source("2024/x.md", text))
        best = min(best, time.process_time() - start)
    return best


def grown(text: str, size: int) -> str:
    """Return a document of `size` characters: the front matter once, the body again and again."""
    head, fence, body = text.partition("\n---\n")
    return (head + fence + body * (size // len(body) + 1))[:size]


def main() -> None:
    """Print the two tables of benchmarks/RESULTS.md."""
    documents = [postmortem(number)[1] for number in range(200)]
    for text in documents:
        parse(Source("x.md", text))
    costs = sorted(seconds(text, 3) / len(text) * 8192 for text in documents)
    print(f"8 KB document: median {costs[100] * 1000:.1f} ms, worst of 200 {costs[-1] * 1000:.1f} ms")
    print("| characters | seconds | ms per 8 KB |\n| ---: | ---: | ---: |")
    for size in SIZES:
        cost = seconds(grown(documents[0], size), 3 if size < 5_000_000 else 1)
        print(f"| {size:,} | {cost:.3f} | {cost / size * 8192 * 1000:.1f} |")
    print("\n| hostile run | 500 times, ms | 4,000 times, ms |\n| --- | ---: | ---: |")
    for name, (before, run, after) in HOSTILE.items():
        short, long = (seconds(before + run * times + after, 3) * 1000 for times in (500, 4_000))
        print(f"| {name} | {short:.1f} | {long:.1f} |")


if __name__ == "__main__":
    main()
