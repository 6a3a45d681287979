"""Five whys: in which forms a question and its answer are written, and what is no chain."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source


def _whys(body: str, title: str = "Five whys") -> list[tuple[str, str]]:
    text = f"# Flood on 2024-02-04\n\n## {title}\n\n{body}\n\n## Impact\n\nNo orders.\n"
    return [(why.question, why.answer) for why in parse(Source("a.md", text)).postmortem.whys]


@pytest.mark.parametrize(
    ("title", "is_chain"),
    [
        ("Five whys", True),
        ("5 Why's", True),
        ("The 5 whys analysis", True),
        ("Cinq pourquoi", True),
        ("なぜなぜ分析", True),
        ("Root cause", False),
        ("Why", False),
    ],
)
def test_answers_alone_are_a_chain_below_that_name(title: str, *, is_chain: bool) -> None:
    """Elsewhere a list of causes is no chain."""
    assert bool(_whys("- It rained\n- The lid was open\n", title)) is is_chain


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1. Why was it wet? It rained.\n2. Why? Autumn.", [("Why was it wet?", "It rained."), ("Why?", "Autumn.")]),
        ("Why 1: It rained.\n\nWhy 2: Autumn.", [("Why 1", "It rained."), ("Why 2", "Autumn.")]),
        ("- **Why #1** - It rained.\n- **Why #2** - Autumn.", [("Why #1", "It rained."), ("Why #2", "Autumn.")]),
        ("- Why?\n    - It rained.\n    - Why?\n        - Autumn.", [("Why?", "It rained."), ("Why?", "Autumn.")]),
        ("- Why? → It rained.\n- Why? Answer: Autumn.", [("Why?", "It rained."), ("Why?", "Autumn.")]),
        (
            "**Why was it wet?**\n\nIt rained.\n\n**Why?**\n\nAutumn.",
            [("Why was it wet?", "It rained."), ("Why?", "Autumn.")],
        ),
        (
            "| Why | Answer |\n|---|---|\n| Why wet? | It rained. |\n| Why? | Autumn. |",
            [("Why wet?", "It rained."), ("Why?", "Autumn.")],
        ),
        (
            "- It was wet\n- Why? It rained.\n- Why? Autumn.",
            [("", "It was wet"), ("Why?", "It rained."), ("Why?", "Autumn.")],
        ),
        ("- なぜ濡れたか？ 雨が降った\n- なぜ？ 秋だった", [("なぜ濡れたか？", "雨が降った"), ("なぜ？", "秋だった")]),
    ],
)
def test_a_question_has_its_answer_behind_or_below_it(body: str, expected: list[tuple[str, str]]) -> None:
    """In items, items inside of them, paragraphs and rows."""
    assert _whys(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "- Why? It rained.",
        "- Why? It rained.\n- Why? TBD\n- Why?",
        "_Ask why five times._\n\n- Why? N/A",
        "- Why? It rained.\n\n> Why? Autumn.",
        "```\nWhy? It rained.\nWhy? Autumn.\n```",
    ],
)
def test_fewer_than_two_answers_are_no_chain(body: str) -> None:
    """Nor is what is quoted, or not filled in."""
    assert _whys(body) == []


def test_questions_below_another_cause_are_a_chain_and_below_nothing_else() -> None:
    """Why readers ask is another matter."""
    asked = "- Why? It rained.\n- Why? Autumn."

    assert len(_whys(asked, "Root cause")) == len(_whys(asked, "Contributing factors")) == 2
    assert _whys(asked, "Questions from customers") == _whys(asked, "Background") == []
