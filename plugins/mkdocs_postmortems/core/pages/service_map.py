"""Draws which services fail together: services on a ring, and a line between two of them for their common incidents.

On the page of a service, it stands in the middle, with a line to each that fails together with it.

A ring needs no layout program, is the same in every build, and leaves room for names outside of it. Neighbours on the
ring are chosen so that the strongest lines are short.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from mkdocs_postmortems.core.facet_values import FacetValue, PageLink
from mkdocs_postmortems.core.facets import SERVICES
from mkdocs_postmortems.core.insights.statistics_json import is_withheld
from mkdocs_postmortems.core.pages.insights.matrix_questions import cross_services
from mkdocs_postmortems.core.pages.site_model import SiteModel

MAX_SERVICES = 16
"""Services on the ring whose names do not touch."""
MIN_SERVICES = 3
"""With fewer there is nothing to see."""
MAX_NEIGHBOURS = 12
"""Services around one whose names do not touch."""
WIDTH, HEIGHT, SMALL_HEIGHT = 560, 460, 340
"""As wide as the ring and a line of a name on either side: a phone shows all of it."""
_RADII, _SMALL_RADII = (140, 170), (110, 128)
"""Across and down: names of two lines have room below each other."""
_NAME_GAP = 10
MAX_NAME_LINES, MAX_LINE_WIDTH = 2, 13
_LINE_HEIGHT, _MIDDLE = 1.15, 0.32
"""Of a line of a name, and from its middle down to its baseline, in sizes of its font."""
_PARTS_OF_NAME = re.compile(r"[^\s._/-]*[\s._/-]*")
_MIN_DOT, _MAX_DOT = 4.0, 13.0
_MIN_LINE, _MAX_LINE = 1.0, 7.0
_BEND = 0.35
"""Where a line bends: this share of the way from the centre to its middle."""

Pair = tuple[str, str]
"""Ids of two services, in order."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A service."""

    link: PageLink
    """With the number of its incidents."""
    x: float
    y: float
    radius: float
    name_x: float
    """Where its name begins, or ends on the left half, or has its middle."""
    name_y: float
    anchor: str
    """The SVG `text-anchor` of its name."""
    name_lines: tuple[str, ...]
    rise: float
    """How far the baseline of the first line is below `name_y`, in sizes of the font."""


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
    uri: str | None
    """Where exactly its incidents are; `None` if only the search finds them."""


@dataclass(frozen=True, slots=True)
class ServiceMap:
    """Template data of the map of services that fail together or depend on each other."""

    nodes: tuple[MapNode, ...]
    lines: tuple[MapLine, ...]
    """Weakest first, so that the strongest are drawn above them."""
    more: int
    """Number of services that fail together with others, or depend on them, and are not drawn."""
    excluded: int
    """Number of incidents of these services that are not counted, as insights do not count them."""
    height: int

    @property
    def width(self) -> int:
        """Of the picture, as its height."""
        return WIDTH

    @property
    def strongest(self) -> MapLine:
        """The line with the most incidents."""
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class ServiceGraph:
    """Which services fail together, counted as in insights: without notices, exercises and others."""

    values: Mapping[str, FacetValue]
    order: tuple[str, ...]
    """All services, those with the most incidents first."""
    counts: Mapping[str, int]
    """Number of incidents, by service."""
    together: Mapping[Pair, int]
    """Number of incidents of both; pairs over too few incidents to be told are left out."""
    most_together: int
    """The largest of these numbers; 0 if there are no pairs."""
    uris: Mapping[Pair, str | None]
    """Where these incidents are listed."""
    depends: frozenset[Pair]
    excluded: Mapping[str, frozenset[str]]
    """Paths of the incidents that are not counted, by service."""

    @property
    def pairs(self) -> list[Pair]:
        """The pairs with common incidents, or a dependency, in order."""
        return sorted({*self.together, *self.depends})

    def neighbours(self, id: str) -> list[str]:
        """Return the services that fail together with one, or that either depends on, the most frequent pair first."""
        found = [other for other in self.order if other != id and self._are_joined(id, other)]
        return sorted(found, key=lambda other: -self.together.get(_pair(id, other), 0))

    def _are_joined(self, one: str, other: str) -> bool:
        return _pair(one, other) in self.together or _pair(one, other) in self.depends


