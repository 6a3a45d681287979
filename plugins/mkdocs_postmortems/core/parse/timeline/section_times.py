"""Counts the timed entries of a section, and finds remarks that apply to all of its times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.incident_times.incident_date import first_day
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_LETTERS = re.compile(r"[^\W\d_]{2}")
_TIME_COLUMN = re.compile(
    r"\b(?:time|timestamp|when|uhrzeit|zeit|zeitpunkt|heure|hora|ora|tijd|tijdstip|czas|godzina)\b|時刻|時間|日時|时间|시간",
    re.IGNORECASE,
)
_EVENT_COLUMN = re.compile(
    r"""\b(?:events?|description|activity|happened|ereignis|événement|evento|acontecimiento|descripción|descrição
    |descrizione|gebeurtenis|zdarzenie|opis)\b|内容|出来事|イベント|事件|내용""",
    re.IGNORECASE | re.VERBOSE,
)
_MIN_SENTENCE_WORDS = 3
_SIGNS = re.compile(r"[぀-ヿ一-鿿]")
_MIN_SENTENCE_SIGNS = 4


def count_timed_entries(section: SectionBlocks) -> int:
    """Count entries that begin with a time of day (or a day, in a list); a heading with a time counts twice."""
    return sum(_weight(block) for block in section.blocks if not block.is_quoted)


def _weight(block: Block) -> int:
    if block.kind in (BlockKind.CODE, BlockKind.HTML):
        return 0
    if block.kind is BlockKind.ROW:
        if not _has_sentence(block) and not _is_headed_timeline(block):
            return 0
        return max((_line_weight(block.kind, cell) for cell in block.cells), default=0)
    lines = [block.text] if block.kind is BlockKind.HEADING else block.text.split("\n")
    return sum(_line_weight(block.kind, line) for line in lines)


def _is_headed_timeline(row: Block) -> bool:
    """Whether the head of a table names times and what happened."""
    header = [plain_text(cell) for cell in row.header]
    return any(map(_TIME_COLUMN.search, header)) and any(map(_EVENT_COLUMN.search, header))


def _has_sentence(row: Block) -> bool:
    """Whether a row has a sentence, unlike a row of measurements."""
    if any(len(_SIGNS.findall(cell)) >= _MIN_SENTENCE_SIGNS for cell in row.cells):
        return True
    return any(sum(bool(_LETTERS.search(word)) for word in cell.split()) >= _MIN_SENTENCE_WORDS for cell in row.cells)


def _line_weight(kind: BlockKind, text: str) -> int:
    """Return how much a line counts; a line of a paragraph may begin with a time by chance, a cell with a duration."""
    timestamp = parse_timestamp(text)
    if timestamp is None:
        return 0
    timed = timestamp.minutes is not None
    if kind is BlockKind.ROW:
        return int(timestamp.has_clock and timestamp.is_separated)
    if kind is BlockKind.PARAGRAPH:
        return int(timed and timestamp.is_separated)
    if kind is BlockKind.HEADING and timed and timestamp.is_separated:
        return 2
    return int(timed or bool(timestamp.day))


_ALL_APPROX = re.compile(
    r"""\b(?:all|these)\b [^.\n]{0,30} \btimes?\b [^.\n]{0,30} \bapprox
    |   \bapproximate\ times?\b
    |   \(approx(?:imate)?\.?\)\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ALL_ON = re.compile(r"\b(?:all|every)\b[^.\n]{0,60}?\bon\s+(?=\w)", re.IGNORECASE)
_DAY_ONE = re.compile(r"\b(?:day|tag|jour|d[ií]a|giorno|dag)\s?(?:1|one|eins|un|uno|um)\b", re.IGNORECASE)
_DAY_ZERO = re.compile(r"\W{0,3}(?:day|tag|jour|d[ií]a|giorno|dag)\s?0\b", re.IGNORECASE)
_MAX_REMARK_LENGTH = 300


def has_approximate_times(section: SectionBlocks) -> bool:
    """Whether a remark says that all times are approximate."""
    return any(_ALL_APPROX.search(text) for text in _remarks(section))


def dates_for_all_events(section: SectionBlocks) -> Iterator[Timestamp]:
    """Yield the days of remarks which say that all events happened on that day."""
    for text in _remarks(section):
        match = _ALL_ON.search(text)
        timestamp = parse_timestamp(text[match.end() :]) if match else None
        if timestamp and timestamp.has_day and timestamp.year:
            yield timestamp


def first_counted_day(section: SectionBlocks) -> str | None:
    """Return the day that a remark calls day 1: "Days are counted from 2 March 2024, which is day 1."."""
    remarks = (text for text in _remarks(section) if _DAY_ONE.search(text))
    return next((day for text in remarks if (day := first_day(text))), None)


def counts_from_zero(section: SectionBlocks) -> bool:
    """Whether an entry is of day 0: "Day 0: the pump was installed"."""
    return any(_DAY_ZERO.match(plain_text(block.text)) for block in section.blocks)


def _remarks(section: SectionBlocks) -> Iterator[str]:
    """Yield the title of a timeline section and its short paragraphs."""
    if section.name is SectionName.TIMELINE:
        yield section.title
        for block in section.blocks:
            if block.kind is BlockKind.PARAGRAPH and len(block.text) < _MAX_REMARK_LENGTH:
                yield plain_text(block.text)
