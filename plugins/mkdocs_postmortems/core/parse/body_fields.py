"""Finds fields that a body states: bold fields, `Key: value` lines, rows of two-column tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import PLACEHOLDER_WORDS, normalize_words, parse_phrases, plain_text
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.parse.stated_durations import DURATION_LABELS
from mkdocs_postmortems.core.source import Located
from mkdocs_postmortems.core.timestamps import parse_timestamp

_FIELD = re.compile(
    r"""^\s*+ (?:[-*+]\s++)?                                             # bullet
        (?:\*\*|__|[*_])? \s*+ ([^\W\d_][^:：*|\n]{1,60}?)(?<!\s) \s*+   # name, marked up or not
        (?:\*\*|__|[*_])? \s*+ [:：] \s*+ (?:\*\*|__|[*_])?
        \s*+ (\S(?:.*\S)?) \s*+$                                         # value""",
    re.VERBOSE,
)
_MAX_FIELD_LENGTH = 300
_FIELDS_OF_HEADINGS = frozenset({"date", "severity"})
"""Fields that may have a heading of their own; others, such as "Detection", are sections."""
_TIMES_OF_HEADINGS = frozenset({"started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at"})
"""Fields that may have a heading of their own if nothing but a moment is below it."""
_MAX_VALUE_BELOW_LENGTH = 60
_REMARK = re.compile(r"\([^()]*\)")

_LABELS_BY_FIELD = {
    "severity": """severity | sev | severity level | incident severity | sev level | priority | incident priority
        | impact level | criticality | gravité | sévérité | criticité | schweregrad | severidad | gravedad
        | criticidad | severidade | criticidade""",
    "started_at": """start | started | start time | started at | incident start | incident started | began
        | impact start | start date | beginning | time start | started on | start of incident | outage start
        | incident start time | impact started | from""",
    "detected_at": """detected | first detected | detected at | detection time | time detected
        | time of detection | discovered | discovered at | detection""",
    "acknowledged_at": "acknowledged | acknowledged at | time acknowledged | incident declared | declared",
    "mitigated_at": """mitigated | mitigated at | repaired | mitigation time | time mitigated
        | time of mitigation""",
    "resolved_at": """resolved | resolved at | end | ended | end time | resolution time | time resolved
        | incident end | ended at | incident resolved | finished | end date | outage end | fixed | impact end
        | incident end time | time of resolution | to""",
    "date": """date | dato | fecha | fecha del incidente | data | incident date | date of incident | day
        | date of outage | dates | when | date time | datum | incident from | incident dates | dates of incident
        | date of the incident | dates of the incident | incident day | day of incident | date s of incident
        | outage date | outage dates | datum des vorfalls | datum der störung | tag des vorfalls
        | date de l incident | dates de l incident | fecha del incidente | fechas del incidente
        | data do incidente | data dell incidente | datum van het incident | 日付 | 日時 | 発生日 | 発生日時
        | 事故日期 | 发生时间
        | 首次出现 | 发生日期 | first occurred | occurred on | occurred | date occurred | date of occurrence
        | first seen
        | 발생일 | 발생 일시 | 발생일시""",
}
_LABELS_BY_LIST = {
    "services": """services | service | affected services | affected service | services affected
        | service affected | impacted services | impacted service | services impacted | affected components
        | affected systems | affected system | impacted systems | systems affected | components affected
        | primary services affected""",
    "teams": "team | teams | owning team | responsible team | team owner",
    "tags": "tags | keywords | category | categories | labels",
}
_LIST_BY_LABEL = {name: key for key, row in _LABELS_BY_LIST.items() for name in parse_phrases(row)}
_INCIDENT_SECTIONS = (None, SectionName.SUMMARY, SectionName.IMPACT, SectionName.STATS)
"""Sections in which a field is about the incident, not about an action item or event; `None` precedes the first."""
_COMMA = re.compile(r"(?:(?<!\s)\s++)?(?:[,;、]|\band\b|(?<=\s)[&+]\s)\s*+")
_MAX_NAME_LENGTH = 48
_MAX_NAMES = 12
_FIELD_BY_LABEL = {
    name: key for key, row in {**_LABELS_BY_FIELD, **DURATION_LABELS}.items() for name in parse_phrases(row)
}