def build_service_graph(model: SiteModel) -> ServiceGraph:
    """Count which services of a view fail together."""
    values = model.facets.values[SERVICES]
    crossings, links = cross_services(model)
    counted = {_pair(row.id, column.id): both for row, column, both in crossings}
    told = {pair: both for pair, both in counted.items() if not is_withheld(both.count, model.insights_min_count)}
    incidents = {document.path for document in model.insights.incidents}
    listed = [value.term.id for value in model.facets.of(SERVICES)]
    counts = {cohort.id: cohort.count for cohort in model.insights.by_service}
    return ServiceGraph(
        values=values,
        order=tuple(sorted(listed, key=lambda one: -counts.get(one, 0))),
        counts=counts,
        together={pair: both.count for pair, both in told.items()},
        most_together=max((both.count for both in told.values()), default=0),
        uris={pair: links.address(both) for pair, both in told.items()},
        depends=frozenset(
            _pair(one.term.id, other) for one in values.values() for other in one.term.depends_on if other in values
        ),
        excluded={
            id: frozenset(document.path for document in value.documents) - incidents for id, value in values.items()
        },
    )


def draw_all_services(graph: ServiceGraph) -> ServiceMap | None:
    """Return the map of the services with the most incidents; `None` if no three of them have to do with each other."""
    connected = {id for pair in graph.pairs for id in pair}
    shown = [id for id in graph.order if id in connected][:MAX_SERVICES]
    pairs = [pair for pair in graph.pairs if {*pair} <= {*shown}]
    if len(shown) < MIN_SERVICES or not any(pair in graph.together for pair in pairs):
        return None
    places = _ring(_ring_order(shown, graph.together), 0, _RADII, HEIGHT)
    return _draw(graph, places, pairs, more=len(connected) - len(shown), height=HEIGHT)


def draw_neighbours(graph: ServiceGraph, id: str) -> ServiceMap | None:
    """Return the map of one service, in the middle, and of those around it; `None` if it fails together with none."""
    neighbours = graph.neighbours(id)
    shown = neighbours[:MAX_NEIGHBOURS]
    pairs = [_pair(id, other) for other in shown]
    if not any(pair in graph.together for pair in pairs):
        return None
    places = _ring(shown, 1 / 4, _SMALL_RADII, SMALL_HEIGHT)
    places[id] = _Place(WIDTH / 2, SMALL_HEIGHT / 2, None)
    return _draw(graph, places, pairs, more=len(neighbours) - len(shown), height=SMALL_HEIGHT)


