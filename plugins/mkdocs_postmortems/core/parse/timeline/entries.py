"""Events in headings, list items and paragraphs: a stamp, then what happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.block import Block
from mkdocs_postmortems.core.parse.inline import break_lines, is_italic, plain
from mkdocs_postmortems.core.parse.stamps import Stamp, read_stamp
from mkdocs_postmortems.core.parse.timeline.draft import Draft

_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_LABEL_BEFORE = re.compile(r"^(?P<label>[^\d\n]{3,70}?)\s*[:：–—-]?\s+(?=[~(*]{0,3}\d)")
_LONGEST_REMARK = 40


def read_heading(draft: Draft, block: Block) -> None:
    """Read a heading that is an event, or the day of the events below it."""
    text = block.text.strip().strip("{}").strip(" #")
    stamp = read_stamp(text, soft=True)
    draft.is_open = False
    if stamp is None and (found := _label_then_stamp(text)):
        draft.add(block.line, found[1], found[0])
        draft.is_open = True
    elif stamp and not stamp.placeholder and stamp.has_clock:
        rest = text[stamp.end :].strip(" :–—-{}#")
        draft.add(block.line, stamp, rest)
        draft.is_open = not rest
    elif stamp and not stamp.placeholder and stamp.has_day:
        draft.turn_to(stamp)


def read_item(draft: Draft, block: Block, *, titled: bool) -> None:
    """Read a list item: an event, the day of the items below it, or `Label: time`.

    Args:
        draft: the events so far.
        block: the item.
        titled: whether the item stands in a section that has a title.
    """
    draft.is_open = False
    first, *more = block.text.split("\n")
    first = _CHECKBOX.sub("", first.strip())
    stamp = read_stamp(first, soft=True)
    if stamp and _is_day_alone(stamp, first, block):
        draft.turn_to(stamp)
    elif stamp and _is_event(stamp, first, block):
        draft.add(block.line, stamp, first[stamp.end :].strip())
        draft.is_open = True
        _continue(draft, block, more)
        draft.is_open = draft.lacks_text
    elif found := _label_then_stamp(plain(first)):
        draft.add(block.line, found[1], found[0])
        _continue(draft, block, more)
    elif titled or block.level <= 1 or not draft.has_events:
        _continue(draft, block, more)


def read_paragraph(draft: Draft, block: Block) -> None:
    """Read the lines of a paragraph that begin with a time; the lines between them go on with the event."""
    if is_italic(block.text) and not read_stamp(block.text):
        return
    timed = False
    for position, (number, text) in enumerate(_broken_lines(block)):
        stamp = read_stamp(text)
        if stamp and _starts_event(stamp, text, first=position == 0, timed=timed):
            rest = text[stamp.end :].strip(" *_") if len(text) - stamp.end < 3 else text[stamp.end :].strip()
            draft.is_open = stamp.has_clock or bool(rest)
            if draft.is_open:
                draft.add(number, stamp, rest)
                draft.is_open = timed = True
            else:
                draft.turn_to(stamp)
        elif draft.is_open and (timed or draft.lacks_text):
            draft.append(text)
    draft.is_open = draft.is_open and draft.lacks_text


def _broken_lines(block: Block) -> list[tuple[int, str]]:
    """The lines of a paragraph with their numbers; `<br>` ends a line too."""
    return [
        (number, piece) for number, line in enumerate(block.text.split("\n"), block.line) for piece in break_lines(line)
    ]


def _continue(draft: Draft, block: Block, lines: Sequence[str]) -> None:
    """Lines below the first of an item: new events where they start with a stamp of their own."""
    for number, text in enumerate(lines, block.line + 1):
        stamp = read_stamp(text)
        if stamp and _is_event(stamp, text, block) and (stamp.separated or stamp.has_day):
            draft.add(number, stamp, text[stamp.end :].strip())
            draft.is_open = True
        elif draft.is_open:
            draft.append(text)


def _is_event(stamp: Stamp, text: str, block: Block) -> bool:
    if stamp.placeholder or stamp.has_clock:
        return not stamp.placeholder
    rest = text[stamp.end :].strip(" *_:")
    return stamp.has_day and (bool(rest) or "\n" in block.text)


def _is_day_alone(stamp: Stamp, text: str, block: Block) -> bool:
    """Whether an item only names the day of what follows, in items below it or beside it."""
    if not stamp.has_day:
        return False
    if _is_event(stamp, text, block):
        return not stamp.has_clock and block.children > 0 and not text[stamp.end :].strip()
    return not text[stamp.end :].strip(" :*_–-")


def _starts_event(stamp: Stamp, text: str, *, first: bool, timed: bool) -> bool:
    """In running text a wrapped line may begin with a time by chance, so more is asked of it.

    Args:
        stamp: the time it begins with.
        text: the line.
        first: whether it is the first line of its paragraph.
        timed: whether a line above it is an event.
    """
    if stamp.placeholder:
        return False
    written = text[: stamp.end].rstrip()
    rest = text[stamp.end :].lstrip(" *_")
    if not stamp.has_clock:
        return stamp.separated and (not rest or text[: stamp.end].rstrip(" *_")[-1:] in ":-–—|")
    if stamp.separated or not rest:
        return first or not written.endswith(",")
    return (first or timed) and (rest[0].isupper() or not rest[0].isalpha())


def _label_then_stamp(text: str) -> tuple[str, Stamp] | None:
    """`First detected: 2023-01-11 14:22`: the label stands before the time, and nothing of weight after it."""
    match = _LABEL_BEFORE.match(text)
    stamp = read_stamp(text[match.end() :]) if match else None
    if match is None or stamp is None or not stamp.has_clock:
        return None
    after = text[match.end() + stamp.end :]
    if len(after) > _LONGEST_REMARK:
        return None
    name, rest = match["label"].strip(), after.strip(" :()")
    return f"{name} ({rest})" if rest else name, stamp
