"""Which heading of the finished page is which section of the source, so that a search leads to the section."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortems.core.facet_values import Facets
from mkdocs_postmortems.core.model import Postmortem, Section, SectionName
from mkdocs_postmortems.core.moments import minutes_between
from mkdocs_postmortems.core.name_matching import letters_and_digits
from mkdocs_postmortems.core.pages.list_rows import incident_row
from mkdocs_postmortems.core.pages.search_filters import filter_values
from mkdocs_postmortems.core.parse.inline import title_to_text
from mkdocs_postmortems.core.search.plain_text import plain_paragraphs


class Heading(NamedTuple):
    """A heading as the finished page has it."""

    title: str
    id: str


def match_anchors(sections: Iterable[Section], headings: Iterable[Heading]) -> Mapping[int, str]:
    """Return the heading's id by the section's line; both come in the order of the page, and some have no partner."""
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
"""How much more a word of an alert or an error signature weighs than one of the text."""

SUMMARY_WEIGHT = 2.0
FACTS_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class RecordSection:
    """A part of a document under one heading."""

    title: str
    anchor: str
    """Id of its heading on the finished page; empty if it has none."""
    texts: tuple[str, ...]
    weight: float = 1.0
    heading: str = ""
    """The author's own heading, where it is no template's, to be searched as well."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A document as search sees it."""

    url: str
    title: str
    sections: tuple[RecordSection, ...]
    filters: Mapping[str, tuple[str, ...]]
    """Values by filter key."""
    date: str
    """`YYYY-MM-DD` or less, or empty."""
    minutes: int | None
    duration: str
    flag: str
    """Draft, withdrawn, notice …: what a list has to say about it."""


def build_record(
    facets: Facets, document: Postmortem, url: str, headings: Iterable[Heading], today: str
) -> SearchRecord:
    """Return the record of a document whose finished page has these headings."""
    row = incident_row(facets, document)
    return SearchRecord(
        url=url,
        title=title_to_text(document.title),
        sections=tuple(part for part in _sections(facets, document, headings) if part.texts or part.heading),
        filters=filter_values(document, today, facets.specs),
        date=row.date,
        minutes=duration_minutes(document),
        duration=row.lasted,
        flag=row.flag,
    )


def duration_minutes(document: Postmortem) -> int | None:
    """Return how long an incident was, as its duration is sorted by; `None` if nobody knows."""
    for end in (document.resolved_at, document.mitigated_at):
        minutes = minutes_between(document.started_at, end)
        if minutes is not None and minutes >= 0:
            return minutes
    return None


def _sections(facets: Facets, document: Postmortem, headings: Iterable[Heading]) -> Iterator[RecordSection]:
    declared = document.lines.get("summary", 0) < document.body_line
    yield RecordSection("Summary", "", (document.summary,) if document.summary and declared else (), SUMMARY_WEIGHT)
    yield from _body_sections(document, match_anchors(document.sections, headings))
    signs = (*document.alerts, *document.error_signatures)
    yield RecordSection("Alerts and errors", "", signs, ALERTS_AND_ERRORS_WEIGHT)
    yield RecordSection("Facts", "", tuple(_facts(facets, document)), FACTS_WEIGHT)


def _facts(facets: Facets, document: Postmortem) -> Iterator[str]:
    """What only the front matter says."""
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
    """The author's text, cut at each section."""
    lines = document.body.split("\n")
    cuts = [_SectionStart(section, section.line - document.body_line) for section in _section_starts(document)]
    first = cuts[0].at if cuts else len(lines)
    yield RecordSection("", "", tuple(plain_paragraphs(_without_title(lines[:first], document.title))))
    anchor = ""
    for number, cut in enumerate(cuts):
        end = cuts[number + 1].at if number + 1 < len(cuts) else len(lines)
        section = cut.section
        anchor = anchors.get(section.line, "" if section.level else anchor)
        body = lines[cut.at + 1 : end] if section.level else lines[cut.at : end]
        known = section.name is not SectionName.OTHER
        yield RecordSection(
            title=section.title,
            anchor=anchor,
            texts=tuple(plain_paragraphs(_without_underline(body) if section.level else body)),
            heading="" if known or not section.level else section.title,
        )


@dataclass(frozen=True, slots=True)
class _SectionStart:
    section: Section
    at: int
    """Index of its first line in the body."""


def _section_starts(document: Postmortem) -> Iterator[Section]:
    """Sections that begin on a line of the body, each line once."""
    last = -1
    for section in document.sections:
        if section.title and section.line >= document.body_line and section.line > last:
            last = section.line
            yield section


def _without_title(lines: list[str], title: str) -> list[str]:
    """The heading that is the title is searched as the title."""
    return [line for line in lines if line.lstrip("# ").strip() != title]


def _without_underline(lines: list[str]) -> list[str]:
    """The line below a heading in setext style."""
    return lines[1:] if lines and lines[0].strip() and not lines[0].strip().strip("=-") else lines
