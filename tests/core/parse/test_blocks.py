"""Blocks: structure and lines as markdown-it parses them, and headings and labels that it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind, parse_blocks
from mkdocs_postmortems.core.parse.html_blocks import read_html

CASES = {
    "# A\n\ntext": [("HEADING", 1, "A"), ("PARAGRAPH", 3, "text")],
    "##Impact": [("HEADING", 1, "Impact")],
    "#5 is an issue": [("PARAGRAPH", 1, "#5 is an issue")],
    "- a\n  - b": [("ITEM", 1, "a"), ("ITEM", 2, "b")],
    "- - a": [("ITEM", 1, ""), ("ITEM", 1, "a")],
    "|a|b|\n|-|-|\n|1|2|": [("ROW", 3, "1 | 2")],
    "```\nx\n```": [("CODE", 1, "x\n")],
    "**On**: 1\n**Off**: 2": [("PARAGRAPH", 1, "**On**: 1"), ("PARAGRAPH", 2, "**Off**: 2")],
    "[a][x]\n\n[x]: http://x.test": [("PARAGRAPH", 1, "[a](http://x.test)")],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_text_is_cut_into_blocks_with_their_lines(text: str, expected: list[tuple[str, int, str]]) -> None:
    """Every leaf is a block that knows its kind, its line and its text."""
    assert expected == [(block.kind.name, block.line, block.text) for block in parse_blocks(text)]


def test_lines_count_from_the_line_the_body_begins_at() -> None:
    """Front matter above the body moves all lines."""
    assert [block.line for block in parse_blocks("a\n\nb", 10)] == [10, 12]


def test_item_knows_its_list_its_depth_and_its_children() -> None:
    """Lists are distinguished by a number; only items directly below an item are its children."""
    outer, inner, other = (b for b in parse_blocks("- a\n  - b\n\ntext\n\n1. c") if b.kind is BlockKind.ITEM)

    assert (outer.level, outer.child_count, inner.level, inner.child_count) == (1, 1, 2, 0)
    assert len({outer.group_id, inner.group_id, other.group_id}) == 3


def test_quoted_block_is_marked() -> None:
    """What stands in a quotation is not the author's own statement."""
    assert [block.is_quoted for block in parse_blocks("> a\n\nb")] == [True, False]


FOLDER = Path(__file__).parents[2] / "golden"
GOLDEN = yaml.safe_load((FOLDER / "blocks.yml").read_text(encoding="utf-8"))
HTML = yaml.safe_load((FOLDER / "html.yml").read_text(encoding="utf-8"))


def _shown(block: Block) -> str:
    """Return a block as the golden cases list it."""
    known = {
        "level": block.level,
        "quoted": block.is_quoted,
        "children": block.child_count,
        "group": block.group_id,
        "header": "/".join(block.header),
        "cells": "/".join(block.cells),
    }
    words = [name if value is True else f"{name} {value}" for name, value in known.items() if value]
    return " ".join([f"{block.line}-{block.last_line}", block.kind.name.lower(), *words]) + f": {block.text}"


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["text"])
def test_blocks_know_what_they_are_part_of(case: dict[str, Any]) -> None:
    """Lines, level, quotation, list and table."""
    assert [_shown(block) for block in parse_blocks(case["text"])] == case["blocks"]


@pytest.mark.parametrize("case", HTML, ids=lambda case: case["text"])
def test_html_is_read_as_what_it_shows(case: dict[str, Any]) -> None:
    """Headings, paragraphs, lists and tables, as if they were Markdown; HTML that shows nothing stays as it is."""
    assert [_shown(block) for block in read_html(parse_blocks(case["text"]))] == case["blocks"]
