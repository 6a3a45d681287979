"""Golden timestamps: `tests/golden/timestamps.yml` lists texts and what each is parsed as.

With REGENERATE=1 the file lists what is read now; look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

FILE = Path(__file__).parents[2] / "golden" / "timestamps.yml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def described(timestamp: Timestamp) -> str:
    """Return the known parts of a timestamp."""
    day = "-".join(str(part) if part else "?" for part in (timestamp.year, timestamp.month, timestamp.day))
    minutes = timestamp.minutes
    parts = [
        day if day != "?-?-?" else "",
        f"{timestamp.year or '?'} and {timestamp.numeric[0]}/{timestamp.numeric[1]}" if timestamp.numeric else "",
        f"weekday {timestamp.weekday}" if timestamp.weekday is not None else "",
        f"{minutes // 60:02}:{minutes % 60:02}" if minutes is not None else "",
        f"{timestamp.elapsed:+} min since the start" if timestamp.elapsed is not None else "",
        "clock unknown" if timestamp.is_clock_unknown else "",
        f"zone {timestamp.zone}" if timestamp.zone else "",
        "about" if timestamp.approx else "",
        "month only" if timestamp.is_month_only else "",
        f"day {timestamp.counted_day}" if timestamp.counted_day is not None else "",
        "placeholder" if timestamp.is_placeholder else "",
        f"to ({described(timestamp.range_end)})" if timestamp.range_end else "",
    ]
    return ", ".join(part for part in parts if part)


def read(text: str) -> str:
    """Return a parsed timestamp, whether a separator follows it, and the rest of the text.

    After `soft `, a preposition may precede the timestamp.
    """
    written = text.removeprefix("soft ")
    timestamp = parse_timestamp(written, allow_preposition=written != text)
    if timestamp is None:
        return "nothing"
    return f"{described(timestamp)} {'|' if timestamp.is_separated else '>'} {written[timestamp.end :]}".rstrip()


@pytest.mark.parametrize("text", CASES)
def test_a_timestamp_is_read_whole(text: str) -> None:
    """Day, clock, zone, range, doubt, and where the text goes on: after a separator (|) or not (>)."""
    if os.environ.get("REGENERATE"):
        about, _, _ = FILE.read_text(encoding="utf-8").partition("\n\n")
        found = {case: read(case) for case in CASES}
        listed = yaml.safe_dump(found, allow_unicode=True, width=1000, sort_keys=False)
        FILE.write_text(f"{about}\n\n{listed}", encoding="utf-8")
        CASES.update(found)

    assert read(text) == CASES[text]
