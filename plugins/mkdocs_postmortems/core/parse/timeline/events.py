"""Parses events in headings, list items and paragraphs: a timestamp, then what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from mkdocs_postmortems.core.model import TimelineEvent
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import (
    TextLabel,
    is_italic,
    is_picture,
    label,
    parse_phrases,
    plain_text,
    split_at_breaks,
)
from mkdocs_postmortems.core.parse.numbered_headings import numbered_headings, without_number
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.parse.timeline.builder import TimelineBuilder, event_kind_of
from mkdocs_postmortems.core.parse.timeline.vague_times import VAGUE
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_TAG = re.compile(r"(\*\*|__|)\[[^\[\]\d\n]{2,40}\]\1\s{1,3}(?=[^\s(])")
"""A tag before the time of an entry: "**[Outage start]** On 2024-03-02 …"."""
_LABEL_BEFORE_TIME = re.compile(r"^(?P<label>[^\d\n]{3,70}?)(?<!\s)(?:\s*+[:：–—-]\s++|\s++)(?=[~(*]{0,3}\d)")
_MAX_REMARK_AFTER_TIME = 40
_MIN_ENTRIES = 2
_ATTRIBUTES = re.compile(r"\s{0,9}\{[:.#][^{}\n]{0,200}\}$")
"""Attributes behind a heading: `### 14:32 up {#up}`."""
_DEFINITION = re.compile(r"^\s{0,3}:\s+")
"""The mark of a definition list, whose terms may be days."""
_ABOUT_TIMES = re.compile(r"\W*(?:all\s|the\s|note:?\s)?(?:times?|timestamps?|timezone|time\szone)\b", re.IGNORECASE)
_STAMPED = re.compile(r"(?P<label>[^()（）\n]{3,100}?)\s?[(（](?P<stamp>[^()（）\n]{4,40})[)）]$")
_UPDATE = re.compile(
    r"\W*(?:update|aktualisierung|mise à jour|actualización|atualização)\s?#?\d{0,2}\W*", re.IGNORECASE
)
_SLUG = re.compile(r"[-_][A-Za-z]")
"""What follows the day in the name of a file: `2024-03-02-flood.md`."""
_FIGURE = re.compile(r"\d{1,2}[:.h]\d\d|\d{4}-[MX]|\?\?")
_DAY_LEAD = re.compile(r"\W{0,3}(?:timeline|events|chronology)\s(?:for|of|on)\s(?:the\s)?(?=\w)", re.IGNORECASE)
"""What stands before the day of a line that only names it: "Timeline for September 17, 2018:"."""
_REMARK_ON_DAY = re.compile(r"\s*+[(（\[][^()（）\[\]]{1,60}[)）\]]\s*+[*_]{0,2}\s*+[:：]?\s*+[*_]{0,2}\s*+")
"""A remark behind a day that stands alone: "2024-03-03 (all times CET):"."""


def parse_heading(builder: TimelineBuilder, block: Block) -> None:
    """Parse a heading that is an event, or the day of the events below it."""
    text = _line_text(block)
    timestamp = parse_timestamp(text, allow_preposition=True)
    builder.is_open = False
    if timestamp is None and (stamped := _time_in_brackets(text)):
        builder.add_event(block.line, stamped[1], stamped[0])
        builder.is_open = True
        builder.is_listing = not stamped[0]
    elif timestamp is None and (found := _label_then_timestamp(text)):
        builder.add_event(block.line, found[1], found[0])
        builder.is_open = True
    elif timestamp and not timestamp.is_placeholder and timestamp.has_clock:
        rest = text[timestamp.end :].strip(" :–—-{}#")
        builder.add_event(block.line, timestamp, rest)
        builder.is_open = builder.is_listing = not rest
    elif timestamp and not timestamp.is_placeholder and timestamp.has_day:
        builder.set_day(timestamp)


def _time_in_brackets(text: str) -> tuple[str, Timestamp] | None:
    """Parse `Update 1 (14:00 UTC)`: what happened, and its time in brackets at the end; a mere number tells nothing."""
    match = _STAMPED.match(text)
    timestamp = parse_timestamp(match["stamp"]) if match else None
    if match is None or timestamp is None or not timestamp.has_clock or match["stamp"][timestamp.end :].strip():
        return None
    return ("" if _UPDATE.fullmatch(match["label"]) else match["label"]), timestamp


def _line_text(block: Block) -> str:
    """Return the text of a heading, or of a line like one, without hashes, braces of a template and attributes."""
    return _DAY_LEAD.sub("", _ATTRIBUTES.sub("", block.text.strip()).strip("{}").strip(" #"), count=1)


def is_day_line(block: Block) -> bool:
    """Whether a heading or paragraph only states a day."""
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or "\n" in block.text.strip():
        return False
    text = _line_text(block)
    timestamp = parse_timestamp(text, allow_preposition=True)
    if timestamp is None or timestamp.has_clock or not timestamp.has_day or timestamp.is_placeholder:
        return False
    rest = text[timestamp.end :].strip(" *_:：")
    return block.kind is BlockKind.HEADING or not rest or bool(_REMARK_ON_DAY.fullmatch(rest))


def has_time(block: Block) -> bool:
    """Whether a line of a paragraph begins with a time of day."""
    stamps = (parse_timestamp(text, allow_preposition=True) for _, text, _ in _broken_lines(block))
    return any(stamp is not None and stamp.has_clock for stamp in stamps)


def parse_item(builder: TimelineBuilder, block: Block, *, is_timeline: bool) -> None:
    """Parse a list item: an event, the day of the items below it, or `Label: time`.

    Args:
        builder: Collects the events.
        block: The item.
        is_timeline: Whether its section is called a timeline, where an item below a day is an event of that day.
    """
    builder.is_open = False
    first, *more = block.text.split("\n")
    tag, first = _without_tag(_CHECKBOX.sub("", first.strip()))
    timestamp = parse_timestamp(first, allow_preposition=True)
    if timestamp and _is_date_only(timestamp, first, block):
        builder.set_day(timestamp)
    elif timestamp and _is_event(timestamp, first, block):
        builder.add_event(block.line, timestamp, f"{tag} {first[timestamp.end :].strip()}".strip())
        builder.is_open = True
        _add_continuation(builder, block, more)
        builder.is_open = builder.is_waiting_for_text
    elif found := _label_then_timestamp(plain_text(first)):
        builder.add_event(block.line, found[1], found[0], kind=event_kind_of(first))
        builder.is_open = True
        _add_continuation(builder, block, more)
        builder.is_open = False
    elif builder.is_listing:
        builder.append_text(block.text)
    elif is_timeline and builder.has_day_line and _is_event_of_day(block):
        builder.add_event_of_day(block.line, block.text)
    else:
        _add_continuation(builder, block, more)


def parse_paragraph(builder: TimelineBuilder, block: Block, *, is_timeline: bool, tells_day: bool) -> None:
    """Parse the lines of a paragraph: those that begin with a time are events, the lines after one continue it.

    Args:
        builder: Collects the events.
        block: The paragraph.
        is_timeline: Whether its section is called a timeline, so that any time it begins with is that of an event.
        tells_day: Whether it is the first prose below a line with a day, without any time: the event of that day.
    """
    if is_italic(block.text) and not parse_timestamp(block.text):
        return
    lines = _broken_lines(block)
    listed = _are_entries([text for _, text, _ in lines])
    timed = False
    for position, (number, line, broken) in enumerate(lines):
        soft = is_timeline and position == 0 and not is_italic(block.text) and not _is_lead(block)
        text = _DAY_LEAD.sub("", line, count=1) if soft else line
        timestamp = parse_timestamp(text, allow_preposition=soft)
        place = LinePlace(is_first=position == 0, is_sure=listed or broken or soft, after_event=timed)
        if timestamp and _starts_event(timestamp, text, place):
            rest = _text_after(timestamp, text)
            builder.is_open = timestamp.has_clock or bool(rest)
            if builder.is_open:
                builder.add_event(number, timestamp, rest)
                builder.is_open = timed = True
            else:
                builder.set_day(timestamp)
                listed = True  # What follows a day on a line of its own are its entries.
        elif builder.is_open and (timed or builder.is_waiting_for_text):
            builder.append_text(text)
        elif position == 0 and tells_day and _is_event_text(block) and not _is_field(block):
            builder.add_event_of_day(number, text)
            builder.is_open = timed = True
    builder.is_open = builder.is_open and builder.is_waiting_for_text


def _without_tag(text: str) -> tuple[str, str]:
    """Return the tag in square brackets before the time of an entry, "**[Outage start]** At 14:32", and the rest."""
    match = _TAG.match(text)
    return (match[0].strip(), text[match.end() :]) if match else ("", text)


def phases_of_entries(blocks: Sequence[Block]) -> Mapping[int, Timestamp]:
    """Return the spans of headings that only group timed entries, by line: "14:00-14:30: Search for the cause"."""
    phases: dict[int, Timestamp] = {}
    heading = span = None
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading, span = block, parse_timestamp(_line_text(block), allow_preposition=True)
        elif heading and span and span.has_clock and span.range_end and block.kind is BlockKind.ITEM:
            timestamp = parse_timestamp(block.text)
            phases |= {heading.line: span} if timestamp and timestamp.has_clock else {}
    return phases


def _is_field(block: Block) -> bool:
    """Whether a paragraph is a field of a day, `**Duration:** two hours`, rather than what happened on it."""
    found = label(block.text)
    return found is not None and found.bold


def _is_lead(block: Block) -> bool:
    return block.text.rstrip(" *_").endswith((":", "："))


def _text_after(timestamp: Timestamp, text: str) -> str:
    rest = text[timestamp.end :].strip()
    if len(text) - timestamp.end < 3:
        return rest.strip("*_")
    return "" if _REMARK_ON_DAY.fullmatch(rest) and not timestamp.has_clock else rest


def _are_entries(lines: Sequence[str]) -> bool:
    """Whether most lines of a paragraph begin with a time of day, so that none of them does by chance."""
    timed = sum(1 for line in lines if (timestamp := parse_timestamp(line)) and timestamp.minutes is not None)
    return timed >= _MIN_ENTRIES and timed * 2 >= len(lines)


def _broken_lines(block: Block) -> list[tuple[int, str, bool]]:
    """Return the lines of a paragraph, their numbers, and whether a hard break is before each; `<br>` is one."""
    found: list[tuple[int, str, bool]] = []
    broken = False
    for number, line in enumerate(block.text.split("\n"), block.line):
        for index, piece in enumerate(split_at_breaks(line)):
            broken = broken or index > 0
            if piece.strip():
                words = _DEFINITION.sub("", piece.removesuffix("\\"))
                found.append((number, words, broken or len(words) < len(piece.removesuffix("\\"))))
                broken = False
        broken = broken or line.endswith(("  ", "\\"))
    return found


def _add_continuation(builder: TimelineBuilder, item: Block, lines: Sequence[str]) -> None:
    """Add the lines after the first of an item: an event if one starts with a timestamp, else more text."""
    listed = False
    for number, text in enumerate(lines, item.line + 1):
        timestamp = parse_timestamp(text)
        if timestamp and _is_event(timestamp, text, item) and _begins_entry(timestamp, text, listed=listed):
            builder.add_event(number, timestamp, text[timestamp.end :].strip())
            builder.is_open = listed = True
        elif builder.is_open:
            builder.append_text(text)


def _begins_entry(timestamp: Timestamp, text: str, *, listed: bool) -> bool:
    """Whether the author began a line with a time, rather than a wrapped sentence: "2024-03-02 was erased again."."""
    is_wrapped = text[timestamp.end :].lstrip(" *_")[:1].islower() and not listed
    return timestamp.is_separated or (timestamp.has_day and not is_wrapped)


def _is_event(timestamp: Timestamp, text: str, block: Block) -> bool:
    if _SLUG.match(text, timestamp.end):
        return False
    if timestamp.has_clock or (timestamp.is_placeholder and not timestamp.has_day):
        return not timestamp.is_placeholder
    rest = text[timestamp.end :].strip(" *_:")
    return timestamp.has_day and (bool(rest) or "\n" in block.text)


def _is_event_of_day(block: Block) -> bool:
    """Whether an item without a time is an event by itself: not a group, nor a detail of an event above it."""
    return block.level == 1 and not block.child_count and _is_event_text(block)


def _is_date_only(timestamp: Timestamp, text: str, block: Block) -> bool:
    """Whether an item only states the day of the items below or after it."""
    if not timestamp.has_day:
        return False
    if _is_event(timestamp, text, block):
        return not timestamp.has_clock and block.child_count > 0 and not text[timestamp.end :].strip()
    return not text[timestamp.end :].strip(" :*_–-")


class LinePlace(NamedTuple):
    """Where a line of a paragraph stands."""

    is_first: bool
    """Whether it is the first line of its paragraph."""
    is_sure: bool
    """Whether it begins a line in the eyes of the author, so that a time at its start is no chance."""
    after_event: bool
    """Whether a line above it in the paragraph is an event."""


def _starts_event(timestamp: Timestamp, text: str, place: LinePlace) -> bool:
    """Whether a line of a paragraph is an event, or a day.

    A wrapped line may begin with a time by chance, so a separator, bold print or a capital letter has to follow the
    time, unless the author broke the line.
    """
    if timestamp.is_placeholder:
        return False
    written = text[: timestamp.end].rstrip()
    rest = text[timestamp.end :].lstrip(" *_")
    if not timestamp.has_clock:
        is_alone = not rest or bool(_REMARK_ON_DAY.fullmatch(rest))
        return (timestamp.is_separated and (is_alone or _ends_in_separator(text, timestamp))) or is_alone
    if timestamp.is_separated or not rest:
        return place.is_first or not written.endswith(",")
    if place.is_sure or text.lstrip().startswith(("**", "__", "`")):
        return True
    return (place.is_first or place.after_event) and (rest[0].isupper() or not rest[0].isalpha())


def _ends_in_separator(text: str, timestamp: Timestamp) -> bool:
    """Whether a day ends in a separator; a full stop is one only after a day in bold."""
    written = text[: timestamp.end].rstrip(" *_")
    is_bold = text.lstrip().startswith(("**", "__"))
    return written[-1:] in (":-–—|：" + (".," if is_bold else ""))


def _label_then_timestamp(text: str) -> tuple[str, Timestamp] | None:
    """Parse `First detected: 2023-01-11 14:22`: a label, a time, and at most a short remark."""
    match = _LABEL_BEFORE_TIME.match(text)
    timestamp = parse_timestamp(text[match.end() :]) if match else None
    if match is None or timestamp is None or not timestamp.has_clock:
        return None
    after = text[match.end() + timestamp.end :]
    if len(after) > _MAX_REMARK_AFTER_TIME:
        return None
    name, rest = match["label"].strip(), after.strip(" :()")
    return f"{name} ({rest})" if rest else name, timestamp


_PLACEHOLDERS = frozenset(
    ("", *parse_phrases("… | tbd | todo | event | description | short event description | what happened"))
)


_EVENT_COLUMN = re.compile(
    r"""\W*(?:events?|what\ happened|step|ereignis(?:se)?|vorgang|événements?|évènements?|eventos?|acontecimientos?
        |hechos?|fatos?|gebeurtenis|zdarzenie|出来事|イベント|事象|事件|이벤트|내용)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_VAGUE_WORDS = 6