def parse_body_fields(blocks: Sequence[Block]) -> Mapping[str, Located[str]]:
    """Return the known fields as plain text, by canonical key; the first field of each key counts."""
    fields: dict[str, Located[str]] = {}
    for block in blocks:
        for key, field in _fields_in_block(block, _FIELD_BY_LABEL) if not block.is_quoted else ():
            fields.setdefault(key, field)
    for block in blocks:
        if block.kind is BlockKind.HEADING and not block.is_quoted and (found := _field_in_heading(block)):
            fields.setdefault(*found)
    for heading, below in pairwise(blocks):
        if found := _field_below(heading, below):
            fields.setdefault(*found)
    return fields


def _field_in_heading(heading: Block) -> tuple[str, Located[str]] | None:
    """Return the field that a heading is as a whole: `## Date: 4 March 2024`."""
    match = _FIELD.match(heading.text[:_MAX_FIELD_LENGTH])
    key = _key(match[1], _FIELD_BY_LABEL) if match else None
    return (key, Located(plain_text(match[2]), heading.line)) if match and key in _FIELDS_OF_HEADINGS and key else None


def _field_below(heading: Block, below: Block) -> tuple[str, Located[str]] | None:
    """Return the field of a heading such as "Incident date(s)" that has its value below it, on one short line."""
    if heading.kind is not BlockKind.HEADING or below.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return None
    key, value = _key(heading.text, _FIELD_BY_LABEL), plain_text(below.text)
    is_short = "\n" not in below.text and len(value) <= _MAX_VALUE_BELOW_LENGTH
    is_value = is_short and (key in _FIELDS_OF_HEADINGS or (key in _TIMES_OF_HEADINGS and _is_moment(value)))
    return (key, Located(value, below.line)) if key and is_value else None


def _is_moment(value: str) -> bool:
    timestamp = parse_timestamp(value)
    return timestamp is not None and not value[timestamp.end :].strip(" .")


def parse_name_list(sections: Sequence[SectionBlocks], key: str) -> tuple[str, ...]:
    """Return the services, teams or tags that a field lists, without remarks; empty if it is a sentence."""
    for field in find_list_fields(sections, key):
        parts = (" ".join(name.split()).strip(" .") for name in _COMMA.split(_REMARK.sub(" ", field.value)))
        names = [name for name in parts if name]
        if len(names) <= _MAX_NAMES and all(_is_name(name) for name in names):
            return tuple(dict.fromkeys(names))
    return ()


def find_list_fields(sections: Sequence[SectionBlocks], key: str) -> Iterator[Located[str]]:
    """Yield the fields for services, teams or tags, as plain text."""
    yield from (field for section in sections for found, field in _list_fields(section) if found == key)


def _list_fields(section: SectionBlocks) -> Iterator[tuple[str, Located[str]]]:
    """Yield the list fields of a section; a bold `**Affected services:** a, b` is a section of its own."""
    blocks = [block for block in section.blocks if not block.is_quoted] if section.name in _INCIDENT_SECTIONS else []
    if blocks and section.level == 0 and (key := _key(section.title, _LIST_BY_LABEL)):
        first, *blocks = blocks
        yield key, Located(plain_text(first.text), first.line)
    for block in blocks:
        yield from _fields_in_block(block, _LIST_BY_LABEL)


def _is_name(text: str) -> bool:
    return len(text) <= _MAX_NAME_LENGTH and len(text.split()) <= 4 and normalize_words(text) not in PLACEHOLDER_WORDS


def _fields_in_block(block: Block, keys: Mapping[str, str]) -> Iterator[tuple[str, Located[str]]]:
    if block.kind is BlockKind.ROW:
        yield from _fields_in_row(block, keys)
    elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        for number, line in enumerate(block.text.split("\n"), block.line):
            match = _FIELD.match(line[:_MAX_FIELD_LENGTH])
            if match and (key := _key(match[1], keys)):
                yield key, Located(plain_text(match[2]), number)


def _fields_in_row(row: Block, keys: Mapping[str, str]) -> Iterator[tuple[str, Located[str]]]:
    """Yield the field of a row and of its header: the header of a table may be its first field, two lines above."""
    for cells, line in ((row.cells, row.line), (row.header, max(1, row.line - 2))):
        if len(cells) == 2 and cells[1].strip() and (key := _key(cells[0], keys)):
            yield key, Located(plain_text(cells[1]), line)


def _key(text: str, keys: Mapping[str, str]) -> str | None:
    return keys.get(normalize_words(_REMARK.sub(" ", plain_text(text))))
