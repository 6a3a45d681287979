"""One record per document: what is searched, what it is narrowed by, what it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import Facet, Facets
from mkdocs_postmortems.core.model import Postmortem, Section, SectionName
from mkdocs_postmortems.core.moments import minutes_between
from mkdocs_postmortems.core.pages.keys import Key, narrowed
from mkdocs_postmortems.core.pages.row import incident_row
from mkdocs_postmortems.core.search.anchors import Heading, match_anchors
from mkdocs_postmortems.core.search.text import paragraphs
from mkdocs_postmortems.core.title import without_code

SIGNS = 6.0
"""How much more a word of an alert or an error signature weighs than one of the text."""

SUMMARY = 2.0
FACTS = 1.5

NAMED = (Facet.SERVICES, Facet.FACTORS, Facet.TAGS, Facet.TEAMS, Facet.TRIGGERS)
"""Facets whose names are words of the document."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document under one heading."""

    title: str
    anchor: str
    """Id of its heading on the finished page; empty if it has none."""
    texts: tuple[str, ...]
    weight: float = 1.0
    heading: str = ""
    """The author's own heading, where it is no template's, to be searched as well."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document as search sees it."""

    url: str
    title: str
    parts: tuple[Part, ...]
    filters: Mapping[Key, tuple[str, ...]]
    date: str
    """`YYYY-MM-DD` or less, or empty."""
    minutes: int | None
    lasted: str
    flag: str
    """Draft, withdrawn, notice …: what a list has to say about it."""


def build_record(facets: Facets, document: Postmortem, url: str, headings: Iterable[Heading], today: str) -> Record:
    """Return the record of a document whose finished page has these headings."""
    row = incident_row(facets, document)
    return Record(
        url=url,
        title=without_code(document.title),
        parts=tuple(part for part in _parts(facets, document, headings) if part.texts or part.heading),
        filters=narrowed(document, today),
        date=row.date,
        minutes=minutes_of(document),
        lasted=row.lasted,
        flag=row.flag,
    )


def minutes_of(document: Postmortem) -> int | None:
    """Return how long an incident was, as its duration is sorted by; `None` if nobody knows."""
    for end in (document.resolved_at, document.mitigated_at):
        minutes = minutes_between(document.started_at, end)
        if minutes is not None and minutes >= 0:
            return minutes
    return None


def _parts(facets: Facets, document: Postmortem, headings: Iterable[Heading]) -> Iterator[Part]:
    declared = document.lines.get("summary", 0) < document.body_line
    yield Part("Summary", "", (document.summary,) if document.summary and declared else (), SUMMARY)
    yield from _body(document, match_anchors(document.sections, headings))
    signs = (*document.alerts, *document.error_signatures)
    yield Part("Alerts and errors", "", signs, SIGNS)
    yield Part("Facts", "", tuple(_facts(facets, document)), FACTS)


def _facts(facets: Facets, document: Postmortem) -> Iterator[str]:
    """What only the front matter says."""
    if document.id_declared:
        yield document.id
    for facet in NAMED:
        names = [ref.name for ref in facets.refs(document, facet)]
        if names:
            yield f"{facet.heading}: {', '.join(names)}"
    head = document.body_line
    yield from (factor.text for factor in document.factors if factor.text and factor.line < head)
    yield from (item.text for item in document.actions if item.line < head)
    yield from (value for value in document.impact.values() if not value.isdigit())


def _body(document: Postmortem, anchors: Mapping[int, str]) -> Iterator[Part]:
    """The author's text, cut at each section."""
    lines = document.body.split("\n")
    cuts = [_Cut(section, section.line - document.body_line) for section in _opening(document)]
    first = cuts[0].at if cuts else len(lines)
    yield Part("", "", tuple(paragraphs(_without_title(lines[:first], document.title))))
    anchor = ""
    for number, cut in enumerate(cuts):
        end = cuts[number + 1].at if number + 1 < len(cuts) else len(lines)
        section = cut.section
        anchor = anchors.get(section.line, "" if section.level else anchor)
        body = lines[cut.at + 1 : end] if section.level else lines[cut.at : end]
        known = section.name is not SectionName.OTHER
        yield Part(
            title=section.title,
            anchor=anchor,
            texts=tuple(paragraphs(_without_underline(body) if section.level else body)),
            heading="" if known or not section.level else section.title,
        )


@dataclass(frozen=True, slots=True)
class _Cut:
    section: Section
    at: int
    """Index of its first line in the body."""


def _opening(document: Postmortem) -> Iterator[Section]:
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
