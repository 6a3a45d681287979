"""Builds the facts card of a page from the front matter fields that are declared as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_postmortems.core.facet_values import Facets, PageLink
from mkdocs_postmortems.core.frontmatter import FIELD_SPECS
from mkdocs_postmortems.core.frontmatter.placement import Fact, FactFormat
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Moment, Postmortem
from mkdocs_postmortems.core.moments import format_date, format_duration
from mkdocs_postmortems.core.time_zones import format_zone

_DISPLAYED = sorted(
    ((spec.attribute, spec.display) for spec in FIELD_SPECS if spec.attribute and isinstance(spec.display, Fact)),
    key=lambda displayed: not displayed[1].is_first,
)
"""(attribute of `Postmortem`, its display settings), in the order of the card."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row of the facts card: a label, and either links or a text."""

    label: str
    text: str = ""
    refs: tuple[PageLink, ...] = ()


def build_facts(facets: Facets, document: Postmortem) -> tuple[tuple[FactRow, ...], ...]:
    """Return the rows of the facts card, a tuple per field, empty for an unset field; an empty tuple if none is set."""
    rows = tuple(tuple(_rows(facets, document, fact, getattr(document, attribute))) for attribute, fact in _DISPLAYED)
    return rows if any(rows) else ()


def _rows(facets: Facets, document: Postmortem, fact: Fact, value: object) -> Iterator[FactRow]:
    if fact.vocabulary:
        facet = next(facet for facet in facets.specs if facet.vocabulary is fact.vocabulary)
        if refs := facets.refs(document, facet):
            yield FactRow(Message(fact.label), refs=refs)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            label, text = _measured(key, format_fact(item, fact.format))
            yield FactRow(Message(fact.label) if key == fact.label_key else spell_out(label), text)
    elif text := format_fact(value, fact.format):
        yield FactRow(Message(fact.label), text)


_PERCENT = re.compile(r"(?i)^(?:percent(?:age)?|pct)_(?:of_)?(?P<after>.+)$|^(?P<before>.+)_(?:percent(?:age)?|pct)$")
_ESTIMATE = re.compile(r"(?i)^(?:estimated_(?P<after>.+)|(?P<before>.+)_(?:estimate|estimated|est))$")
_MINUTES = re.compile(r"(?i)^(?:minutes_(?P<after>.+)|(?P<before>.+)_(?:minutes|mins?))$")
_NUMBER = re.compile(r"[0-9][0-9,.]*")


def _measured(key: str, text: str) -> tuple[str, str]:
    """Return a key without its unit, and the text with it: `percent_affected: 96` as "Affected", "96 %"."""
    if not _NUMBER.fullmatch(text):
        return key, text
    if match := _PERCENT.match(key):
        return match["after"] or match["before"], f"{text} %"
    if match := _ESTIMATE.match(key):
        return match["after"] or match["before"], Message("about {number}", number=text)
    if (match := _MINUTES.match(key)) and text.isdigit():
        return match["after"] or match["before"], format_duration(int(text))
    return key, text


def format_fact(value: object, format: FactFormat = FactFormat.AS_WRITTEN) -> str:
    """Return a model value as text for the facts card; empty for `None`."""
    match value:
        case None:
            return ""
        case int():
            return f"{value:,}"
        case tuple():
            return ", ".join(format_fact(item, format) for item in value)
        case Moment():
            return _format_moment(value)
        case _:
            return _format_text(str(value), FactFormat.SPELLED_OUT if isinstance(value, StrEnum) else format)


def _format_moment(moment: Moment) -> str:
    day = format_date(moment.day or (None if moment.clock else moment.iso))
    parts = (day, moment.clock, format_zone(moment.zone) if moment.clock else "")
    return ("~" if moment.approx else "") + " ".join(part for part in parts if part)


def _format_text(text: str, format: FactFormat) -> str:
    if format is FactFormat.NUMBERS:
        return f"{int(text):,}" if re.fullmatch(r"[0-9]{4,15}", text) else text
    return spell_out(text) if format is FactFormat.SPELLED_OUT else text


def spell_out(key: str) -> str:
    """Return a front matter key as a label: `incident_commander` becomes "Incident commander"."""
    text = key if " " in key else key.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]
