"""Charts of the number of incidents per quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mkdocs_postmortems.core.facets import SEVERITIES
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.charts import Chart, Series, sparkline, stacked_bars
from mkdocs_postmortems.core.pages.quarters import Quarter, quarter_of
from mkdocs_postmortems.core.pages.severity_marks import UNRANKED_COLOUR, severity_mark_of
from mkdocs_postmortems.core.pages.site_model import SiteModel

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


def quarterly_sparkline(site_model: SiteModel, documents: Sequence[Postmortem], title: str) -> str:
    """Draw the number of documents in each of the last eight quarters; return an empty string if there are none."""
    counts = Counter(quarter_of(d.date) for d in documents)
    last = [counts[quarter] for quarter in site_model.quarters[-SPARKLINE_QUARTERS:]]
    return sparkline(title, last, site_model.language) if any(last) else ""


def _unstated() -> Series:
    return Series(Message("Not stated"), f"--pm-light:{UNRANKED_COLOUR};--pm-dark:{UNRANKED_COLOUR}")
