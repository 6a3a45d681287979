"""Charts as SVG text, drawn at build time and coloured by style sheet; stacked and duration bars include a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate

from mkdocs_postmortems.core.message import ENGLISH, Language, Message
from mkdocs_postmortems.core.model import Moment, Postmortem
from mkdocs_postmortems.core.moments import format_duration, minutes_between


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and its data as a table."""

    svg: str
    """SVG markup; all texts in it are escaped."""
    title: str
    head: tuple[str, ...]
    """Column headings of the table."""
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()
    """Name and colour of each series, the colour as a list of CSS custom properties."""


def svg(width: float, height: float, shapes: str, *, title: str, description: str, name: str) -> str:
    """Return an SVG element that scales to its container and has an accessible name."""
    return (
        f'<svg class="pm-chart pm-chart--{name}" style="--pm-width:{format_number(width)}"'
        f' viewBox="0 0 {format_number(width)} {format_number(height)}" role="img"'
        f' aria-label="{escape(f"{title}. {description}")}">{shapes}</svg>'
    )


def format_number(value: float) -> str:
    """Return a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


# Sizes of charts are in units of the SVG view box.
BARS_HEIGHT = 120
AXIS_HEIGHT = 18
BAR_WIDTH = 30
BAR_STEP = 42
AXIS_WIDTH = 22
MIN_SCALE = 4
"""Minimum count at the top of the scale, so that the bar of a single incident stays low."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a stacked bar chart: its name in the legend, and its colour."""

    name: str
    style: str
    """The colour, as a list of CSS custom properties."""


def stacked_bars(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    counts: Sequence[Sequence[int]],
    language: Language = ENGLISH,
) -> Chart:
    """Draw a stacked bar per quarter.

    Args:
        title: the title of the chart.
        labels: the quarters, such as `2024 Q1`.
        series: the series, bottom first.
        counts: a row for each label, with a number for each series.
        language: the language of the texts in the drawing.
    """
    used = [n for n in range(len(series)) if any(row[n] for row in counts)]
    tallest = max((sum(row) for row in counts), default=0)
    top = max(MIN_SCALE, tallest + tallest % 2)
    width = AXIS_WIDTH + BAR_STEP * len(labels)
    shapes = [_grid(top, width)]
    said = [replace(one, name=language.say(one.name)) for one in series]
    for place, (label, row) in enumerate(zip(labels, counts, strict=True)):
        shapes.append(_stack(place, label, row, said, top))
    shapes += [_base(width), _axis(labels)]
    total = sum(map(sum, counts))
    pattern = "{total} in {quarters} quarters, at most {most} in one. The table below has the numbers."
    description = language.text(pattern, total=total, quarters=len(labels), most=tallest)
    head = (Message("Quarter"), *(series[n].name for n in used), Message("All"))
    rows = tuple(
        (label, *(str(row[n]) for n in used), str(sum(row))) for label, row in zip(labels, counts, strict=True)
    )
    drawing = svg(
        width,
        BARS_HEIGHT + AXIS_HEIGHT + 8,
        "".join(shapes),
        title=language.say(title),
        description=description,
        name="bars",
    )
    legend = tuple((series[n].name, series[n].style) for n in used)
    return Chart(drawing, title, head, rows, legend if len({style for _, style in legend}) > 1 else legend[:1])


def _stack(place: int, label: str, row: Sequence[int], series: Sequence[Series], scale: int) -> str:
    x = AXIS_WIDTH + BAR_STEP * place + (BAR_STEP - BAR_WIDTH) / 2
    top, shapes = float(BARS_HEIGHT + 8), list[str]()
    for count, one in zip(row, series, strict=True):
        if count:
            height = BARS_HEIGHT * count / scale
            top -= height
            text = escape(f"{label}: {count} {one.name}")
            shapes.append(
                f'<rect class="pm-bar" style="{escape(one.style)}" x="{format_number(x)}" y="{format_number(top)}"'
                f' width="{BAR_WIDTH}"'
                f' height="{format_number(height)}"><title>{text}</title></rect>'
            )
    return "".join(shapes)


