"""Fields that a body states: bold fields, `Key: value` lines, rows of two-column tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.found import Found
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.words import UNFILLED, bare, phrases

_FIELD = re.compile(
    r"""^\s* (?:[-*+]\s+)?                                         # bullet
        (?:\*\*|__|[*_])? \s* ([^\W\d_][^:：*|\n]{1,60}?) \s*      # name, marked up or not
        (?:\*\*|__|[*_])? \s* [:：] \s* (?:\*\*|__|[*_])?
        \s* (\S.*?) \s*$                                           # value""",
    re.VERBOSE,
)
_LONGEST_FIELD = 300
_REMARK = re.compile(r"\([^()]*\)")

_TABLE = {
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
    "date": """date | fecha | fecha del incidente | data | incident date | date of incident | day
        | date of outage | dates | when | date time | datum | incident from""",
}
_NAMES = {
    "services": """services | service | affected services | affected service | services affected
        | service affected | impacted services | impacted service | services impacted | affected components
        | affected systems | affected system | impacted systems | systems affected | components affected
        | primary services affected""",
    "teams": "team | teams | owning team | responsible team | team owner",
    "tags": "tags | keywords | category | categories | labels",
}
_LISTS = {name: key for key, row in _NAMES.items() for name in phrases(row)}
_FACTS = (None, SectionName.SUMMARY, SectionName.IMPACT, SectionName.STATS)
"""Parts in which a field is about the whole incident, and not about an action item or an event."""
_COMMA = re.compile(r"\s*(?:[,;、]|\band\b|\s[&+]\s)\s*")
_LONGEST_NAME = 48
_MOST_NAMES = 12
_KEYS = {name: key for key, row in _TABLE.items() for name in phrases(row)}


def read_fields(blocks: Sequence[Block]) -> Mapping[str, Found[str]]:
    """Return the known fields as plain text by their canonical key; the first of each counts."""
    fields: dict[str, Found[str]] = {}
    for block in blocks:
        for key, field in _stated(block, _KEYS) if not block.quoted else ():
            fields.setdefault(key, field)
    return fields


def read_names(parts: Sequence[Part], key: str) -> tuple[str, ...]:
    """Return the services, teams or tags that a field lists, without remarks; nothing where it holds a sentence."""
    for field in read_lists(parts, key):
        names = [" ".join(name.split()).strip(" .") for name in _COMMA.split(_REMARK.sub(" ", field.value))]
        if len(names) <= _MOST_NAMES and all(_is_name(name) for name in names):
            return tuple(dict.fromkeys(names))
    return ()


def read_lists(parts: Sequence[Part], key: str) -> Iterator[Found[str]]:
    """Yield the fields for services, teams or tags as they are written."""
    yield from (field for part in parts for found, field in _listed(part) if found == key)


def _listed(part: Part) -> Iterator[tuple[str, Found[str]]]:
    """Yield the fields of a part; a bold `**Affected services:** a, b` is a part of its own."""
    blocks = [block for block in part.blocks if not block.quoted] if part.name in _FACTS else []
    if blocks and part.level == 0 and (key := _key(part.title, _LISTS)):
        first, *blocks = blocks
        yield key, Found(plain(first.text), first.line)
    for block in blocks:
        yield from _stated(block, _LISTS)


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and len(text.split()) <= 4 and bare(text) not in UNFILLED


def _stated(block: Block, keys: Mapping[str, str]) -> Iterator[tuple[str, Found[str]]]:
    if block.kind is BlockKind.ROW:
        yield from _in_row(block, keys)
    elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        for number, line in enumerate(block.text.split("\n"), block.line):
            match = _FIELD.match(line[:_LONGEST_FIELD])
            if match and (key := _key(match[1], keys)):
                yield key, Found(plain(match[2]), number)


def _in_row(row: Block, keys: Mapping[str, str]) -> Iterator[tuple[str, Found[str]]]:
    """A header-less table still has a header in Markdown: its first row of field and value, two lines above."""
    for cells, line in ((row.cells, row.line), (row.header, max(1, row.line - 2))):
        if len(cells) == 2 and cells[1].strip() and (key := _key(cells[0], keys)):
            yield key, Found(plain(cells[1]), line)


def _key(text: str, keys: Mapping[str, str]) -> str | None:
    return keys.get(bare(_REMARK.sub(" ", plain(text))))
