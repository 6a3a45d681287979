"""Metadata at the top of a document that has no fences, or those of other programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.frontmatter.bare_block import find_bare_block
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

BODY = "\n\n## Timeline\n\n- 10:00 UTC writes fail\n- 10:20 UTC writes work\n"
FORMS = {
    "lines": "title: Writes failed\ndate: 2024-03-07\nseverity: sev2",
    "an object": '{\n  "title": "Writes failed",\n  "date": "2024-03-07",\n  "severity": "sev2"\n}',
    "a fence that names JSON": '---json\n{"title": "Writes failed", "date": "2024-03-07", "severity": "sev2"}\n---',
    "a fence that names YAML": "---yaml\ntitle: Writes failed\ndate: 2024-03-07\nseverity: sev2\n---",
    "semicolons": ';;;\n{"title": "Writes failed", "date": "2024-03-07", "severity": "sev2"}\n;;;',
    "indented fences": " ---\ntitle: Writes failed\ndate: 2024-03-07\nseverity: sev2\n---",
    "a block of code": "```yaml\ntitle: Writes failed\ndate: 2024-03-07\nseverity: sev2\n```",
    "an export": 'export const meta = {\n  title: "Writes failed",\n  date: "2024-03-07",\n  severity: "sev2",\n}',
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_facts_are_read_at_their_lines(form):
    """And the text begins behind them."""
    text = f"{form}{BODY}"
    document = parse(Source("a.md", text)).postmortem

    assert (document.title, document.severity) == ("Writes failed", "sev2")
    assert document.lines["title"] == next(n for n, line in enumerate(text.split("\n"), 1) if "title" in line)
    assert [event.line for event in document.timeline] == [
        text.split("\n").index(line) + 1 for line in BODY.split("\n")[4:6]
    ]
    block = find_bare_block(text)
    assert block is not None
    assert "Writes failed" not in block.body


@pytest.mark.parametrize(
    "text",
    [
        "```yaml\nreplicas: 3\nimage: web\n```\n\nThis was changed.\n",
        "```yaml\ntitle: Web\n```\n\nThe title was wrong.\n",
        '{"message": "no such title", "code": 3}\n\nThis was logged.\n',
        "{% raw %}\n\nText\n",
        " ---\n\nText\n\n ---\n",
        ";;;\nnothing\n",
    ],
)
def test_what_is_none_stays_text(text):
    """Examples of configuration, messages, rules."""
    assert find_bare_block(text) is None


@given(
    st.sampled_from(["{", "---json\n", ";;;\n", " ---\n", "```yaml\n"]),
    st.text(),
    st.sampled_from(["", "\n}", "\n---"]),
)
def test_nothing_makes_it_fail(opening, text, closing):
    """Whatever is written."""
    block = find_bare_block(opening + text + closing)
    assert block is None or block.body_line >= block.first_line
