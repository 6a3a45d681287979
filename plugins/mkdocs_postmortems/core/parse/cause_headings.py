"""Reads headings below causes: those that are the causes, that only explain them, and that name their remedies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import label, normalize_words, plain_text
from mkdocs_postmortems.core.parse.numbered_headings import numbered_headings, without_number
from mkdocs_postmortems.core.parse.section_names import canonical_section

CAUSES = frozenset({SectionName.CONTRIBUTING_FACTORS, SectionName.ROOT_CAUSE})
"""Sections whose entries are factors."""
_REMEDY_NOUNS = frozenset(
    "remediation remediations mitigation mitigations remedy remedies learnings lessons workaround workarounds".split()
)
_REMEDY_FILLERS = frozenset("root cause causes further additional other and the of learned for steps actions".split())
_MIN_LISTED = 2


def listed_causes(blocks: Sequence[Block]) -> list[Block]:
    """Return the items of the list with which a section begins, if headings below it repeat and explain them."""
    first = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING), len(blocks))
    items = [block for block in blocks[:first] if block.kind is BlockKind.ITEM and block.level == 1]
    titles = frozenset(_words(block.text) for block in blocks[first:] if block.kind is BlockKind.HEADING)
    explained = sum(1 for item in items if _words(item.text) in titles)
    return items if explained >= _MIN_LISTED and explained * 2 > len(items) else []


def _words(text: str) -> str:
    return normalize_words(without_number(plain_text(text)))


def without_remedies(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks less those below headings that only name remedies and lessons: "Further mitigations"."""
    kept: list[Block] = []
    remedy = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING and (not remedy or block.level <= remedy):
            remedy = block.level if _names_remedies(block.text) else 0
        kept += [] if remedy else [block]
    return kept


def _names_remedies(title: str) -> bool:
    words = frozenset(normalize_words(plain_text(title)).split())
    return not words.isdisjoint(_REMEDY_NOUNS) and words <= _REMEDY_NOUNS | _REMEDY_FILLERS


def labelled_causes(blocks: Sequence[Block]) -> list[Block]:
    """Return what labels call causes below numbered headings, which then only say of what: "Root cause: no limit"."""
    found: list[Block] = []
    for heading in (numbered := numbered_headings(blocks)):
        after = takewhile(lambda block: block not in numbered, blocks[blocks.index(heading) + 1 :])
        causes = [block for block in after if block.kind is not BlockKind.HEADING and _is_labelled_cause(block)]
        if not causes:
            return []
        found += causes
    return found


def _is_labelled_cause(block: Block) -> bool:
    name = label(block.text)
    return name is not None and bool(name.rest) and canonical_section(name.title) in CAUSES


def split_at_numbered_headings(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks above numbered headings, which are the factors that the text below each explains, and these."""
    numbered = numbered_headings(blocks, with_remarks=True)
    return (blocks[: blocks.index(numbered[0])], numbered) if numbered else (blocks, ())
