"""Decides whether the items below another one complete its sentence, or are items themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.narration import TASK_VERBS

_OPEN_ENDED = re.compile(
    r"\b(?:for|in|of|with|from|by|at|on|about|like|into|between|including|e\.g\.|such\s+as|für|mit|von|pour|de|para|con)\s*[:：…]*$",
    re.IGNORECASE,
)
"""A sentence that lacks its object."""
_BOLD_TASK = re.compile(
    rf"\s*(?:\*\*|__)\W{{0,2}}(?:{TASK_VERBS})\s+\S+\s[^*\n]{{1,120}}(?:\*\*|__)\W{{0,2}}", re.IGNORECASE | re.VERBOSE
)
"""A bold task of at least three words, as opposed to the name of a group."""
_MIN_TITLED = 2
_NOUN = re.compile(
    r"^\W*(?:the|a|an|our|its|their|all|any|each|every|both|his|her|some|die|der|das|le|la|les|el|los|las|o|os|as)\s+\w",
    re.IGNORECASE,
)


def complete_their_parent(parent: Block, children: Sequence[Block]) -> bool:
    """Whether the children only complete their parent: "Ask the insurer to pay for:", "the printers", "the carpet"."""
    text = plain_text(parent.text)
    nouns = sum(1 for child in children if _NOUN.match(plain_text(child.text)))
    if not children:
        return False
    if _OPEN_ENDED.search(text):
        return nouns * 2 >= len(children) or all(plain_text(child.text)[:1].islower() for child in children)
    return text.endswith((":", "：")) and nouns == len(children)


def are_titled(blocks: Sequence[Block]) -> bool:
    """Whether the items of the highest level are bold tasks that those below them explain: "1. **Add a float**"."""
    parents = [block for block in blocks if block.kind is BlockKind.ITEM and block.level == 1]
    titled = [block for block in parents if block.child_count and _BOLD_TASK.fullmatch(block.text)]
    return len(titled) >= _MIN_TITLED and len(titled) * 2 > len(parents)


def children_of(blocks: Sequence[Block], index: int) -> list[Block]:
    """Return the items directly below the item at `index`."""
    inside = range(index + 1, end_of_children(blocks, index))
    return [blocks[i] for i in inside if blocks[i].group_id and blocks[i].level == blocks[index].level + 1]


def end_of_children(blocks: Sequence[Block], index: int) -> int:
    """Return the index after everything below the item at `index`."""
    level = blocks[index].level
    after = range(index + 1, len(blocks))
    return next((i for i in after if blocks[i].kind is BlockKind.HEADING or blocks[i].level <= level), len(blocks))
