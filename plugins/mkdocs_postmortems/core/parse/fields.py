"""Fields that a body states: bold fields, `Key: value` lines, rows of two-column tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain

_FIELD = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__|[*_])?\s*([^\W\d_][^:：*|\n]{1,40}?)\s*(?:\*\*|__|[*_])?\s*[:：]\s*(?:\*\*|__|[*_])?\s*(\S.*?)\s*$"
)
_NAMES: dict[str, str] = {
    "severity": "severity | sev | severity level | incident severity | priority | impact level | gravité | schweregrad",
    "status": "status | state | document status | postmortem status | incident status | état",
    "started_at": "start | started | start time | started at | incident start | incident started | began | impact start | start date | beginning | time start | started on | start of incident | outage start | incident start time | impact started | from",
    "detected_at": "detected | first detected | detected at | detection time | time detected | time of detection | discovered | discovered at | detection",
    "acknowledged_at": "acknowledged | acknowledged at | time acknowledged | incident declared | declared",
    "mitigated_at": "mitigated | mitigated at | repaired | mitigation time | time mitigated | time of mitigation",
    "resolved_at": "resolved | resolved at | end | ended | end time | resolution time | time resolved | incident end | ended at | incident resolved | finished | end date | outage end | fixed | impact end | incident end time | time of resolution | to",
    "date": "date | incident date | date of incident | day | date of outage | dates | when | date time | datum",
    "timezone": "timezone | time zone | zone | times",
    "services": "services | service | affected services | service affected | services affected | affected service | impacted services | services impacted | components | affected components | affected systems | affected system | systems | system",
    "teams": "team | teams | owning team | responsible team",
    "duration": "duration | downtime | outage duration | length",
    "id": "id | incident id | incident number | incident | postmortem id | ticket | incident no",
    "owner": "owner | author | authors | postmortem owner | incident commander | ic | incident lead | lead | written by | created by",
    "tags": "tags | keywords | categories | labels",
}
_BY_NAME = {name: key for key, names in _NAMES.items() for name in names.split(" | ")}


class Field(NamedTuple):
    """A field of the body: its canonical key, the value as plain text, and its line."""

    key: str
    value: str
    line: int


def read_fields(blocks: Sequence[Block]) -> Iterator[Field]:
    """Yield the known fields, in document order."""
    for block in blocks:
        if block.quoted or block.kind in (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING):
            continue
        if block.kind is BlockKind.ROW:
            if len(block.cells) == 2 and (key := _key(block.cells[0])) and block.cells[1].strip():
                yield Field(key, plain(block.cells[1]), block.line)
            yield from _header_field(block)
            continue
        for number, line in enumerate(block.text.split("\n"), block.line):
            match = _FIELD.match(line[:300])
            if match and (key := _key(match[1])):
                yield Field(key, plain(match[2]), number)


def _header_field(row: Block) -> Iterator[Field]:
    """A header-less table still has a header in Markdown: its first row of field and value."""
    if len(row.header) == 2 and row.header[1].strip() and (key := _key(row.header[0])):
        yield Field(key, plain(row.header[1]), max(1, row.line - 2))


def _key(text: str) -> str | None:
    words = " ".join(re.sub(r"[\W_]+", " ", re.sub(r"\([^()]*\)", " ", plain(text)).casefold()).split())
    return _BY_NAME.get(words)
