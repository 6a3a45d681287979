"""A drawing and the numbers it shows."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its table twin."""

    svg: str
    """Markup; every text in it is escaped."""
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()
    """What the colours mean: a name, and the custom properties of CSS that hold its colour."""


def svg(width: float, height: float, shapes: str, *, title: str, description: str, name: str) -> str:
    """Return a drawing that scales to its container and that a screen reader can name."""
    return (
        f'<svg class="pm-chart pm-chart--{name}" style="--pm-width:{number(width)}"'
        f' viewBox="0 0 {number(width)} {number(height)}" role="img"'
        f' aria-label="{escape(f"{title}. {description}")}">{shapes}</svg>'
    )


def number(value: float) -> str:
    """Write a coordinate the same way everywhere."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
