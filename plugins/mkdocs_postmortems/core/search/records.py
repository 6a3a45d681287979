"""Builds search records of documents, whose sections link to the headings of the rendered page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortems.core.facet_values import Facets
from mkdocs_postmortems.core.model import Postmortem, Section, SectionName
from mkdocs_postmortems.core.name_matching import letters_and_digits
from mkdocs_postmortems.core.pages.incident_row import duration_minutes
from mkdocs_postmortems.core.pages.search_filters import filter_values
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.parse.inline import title_to_text
from mkdocs_postmortems.core.plain_text import plain_paragraphs


class Heading(NamedTuple):
    """A heading of the rendered page."""

    title: str
    id: str


_FACT = re.compile(r"\s*(?:[-*+]\s+)?[*_]{0,3}[^\W\d_][\w /()-]{1,30}[*_]{0,3}\s*:[*_]{0,3}\s+\S.{0,80}")
"""A label with a short value."""


def match_anchors(sections: Iterable[Section], headings: Iterable[Heading]) -> Mapping[int, str]:
    """Return heading ids by section line. Both are in page order; sections and headings without a match are skipped."""
    places: dict[str, deque[tuple[int, str]]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(letters_and_digits(heading.title), deque()).append((place, heading.id))
    found: dict[int, str] = {}
    last = -1
    for section in sections:
        same = places.get(letters_and_digits(section.title)) if section.level and section.title else None
        while same and same[0][0] < last:
            same.popleft()
        if same:
            last, found[section.line] = same.popleft()
    return found


ALERTS_AND_ERRORS_WEIGHT = 6.0
"""Weight of a word of an alert or an error signature, relative to a word of the text."""

SUMMARY_WEIGHT = 2.0
"""Weight of a word of the summary."""
FACTS_WEIGHT = 1.5
"""Weight of a word of other front matter."""


@dataclass(frozen=True, slots=True)
class RecordSection:
    """The text of a document under one heading."""

    title: str
    anchor: str
    """Id of the heading on the rendered page; empty if there is none."""
    texts: tuple[str, ...]
    """Plain-text paragraphs."""
    weight: float = 1.0
    """Factor by which Pagefind weighs the words."""
    heading: str = ""
    """The title again if it is to be searchable; empty for standard sections, whose titles come from a template."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """The searchable content and the filter values of a document."""

    url: str
    title: str
    sections: tuple[RecordSection, ...]
    filters: Mapping[str, tuple[str, ...]]
    """Value ids by filter key."""
    date: str
    """`YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty."""
    minutes: int | None
    """Duration of the incident; `None` if unknown."""
    duration: str
    """The duration in words, such as `1 h 48 min`; empty if unknown."""
    flag: str
    """A status or kind that lists mention, such as `Draft` or `Notice`; empty for an ordinary postmortem."""


def build_record(site_model: SiteModel, document: Postmortem, url: str, headings: Iterable[Heading]) -> SearchRecord:
    """Return the search record of a document.

    Args:
        site_model: the view, with the rows of its documents; action items are overdue by its day.
        document: the document.
        url: URL of its page relative to the site root.
        headings: the headings of its rendered page, in order.
    """
    facets, row = site_model.facets, site_model.rows[document.path]
    return SearchRecord(
        url=url,
        title=title_to_text(document.title),
        sections=tuple(one for one in _sections(facets, document, headings) if one.texts or one.heading),
        filters=filter_values(document, site_model.today, facets.specs),
        date=row.date,
        minutes=duration_minutes(document),
        duration=row.lasted,
        flag=row.flag,
    )


def _sections(facets: Facets, document: Postmortem, headings: Iterable[Heading]) -> Iterator[RecordSection]:
    declared = document.lines.get("summary", 0) < document.body_line
    yield RecordSection("Summary", "", (document.summary,) if document.summary and declared else (), SUMMARY_WEIGHT)
    yield from _body_sections(document, match_anchors(document.sections, headings))
    signatures = (*document.alerts, *document.error_signatures)
    yield RecordSection("Alerts and errors", "", signatures, ALERTS_AND_ERRORS_WEIGHT)
    yield RecordSection("Facts", "", tuple(_facts(facets, document)), FACTS_WEIGHT)


def _facts(facets: Facets, document: Postmortem) -> Iterator[str]:
    """Yield texts that only the front matter contains."""
    if document.id_declared:
        yield document.id
    for facet in facets.specs:
        names = [ref.name for ref in facets.refs(document, facet)] if facet.is_searchable else []
        if names:
            yield f"{facet.heading}: {', '.join(names)}"
    head = document.body_line
    yield from (factor.text for factor in document.factors if factor.text and factor.line < head)
    yield from (item.text for item in document.actions if item.line < head)
    yield from (value for value in document.impact.values() if not value.isdigit())


def _body_sections(document: Postmortem, anchors: Mapping[int, str]) -> Iterator[RecordSection]:
    """Yield the body, one record section for each section of the document."""
    lines = document.body.split("\n")
    starts = [_SectionStart(section, section.line - document.body_line) for section in _section_starts(document)]
    first = starts[0].at if starts else len(lines)
    top = _without_title(lines[:first], document.title)
    yield RecordSection("", "", tuple(plain_paragraphs(line for line in top if not _is_fact(line))))
    anchor = ""
    for number, start in enumerate(starts):
        end = starts[number + 1].at if number + 1 < len(starts) else len(lines)
        section = start.section
        anchor = anchors.get(section.line, "" if section.level else anchor)
        body = lines[start.at + 1 : end] if section.level else lines[start.at : end]
        known = section.name is not SectionName.OTHER
        yield RecordSection(
            title=section.title,
            anchor=anchor,
            texts=tuple(plain_paragraphs(_without_underline(body) if section.level else body)),
            heading="" if known or not section.level else section.title,
        )
    yield RecordSection("Facts", "", tuple(text for line in top if _is_fact(line) for text in plain_paragraphs([line])))


@dataclass(frozen=True, slots=True)
class _SectionStart:
    section: Section
    at: int
    """Index of the section's first line in the lines of the body."""


def _section_starts(document: Postmortem) -> Iterator[Section]:
    """Yield the titled sections of the body, at most one per line."""
    last = -1
    for section in document.sections:
        if section.title and section.line >= document.body_line and section.line > last:
            last = section.line
            yield section


def _without_title(lines: list[str], title: str) -> list[str]:
    """Drop the heading that repeats the title, with an id or a date beside it; it is searched as the title."""
    wanted = letters_and_digits(title)
    return [line for line in lines if not (line.lstrip().startswith("#") and wanted in letters_and_digits(line))]


def _is_fact(line: str) -> bool:
    """Return whether a line at the top of a body is a field such as `**Date:** 2025-08-19`, and no sentence."""
    return bool(_FACT.fullmatch(line))


def _without_underline(lines: list[str]) -> list[str]:
    """Drop the underline of a setext heading at the start."""
    return lines[1:] if lines and lines[0].strip() and not lines[0].strip().strip("=-") else lines
