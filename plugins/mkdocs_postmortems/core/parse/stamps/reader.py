"""A whole stamp at the start of a text: margins, day and clock in either order, zone, range, separator."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_postmortems.core.parse.stamps.clocks import read_clock, read_zone
from mkdocs_postmortems.core.parse.stamps.days import read_day
from mkdocs_postmortems.core.parse.stamps.margins import (
    skip_closing,
    skip_joint,
    skip_opening,
    skip_remark,
    skip_separator,
    still_open,
)
from mkdocs_postmortems.core.parse.stamps.ranges import with_end, with_last_day
from mkdocs_postmortems.core.parse.stamps.stamp import Stamp

_LONGEST = 160
"""A stamp and what stands before it fit into so many characters."""


def read_stamp(text: str, *, soft: bool = False) -> Stamp | None:
    """Read the stamp that `text` starts with, or return `None`. `soft` allows a word such as "at" before it."""
    head = text[:_LONGEST]
    start, approx_before = skip_opening(head, soft=soft)
    stamp = _day_and_clock(head, start)
    if stamp is None:
        return None
    opened, end = head[:start], stamp.end
    position = skip_closing(head, end, opened)
    if stamp.zone is None and stamp.has_clock and (found := read_zone(head, position)):
        stamp, position = replace(stamp, zone=found[0]), found[1]
    position, approx_after = skip_remark(head, position)
    position = skip_closing(head, position, opened)
    separated = position >= len(text.rstrip(" *_`"))
    if (after := skip_separator(head, position)) is not None:
        separated = True
        position = skip_closing(head, after, still_open(opened, head[end:after]))
    return replace(
        stamp,
        end=position,
        approx=stamp.approx or approx_before or approx_after,
        separated=separated or position >= len(text.rstrip()),
    )


def _day_and_clock(text: str, position: int) -> Stamp | None:
    if day := read_day(text, position):
        return _day_first(text, day)
    clock = read_clock(text, position, dated=False)
    return _clock_first(text, with_end(text, clock)) if clock else None


def _day_first(text: str, day: Stamp) -> Stamp:
    joint = skip_joint(text, day.end)
    clock = read_clock(text, joint.end, dated=True)
    if clock is None:
        return with_last_day(text, day)
    stamp = replace(
        day,
        end=clock.end,
        minutes=clock.minutes,
        clock_unknown=clock.clock_unknown,
        placeholder=clock.placeholder,
        approx=joint.approx or clock.approx,
        zone=clock.zone,
    )
    return with_end(text, stamp)


def _clock_first(text: str, clock: Stamp) -> Stamp:
    """`14:32, 4 Feb 2021: …`; a day that only goes on (`14:32 4 Feb releases …`) belongs to the text."""
    day = read_day(text, skip_joint(text, clock.end).end)
    if day is None or day.weekday is not None or day.day is None:
        return clock
    if skip_separator(text, day.end) is None and day.end < len(text.rstrip(" *_`)]")):
        return clock
    return replace(
        day,
        minutes=clock.minutes,
        clock_unknown=clock.clock_unknown,
        approx=clock.approx,
        zone=clock.zone,
        until=clock.until,
    )
