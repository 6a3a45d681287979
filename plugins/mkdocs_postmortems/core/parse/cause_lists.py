"""Recognises lists below causes that hold none: steps, evidence, records, examples and effects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind

TAIL = 200
"""Characters at the end of a sentence that say what the list below it is."""
_STEPS = re.compile(
    r"""\b(?: you\ can | reproduc\w+ | steps?\ to | see\ (?:it|this|for\ yourself) | try\ (?:it|this)
    | for\ example | to\ verify
    | to\ check | run\ the\ following | do\ the\ following )\b [^\n]{0,80} [:：]\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_EFFECTS = re.compile(
    r"""\b(?: (?:this|which|that|it|these|and|so)\ (?:in\ turn\ |then\ |also\ )?(?:caused|led\ to|resulted\ in|meant
        |produced|triggered)
    |   (?:resulting|leading)\ (?:in|to) | (?:as\ a\ )?(?:result|consequence)s? | consequences? | so\ that | therefore
    |   the\ effects?\ (?:was|were) )\W{0,4}$
    |   [.!?]\s+[^.!?\n]{0,40}\b(?:imagine|consider|suppose|take|following)\b[^.!?\n]{0,40}
        \b(?:scenario|sequence|example|order)\W{0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a paragraph ends that tells a cause, and below which a list tells the effects or a case: "Both wrote. This
caused:", "It is shared. Imagine this scenario:"."""
_EVIDENCE = re.compile(
    r"""\b(?:support\w*|confirm\w*|indicat\w*|evidence[ds]?|evident|prove[ds]?|proof|shown|verified|conclusion|observations?
        |ruled\ out|excluded|checked|symptoms?|logs?\ (?:show|read)|beweise?|belege|nachweise?|preuves?|pruebas|provas
        |prove|bewijs|dowody|доказательства|наблюдения)\b [^\n.]{0,80} [:：]\W*$
    |   (?:^|[.!?]\s)(?:this|that|which|it)\ (?:meant|means)\b (?![^\n]*\b(?:two|three|four|gaps?|factors?|causes?)\b)
        [^\n.]{0,120} [:：]\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a sentence introduces what tells for a cause, or what it led to, rather than causes."""
_RECORD = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_MIN_RECORDS = 3
_EXAMPLES = re.compile(r"[,;—–-]\s?(?:including|such as|for example|e\.g\.|among them)\s?:[*_\s]{0,6}$", re.IGNORECASE)
_EXAMPLES_TAIL = 40
"""Characters at the end of a sentence that announce examples; what is before them is the cause."""
REMEDY = re.compile(
    r"""\W*(?:(?:to|in\ order\ to)\ (?:resolve|fix|mitigate|remedy|restore|address|solve|work\ around|correct)\b
    |   (?:the\ )?(?:fix|solution|workaround|resolution|remedy)\ (?:was|is|consist\w+)\b
    |   (?:the\ )?(?:correct|right|proper)\ (?:\w+\ )?(?:is|would\ be)\b
    |   (?:for\ this\ [\w -]{1,30},\ )?\S{1,40}\ (?:is|would\ be)\ the\ (?:appropriate|correct|right|proper)\b
    |   pour\ (?:corriger|résoudre|remédier)\b | para\ (?:corregir|resolver|solucionar|corrigir)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a paragraph begins that tells the remedy rather than the cause."""


def lists_without_causes(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the groups of the lists that do not list causes, though they stand below them."""
    return _lists_of_steps(blocks) | _lists_of_examples(blocks) | _lists_of_records(blocks)


def is_whole_without_list(block: Block, following: Block | None) -> bool:
    """Whether a paragraph tells a cause, and the list that it introduces only examples or effects of it."""
    return _names_examples(block, following) or _tells_effects(block, following)


def _names_examples(block: Block, following: Block | None) -> bool:
    """Whether a sentence is whole without the list that it introduces: "It stopped everything, including:"."""
    is_list = following is not None and following.kind is BlockKind.ITEM
    return is_list and block.kind is BlockKind.PARAGRAPH and _announces_examples(block.text)


def _announces_examples(text: str) -> bool:
    return len(text) > _EXAMPLES_TAIL and _EXAMPLES.search(text[-_EXAMPLES_TAIL:]) is not None


def _lists_of_examples(blocks: Sequence[Block]) -> frozenset[int]:
    return frozenset(after.group_id for before, after in pairwise(blocks) if is_whole_without_list(before, after))


def _lists_of_records(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lists of which every item has a day and a time: "4.2.1, published 2024-03-02 20:46"."""
    lists: dict[int, list[bool]] = {}
    for block in blocks:
        if block.kind is BlockKind.ITEM and block.level == 1:
            lists.setdefault(block.group_id, []).append(_RECORD.search(block.text) is not None)
    return frozenset(group for group, timed in lists.items() if len(timed) >= _MIN_RECORDS and all(timed))


def _tells_effects(block: Block, following: Block | None) -> bool:
    """Whether a paragraph tells a cause and introduces a list of its effects: "Both wrote at once. This caused:"."""
    is_list = following is not None and following.kind is BlockKind.ITEM
    tail = block.text[-TAIL:]
    return (
        is_list
        and block.kind is BlockKind.PARAGRAPH
        and len(block.text) > _EXAMPLES_TAIL
        and bool(_EFFECTS.search(tail))
    )


def _lists_of_steps(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lists of what to do or what was done: after "You can see it for yourself:", "To resolve it, we:"."""
    return frozenset(
        after.group_id
        for before, after in pairwise(blocks)
        if after.kind is BlockKind.ITEM
        and before.kind is BlockKind.PARAGRAPH
        and (_STEPS.search(before.text) or REMEDY.match(before.text) or _EVIDENCE.search(before.text[-TAIL:]))
    )
