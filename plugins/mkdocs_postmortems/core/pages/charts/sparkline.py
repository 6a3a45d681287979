"""A word-sized drawing of eight quarters."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_postmortems.core.pages.charts.chart import number, svg

WIDTH, HEIGHT, GAP = 64, 18, 2


def sparkline(title: str, counts: Sequence[int]) -> str:
    """Draw one small bar for each count; quarters without one keep a foot, so that all eight can be seen."""
    step = WIDTH / max(len(counts), 1)
    tallest = max([*counts, 1])
    shapes = []
    for place, count in enumerate(counts):
        height = max(HEIGHT * count / tallest, 1.5)
        kind = "pm-spark" if count else "pm-spark pm-spark--none"
        shapes.append(
            f'<rect class="{kind}" x="{number(place * step)}" y="{number(HEIGHT - height)}"'
            f' width="{number(step - GAP)}" height="{number(height)}"/>'
        )
    words = ", ".join(map(str, counts))
    description = f"The last {len(counts)} quarters, oldest first: {words}"
    return svg(WIDTH, HEIGHT, "".join(shapes), title=title, description=description, name="spark")
