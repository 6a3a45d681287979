"""What searches narrow and sort by: filter values, dates and durations; what the fallback search knows besides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.incident_row import duration_minutes
from mkdocs_postmortems.core.pages.search_filters import filter_values, ordinary_page_values
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.search.catalog import build_filter_catalog, build_suggestions


@dataclass(frozen=True, slots=True)
class OrdinaryPage:
    """A page of the site that is not a postmortem; the fallback search finds it by title and headings."""

    url: str
    title: str
    headings: str


def page_key(url: str) -> str:
    """Return the key by which Pagefind's results are found among the records: a digest of the page's URL."""
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def build_fallback_records(
    site_model: SiteModel, urls: Mapping[str, str], pages: Iterable[OrdinaryPage]
) -> dict[str, Any]:
    """Return the data for `json.dumps`, with documents in the order of the collection, as in the similarity index.

    A filter value is identified by its number: the values of all filters are numbered consecutively, in the order of
    `filters`.
    """
    filters = build_filter_catalog(site_model)
    values = [(entry["key"], value["id"]) for entry in filters for value in entry["values"]]
    numbers = {value: number for number, value in enumerate(values)}
    documents, others = site_model.collection.documents, tuple(pages)
    addresses = (*(urls.get(one.path, "") for one in documents), *(one.url for one in others))
    ordinary = _numbers(ordinary_page_values(site_model.facets.specs), numbers)
    return {
        "filters": filters,
        "terms": build_suggestions(site_model),
        "documents": [_row(site_model, document, numbers) for document in documents],
        "pages": [[ordinary, page.url, page.title, page.headings] for page in others],
        "keys": [page_key(url) for url in addresses],
    }


def _row(site_model: SiteModel, document: Postmortem, numbers: Mapping[tuple[str, str], int]) -> list[Any]:
    """Return [filter values, date, minutes or -1, duration in words, flag], without empty items at the end."""
    listed = site_model.rows[document.path]
    minutes = duration_minutes(document)
    row = [
        _numbers(filter_values(document, site_model.today, site_model.facets.specs), numbers),
        listed.date,
        -1 if minutes is None else minutes,
        listed.lasted,
        listed.flag,
    ]
    while not row[-1]:
        row.pop()
    return row


def _numbers(filters: Mapping[str, tuple[str, ...]], numbers: Mapping[tuple[str, str], int]) -> list[int]:
    known = ((key, id) for key, ids in filters.items() for id in ids)
    return sorted(numbers[value] for value in known if value in numbers)
