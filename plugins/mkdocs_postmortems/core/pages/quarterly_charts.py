"""Charts of the number of incidents per quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mkdocs_postmortems.core.facets import SEVERITIES
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.charts import Chart, Series, sparkline, stacked_bars
from mkdocs_postmortems.core.pages.severity_marks import UNRANKED_COLOUR, severity_mark_of
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.quarters import Quarter, quarter_of

SPARKLINE_QUARTERS = 8
"""Number of quarters in a sparkline."""


def quarterly_chart(
    site_model: SiteModel, documents: Sequence[Postmortem], quarters: Sequence[Quarter] | None = None
) -> Chart | None:
    """Draw the number of documents per quarter, stacked by severity.

    Args:
        site_model: supplies the severities and the default quarters.
        documents: the documents to count; those without a month are left out.
        quarters: the quarters to draw; by default those of the site.

    Returns:
        The chart, or `None` if no document is in any of the quarters.
    """
    drawn = site_model.quarters if quarters is None else quarters
    counts = Counter((quarter_of(d.date), d.severity) for d in documents)
    values = site_model.facets.of(SEVERITIES)
    keys = [*(value.term.id for value in values), None]
    rows = [[counts[quarter, key] for key in keys] for quarter in drawn]
    if not any(map(any, rows)):
        return None
    series = [*(Series(value.term.name, severity_mark_of(value).style) for value in values), _unstated()]
    has_severity = any(document.severity for document in documents)
    title = Message("Incidents by quarter and severity") if has_severity else Message("Incidents by quarter")
    return stacked_bars(title, [str(quarter) for quarter in drawn], series, rows, site_model.language)


def quarterly_sparkline(site_model: SiteModel, documents: Sequence[Postmortem], title: str, tallest: int = 0) -> str:
    """Draw the number of documents in each of the last eight quarters; return an empty string if there are none.

    Args:
        site_model: supplies the quarters.
        documents: the documents to count.
        title: the name of what they have in common.
        tallest: the count that fills the height, for drawings that are compared; by default the highest of this one.
    """
    last = _last_counts(site_model, documents)
    return sparkline(title, last, site_model.language, tallest) if any(last) else ""


def tallest_quarter(site_model: SiteModel, groups: Iterable[Sequence[Postmortem]]) -> int:
    """Return the highest count of a quarter that the sparklines of some groups of documents show."""
    return max((count for documents in groups for count in _last_counts(site_model, documents)), default=0)


def _last_counts(site_model: SiteModel, documents: Sequence[Postmortem]) -> list[int]:
    counts = Counter(quarter_of(d.date) for d in documents)
    return [counts[quarter] for quarter in site_model.quarters[-SPARKLINE_QUARTERS:]]


def _unstated() -> Series:
    return Series(Message("Not stated"), f"--pm-light:{UNRANKED_COLOUR};--pm-dark:{UNRANKED_COLOUR}")