_DASHED = re.compile(r"(?:\*\*|__)?(?P<title>[^*_\n:：]{2,40}?)(?:\*\*|__)?(?:\s[-–—]\s|[：])\s?(?=\S)")
_SAME_DAY = re.compile(
    r"""\W*(?:(?:earlier|later)\ (?:today|that\ day|the\ same\ day) | (?:the\ )?same\ day | am\ selben\ tag
        |   le\ même\ jour | el\ mismo\ día | no\ mesmo\ dia | 同日 | 当日 | 같은\ 날)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD_GAP = re.compile(r"(?<=\w)\s{1,3}(?=\w)")
_STILL_OPEN = re.compile(
    r"\W*(?:pending|to[ -]?do|tbd|outstanding|upcoming|not\s(?:yet\s)?(?:done|started))(?!\s\w)", re.IGNORECASE
)
"""What stands in the place of a time where an entry has not happened yet: "**PENDING** - the apps are redeployed"."""
_MIN_TEXT_LENGTH = 11
"""Characters of an event in a timeline without any time or day."""


def untimed_events(section: SectionBlocks) -> Iterator[TimelineEvent]:
    """Yield an event without a time for each numbered heading, else list item, else paragraph if there are several."""
    blocks = [block for block in section.blocks if not block.is_quoted]
    if headings := numbered_headings(blocks):
        yield from (TimelineEvent(b.line, None, without_number(b.text), kind=event_kind_of(b.text)) for b in headings)
        return
    items = [b for b in blocks if b.kind is BlockKind.ITEM and b.level == 1]
    texts = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.level == 0 and not is_italic(b.text)]
    paragraphs = [b for b in texts if not _is_field(b)]
    rows = [] if items else [b for b in blocks if b.kind is BlockKind.ROW and _lists_events(b)]
    yield from (TimelineEvent(b.line, None, _row_text(b)) for b in rows if len(rows) > 1 and _row_text(b))
    for block in items or (paragraphs if len(paragraphs) > 1 and not rows else ()):
        if _is_event_text(block, _MIN_TEXT_LENGTH):
            yield TimelineEvent(block.line, None, block.text, kind=event_kind_of(block.text))


def _lists_events(row: Block) -> bool:
    """Whether a column of a table says that it has events, which have no times then."""
    return _event_column(row) is not None


def _event_column(row: Block) -> int | None:
    """Return the column whose header says that it has events."""
    return next((i for i, title in enumerate(row.header) if _EVENT_COLUMN.match(plain_text(title))), None)


def _row_text(row: Block) -> str:
    """Return the cells of an event; empty if its first is empty or a placeholder of a template."""
    column = _event_column(row)
    first = row.cells[column] if column and column < len(row.cells) else next(iter(row.cells), "")
    if column and not is_placeholder(first):  # What stands before the event is a time that nobody can place.
        return first.strip()
    return "" if is_placeholder(first) else " — ".join(cell.strip() for cell in row.cells if cell.strip())


def untimed_entries(section: SectionBlocks) -> frozenset[int]:
    """Return the lines of the entries without a time in a list whose other entries have one: "**Later:** all is well".

    Such an entry is an event of its own, unless it introduces others or is a remark on the times.
    """
    items = [b for b in section.blocks if b.kind is BlockKind.ITEM and b.level == 1 and not b.is_quoted]
    timed = {b.group_id for b in items if _begins_with_time(b)}
    return frozenset(
        b.line
        for b in items
        if b.group_id in timed and not b.child_count and not _names_time(b) and _is_event_text(b, _MIN_TEXT_LENGTH)
        if not _STILL_OPEN.match(b.text)
    )


def add_vague_event(builder: TimelineBuilder, block: Block) -> None:
    """Add the entry of a list of times whose own time is vague: "**Later that day:** …", "Early 2 March 2024: …"."""
    found = _vague_label(block.text)
    if found is None:
        builder.add_untimed(block.line, block.text)
        return
    day = _day_in(found.title)
    if _SAME_DAY.match(found.title) and builder.knows_day:
        builder.add_event_of_day(block.line, block.text)
    elif day is not None:
        builder.add_event(block.line, replace(day, approx=True), found.rest)
    else:
        builder.add_untimed(block.line, block.text)


def _vague_label(text: str) -> TextLabel | None:
    """Return the label of an entry and what is behind it, if the label is a time, however vague."""
    dashed = _DASHED.match(text)
    found = TextLabel(dashed["title"], text[dashed.end() :], bold=True) if dashed else label(text)
    if found is None or not found.rest or len(found.title.split()) > _MAX_VAGUE_WORDS:
        return None
    return found if VAGUE.search(found.title) else None


def _day_in(text: str) -> Timestamp | None:
    """Return the full day at the end of a vague time, "Early morning 2 March 2024"."""
    stamps = (parse_timestamp(text[gap.end() :]) for gap in _WORD_GAP.finditer(text))
    return next((stamp for stamp in stamps if stamp and stamp.has_day and stamp.year and not stamp.has_clock), None)


def _begins_with_time(block: Block) -> bool:
    timestamp = parse_timestamp(plain_text(block.text), allow_preposition=True)
    return timestamp is not None or has_time(block)


def _names_time(block: Block) -> bool:
    """Whether an entry has a time or a day anywhere, or is about all times."""
    words = plain_text(block.text)
    return _begins_with_time(block) or bool(_ABOUT_TIMES.match(words) or _FIGURE.search(words))


def is_placeholder(text: str) -> bool:
    """Whether a text is a placeholder of a template, such as "Short event description", or empty."""
    return plain_text(text).strip(" .").casefold() in _PLACEHOLDERS


def _is_event_text(block: Block, min_length: int = 2) -> bool:
    """Whether a text without a time may be an event: no picture, no placeholder, no line that introduces others."""
    words = plain_text(block.text)
    return (
        not is_picture(block.text)
        and not is_placeholder(block.text)
        and len(words) >= min_length
        and not words.endswith((":", "："))
    )
