"""Finds what keeps coming back: tags and contributing factors whose incidents are like each other.

A value such as "database" or "missing monitoring" is shared by incidents that have little else in common. One whose
incidents are among each other's related incidents, such as "cache stampede", is what a reader would call a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mkdocs_postmortems.core.facet_values import Facets, FacetValue
from mkdocs_postmortems.core.facets import FACTORS, TAGS
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar import RelatedDocument

_MIN_COHESION = 0.5
"""Share of related incidents that have the value, too, without which it is no pattern."""
_MIN_MONTHS = 3
"""Months between the first and the last incident without which something has not come back."""
_MAX_OVERLAP = 0.6
"""Share of common incidents (Jaccard index) from which on two values are one pattern."""


def find_patterns(
    facets: Facets, related: Mapping[str, Sequence[RelatedDocument]], most: int
) -> tuple[FacetValue, ...]:
    """Return the tags and factors that came back and whose incidents are alike, most first.

    They are ordered by the number of incidents that each incident is related to within the value, times the share
    that these are of all it is related to; then by the newest incident.

    Args:
        facets: All values of the view.
        related: The related documents of each document, by path.
        most: Maximum number of values.
    """
    values = [value for facet in (TAGS, FACTORS) for value in facets.used(facet) if _came_back(value.documents)]
    scored = [(_cohesion(value, related), value) for value in values]
    found = [(within * share, value) for (within, share), value in scored if share >= _MIN_COHESION]
    found.sort(key=lambda one: (one[0], one[1].documents[0].date or "", one[1].slug), reverse=True)
    return tuple(_without_twins(value for _, value in found))[:most]


def _came_back(documents: Sequence[Postmortem]) -> bool:
    months = [int(d.date[:4]) * 12 + int(d.date[5:7]) for d in documents if d.date and len(d.date) >= len("YYYY-MM")]
    return len(months) > 1 and max(months) - min(months) >= _MIN_MONTHS


def _cohesion(value: FacetValue, related: Mapping[str, Sequence[RelatedDocument]]) -> tuple[float, float]:
    """Return how many related incidents within the value one has on average, and the share of those that it could."""
    paths = {document.path for document in value.documents}
    lists = [[one.document.path for one in related.get(path, ())] for path in sorted(paths)]
    within = sum(path in paths for each in lists for path in each)
    possible = sum(max(1, min(len(paths) - 1, len(each))) for each in lists)
    return within / len(paths), within / possible


def _without_twins(values: Iterable[FacetValue]) -> Iterator[FacetValue]:
    """Leave out a value that mostly stands for the same incidents as one before it."""
    seen: list[set[str]] = []
    for value in values:
        paths = {document.path for document in value.documents}
        if all(len(paths & one) < _MAX_OVERLAP * len(paths | one) for one in seen):
            seen.append(paths)
            yield value
