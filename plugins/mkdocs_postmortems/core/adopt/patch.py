"""Text with more front matter: what is there stays as it is, byte for byte, and the body too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from mkdocs_postmortems.core.adopt.notation import in_toml, in_yaml, quoted
from mkdocs_postmortems.core.adopt.proposal import Proposal, values_of
from mkdocs_postmortems.core.frontmatter.block import Block, find_block

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_TOML_TABLE = re.compile(r"\s*\[")
_BOM = "\ufeff"
_NOTATIONS: Mapping[str, Callable[[str, tuple[str, ...]], list[str]]] = {"---": in_yaml, "+++": in_toml}


def patches(text: str, proposals: Iterable[Proposal], *, comments: bool = False) -> Iterator[str]:
    """Yield the text with the proposals in its front matter; the best place first, then places for odd notations."""
    bom = _BOM if text.startswith(_BOM) else ""
    lines = _LINE.findall(text.removeprefix(_BOM))
    block = find_block(text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n"))
    end = next((_ending(line) for line in lines if _ending(line)), "\n")
    fence = block.fence if block else "---"
    new = _fields(list(proposals), fence, comments=comments)
    if block is None:
        gap = [end] if lines and lines[0].strip() else []
        yield bom + "".join([f"---{end}", *(line + end for line in new), f"---{end}", *gap, *lines])
    elif block.closed:
        indent = _indent(lines, block)
        for place in dict.fromkeys(_places(lines, block)):
            added = [indent + line + end for line in new]
            yield bom + "".join([*lines[:place], *added, *lines[place:]])


def _fields(proposals: list[Proposal], fence: str, *, comments: bool) -> list[str]:
    """Return the new lines. With comments, each says where in the text as it will be the evidence stands."""
    lines: list[str] = []
    for field, values in values_of(proposals).items():
        if comments:
            lines += dict.fromkeys(_comment(proposal) for proposal in proposals if proposal.field == field)
        lines += _NOTATIONS[fence](field, values)
    return lines


def _comment(proposal: Proposal) -> str:
    place = "the file's name" if proposal.line is None else f"line {proposal.line}"
    return f"# from {place}: {quoted(proposal.evidence)}"


def _places(lines: list[str], block: Block) -> Iterator[int]:
    first, last = block.first_line - 1, block.body_line - 2
    end = next((i + 1 for i in range(last - 1, first - 1, -1) if lines[i].strip()), first)
    if block.fence == "+++":
        yield next((i for i in range(first, last) if _TOML_TABLE.match(lines[i])), end)
    yield end
    yield last
    yield first


def _indent(lines: list[str], block: Block) -> str:
    """Return how far the first key is indented; all keys of a mapping are."""
    keys = (line for line in lines[block.first_line - 1 : block.body_line - 2] if line.strip(" \t\r\n#"))
    first = next((line for line in keys if not line.lstrip().startswith("#")), "")
    return first[: len(first) - len(first.lstrip(" "))] if block.fence == "---" else ""


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
