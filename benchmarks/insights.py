"""How often the durations of insights agree with those that authors state.

usage: insights.py [FOLDER]

Reads documents that state their own "Time to detection" and "Time to recovery" in minutes, hours or days, as the
postmortems of dfds do, by an expression of its own, and compares the durations that insights have of them: computed
from the times of the document, or else as its text states them, which tests the reading alone. Without a folder it
reads ../shared/corpora/dfds. Prints the table of benchmarks/RESULTS.md, and each disagreement.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.insights.durations import Duration, DurationName, measure
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

DEFAULT = Path(__file__).parents[2] / "shared/corpora/dfds"
_STATED = re.compile(r"(?im)^[-*\s]*\**time to (detection|recovery)\**\s*:\s*\**\s*(.*)$")
_PART = re.compile(r"(?i)(\d+(?:\.\d+)?)\s*(days?|h(?:ou)?rs?|hours?|m(?:in(?:ute)?s?)?)\b")
_MINUTES = {"d": 1440, "h": 60, "m": 1}
KINDS = {"detection": (DurationName.DETECT,), "recovery": (DurationName.MITIGATE, DurationName.RESOLVE)}
"""What a document states -> our durations; a recovery is the end of the impact, or of the incident."""
TOLERANCE = 1
"""Minutes: authors round."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One duration that a document states."""

    path: str
    kind: str
    stated: int
    computed: tuple[int, ...]
    """What insights have; empty if it is missing."""
    is_from_times: bool
    """Whether insights compute it from the times of the document."""

    @property
    def outcome(self) -> str:
        """Return `agrees`, `missing` or `differs`."""
        if not self.computed:
            return "missing"
        agrees = any(abs(self.stated - minutes) <= TOLERANCE for minutes in self.computed)
        return "agrees" if agrees else "differs"


def stated_minutes(text: str) -> int | None:
    """Return a stated duration in minutes; `None` for `?`, `N/A` and other words."""
    parts = _PART.findall(text)
    return round(sum(float(number) * _MINUTES[unit[0].lower()] for number, unit in parts)) if parts else None


def compare(document: Postmortem, text: str) -> Iterator[Comparison]:
    """Yield each duration that a document states, with ours."""
    for kind, written in _STATED.findall(text):
        stated = stated_minutes(written)
        if stated is not None:
            measured = [measure(name, document) for name in KINDS[kind.lower()]]
            known = [one for one in measured if isinstance(one, Duration)]
            from_times = any(not one.is_stated for one in known)
            yield Comparison(document.path, kind.lower(), stated, tuple(one.minutes for one in known), from_times)


def comparisons(folder: Path) -> tuple[Comparison, ...]:
    """Return all comparisons of a folder of documents."""
    found = []
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        text = path.read_text(encoding="utf-8", errors="replace")
        document = parse(Source(f"{path.stem if path.suffix else path.name}.md", text)).postmortem
        if document.kind is DocumentKind.POSTMORTEM:
            found += compare(document, text)
    return tuple(found)


def main() -> None:
    """Print the tables."""
    found = comparisons(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
    print(f"| stated | documents | known | from times | agrees | differs | missing |\n| --- |{' ---: |' * 6}")
    for kind in KINDS:
        outcomes = Counter(one.outcome for one in found if one.kind == kind)
        total = outcomes.total()
        from_times = sum(one.is_from_times for one in found if one.kind == kind)
        known = total - outcomes["missing"]
        numbers = (total, known, from_times, outcomes["agrees"], outcomes["differs"], outcomes["missing"])
        print(f"| time to {kind} | {' | '.join(map(str, numbers))} |")
    for one in found:
        if one.outcome != "agrees":
            print(f"{one.outcome}: {one.kind} {one.stated} min stated, {one.computed} computed: {one.path}")


if __name__ == "__main__":
    main()
