"""Template data of the page for learning: reading paths, first reads, drills, patterns and a glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from mkdocs_postmortems.core.facet_values import FacetValue, PageLink
from mkdocs_postmortems.core.facets import SERVICES, FacetSpec
from mkdocs_postmortems.core.learning.patterns import find_patterns
from mkdocs_postmortems.core.learning.reading_lists import choose_first_reads
from mkdocs_postmortems.core.learning.reading_paths import ReadingPath, find_reading_paths
from mkdocs_postmortems.core.learning.reading_time import reading_minutes
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.digest_pages import digest_months
from mkdocs_postmortems.core.pages.incident_row import IncidentRow
from mkdocs_postmortems.core.pages.postmortem_page import draw_timeline
from mkdocs_postmortems.core.pages.quarterly_charts import quarterly_sparkline, tallest_quarter
from mkdocs_postmortems.core.pages.severity_marks import severity_rank
from mkdocs_postmortems.core.pages.site_model import SiteModel

MAX_FIRST_READS = 6
MAX_SERVICES = 8
MAX_OF_SERVICE = 3
MIN_OF_SERVICE = 4
"""Incidents of a service without which there is nothing to choose."""
MAX_DRILLS = 8
_DRILLS_TRIED = 40
"""Number of incidents whose timelines are drawn to find those that can be replayed."""
MAX_PATTERNS = 8
MAX_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PathStep:
    """One document of a reading path, with the reason to read it."""

    row: IncidentRow
    minutes: int
    """Minutes that reading it takes."""
    why: str
    """Why a newcomer should read it; empty if its document does not say."""
    questions: tuple[str, ...]
    """What to ask oneself while reading (`learning.questions`)."""


@dataclass(frozen=True, slots=True)
class PathView:
    """Template data of a reading path: postmortems to read in this order."""

    page: PageLink
    readers: str
    """For whom it is."""
    steps: tuple[PathStep, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class ServiceReads:
    """What to read first about a service."""

    service: PageLink
    rows: tuple[IncidentRow, ...]


@dataclass(frozen=True, slots=True)
class Drill:
    """An incident that can be replayed, without its title, which tells how it ends."""

    row: IncidentRow
    questions: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A value that came back."""

    ref: PageLink
    spark: str
    """SVG sparkline of the last quarters; empty without incidents in them."""
    years: str
    """`2023, 2024, 2026`."""
    count: int


@dataclass(frozen=True, slots=True)
class Glossary:
    """The defined values of a facet."""

    facet: FacetSpec
    terms: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class LearnPage:
    """Template data of the page for learning."""

    paths: tuple[PathView, ...]
    first: tuple[IncidentRow, ...]
    services: tuple[ServiceReads, ...]
    service_facet: FacetSpec
    drills: tuple[Drill, ...]
    patterns: tuple[Pattern, ...]
    months: tuple[PageLink, ...]
    """The digests of the last months that have incidents, newest first."""
    earlier_months: tuple[PageLink, ...]
    glossaries: tuple[Glossary, ...]
    count: int
    """Number of incidents."""

    @property
    def drills_are_graded(self) -> bool:
        """Whether any of the drills has a severity."""
        return any(drill.row.severity for drill in self.drills)

    @property
    def drills_are_placed(self) -> bool:
        """Whether any of the drills names a service."""
        return any(drill.row.services for drill in self.drills)


def build_learn_page(site_model: SiteModel) -> LearnPage:
    """Build the template data of the page for learning."""
    incidents, months = site_model.view.incidents, digest_months(site_model)
    return LearnPage(
        paths=tuple(_path_view(site_model, path) for path in find_reading_paths(site_model.view)),
        first=_rows(site_model, _first_reads(site_model, incidents, MAX_FIRST_READS)),
        services=tuple(islice(_service_reads(site_model), MAX_SERVICES)),
        service_facet=site_model.facets.spec(SERVICES),
        drills=tuple(islice(_drills(site_model), MAX_DRILLS)),
        patterns=_patterns(site_model),
        months=months[:MAX_MONTHS],
        earlier_months=months[MAX_MONTHS:],
        glossaries=tuple(_glossaries(site_model)),
        count=len(incidents),
    )


def _path_view(site_model: SiteModel, path: ReadingPath) -> PathView:
    steps = tuple(
        PathStep(site_model.rows[d.path], reading_minutes(d), d.start_here or "", d.reading_questions)
        for d in path.incidents
    )
    page = PageLink(path.page.title, path.page.path)
    return PathView(page, path.page.reading_path or "", steps, sum(step.minutes for step in steps))


def _first_reads(site_model: SiteModel, incidents: Iterable[Postmortem], most: int) -> tuple[Postmortem, ...]:
    return choose_first_reads(
        incidents, lambda document: severity_rank(site_model.facets, document.severity), site_model.today, most
    )


def _rows(site_model: SiteModel, documents: Iterable[Postmortem]) -> tuple[IncidentRow, ...]:
    return tuple(site_model.rows[document.path] for document in documents)


def _service_reads(site_model: SiteModel) -> Iterator[ServiceReads]:
    """Yield the services with the most incidents, and what to read of each."""
    for value in site_model.facets.of(SERVICES):
        if len(value.documents) >= MIN_OF_SERVICE:
            chosen = _first_reads(site_model, value.documents, MAX_OF_SERVICE)
            if chosen:
                yield ServiceReads(value.counted_ref, _rows(site_model, chosen))


def _drills(site_model: SiteModel) -> Iterator[Drill]:
    for document in _first_reads(site_model, site_model.view.incidents, _DRILLS_TRIED):
        timeline = draw_timeline(document)
        if timeline and timeline.questions:
            yield Drill(site_model.rows[document.path], timeline.questions)


def _patterns(site_model: SiteModel) -> tuple[Pattern, ...]:
    values = find_patterns(site_model.facets, site_model.related, MAX_PATTERNS)
    tallest = tallest_quarter(site_model, (value.documents for value in values))
    return tuple(_pattern(site_model, value, tallest) for value in values)


def _pattern(site_model: SiteModel, value: FacetValue, tallest: int) -> Pattern:
    years = sorted({document.date[:4] for document in value.documents if document.date})
    spark = quarterly_sparkline(site_model, value.documents, value.term.name, tallest)
    return Pattern(value.ref, spark, ", ".join(years), len(value.documents))


def _glossaries(site_model: SiteModel) -> Iterator[Glossary]:
    for facet in site_model.facets.specs:
        terms = tuple(value.ref for value in site_model.facets.used(facet) if value.term.definition)
        if facet.vocabulary and terms:
            yield Glossary(facet, tuple(sorted(terms, key=lambda ref: ref.name.casefold())))
