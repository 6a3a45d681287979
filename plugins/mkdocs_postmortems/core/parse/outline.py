"""Which section each block belongs to, however its author marked the section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mkdocs_postmortems.core.model import Section, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import Label, is_italic, label, plain, without_emoji
from mkdocs_postmortems.core.parse.labels import WEAK_ACTIONS, canonical, canonical_names, normal_form
from mkdocs_postmortems.core.parse.moments import read_stamp

_LISTS_OF_LABELS = frozenset(
    {
        SectionName.TIMELINE,
        SectionName.ACTION_ITEMS,
        SectionName.CONTRIBUTING_FACTORS,
        SectionName.ROOT_CAUSE,
        SectionName.STATS,
        SectionName.ATTENDEES,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
        SectionName.LUCKY,
        SectionName.REFERENCES,
        SectionName.RESOLUTION,
    }
)
"""Under these headings a labelled item is an entry of the section ("Detection: alert on 5xx"), not a section."""


@dataclass(slots=True)
class Part:
    """A run of blocks under one section mark. The part before the first mark has no `name` and no `title`."""

    name: SectionName | None
    title: str
    line: int
    level: int
    """1 to 6 for a heading; 0 for other marks."""
    blocks: list[Block] = field(default_factory=list)


def split_parts(blocks: Sequence[Block]) -> list[Part]:
    """Cut the blocks into parts, in document order."""
    outline = _Outline(blocks)
    for index, block in enumerate(blocks):
        outline.take(index, block)
    return outline.parts


def sections(parts: Sequence[Part], last_line: int) -> tuple[Section, ...]:
    """Return what the document marked as sections, in order."""
    marked = [part for part in parts if part.name is not None]
    ends = [*(part.line - 1 for part in marked[1:]), last_line][: len(marked)]
    return tuple(
        Section(part.name, part.title, part.line, max(part.line, end), part.level)
        for part, end in zip(marked, ends, strict=True)
        if part.name is not None
    )


class _Outline:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.parts = [Part(None, "", 1, 0)]
        self._heading: Part | None = None
        """The last part that a heading began."""
        self._list_marks = _label_lists(blocks)
        self._has_clear_actions = any(
            canonical(_heading_text(b)) is SectionName.ACTION_ITEMS
            and normal_form(_heading_text(b)) not in WEAK_ACTIONS
            for b in blocks
            if b.kind is BlockKind.HEADING
        )
        self._first_heading = next((i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADING), -1)

    @property
    def _part(self) -> Part:
        return self.parts[-1]

    def take(self, index: int, block: Block) -> None:
        if block.kind is BlockKind.HEADING:
            self._take_heading(index, block)
        elif block.quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            self._part.blocks.append(block)
        elif block.kind is BlockKind.ROW and self._starts_actions(block):
            self._start(SectionName.ACTION_ITEMS, plain(block.header[0]), block.line, 0)
            self._part.blocks.append(block)
        elif mark := self._mark(block):
            self._open(*mark, block)
        else:
            self._part.blocks.append(block)

    def _take_heading(self, index: int, block: Block) -> None:
        title = _heading_text(block)
        name = self._canonical(title)
        if (
            index == self._first_heading
            and block.level == 1
            and not block.quoted
            and name not in _FIRST_HEADING_SECTIONS
        ):
            self._part.blocks.append(block)
            return
        if name is None and (read_stamp(title, soft=True) or self._is_below(block.level)):
            self._part.blocks.append(block)
            return
        names = canonical_names(title) if name else ()
        for both in names[:-1]:
            self._start(both, title, block.line, block.level)
        self._start(names[-1] if names else SectionName.OTHER, title, block.line, block.level)

    def _starts_actions(self, row: Block) -> bool:
        """Whether a table of action items begins outside a section of that name."""
        return self._part.name is not SectionName.ACTION_ITEMS and is_action_table(row)

    def _is_below(self, level: int) -> bool:
        """Whether an unknown heading of this level only divides the known section that is open."""
        heading = self._heading
        return heading is not None and heading.name is not SectionName.OTHER and level > heading.level

    def _canonical(self, title: str) -> SectionName | None:
        name = canonical(title)
        if name is SectionName.ACTION_ITEMS and self._has_clear_actions and normal_form(title) in WEAK_ACTIONS:
            return None
        return name

    def _start(self, name: SectionName, title: str, line: int, level: int) -> None:
        self.parts.append(Part(name, title, line, level))
        if level:
            self._heading = self._part

    def _open(self, name: SectionName, title: str, rest: str, block: Block) -> None:
        self._start(name, title, block.line, 0)
        if rest or block.children:
            skipped = block.text[: len(block.text) - len(rest)].count("\n") if rest else 0
            kind = BlockKind.PARAGRAPH
            self._part.blocks.append(
                replace(
                    block,
                    kind=kind,
                    text=rest,
                    level=0,
                    line=min(block.line + skipped, block.last_line),
                    cells=(),
                    children=0,
                )
            )

    def _mark(self, block: Block) -> tuple[SectionName, str, str] | None:
        """Return `(name, title, rest of the text)` if the block opens a section without being a heading."""
        if block.kind is BlockKind.ROW:
            return self._row_mark(block)
        if block.kind is BlockKind.ITEM:
            return self._item_mark(block)
        return self._paragraph_mark(block)

    def _row_mark(self, block: Block) -> tuple[SectionName, str, str] | None:
        if block.group not in self._list_marks or len(block.cells) < 2:
            return None
        name = canonical(plain(block.cells[0]))
        return (name or SectionName.OTHER, plain(block.cells[0]), " ".join(c for c in block.cells[1:] if c.strip()))

    def _item_mark(self, block: Block) -> tuple[SectionName, str, str] | None:
        if not (found := label(block.text)):
            found = Label(plain(block.text), "", bold=False) if block.children and len(block.text) < 60 else None
        if not found:
            return None
        name = self._canonical(found.title)
        if block.group in self._list_marks and (name or found.bold) and not read_stamp(found.title):
            return self._allowed(name or SectionName.OTHER, found)
        if name and found.bold and block.level == 1:
            return self._allowed(name, found)
        return None

    def _paragraph_mark(self, block: Block) -> tuple[SectionName, str, str] | None:
        if block.level or (is_italic(block.text) and ":" not in block.text):
            return None
        found = label(block.text)
        if found is None:
            first, _, rest = block.text.partition("\n")
            if not (first.isupper() and len(first) < 60):
                return None
            found = Label(plain(first), rest, bold=False)
        elif (
            found.bold
            and not found.rest.strip()
            and "\n" in block.text.strip()
            and not block.text.strip().startswith(("*", "_"))
        ):
            return None
        name = self._canonical(found.title)
        if name is None:
            return self._unknown_bold_line(block, found)
        return self._allowed(name, found)

    def _unknown_bold_line(self, block: Block, found: Label) -> tuple[SectionName, str, str] | None:
        """A bold line of its own that nobody knows ends a section that such a line began."""
        began = self._part.level == 0 and self._part.name not in (None, SectionName.TIMELINE)
        if (
            began
            and found.bold
            and not found.rest
            and block.text.strip().startswith(("**", "__"))
            and not read_stamp(found.title)
        ):
            return SectionName.OTHER, found.title, ""
        return None

    def _allowed(self, name: SectionName, found: Label) -> tuple[SectionName, str, str] | None:
        heading = self._heading
        if heading is not None and heading.name in _LISTS_OF_LABELS:
            return None
        return name, found.title, found.rest


_FIRST_HEADING_SECTIONS = frozenset({SectionName.SUMMARY, SectionName.TIMELINE, SectionName.IMPACT})
"""The first heading, at level 1, is the document's title unless it is called like one of these."""