def _grid(top: int, width: float) -> str:
    """Draw grid lines at the top of the scale and at half of it."""
    lines = []
    for mark in (top // 2, top):
        y = format_number(8 + BARS_HEIGHT * (1 - mark / top))
        lines.append(f'<line class="pm-grid" x1="{AXIS_WIDTH}" x2="{format_number(width)}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text class="pm-tick" x="{AXIS_WIDTH - 6}" y="{y}" dy=".32em" text-anchor="end">{mark}</text>')
    return "".join(lines)


def _base(width: float) -> str:
    """Draw the base line. It comes after the bars, which would otherwise cover it."""
    y = BARS_HEIGHT + 8
    return f'<line class="pm-base" x1="{AXIS_WIDTH}" x2="{format_number(width)}" y1="{y}" y2="{y}"/>'


def _axis(labels: Sequence[str]) -> str:
    """Label the first quarter of each year with the year, or each quarter if there is only one year."""
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
    x = format_number(AXIS_WIDTH + BAR_STEP * place + (BAR_STEP - BAR_WIDTH) / 2)
    return f'<text class="pm-tick" x="{x}" y="{BARS_HEIGHT + 13}" dominant-baseline="hanging">{escape(text)}</text>'


SPARKLINE_WIDTH, SPARKLINE_HEIGHT, SPARKLINE_GAP = 64, 18, 2


def sparkline(title: str, counts: Sequence[int], language: Language = ENGLISH, top: int = 0) -> str:
    """Return an SVG with a small bar per count. A count of 0 has a minimal bar, so that every quarter is visible.

    A count of `top` fills the height, so that drawings beside each other can be compared.
    """
    step = SPARKLINE_WIDTH / max(len(counts), 1)
    tallest = max([*counts, top, 1])
    shapes = []
    for place, count in enumerate(counts):
        height = max(SPARKLINE_HEIGHT * count / tallest, 1.5)
        kind = "pm-spark" if count else "pm-spark pm-spark--none"
        shapes.append(
            f'<rect class="{kind}" x="{format_number(place * step)}" y="{format_number(SPARKLINE_HEIGHT - height)}"'
            f' width="{format_number(step - SPARKLINE_GAP)}" height="{format_number(height)}"/>'
        )
    words = ", ".join(map(str, counts))
    pattern = "The last {quarters} quarters, oldest first: {counts}"
    description = language.text(pattern, quarters=len(counts), counts=words)
    name = language.say(title)
    return svg(SPARKLINE_WIDTH, SPARKLINE_HEIGHT, "".join(shapes), title=name, description=description, name="spark")


DURATION_WIDTH, DURATION_HEIGHT, MIN_SEGMENT_WIDTH = 320, 10, 4


@dataclass(frozen=True, slots=True)
class Segment:
    """The time between two successive milestones of an incident."""

    name: str
    """For example `until detected`."""
    key: str
    """The milestone at its end, as a suffix of CSS classes."""
    minutes: int


def duration_segments(document: Postmortem) -> tuple[Segment, ...]:
    """Return the segments between the known milestones; empty if these are not in chronological order."""
    known: list[tuple[Message, Moment | None]] = [
        (Message("until detected"), document.detected_at),
        (Message("until acknowledged"), document.acknowledged_at),
        (Message("until mitigated"), document.mitigated_at),
        (Message("until resolved"), document.resolved_at),
    ]
    found: list[Segment] = []
    last = document.started_at
    for name, moment in known:
        minutes = minutes_between(last, moment)
        if minutes is None:
            continue
        if minutes < 0:
            return ()
        found.append(Segment(name, name.removeprefix("until "), minutes))
        last = moment
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PhaseEnd:
    """Where a phase ends in a bar of all phases of an incident."""

    key: str
    """The milestone at its end, as a suffix of CSS classes."""
    name: str
    """For example `until detected`."""
    took: str
    percent: int


def phase_ends(segments: Sequence[Segment]) -> tuple[PhaseEnd, ...]:
    """Return where each segment ends in a bar of all of them; empty for fewer than two or no duration."""
    total = sum(part.minutes for part in segments)
    if len(segments) < 2 or not total:
        return ()
    ends = accumulate(part.minutes for part in segments)
    return tuple(
        PhaseEnd(part.key, part.name, format_duration(part.minutes), round(100 * end / total))
        for part, end in zip(segments, ends, strict=True)
    )


def duration_bar(segments: Sequence[Segment], language: Language = ENGLISH) -> Chart | None:
    """Draw the segments to scale, with a minimum width; return `None` for fewer than two or no duration."""
    total = sum(part.minutes for part in segments)
    if len(segments) < 2 or not total:
        return None
    widths = [max(part.minutes / total * DURATION_WIDTH, MIN_SEGMENT_WIDTH) for part in segments]
    shrink = DURATION_WIDTH / sum(widths)
    shapes, x = [], 0.0
    for part, wide in zip(segments, widths, strict=True):
        text = escape(f"{language.say(part.name)}: {language.say(format_duration(part.minutes))}")
        shapes.append(
            f'<rect class="pm-segment pm-segment--{part.key}" x="{format_number(x)}" y="0"'
            f' width="{format_number(max(wide * shrink - 1, 1))}" height="{DURATION_HEIGHT}">'
            f"<title>{text}</title></rect>"
        )
        x += wide * shrink
    rows = tuple((part.name, format_duration(part.minutes)) for part in segments)
    description = ", ".join(" ".join(map(language.say, row)) for row in rows)
    title = Message("How long it took")
    drawing = svg(
        DURATION_WIDTH,
        DURATION_HEIGHT,
        "".join(shapes),
        title=language.say(title),
        description=description,
        name="duration",
    )
    return Chart(drawing, title, (Message("What"), Message("Time")), rows)
