"""One thin bar: how long it took to notice, to take it up, to stop the harm, and to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_postmortems.core.model import Moment, Postmortem
from mkdocs_postmortems.core.moments import in_words, minutes_between
from mkdocs_postmortems.core.pages.charts.chart import Chart, number, svg

WIDTH, HEIGHT, LEAST = 320, 10, 4


@dataclass(frozen=True, slots=True)
class Segment:
    """The time between two of the incident's moments."""

    name: str
    """Such as `until detected`."""
    key: str
    """The moment it ends with, as a word of CSS."""
    minutes: int


def segments(document: Postmortem) -> tuple[Segment, ...]:
    """Return the times between the moments that are known; nothing if they are not in order."""
    known: list[tuple[str, Moment | None]] = [
        ("detected", document.detected_at),
        ("acknowledged", document.acknowledged_at),
        ("mitigated", document.mitigated_at),
        ("resolved", document.resolved_at),
    ]
    found: list[Segment] = []
    last = document.started_at
    for key, moment in known:
        minutes = minutes_between(last, moment)
        if minutes is None:
            continue
        if minutes < 0:
            return ()
        found.append(Segment(f"until {key}", key, minutes))
        last = moment
    return tuple(found)


def duration_bar(parts: Sequence[Segment]) -> Chart | None:
    """Draw the segments to scale, the shortest ones just wide enough to be seen."""
    total = sum(part.minutes for part in parts)
    if len(parts) < 2 or not total:
        return None
    widths = [max(part.minutes / total * WIDTH, LEAST) for part in parts]
    shrink = WIDTH / sum(widths)
    shapes, x = [], 0.0
    for part, wide in zip(parts, widths, strict=True):
        text = escape(f"{part.name}: {in_words(part.minutes)}")
        shapes.append(
            f'<rect class="pm-segment pm-segment--{part.key}" x="{number(x)}" y="0"'
            f' width="{number(max(wide * shrink - 1, 1))}" height="{HEIGHT}"><title>{text}</title></rect>'
        )
        x += wide * shrink
    rows = tuple((part.name, in_words(part.minutes)) for part in parts)
    description = ", ".join(" ".join(row) for row in rows)
    drawing = svg(WIDTH, HEIGHT, "".join(shapes), title="How long it took", description=description, name="duration")
    return Chart(drawing, "How long it took", ("What", "Time"), rows)
