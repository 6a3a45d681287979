"""The digest of each month: what happened, in the words of its summaries, and what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.facets import FACTORS, SERVICES, FacetSpec
from mkdocs_postmortems.core.model import Postmortem, Status
from mkdocs_postmortems.core.moments import format_duration, format_long_date
from mkdocs_postmortems.core.pages.incident_row import IncidentRow, duration_minutes
from mkdocs_postmortems.core.pages.list_rows import count_open
from mkdocs_postmortems.core.pages.severity_marks import severity_rank
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.plain_text import shortened

DIGEST_URI = "learn/{month}.md"
MAX_SUMMARY = 400
"""Characters of a summary."""
MAX_VALUES = 5
"""Services, and contributing factors, that are named with their counts."""
_MONTH = len("2026-09")
_LAST_RANK = 99
"""Behind all severities."""


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One incident in the digest of a month."""

    row: IncidentRow
    summary: str
    """Plain text, shortened; empty if the document has none."""
    promised: int
    """Number of action items."""
    open: int
    """How many of them are open."""


@dataclass(frozen=True, slots=True)
class CommonValues:
    """The values of a facet that most incidents of the month have, each with the number of these."""

    facet: FacetSpec
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class DigestPage:
    """Template data of the digest of a month."""

    month: PageLink
    """The month in words, with its page and the number of its incidents."""
    entries: tuple[DigestEntry, ...]
    """Most severe first."""
    longest: str
    """How long the longest one took; empty if unknown."""
    common: tuple[CommonValues, ...]
    """What several of its incidents may have: services and contributing factors."""
    promised: int
    open: int
    earlier: PageLink | None
    """The digest before; months without incidents have none."""
    later: PageLink | None


def digest_months(site_model: SiteModel) -> tuple[PageLink, ...]:
    """Return the months that have incidents, newest first, each with the number of its incidents."""
    counts = Counter(_month(document) for document in _told(site_model))
    return tuple(
        PageLink(format_long_date(month), DIGEST_URI.format(month=month), count=counts[month])
        for month in sorted(counts, reverse=True)
    )


def build_digest_pages(site_model: SiteModel) -> Iterator[tuple[str, DigestPage]]:
    """Yield URI and template data of the digest of each month that has incidents."""
    by_uri: dict[str, list[Postmortem]] = {}
    for document in _told(site_model):
        by_uri.setdefault(DIGEST_URI.format(month=_month(document)), []).append(document)
    months = digest_months(site_model)
    for link, later, earlier in zip(months, (None, *months), (*months[1:], None), strict=False):
        assert link.uri is not None
        yield link.uri, _digest(site_model, link, by_uri[link.uri], earlier, later)


def _told(site_model: SiteModel) -> Iterator[Postmortem]:
    """Yield the incidents whose month is known, each once: no account that another supersedes, and none withdrawn."""
    for document in site_model.view.incidents:
        if _month(document) and document.status not in (Status.SUPERSEDED, Status.WITHDRAWN):
            yield document


def _month(document: Postmortem) -> str:
    """Return `YYYY-MM`; empty if the document does not say it."""
    return (document.date or "")[:_MONTH] if len(document.date or "") >= _MONTH else ""


def _digest(
    site_model: SiteModel,
    month: PageLink,
    documents: Sequence[Postmortem],
    earlier: PageLink | None,
    later: PageLink | None,
) -> DigestPage:
    ranked = sorted(
        documents,
        key=lambda one: (severity_rank(site_model.facets, one.severity) or _LAST_RANK, one.date or "", one.path),
    )
    entries = tuple(_entry(site_model, document) for document in ranked)
    longest = max((duration_minutes(document) or 0 for document in documents), default=0)
    return DigestPage(
        month=month,
        entries=entries,
        longest=format_duration(longest) if longest else "",
        common=tuple(_most_common(site_model, facet, documents) for facet in (SERVICES, FACTORS)),
        promised=sum(entry.promised for entry in entries),
        open=sum(entry.open for entry in entries),
        earlier=earlier,
        later=later,
    )


def _entry(site_model: SiteModel, document: Postmortem) -> DigestEntry:
    summary = shortened(plain_text(document.summary or ""), MAX_SUMMARY)
    row = site_model.rows[document.path]
    return DigestEntry(row, summary, len(document.actions), count_open((document,)))


def _most_common(site_model: SiteModel, facet: FacetSpec, documents: Sequence[Postmortem]) -> CommonValues:
    counts = Counter(id for document in documents for id in dict.fromkeys(facet.ids(document)))
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_VALUES]
    links = ((site_model.facets.ref(facet, id), count) for id, count in common)
    return CommonValues(
        site_model.facets.spec(facet), tuple(PageLink(link.name, link.uri, count=count) for link, count in links)
    )
