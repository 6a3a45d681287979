"""How one document marks its sections, learnt from all of it before it is cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import label, plain, without_emoji
from mkdocs_postmortems.core.parse.labels import WEAK_ACTIONS, canonical, normal_form

_A_LIST = 2


@dataclass(frozen=True, slots=True)
class Habits:
    """What decides whether a label is a section in this document."""

    first_heading: int
    """Index of the first heading among the blocks; -1 if there is none."""
    label_groups: frozenset[int]
    """Lists and two-column tables in which labels of sections stand one below the other."""
    has_many_titles: bool
    """Whether several headings are of level 1, so that the first one need not be the document's title."""
    has_clear_actions: bool
    """Whether a heading says "Action items" or the like, so that "Issues" and "Plan" mean something else."""
    remediation_is_actions: bool
    """Whether "Remediation" lists what is to be done, rather than tell what was."""

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Habits:
        """Read the habits off a document's blocks."""
        headings = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
        titles = [heading_title(blocks[i]) for i in headings]
        has_clear_actions = any(canonical(t) is SectionName.ACTION_ITEMS and not _is_weak(t) for t in titles)
        lists_remedies = any(
            _is_remediation(title) and _items_below(blocks, i) >= _A_LIST
            for i, title in zip(headings, titles, strict=True)
        )
        return cls(
            first_heading=headings[0] if headings else -1,
            label_groups=_label_groups(blocks),
            has_many_titles=sum(1 for i in headings if blocks[i].level == 1) > 1,
            has_clear_actions=has_clear_actions,
            remediation_is_actions=lists_remedies and not has_clear_actions,
        )

    def canonical(self, title: str) -> SectionName | None:
        """Return the canonical name of a section called `title` in this document."""
        name = canonical(title)
        if name is SectionName.ACTION_ITEMS and self.has_clear_actions and _is_weak(title):
            return None
        if self.remediation_is_actions and _is_remediation(title):
            return SectionName.ACTION_ITEMS
        return name


def heading_title(block: Block) -> str:
    """Return the words of a heading."""
    return without_emoji(plain(block.text)).strip(" :{}#*")


def _is_weak(title: str) -> bool:
    return normal_form(title) in WEAK_ACTIONS


def _is_remediation(title: str) -> bool:
    return normal_form(title) in {"remediation", "remediations", "remedies"}


def _items_below(blocks: Sequence[Block], heading: int) -> int:
    """How many list items stand between a heading and the next one that is not below it."""
    count = 0
    for block in blocks[heading + 1 :]:
        if block.kind is BlockKind.HEADING and block.level <= blocks[heading].level:
            break
        count += block.kind is BlockKind.ITEM
    return count


def _label_groups(blocks: Sequence[Block]) -> frozenset[int]:
    known: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for block in blocks:
        title = _possible_label(block)
        if title is not None:
            total[block.group] += 1
            known[block.group] += canonical(title) is not None and not title[:1].isdecimal()
    return frozenset(group for group, count in known.items() if count >= 2 and count * 2 >= total[group])


def _possible_label(block: Block) -> str | None:
    """The label that an entry of a list or two-column table may have; empty for a plain item."""
    if block.kind is BlockKind.ROW:
        return plain(block.cells[0]) if len(block.cells) == 2 else None
    if block.kind is not BlockKind.ITEM:
        return None
    if found := label(block.text):
        return found.title
    return plain(block.text) if block.children else ""
