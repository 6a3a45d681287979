"""How a severity is shown: always by its name, with its colour beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import Facet, Facets, FacetValue
from mkdocs_postmortems.core.pages.colour import ON_DARK, ON_LIGHT, is_colour, readable
from mkdocs_postmortems.core.ref import Ref
from mkdocs_postmortems.core.taxonomy import Term

COLOURS = ("#c9302c", "#d9630b", "#c08a00")
"""Rank 1, 2 and 3; grey from there on."""

GREY = "#75808e"


@dataclass(frozen=True, slots=True)
class SeverityMark:
    """A severity's name with its colour in the light and the dark scheme."""

    ref: Ref
    light: str
    dark: str

    @property
    def style(self) -> str:
        """The colours as custom properties of CSS."""
        return f"--pm-light:{self.light};--pm-dark:{self.dark}"


def severity_mark(facets: Facets, id: str | None) -> SeverityMark | None:
    """Return how the severity with this id is shown; `None` where none is stated."""
    value = facets.values[Facet.SEVERITIES].get(id or "")
    return mark_of(value) if value else None


def mark_of(value: FacetValue) -> SeverityMark:
    """Return how a severity is shown."""
    colour = _colour(value.term)
    return SeverityMark(value.ref, readable(colour, ON_LIGHT), readable(colour, ON_DARK))


def _colour(term: Term) -> str:
    if term.colour and is_colour(term.colour):
        return term.colour
    written = re.fullmatch(r"(?:sev|severity|p|s)[-_ ]?([1-9])", term.id, re.IGNORECASE)
    rank = term.rank or (int(written[1]) if written else 0)
    return COLOURS[rank - 1] if 0 < rank <= len(COLOURS) else GREY
