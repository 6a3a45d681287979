"""Inserts proposals into the front matter of a text as lines of YAML or TOML, and leaves everything else as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from mkdocs_postmortems.core.adopt.proposal import LIST_FIELDS, Proposal, values_of
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock, find_block
from mkdocs_postmortems.core.yaml_writer import field_lines, list_lines

_ESCAPES = {'"': '\\"', "\\": "\\\\"}


def yaml_field(field: str, values: tuple[str, ...]) -> list[str]:
    """Return the lines of a field in YAML."""
    return list_lines(field, values) if field in LIST_FIELDS else field_lines(field, values[0])


def toml_field(field: str, values: tuple[str, ...]) -> list[str]:
    """Return the line of a field in TOML."""
    if field in LIST_FIELDS:
        return [f"{field} = [{', '.join(map(toml_string, values))}]"]
    return [f"{field} = {toml_string(values[0])}"]


def toml_string(text: str) -> str:
    """Return a TOML basic string: in double quotes, with numeric escapes for characters that are not printable."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_TOML_TABLE = re.compile(r"\s*\[")
_BOM = "\ufeff"
_FIELD_WRITERS: Mapping[str, Callable[[str, tuple[str, ...]], list[str]]] = {"---": yaml_field, "+++": toml_field}
"""The fence of the front matter -> the function that writes a field in its language."""


def candidate_patches(text: str, proposals: Iterable[Proposal], *, comments: bool = False) -> Iterator[str]:
    """Yield texts with the proposals inserted at different places of the front matter, the usual place first.

    The other places are for front matter in which new lines at the end would have another meaning, such as below a
    block scalar. Yields nothing if the front matter is not closed.

    Args:
        text: The text as it is in the file.
        proposals: The values to insert.
        comments: Whether a comment with the evidence precedes each field.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    lines = _LINE.findall(text.removeprefix(_BOM))
    block = find_block(text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n"))
    end = next((_line_ending(line) for line in lines if _line_ending(line)), "\n")
    fence = block.fence if block else "---"
    new = _field_lines(list(proposals), fence, comments=comments)
    if block is None:
        gap = [end] if lines and lines[0].strip() else []
        yield bom + "".join([f"---{end}", *(line + end for line in new), f"---{end}", *gap, *lines])
    elif block.is_closed:
        indent = _indent(lines, block)
        for place in dict.fromkeys(_insertion_points(lines, block)):
            added = [indent + line + end for line in new]
            yield bom + "".join([*lines[:place], *added, *lines[place:]])


def _field_lines(proposals: list[Proposal], fence: str, *, comments: bool) -> list[str]:
    """Return the lines to insert, with comments if wanted; the lines of `proposals` must be those of the new text."""
    lines: list[str] = []
    for field, values in values_of(proposals).items():
        if comments:
            lines += dict.fromkeys(_comment(proposal) for proposal in proposals if proposal.field == field)
        lines += _FIELD_WRITERS[fence](field, values)
    return lines


def _comment(proposal: Proposal) -> str:
    place = "the file's name" if proposal.line is None else f"line {proposal.line}"
    return f"# from {place}: {toml_string(proposal.evidence)}"


def _insertion_points(lines: list[str], block: FrontMatterBlock) -> Iterator[int]:
    first, last = block.first_line - 1, block.body_line - 2
    end = next((i + 1 for i in range(last - 1, first - 1, -1) if lines[i].strip()), first)
    if block.fence == "+++":
        yield next((i for i in range(first, last) if _TOML_TABLE.match(lines[i])), end)
    yield end
    yield last
    yield first


def _indent(lines: list[str], block: FrontMatterBlock) -> str:
    """Return the indentation of the first key, which all keys of a YAML mapping share; empty for TOML."""
    keys = (line for line in lines[block.first_line - 1 : block.body_line - 2] if line.strip(" \t\r\n#"))
    first = next((line for line in keys if not line.lstrip().startswith("#")), "")
    return first[: len(first) - len(first.lstrip(" "))] if block.fence == "---" else ""


def _line_ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
