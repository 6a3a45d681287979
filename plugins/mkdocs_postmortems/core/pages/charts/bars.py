"""Stacked bars: how many incidents a quarter, by severity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_postmortems.core.pages.charts.chart import Chart, number, svg

HEIGHT = 120
FOOT = 18
BAR = 30
STEP = 42
LEFT = 22
LOWEST = 4
"""The scale's top at least, so that one incident does not look like a mountain."""


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a stack."""

    name: str
    style: str
    """Custom properties of CSS that hold its colour."""


def stacked_bars(title: str, labels: Sequence[str], series: Sequence[Series], counts: Sequence[Sequence[int]]) -> Chart:
    """Draw a bar for each label; `counts` has a row for each label and a number for each series."""
    used = [n for n in range(len(series)) if any(row[n] for row in counts)]
    tallest = max((sum(row) for row in counts), default=0)
    top = max(LOWEST, tallest + tallest % 2)
    width = LEFT + STEP * len(labels)
    shapes = [_grid(top, width)]
    for place, (label, row) in enumerate(zip(labels, counts, strict=True)):
        shapes.append(_stack(place, label, row, series, top))
    shapes += [_base(width), _axis(labels)]
    total = sum(map(sum, counts))
    description = f"{total} in {len(labels)} quarters, at most {tallest} in one. The table below has the numbers."
    head = ("Quarter", *(series[n].name for n in used), "All")
    rows = tuple(
        (label, *(str(row[n]) for n in used), str(sum(row))) for label, row in zip(labels, counts, strict=True)
    )
    drawing = svg(width, HEIGHT + FOOT + 8, "".join(shapes), title=title, description=description, name="bars")
    legend = tuple((series[n].name, series[n].style) for n in used)
    return Chart(drawing, title, head, rows, legend if len({style for _, style in legend}) > 1 else legend[:1])


def _stack(place: int, label: str, row: Sequence[int], series: Sequence[Series], scale: int) -> str:
    x = LEFT + STEP * place + (STEP - BAR) / 2
    top, shapes = float(HEIGHT + 8), list[str]()
    for count, one in zip(row, series, strict=True):
        if count:
            height = HEIGHT * count / scale
            top -= height
            text = escape(f"{label}: {count} {one.name}")
            shapes.append(
                f'<rect class="pm-bar" style="{escape(one.style)}" x="{number(x)}" y="{number(top)}" width="{BAR}"'
                f' height="{number(height)}"><title>{text}</title></rect>'
            )
    return "".join(shapes)


def _grid(top: int, width: float) -> str:
    """A line at the top of the scale and at half of it."""
    lines = []
    for mark in (top // 2, top):
        y = number(8 + HEIGHT * (1 - mark / top))
        lines.append(f'<line class="pm-grid" x1="{LEFT}" x2="{number(width)}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text class="pm-tick" x="{LEFT - 6}" y="{y}" dy=".32em" text-anchor="end">{mark}</text>')
    return "".join(lines)


def _base(width: float) -> str:
    """The line that all bars stand on; it comes after them, whose edges would cut it."""
    return f'<line class="pm-base" x1="{LEFT}" x2="{number(width)}" y1="{HEIGHT + 8}" y2="{HEIGHT + 8}"/>'


def _axis(labels: Sequence[str]) -> str:
    """The year under its first quarter; where there is but one year, its quarters."""
    if len({label.split(" ")[0] for label in labels}) == 1:
        return "".join(_tick(place, label.split(" ")[-1]) for place, label in enumerate(labels))
    shapes, last = [], ""
    for place, label in enumerate(labels):
        year = label.split(" ")[0]
        if year != last and (label.endswith("Q1") or (not place and not label.endswith("Q4"))):
            shapes.append(_tick(place, year))
            last = year
    return "".join(shapes)


def _tick(place: int, text: str) -> str:
    x = number(LEFT + STEP * place + (STEP - BAR) / 2)
    return f'<text class="pm-tick" x="{x}" y="{HEIGHT + 13}" dominant-baseline="hanging">{escape(text)}</text>'
