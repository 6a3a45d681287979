"""Draws which services fail together: services on a ring, and a line between two of them for their common incidents.

A ring needs no layout program, is the same in every build, and leaves room for names outside of it. Neighbours on the
ring are chosen so that the strongest lines are short.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from mkdocs_postmortems.core.facet_values import Facets, FacetValue, PageLink
from mkdocs_postmortems.core.facets import SERVICES

MAX_SERVICES = 16
"""Services on the ring whose names do not touch."""
MIN_SERVICES = 3
"""With fewer there is nothing to see."""
WIDTH, HEIGHT = 640, 400
_RADIUS = 150
_NAME_GAP = 10
_MIN_DOT, _MAX_DOT = 4.0, 13.0
_MIN_LINE, _MAX_LINE = 1.0, 7.0
_BEND = 0.35
"""Where a line bends: this share of the way from the centre to its middle."""

Pair = tuple[str, str]
"""Ids of two services, in order."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A service on the ring."""

    link: PageLink
    """With the number of its incidents."""
    x: float
    y: float
    radius: float
    name_x: float
    """Where its name begins, or ends on the left half."""
    name_y: float
    anchor: str
    """The SVG `text-anchor` of its name."""


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line between two services."""

    ids: Pair
    names: tuple[str, str]
    count: int
    """Number of incidents of both; 0 for a dependency that the taxonomy declares, without any."""
    is_dependency: bool
    path: str
    """The `d` of its SVG path."""
    width: float


@dataclass(frozen=True, slots=True)
class ServiceMap:
    """Template data of the map."""

    nodes: tuple[MapNode, ...]
    lines: tuple[MapLine, ...]
    """Weakest first, so that the strongest are drawn above them."""
    more: int
    """Number of services that fail together with others, or depend on them, and are not drawn."""

    @property
    def strongest(self) -> MapLine:
        """The line with the most incidents."""
        return self.lines[-1]


def build_service_map(facets: Facets) -> ServiceMap | None:
    """Return the map of the services with the most incidents; `None` if no three of them have to do with each other."""
    values = facets.values[SERVICES]
    together = _count_pairs(values.values())
    depends = {_pair(one.term.id, other) for one in values.values() for other in one.term.depends_on if other in values}
    connected = {id for pair in (*together, *depends) for id in pair}
    shown = [value for value in facets.of(SERVICES) if value.term.id in connected][:MAX_SERVICES]
    pairs = [pair for pair in sorted({*together, *depends}) if {*pair} <= {value.term.id for value in shown}]
    if len(shown) < MIN_SERVICES or not any(together[pair] for pair in pairs):
        return None
    places = _places(_ring_order([value.term.id for value in shown], together))
    most = max(len(value.documents) for value in shown)
    lines = [_line(pair, values, together, places, is_dependency=pair in depends) for pair in pairs]
    return ServiceMap(
        nodes=tuple(_node(value, places[value.term.id], most) for value in shown),
        lines=tuple(sorted(lines, key=lambda line: (line.count, line.ids))),
        more=len(connected) - len(shown),
    )


def _count_pairs(values: Iterable[FacetValue]) -> Counter[Pair]:
    """Count the incidents of each two services."""
    services: dict[str, list[str]] = {}
    for value in values:
        for document in value.documents:
            services.setdefault(document.path, []).append(value.term.id)
    return Counter(pair for ids in services.values() for pair in combinations(sorted(ids), 2))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _ring_order(ids: Sequence[str], together: Mapping[Pair, int]) -> list[str]:
    """Order services so that each stands beside the one, of those left, that it fails with most often."""
    order, left = [ids[0]], list(ids[1:])
    while left:
        with_last = [together[_pair(order[-1], id)] for id in left]
        order.append(left.pop(with_last.index(max(with_last))))  # Of several, the one with the most incidents.
    return order


def _places(order: Collection[str]) -> dict[str, float]:
    """Return the angle of each service in radians, clockwise from the top."""
    return {id: 2 * math.pi * number / len(order) for number, id in enumerate(order)}


def _point(angle: float, radius: float) -> tuple[float, float]:
    return WIDTH / 2 + radius * math.sin(angle), HEIGHT / 2 - radius * math.cos(angle)


def _node(value: FacetValue, angle: float, most: int) -> MapNode:
    (x, y), side = _point(angle, _RADIUS), math.sin(angle)
    radius = max(_MIN_DOT, _MAX_DOT * math.sqrt(len(value.documents) / max(1, most)))
    anchor = "middle" if abs(side) < 0.01 else "start" if side > 0 else "end"
    shift = {"middle": 0.0, "start": radius + _NAME_GAP / 2, "end": -radius - _NAME_GAP / 2}[anchor]
    name_y = y if anchor != "middle" else y - math.cos(angle) * (radius + _NAME_GAP)
    return MapNode(value.ref, round(x, 1), round(y, 1), round(radius, 1), round(x + shift, 1), round(name_y, 1), anchor)


def _line(
    pair: Pair,
    values: Mapping[str, FacetValue],
    together: Mapping[Pair, int],
    places: Mapping[str, float],
    *,
    is_dependency: bool,
) -> MapLine:
    (x1, y1), (x2, y2) = (_point(places[id], _RADIUS) for id in pair)
    bend_x = WIDTH / 2 + ((x1 + x2) / 2 - WIDTH / 2) * _BEND
    bend_y = HEIGHT / 2 + ((y1 + y2) / 2 - HEIGHT / 2) * _BEND
    count = together[pair]
    most = max(together.values())
    return MapLine(
        ids=pair,
        names=(values[pair[0]].term.name, values[pair[1]].term.name),
        count=count,
        is_dependency=is_dependency,
        path=f"M{x1:.1f} {y1:.1f}Q{bend_x:.1f} {bend_y:.1f} {x2:.1f} {y2:.1f}",
        width=round(_MIN_LINE + (_MAX_LINE - _MIN_LINE) * (count - 1) / max(1, most - 1), 1) if count else _MIN_LINE,
    )
