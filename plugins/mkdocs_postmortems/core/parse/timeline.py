"""Timelines in all their forms: tables, lists, a heading per event, bare lines, bold paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.model import EventKind, SectionName, TimelineEvent
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.calendar import Calendar
from mkdocs_postmortems.core.parse.inline import break_lines, is_italic, plain
from mkdocs_postmortems.core.parse.moments import ZONE, Stamp, read_stamp
from mkdocs_postmortems.core.parse.outline import Part

_NEVER = frozenset(
    {
        SectionName.ACTION_ITEMS,
        SectionName.REFERENCES,
        SectionName.ATTENDEES,
        SectionName.STATS,
        SectionName.LESSONS,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
        SectionName.LUCKY,
        SectionName.CONTRIBUTING_FACTORS,
    }
)
"""Sections whose times are not events, however many there are."""
_ENOUGH = 3
"""So many timed entries make a timeline of a section that is not called one."""

_STORY = re.compile(r"\bhappened\b", re.IGNORECASE)
"""A section of such a title is a timeline if it is told with times, else a summary."""

_DATE_COLUMN = re.compile(r"\b(?:date|day|datum|fecha|jour|tag)\b|日付", re.IGNORECASE)
_TIME_COLUMN = re.compile(
    r"\b(?:time|times|timestamp|when|clock|hour|zeit|uhrzeit|heure|hora)\b|時刻|時間|\b(?:UTC|GMT|[PMCE][SD]?T|CES?T|BST)\b",
    re.IGNORECASE,
)
_SOURCE_COLUMN = re.compile(r"\b(?:source|evidence|link|links|reference|references|ref)\b", re.IGNORECASE)
_KIND_COLUMN = re.compile(r"^\s*(?:kind|type|category|phase)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LABEL_BEFORE = re.compile(r"^(?P<label>[^\d\n]{3,70}?)\s*[:：–—-]?\s+(?=[~(*]{0,3}\d)")
_KINDS = {
    EventKind.CHANGE: "change deploy deployment release trigger",
    EventKind.IMPACT: "impact outage start started begin",
    EventKind.DETECTION: "detection detected detect alert alerted discovery",
    EventKind.DIAGNOSIS: "diagnosis diagnosed investigation investigating identified hypothesis",
    EventKind.DECISION: "decision decided",
    EventKind.ACTION: "action mitigation mitigated repair fix response",
    EventKind.COMMUNICATION: "communication comms announcement update escalation",
    EventKind.RECOVERY: "recovery recovered resolution resolved restored end",
}
_KIND_WORDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_KIND_MARK = re.compile(r"^\s*(?:\*\*|__|\[|\()\s*([A-Za-z]{3,15})\s*:?\s*(?:\*\*|__|\]|\))\s*[:–—-]?")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events, and the sections besides the timeline section that hold some."""

    events: tuple[TimelineEvent, ...]
    scattered: bool
    """Whether a section that is not called a timeline holds one."""


def read_timeline(parts: Sequence[Part], calendar: Calendar, zone: str | None) -> Timeline:
    """Read the events of all parts in document order."""
    events: list[TimelineEvent] = []
    scattered = False
    for part in parts:
        if part.name is SectionName.SUMMARY and _STORY.search(part.title) and _timed_entries(part) >= 2:
            part.name = SectionName.TIMELINE
    approx = any(_ALL_APPROX.search(text) for part in parts for text in _remarks(part))
    for part in parts:
        calendar.restart()
        reader = _Reader(part, calendar, zone)
        if part.name is SectionName.TIMELINE:
            events += reader.read()
        elif part.name not in _NEVER and _timed_entries(part) >= _ENOUGH:
            found = reader.read()
            scattered = scattered or bool(found)
            events += found
    if approx:
        events = [replace(e, at=replace(e.at, approx=True)) if e.at else e for e in events]
    return Timeline(tuple(events), scattered)


_ALL_APPROX = re.compile(
    r"\b(?:all|these)\b[^.\n]{0,30}\btimes?\b[^.\n]{0,30}\bapprox|\bapproximate times?\b|\(approx(?:imate)?\.?\)\s*$",
    re.IGNORECASE,
)
_ALL_ON = re.compile(r"\b(?:all|every)\b[^.\n]{0,60}?\bon\s+(?=\w)", re.IGNORECASE)


def _remarks(part: Part) -> Iterator[str]:
    """The title of a timeline and the short paragraphs in it that are no events."""
    if part.name is SectionName.TIMELINE:
        yield part.title
        yield from (plain(b.text) for b in part.blocks if b.kind is BlockKind.PARAGRAPH and len(b.text) < 300)


