"""Timestamps as they are read: `tests/golden/timestamps.yml` lists texts and their reading.

With REGENERATE=1 the file lists what is read now; look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.parse.timestamps import Timestamp, parse_timestamp

FILE = Path(__file__).parents[3] / "golden" / "timestamps.yml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def said(stamp: Timestamp) -> str:
    """Return the parts of a stamp that are there."""
    day = "-".join(str(part) if part else "?" for part in (stamp.year, stamp.month, stamp.day))
    minutes = stamp.minutes
    parts = [
        day if day != "?-?-?" else "",
        f"{stamp.year or '?'} and {stamp.numeric[0]}/{stamp.numeric[1]}" if stamp.numeric else "",
        f"weekday {stamp.weekday}" if stamp.weekday is not None else "",
        f"{minutes // 60:02}:{minutes % 60:02}" if minutes is not None else "",
        "clock unknown" if stamp.is_clock_unknown else "",
        f"zone {stamp.zone}" if stamp.zone else "",
        "about" if stamp.approx else "",
        "month only" if stamp.is_month_only else "",
        "placeholder" if stamp.is_placeholder else "",
        f"to ({said(stamp.range_end)})" if stamp.range_end else "",
    ]
    return ", ".join(part for part in parts if part)


def read(text: str) -> str:
    """Return a stamp, whether something parts it from what follows, and what follows."""
    stamp = parse_timestamp(text.removeprefix("soft "), allow_preposition=text.startswith("soft "))
    if stamp is None:
        return "nothing"
    return f"{said(stamp)} {'|' if stamp.is_separated else '>'} {text.removeprefix('soft ')[stamp.end :]}".rstrip()


@pytest.mark.parametrize("text", CASES)
def test_a_stamp_is_read_whole(text: str) -> None:
    """Day, clock, zone, range, doubt, and where the text goes on: after a separator (|) or not (>)."""
    if os.environ.get("REGENERATE"):
        about, _, _ = FILE.read_text(encoding="utf-8").partition("\n\n")
        found = {case: read(case) for case in CASES}
        listed = yaml.safe_dump(found, allow_unicode=True, width=1000, sort_keys=False)
        FILE.write_text(f"{about}\n\n{listed}", encoding="utf-8")
        CASES.update(found)

    assert read(text) == CASES[text]
