"""One line of a facet's index: a value with its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.core.facets import Facet, FacetValue
from mkdocs_postmortems.core.moments import day_in_words
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.row import count_open
from mkdocs_postmortems.core.pages.severity import SeverityMark, mark_of
from mkdocs_postmortems.core.pages.tally import spark
from mkdocs_postmortems.core.ref import Ref


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A value of a facet."""

    ref: Ref
    mark: SeverityMark | None
    """Severities: their colour."""
    group: str
    """Factors: their group."""
    team: Ref | None
    """Services: their owner."""
    count: int
    last: Ref | None
    """The newest incident, called by its day."""
    last_title: str
    last_date: str
    open: int
    spark: str


def index_row(atlas: Atlas, value: FacetValue) -> IndexRow:
    """Return how a value is listed."""
    term, last = value.term, value.last
    return IndexRow(
        ref=value.ref,
        mark=mark_of(value) if value.facet is Facet.SEVERITIES else None,
        group=group_words(term.group),
        team=atlas.facets.ref(Facet.TEAMS, term.team) if term.team else None,
        count=len(value.documents),
        last=Ref(day_in_words(last.date) or "no date", last.path, last.title) if last else None,
        last_title=last.title if last else "",
        last_date=(last.date or "") if last else "",
        open=count_open(value.documents),
        spark=spark(atlas, value.documents, term.name),
    )


def group_words(group: str | None) -> str:
    """Word the group of a factor."""
    words = {"human_system": "people and system"}
    return words.get(group or "", (group or "").replace("_", " "))
