"""Parses events in headings, list items and paragraphs: a timestamp, then what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_postmortems.core.model import TimelineEvent
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import is_italic, parse_phrases, plain_text, split_at_breaks
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.parse.timeline.builder import TimelineBuilder, event_kind_of
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_LABEL_BEFORE_TIME = re.compile(r"^(?P<label>[^\d\n]{3,70}?)\s*[:：–—-]?\s+(?=[~(*]{0,3}\d)")
_MAX_REMARK_AFTER_TIME = 40


def parse_heading(builder: TimelineBuilder, block: Block) -> None:
    """Parse a heading that is an event, or the day of the events below it."""
    text = block.text.strip().strip("{}").strip(" #")
    timestamp = parse_timestamp(text, allow_preposition=True)
    builder.is_open = False
    if timestamp is None and (found := _label_then_timestamp(text)):
        builder.add_event(block.line, found[1], found[0])
        builder.is_open = True
    elif timestamp and not timestamp.is_placeholder and timestamp.has_clock:
        rest = text[timestamp.end :].strip(" :–—-{}#")
        builder.add_event(block.line, timestamp, rest)
        builder.is_open = not rest
    elif timestamp and not timestamp.is_placeholder and timestamp.has_day:
        builder.set_day(timestamp)


def parse_item(builder: TimelineBuilder, block: Block, *, titled: bool) -> None:
    """Parse a list item: an event, the day of the items below it, or `Label: time`.

    Args:
        builder: Collects the events.
        block: The item.
        titled: Whether the section of the item has a title.
    """
    builder.is_open = False
    first, *more = block.text.split("\n")
    first = _CHECKBOX.sub("", first.strip())
    timestamp = parse_timestamp(first, allow_preposition=True)
    if timestamp and _is_date_only(timestamp, first, block):
        builder.set_day(timestamp)
    elif timestamp and _is_event(timestamp, first, block):
        builder.add_event(block.line, timestamp, first[timestamp.end :].strip())
        builder.is_open = True
        _add_continuation(builder, block, more)
        builder.is_open = builder.is_waiting_for_text
    elif found := _label_then_timestamp(plain_text(first)):
        builder.add_event(block.line, found[1], found[0])
        _add_continuation(builder, block, more)
    elif titled or block.level <= 1 or not builder.has_events:
        _add_continuation(builder, block, more)


def parse_paragraph(builder: TimelineBuilder, block: Block) -> None:
    """Parse the lines of a paragraph: those that begin with a time are events, the lines after one continue it."""
    if is_italic(block.text) and not parse_timestamp(block.text):
        return
    timed = False
    for position, (number, text) in enumerate(_broken_lines(block)):
        timestamp = parse_timestamp(text)
        if timestamp and _starts_event(timestamp, text, first=position == 0, timed=timed):
            rest = (
                text[timestamp.end :].strip(" *_") if len(text) - timestamp.end < 3 else text[timestamp.end :].strip()
            )
            builder.is_open = timestamp.has_clock or bool(rest)
            if builder.is_open:
                builder.add_event(number, timestamp, rest)
                builder.is_open = timed = True
            else:
                builder.set_day(timestamp)
        elif builder.is_open and (timed or builder.is_waiting_for_text):
            builder.append_text(text)
    builder.is_open = builder.is_open and builder.is_waiting_for_text


def _broken_lines(block: Block) -> list[tuple[int, str]]:
    """Return the lines of a paragraph with their numbers; `<br>` ends a line too."""
    return [
        (number, piece)
        for number, line in enumerate(block.text.split("\n"), block.line)
        for piece in split_at_breaks(line)
    ]


def _add_continuation(builder: TimelineBuilder, item: Block, lines: Sequence[str]) -> None:
    """Add the lines after the first of an item: an event if one starts with a timestamp, else more text."""
    for number, text in enumerate(lines, item.line + 1):
        timestamp = parse_timestamp(text)
        if timestamp and _is_event(timestamp, text, item) and (timestamp.is_separated or timestamp.has_day):
            builder.add_event(number, timestamp, text[timestamp.end :].strip())
            builder.is_open = True
        elif builder.is_open:
            builder.append_text(text)


def _is_event(timestamp: Timestamp, text: str, block: Block) -> bool:
    if timestamp.is_placeholder or timestamp.has_clock:
        return not timestamp.is_placeholder
    rest = text[timestamp.end :].strip(" *_:")
    return timestamp.has_day and (bool(rest) or "\n" in block.text)


def _is_date_only(timestamp: Timestamp, text: str, block: Block) -> bool:
    """Whether an item only states the day of the items below or after it."""
    if not timestamp.has_day:
        return False
    if _is_event(timestamp, text, block):
        return not timestamp.has_clock and block.child_count > 0 and not text[timestamp.end :].strip()
    return not text[timestamp.end :].strip(" :*_–-")


def _starts_event(timestamp: Timestamp, text: str, *, first: bool, timed: bool) -> bool:
    """Whether a line of a paragraph is an event.

    A wrapped line may begin with a time by chance, so a separator or a capital letter has to follow the time.

    Args:
        timestamp: The timestamp at the start of the line.
        text: The line.
        first: Whether it is the first line of its paragraph.
        timed: Whether a line above it in the paragraph is an event.
    """
    if timestamp.is_placeholder:
        return False
    written = text[: timestamp.end].rstrip()
    rest = text[timestamp.end :].lstrip(" *_")
    if not timestamp.has_clock:
        return timestamp.is_separated and (not rest or text[: timestamp.end].rstrip(" *_")[-1:] in ":-–—|")
    if timestamp.is_separated or not rest:
        return first or not written.endswith(",")
    return (first or timed) and (rest[0].isupper() or not rest[0].isalpha())


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


def untimed_events(section: SectionBlocks) -> Iterator[TimelineEvent]:
    """Yield an event without a time for each list item, else for each paragraph if there are several."""
    blocks = [block for block in section.blocks if not block.is_quoted]
    items = [b for b in blocks if b.kind is BlockKind.ITEM and b.level == 1]
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.level == 0 and not is_italic(b.text)]
    for block in items or (paragraphs if len(paragraphs) > 1 else ()):
        if _is_event_text(block):
            yield TimelineEvent(block.line, None, block.text, kind=event_kind_of(block.text))


def is_placeholder(text: str) -> bool:
    """Whether a text is a placeholder of a template, such as "Short event description", or empty."""
    return plain_text(text).strip(" .").casefold() in _PLACEHOLDERS


def _is_event_text(block: Block) -> bool:
    return not is_placeholder(block.text) and len(plain_text(block.text)) > 10 and not block.text.rstrip().endswith(":")
