"""Reference links (`[text][label]`), whose addresses stand elsewhere in the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from markdown_it.common.utils import normalizeReference

from mkdocs_postmortems.core.parse.block import Block, BlockKind

_REFERENCE = re.compile(r"(!?)\[([^\[\]\n]{1,300})\](?:\[([^\[\]\n]{0,300})\])?(?!\()")


def with_targets(block: Block, targets: Mapping[str, str]) -> Block:
    """Write reference links as inline links, so that a block can be read without its document.

    Args:
        block: any block; code and HTML are left as they are.
        targets: address by normalised label.
    """
    if block.kind in (BlockKind.CODE, BlockKind.HTML) or "[" not in block.text:
        return block

    def inline(match: re.Match[str]) -> str:
        target = targets.get(normalizeReference(match[3] or match[2]))
        return f"{match[1]}[{match[2]}]({target})" if target else match[0]

    cells = tuple(_REFERENCE.sub(inline, cell) for cell in block.cells)
    return replace(block, text=_REFERENCE.sub(inline, block.text), cells=cells)