def _draw(
    graph: ServiceGraph, places: Mapping[str, _Place], pairs: Sequence[Pair], *, more: int, height: int
) -> ServiceMap:
    lines = [_line(graph, pair, places, height) for pair in pairs]
    most = max(graph.counts.get(id, 0) for id in places)
    centre = [id for id, place in places.items() if place.angle is None]
    counted = centre or places
    return ServiceMap(
        nodes=tuple(_node(graph, id, places[id], most) for id in sorted(places, key=graph.order.index)),
        lines=tuple(sorted(lines, key=lambda line: (line.count, line.ids))),
        more=more,
        excluded=len(frozenset().union(*(graph.excluded[id] for id in counted))),
        height=height,
    )


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _ring_order(ids: Sequence[str], together: Mapping[Pair, int]) -> list[str]:
    """Order services so that each stands beside the one, of those left, that it fails with most often."""
    order, left = [ids[0]], list(ids[1:])
    while left:
        with_last = [together.get(_pair(order[-1], id), 0) for id in left]
        order.append(left.pop(with_last.index(max(with_last))))  # Of several, the one with the most incidents.
    return order


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a service is drawn."""

    x: float
    y: float
    angle: float | None
    """On the ring, in radians, clockwise from the top; `None` in the middle."""


def _ring(order: Sequence[str], start: float, radii: tuple[float, float], height: int) -> dict[str, _Place]:
    """Return the place of each service on a ring, from a share of the way around it on.

    From one to the next it is equally far down, or up, and not around: so names beside them do not touch.
    """
    shares = [(start + number / len(order)) % 1 for number in range(len(order))]
    angles = [math.acos(1 - 4 * share) if share < 1 / 2 else -math.acos(4 * share - 3) for share in shares]
    return {
        id: _Place(WIDTH / 2 + radii[0] * math.sin(angle), height / 2 - radii[1] * math.cos(angle), angle)
        for id, angle in zip(order, angles, strict=True)
    }


def _node(graph: ServiceGraph, id: str, place: _Place, most: int) -> MapNode:
    """Return the dot of a service; its name is outside of the ring, or below what is in the middle."""
    count = graph.counts.get(id, 0)
    radius = max(_MIN_DOT, _MAX_DOT * math.sqrt(count / max(1, most)))
    side, up = (math.sin(place.angle), math.cos(place.angle)) if place.angle is not None else (0.0, -1.0)
    anchor = "middle" if abs(side) < 0.01 else "start" if side > 0 else "end"
    shift = {"middle": 0.0, "start": radius + _NAME_GAP / 2, "end": -radius - _NAME_GAP / 2}[anchor]
    name_y = place.y if anchor != "middle" else place.y - up * (radius + _NAME_GAP)
    link = replace(graph.values[id].ref, count=count)
    lines = name_lines(link.name)
    above = (len(lines) - 1) * (1 / 2 if anchor != "middle" else 1 if up > 0 else 0)
    return MapNode(
        link=link,
        x=round(place.x, 1),
        y=round(place.y, 1),
        radius=round(radius, 1),
        name_x=round(place.x + shift, 1),
        name_y=round(name_y, 1),
        anchor=anchor,
        name_lines=lines,
        rise=round(_MIDDLE - above * _LINE_HEIGHT, 2),
    )


def name_lines(name: str) -> tuple[str, ...]:
    """Break a name behind its words, or within those that are too long, into the lines that there is room for."""
    lines = [""]
    for part in _PARTS_OF_NAME.findall(name):
        if lines[-1] and _width(lines[-1] + part.rstrip()) > MAX_LINE_WIDTH:
            lines.append("")
        for sign in part:
            if _width(lines[-1] + sign) > MAX_LINE_WIDTH and not sign.isspace():
                lines.append("")
            lines[-1] += sign
    shown = [line.strip() for line in lines[:MAX_NAME_LINES]]
    return (*shown[:-1], _shortened(shown[-1])) if len(lines) > MAX_NAME_LINES else tuple(shown)


def _shortened(line: str) -> str:
    while _width(line) >= MAX_LINE_WIDTH:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _width(text: str) -> int:
    """Return the width of a text: the signs of some scripts are as wide as two others."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _line(graph: ServiceGraph, pair: Pair, places: Mapping[str, _Place], height: int) -> MapLine:
    """Return the line of a pair, which bends towards the middle."""
    one, other = (places[id] for id in pair)
    bend_x = WIDTH / 2 + ((one.x + other.x) / 2 - WIDTH / 2) * _BEND
    bend_y = height / 2 + ((one.y + other.y) / 2 - height / 2) * _BEND
    bend = f"Q{bend_x:.1f} {bend_y:.1f} " if None not in (one.angle, other.angle) else "L"
    count, most = graph.together.get(pair, 0), graph.most_together
    return MapLine(
        ids=pair,
        names=(graph.values[pair[0]].term.name, graph.values[pair[1]].term.name),
        count=count,
        is_dependency=pair in graph.depends,
        path=f"M{one.x:.1f} {one.y:.1f}{bend}{other.x:.1f} {other.y:.1f}",
        width=round(_MIN_LINE + (_MAX_LINE - _MIN_LINE) * (count - 1) / max(1, most - 1), 1) if count else _MIN_LINE,
        uri=graph.uris.get(pair),
    )