def _timed_entries(part: Part) -> int:
    """Count entries that begin with a time of day (or a day, in a list) without resolving them."""
    count = 0
    for block in part.blocks:
        if block.quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            continue
        if block.kind is BlockKind.ROW:
            count += any(
                (stamp := read_stamp(cell)) is not None and stamp.has_clock and stamp.separated for cell in block.cells
            )
            continue
        for line in block.text.split("\n") if block.kind is not BlockKind.HEADING else [block.text]:
            stamp = read_stamp(line)
            if stamp and stamp.minutes is not None and block.kind is BlockKind.HEADING and stamp.separated:
                count += 2
            elif (
                stamp
                and (stamp.minutes is not None or (stamp.day and block.kind is not BlockKind.PARAGRAPH))
                and (stamp.separated or block.kind is not BlockKind.PARAGRAPH)
            ):
                count += 1
    return count


class _Reader:
    """Reads one part; the calendar goes on from part to part."""

    def __init__(self, part: Part, calendar: Calendar, zone: str | None) -> None:
        self._part = part
        self._calendar = calendar
        self._zone = zone
        self._events: list[TimelineEvent] = []
        self._open = False
        """Whether the last event still takes what follows as its text."""

    def read(self) -> list[TimelineEvent]:
        blocks = self._part.blocks
        for text in _remarks(self._part):
            if (
                (match := _ALL_ON.search(text))
                and (stamp := read_stamp(text[match.end() :]))
                and stamp.has_day
                and stamp.year
            ):
                self._calendar.fix(stamp)
        for table, rows in _tables(blocks):
            if table is None:
                self._block(rows[0])
            else:
                self._table(rows)
        if not self._events and self._part.name is SectionName.TIMELINE:
            self._events = list(self._untimed())
        return [event for event in self._events if event.text or event.at]

    def _untimed(self) -> Iterator[TimelineEvent]:
        """A timeline without a single time is still a sequence: its items, else its paragraphs."""
        blocks = [b for b in self._part.blocks if not b.quoted]
        items = [b for b in blocks if b.kind is BlockKind.ITEM and b.level == 1]
        paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.level == 0 and not is_italic(b.text)]
        for block in items or (paragraphs if len(paragraphs) > 1 else ()):
            if (
                not _is_placeholder(block.text)
                and len(plain(block.text)) > 10
                and not block.text.rstrip().endswith(":")
            ):
                yield TimelineEvent(block.line, None, block.text, kind=_kind(block.text))

    def _block(self, block: Block) -> None:
        if block.quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            return
        if block.kind is BlockKind.HEADING:
            self._heading(block)
        elif block.kind is BlockKind.ITEM:
            self._item(block)
        else:
            self._paragraph(block)

    def _heading(self, block: Block) -> None:
        text = block.text.strip().strip("{}").strip(" #")
        stamp = read_stamp(text, soft=True)
        if stamp is None and (found := _label_then_stamp(text)):
            self._add(block.line, found[1], found[0], takes_more=True)
            return
        self._open = False
        if stamp is None or stamp.placeholder:
            return
        rest = text[stamp.end :].strip(" :–—-{}#")
        if stamp.has_clock:
            self._add(block.line, stamp, rest, takes_more=not rest)
        elif stamp.has_day:
            self._calendar.moment(stamp)

    def _item(self, block: Block) -> None:
        self._open = False
        lines = block.text.split("\n")
        first = lines[0].strip()
        first = re.sub(r"^\[[ xX]\]\s+", "", first)
        stamp = read_stamp(first, soft=True)
        if stamp and not _is_event(stamp, first, block):
            if stamp.has_day and not first[stamp.end :].strip(" :*_–-"):
                self._calendar.moment(stamp)
                return
            stamp = None
        if stamp is None:
            if found := _label_then_stamp(plain(first)):
                self._add(block.line, found[1], found[0])
            elif block.level > 1 and self._events and not self._part.title:
                return
            self._continue_with_stamps(block, lines[1:], block.line + 1)
            return
        text = first[stamp.end :].strip()
        if not text and block.children and stamp.has_day and not stamp.has_clock:
            self._calendar.moment(stamp)
            return
        self._add(block.line, stamp, text)
        self._open = True
        self._continue_with_stamps(block, lines[1:], block.line + 1)
        self._open = not self._events or not self._events[-1].text

    def _continue_with_stamps(self, block: Block, lines: Sequence[str], line: int) -> None:
        """Lines below the first of an item or paragraph: new events where they start with a stamp of their own."""
        for number, text in enumerate(lines, line):
            stamp = read_stamp(text)
            if stamp and _is_event(stamp, text, block) and (stamp.separated or stamp.has_day):
                self._add(number, stamp, text[stamp.end :].strip())
                self._open = True
            elif self._open and self._events:
                self._append(text.strip())

    def _paragraph(self, block: Block) -> None:
        if is_italic(block.text) and not read_stamp(block.text):
            return
        lines = [piece for line in block.text.split("\n") for piece in break_lines(line)]
        numbers = [block.line + i for i, line in enumerate(block.text.split("\n")) for _ in break_lines(line)]
        timed = False
        for position, (number, text) in enumerate(zip(numbers, lines, strict=True)):
            stamp = read_stamp(text)
            if stamp and self._starts_paragraph_event(stamp, text, first=position == 0, timed=timed):
                rest = text[stamp.end :].strip(" *_") if len(text) - stamp.end < 3 else text[stamp.end :].strip()
                if stamp.has_clock or rest:
                    self._add(number, stamp, rest)
                    self._open = timed = True
                else:
                    self._calendar.moment(stamp)
                    self._open = False
            elif self._open and self._events and (timed or not self._events[-1].text):
                self._append(text.strip())
        self._open = bool(self._events) and self._open and not self._events[-1].text

    def _starts_paragraph_event(self, stamp: Stamp, text: str, *, first: bool, timed: bool) -> bool:
        """In running text a wrapped line may begin with a time by chance, so more is asked of it."""
        if stamp.placeholder:
            return False
        rest = text[stamp.end :].lstrip(" *_")
        if not stamp.has_clock:
            return stamp.separated and (not rest or text[: stamp.end].rstrip(" *_")[-1:] in ":-–—|")
        if stamp.separated or not rest:
            return text[: stamp.end].rstrip()[-1:] != "," or first
        return (first or timed) and (rest[0].isupper() or not rest[0].isalpha())

    def _add(
        self,
        line: int,
        stamp: Stamp,
        text: str,
        *,
        takes_more: bool = False,
        kind: EventKind | None = None,
        source: str | None = None,
    ) -> None:
        at = self._calendar.moment(stamp)
        until = self._calendar.until(stamp.until) if stamp.until else None
        zone = stamp.zone or self._zone
        event = TimelineEvent(
            line=line,
            at=replace(at, zone=zone) if at else None,
            text=text,
            until=replace(until, zone=zone) if until else None,
            kind=kind or _kind(text),
            source=source,
        )
        self._events.append(event)
        self._open = takes_more

    def _append(self, text: str) -> None:
        last = self._events[-1]
        joined = f"{last.text}\n{text}".strip()
        self._events[-1] = replace(last, text=joined, kind=last.kind or _kind(joined))

    def _table(self, rows: Sequence[Block]) -> None:
        columns = _Columns.of(rows)
        if columns is None:
            return
        for row in rows:
            self._row(row, columns)

    def _row(self, row: Block, columns: _Columns) -> None:
        when = " ".join(row.cells[i].strip() for i in columns.when if i < len(row.cells)).strip()
        text = " — ".join(row.cells[i].strip() for i in columns.text if i < len(row.cells) and row.cells[i].strip())
        source = next((row.cells[i].strip() or None for i in columns.source if i < len(row.cells)), None)
        kind = next((_KIND_WORDS.get(plain(row.cells[i]).casefold()) for i in columns.kind if i < len(row.cells)), None)
        if columns.year and not _YEAR.search(when):
            when = _with_year(when, columns.year)
        stamp = read_stamp(when, soft=True)
        if stamp is None or stamp.placeholder or not (stamp.has_clock or stamp.has_day):
            return
        if stamp.has_day and not stamp.has_clock and not text:
            self._calendar.moment(stamp)
            return
        if stamp.zone is None and columns.zone:
            stamp = replace(stamp, zone=columns.zone)
        if text and not _is_placeholder(text):
            self._add(row.line, stamp, text, kind=kind, source=source)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table hold the time, the text, the source and the kind of its events."""

    when: tuple[int, ...]
    text: tuple[int, ...]
    source: tuple[int, ...]
    kind: tuple[int, ...]
    year: int | None
    zone: str | None

    @classmethod
    def of(cls, rows: Sequence[Block]) -> _Columns | None:
        header = [plain(cell) for cell in rows[0].header]
        stamped = [_share_of_stamps(rows, i) for i in range(len(header))]
        days = [i for i, title in enumerate(header) if _DATE_COLUMN.search(title) and not _TIME_COLUMN.search(title)]
        when = [
            i
            for i in range(len(header))
            if stamped[i] >= 0.5
            and not _only_weekday(rows, i)
            and (i in days or _TIME_COLUMN.search(header[i]) or _DATE_COLUMN.search(header[i]))
        ]
        if not when:
            when = [i for i in range(len(header)) if stamped[i] >= 0.5][:1]
        if not when:
            return None
        when = _day_and_clock(rows, when)
        heads = " ".join(header[i] for i in when)
        zone = ZONE.search(heads)
        year = _YEAR.search(heads)
        rest = [i for i in range(len(header)) if i not in when and not _only_weekday(rows, i) and stamped[i] < 0.5]
        source = tuple(i for i in rest if _SOURCE_COLUMN.search(header[i]) and len(rest) > 1)
        kind = tuple(i for i in rest if _KIND_COLUMN.match(header[i]) and len(rest) > 1)
        text = tuple(i for i in rest if i not in source and i not in kind)
        return cls(tuple(when), text, source, kind, int(year[1]) if year else None, zone["zone"] if zone else None)


def _day_and_clock(rows: Sequence[Block], when: list[int]) -> list[int]:
    """At most one column with days before one with times; further ones (a second zone, an end) are left out."""
    if len(when) < 2:
        return when
    first = next((stamp for row in rows if (stamp := read_stamp(row.cells[when[0]]))), None)
    return when[:2] if first and not first.has_clock else when[:1]


def _share_of_stamps(rows: Sequence[Block], column: int) -> float:
    filled = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column].strip()]
    stamps = [read_stamp(cell, soft=True) for cell in filled]
    good = sum(1 for stamp, cell in zip(stamps, filled, strict=True) if stamp and len(plain(cell[stamp.end :])) <= 14)
    return good / len(filled) if filled else 0.0


def _only_weekday(rows: Sequence[Block], column: int) -> bool:
    return all(
        re.fullmatch(r"(?i)\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s*", row.cells[column])
        for row in rows
        if column < len(row.cells)
    )


def _with_year(when: str, year: int) -> str:
    """Put the year of the column head behind the day: `Jun 27 13:47` becomes `Jun 27, 2022 13:47`."""
    stamp = read_stamp(when)
    if not stamp or stamp.month is None or stamp.day is None:
        return when
    clock = "" if stamp.minutes is None else f" {stamp.minutes // 60:02d}:{stamp.minutes % 60:02d}"
    return f"{'~' if stamp.approx else ''}{year:04d}-{stamp.month:02d}-{stamp.day:02d}{clock}"


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[int | None, list[Block]]]:
    """Yield blocks one by one, and the rows of a table together with its number."""
    rows: list[Block] = []
    for block in blocks:
        if rows and (block.kind is not BlockKind.ROW or block.group != rows[0].group):
            yield rows[0].group, rows
            rows = []
        if block.kind is BlockKind.ROW:
            rows.append(block)
        else:
            yield None, [block]
    if rows:
        yield rows[0].group, rows


def _is_event(stamp: Stamp, text: str, block: Block) -> bool:
    if stamp.placeholder:
        return False
    if stamp.has_clock:
        return True
    rest = text[stamp.end :].strip(" *_:")
    return stamp.has_day and (bool(rest) or "\n" in block.text)


def _label_then_stamp(text: str) -> tuple[str, Stamp] | None:
    """`First detected: 2023-01-11 14:22`: the label stands before the time, and nothing of weight after it."""
    match = _LABEL_BEFORE.match(text)
    if not match:
        return None
    stamp = read_stamp(text[match.end() :])
    if stamp is None or not stamp.has_clock or len(text) - match.end() - stamp.end > 40:
        return None
    rest = text[match.end() + stamp.end :].strip(" :()")
    return (f"{match['label'].strip()} ({rest})" if rest else match["label"].strip()), stamp


def _kind(text: str) -> EventKind | None:
    """The kind that the author wrote in front, such as `**Detection:**`; never concluded from the words of the event."""
    match = _KIND_MARK.match(text)
    return _KIND_WORDS.get(match[1].casefold()) if match else None


def _is_placeholder(text: str) -> bool:
    words = plain(text).strip(" .").casefold()
    return words in {"", "...", "…", "tbd", "todo", "event", "description", "short event description", "what happened"}