_ACTION_HEAD = re.compile(
    r"^\W*(?:action(?: ?items?|s)?|follow-?ups?(?: items?)?|todo|tasks?|remediation(?: items?)?)\W*$", re.IGNORECASE
)
_ACTION_SIDE = re.compile(
    r"\b(?:owner|assignee|status|due|priority|type|ticket|bug|tracker|deadline|responsible)\b", re.IGNORECASE
)


def is_action_table(row: Block) -> bool:
    """Whether the head of a table names an action and something that only actions have."""
    heads = [plain(cell) for cell in row.header]
    return any(_ACTION_HEAD.match(head) for head in heads) and any(_ACTION_SIDE.search(head) for head in heads)


def _heading_text(block: Block) -> str:
    return without_emoji(plain(block.text)).strip(" :{}#*")


def _label_lists(blocks: Sequence[Block]) -> frozenset[int]:
    """Lists and two-column tables in which labels of sections stand one below the other."""
    known: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for block in blocks:
        if block.kind is BlockKind.ROW and len(block.cells) == 2:
            title = plain(block.cells[0])
        elif block.kind is BlockKind.ITEM and (found := label(block.text)):
            title = found.title
        elif block.kind is BlockKind.ITEM:
            title = plain(block.text) if block.children else ""
        else:
            continue
        total[block.group] += 1
        known[block.group] += canonical(title) is not None and not re.match(r"\d", title)
    return frozenset(group for group, count in known.items() if count >= 2 and count * 2 >= total[group])
