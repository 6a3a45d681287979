"""What the smaller search knows of each document beside its words: by what it is narrowed and sorted, what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.keys import ORDINARY, Key, narrowed
from mkdocs_postmortems.core.pages.row import incident_row
from mkdocs_postmortems.core.search.legend import build_legend
from mkdocs_postmortems.core.search.records import minutes_of
from mkdocs_postmortems.core.search.terms import build_terms


@dataclass(frozen=True, slots=True)
class OrdinaryPage:
    """A page that is no document of ours: found by its title and headings."""

    url: str
    title: str
    headings: str


def build_ledger(atlas: Atlas, pages: Iterable[OrdinaryPage]) -> dict[str, Any]:
    """Return it as plain data; documents are in the order of the collection, as those of similar incidents are.

    A value of a filter goes by its number: the values of all filters are counted through, in the legend's order.
    """
    legend = build_legend(atlas)
    values = [(entry["key"], value["id"]) for entry in legend for value in entry["values"]]
    numbers = {value: number for number, value in enumerate(values)}
    ordinary = _numbers({Key.KIND: (ORDINARY,)}, numbers)
    return {
        "filters": legend,
        "terms": build_terms(atlas),
        "documents": [_row(atlas, document, numbers) for document in atlas.collection.documents],
        "pages": [[ordinary, page.url, page.title, page.headings] for page in pages],
    }


def _row(atlas: Atlas, document: Postmortem, numbers: Mapping[tuple[str, str], int]) -> list[Any]:
    """Values, date, minutes, how long it took in words, flag; what is empty at the end is left out."""
    shown = incident_row(atlas.facets, document)
    minutes = minutes_of(document)
    row = [
        _numbers(narrowed(document, atlas.today), numbers),
        shown.date,
        -1 if minutes is None else minutes,
        shown.lasted,
        shown.flag,
    ]
    while not row[-1]:
        row.pop()
    return row


def _numbers(filters: Mapping[Key, tuple[str, ...]], numbers: Mapping[tuple[str, str], int]) -> list[int]:
    known = ((key.value, id) for key, ids in filters.items() for id in ids)
    return sorted(numbers[value] for value in known if value in numbers)
