"""What holds for any text at all."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

PIECES = (
    "# ",
    "## Timeline\n",
    "## Action items\n",
    "**Impact:** ",
    "- ",
    "1. ",
    "  - ",
    "[ ] ",
    "[x] ",
    "| a | b |\n| - | - |\n",
    "| 14:32 | up |\n",
    "```\n",
    "> ",
    "---\n",
    "+++\n",
    "title: a\n",
    "severity: sev1\n",
    "started_at: 2024-02-30\n",
    "\n",
    "\n\n",
    "14:32 ",
    "2024-02-04 ",
    "~",
    "??:??",
    "**",
    "_",
    "`",
    "[",
    "](",
    ")",
    "<br>",
    "<!--",
    "-->",
    "{{",
    "}}",
    "@ops ",
    "due: ",
    "[a]: http://x\n",
    "\t",
    "    ",
    "\\",
    "\u2028",
    "é",
    "🚨",
    "TIMELINE\n",
    "<h2>Impact</h2>\n",
    "<ul><li>",
    "</li>\n",
    "<table><tr><td>",
    "</td>",
    "<b>Cause</b><br>",
    "</ul>",
    "<script>",
    "Day 2\n",
    "These factors led to it:\n",
    "TODO ",
    "> ## Timeline\n> ",
    "[Update - 14h32]\n",
    "*",
    ":",
    "Root cause\n---\n",
    "\ufeff",
    "\x00",
    "\r",
)
documents = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=60).map("".join)
PARTS = (
    "## Timeline\n\n- 14:32 up\n- 14:40 down\n",
    "## Timeline (UTC)\n\n### 4 February 2024\n\nIt broke.\n\n### Day 2\n\n- mended\n",
    "## What happened\n\nIt broke. Two factors led to it:\n\n- rust\n- rain\n\nNobody was hurt.\n",
    "## Root cause\n\nThe pipe was old.\n\n**Follow-ups:**\n\n- Replace the pipe\n",
    "## Remediation\n\n- Replace the pipe\n- Label the valve\n",
    "## Action items\n\n### Owner: Ana\n\n- [ ] Replace the pipe\n- [x] Label the valve\n",
    "## Issues\n\n- Replace the pipe\n",
    "## Moving forward\n\n- Replace the pipe\n",
    "**Impact:** nobody could print.\n\n**Root cause:** rust.\n\n**Next steps:**\n\n- Replace the pipe\n",
    "<h2>Causes</h2>\n<ul><li>rust</li><li>rain</li></ul>\n",
    "> ## Timeline\n>\n> - 14:32 up\n",
    "## Contributing factors\n\n1. rust\n2. rain\n",
)
"""Sections that hold events, items and factors, in many forms."""
UNKNOWN = "## Zebras\n\nThere are no zebras here, and nobody has ever seen one in the whole of the house.\n"
paths = st.one_of(st.just("2024-02-04-x.md"), st.text(max_size=30))


def _lines(document: Postmortem) -> list[int]:
    spans = [line for s in document.sections for line in (s.line, s.last_line)]
    found = [
        x.line
        for group in (document.timeline, document.actions, document.factors, document.links, document.relations)
        for x in group
    ]
    return [*spans, *found, *document.lines.values(), document.body_line]


def _assert_lines_exist(text: str, path: str) -> None:
    """Parse a text; whatever is found points at a line that exists."""
    source = Source(path, text)
    parsed = parse(source)
    last = len(source.lines) + 1

    assert all(1 <= line <= last for line in _lines(parsed.postmortem))
    assert all(1 <= problem.line <= last for problem in parsed.diagnostics)


@settings(max_examples=50, deadline=None)
@given(documents, paths)
def test_parsing_never_raises_and_every_line_lies_in_its_source(text: str, path: str) -> None:
    """Any text in any file parses."""
    _assert_lines_exist(text, path)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(documents, paths)
def test_parsing_never_raises_for_many_texts(text: str, path: str) -> None:
    """As above."""
    _assert_lines_exist(text, path)


@settings(max_examples=50, deadline=None)
@given(documents)
def test_sections_are_ordered_and_do_not_run_backwards(text: str) -> None:
    """Sections come in document order and none ends before it begins."""
    sections = parse(Source("x.md", text)).postmortem.sections

    assert all(section.line <= section.last_line for section in sections)
    assert [s.line for s in sections] == sorted(s.line for s in sections)


@settings(max_examples=50, deadline=None)
@given(documents)
def test_parsing_is_deterministic(text: str) -> None:
    """The same text gives the same value twice."""
    assert parse(Source("x.md", text)) == parse(Source("x.md", text))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5), st.data())
def test_a_section_of_unknown_name_takes_nothing_away(parts: list[str], data: st.DataObject) -> None:
    """Wherever it stands between the sections of a document, what these hold is still read."""
    title = "# Flood of 4 February 2024\n\n"
    place = data.draw(st.integers(0, len(parts)))
    before = _entries(title + "\n".join(parts))
    after = _entries(title + "\n".join([*parts[:place], UNKNOWN, *parts[place:]]))

    assert before
    assert before - after == Counter()


def _entries(text: str) -> Counter[tuple[str, str]]:
    document = parse(Source("postmortems/x.md", text)).postmortem
    entries = {"event": document.timeline, "action": document.actions, "factor": document.factors}
    return Counter((kind, entry.text) for kind, found in entries.items() for entry in found)
