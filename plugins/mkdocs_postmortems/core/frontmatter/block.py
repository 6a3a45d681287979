"""Finds the front matter of a document, and parses it as YAML or TOML before fields are validated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields
from mkdocs_postmortems.core.located_values import (
    LocatedDict,
    LocatedDocument,
    UnreadableError,
    describe_type,
    parse_toml,
    parse_yaml,
)
from mkdocs_postmortems.core.name_matching import to_snake_case

_CLOSING = {"---": re.compile(r"(?:---|\.\.\.)[ \t]*"), "+++": re.compile(r"\+\+\+[ \t]*")}
_PARSERS: Mapping[str, Callable[[str, int], LocatedDocument]] = {"---": parse_yaml, "+++": parse_toml}
_KEY_LINE = re.compile(r"\s*(?:[\"'][^\"']*[\"']|[^\s:#=\-*>|`\[({\"'][^\s:=]*(?:[ ][^\s:=]+){0,3})\s*[:=](?:\s|$)")
_STARTS = ("{", "!!", "? ")


@dataclass(frozen=True, slots=True)
class FrontMatterBlock:
    """Front matter as text, and the body after it. Lines are 1-based lines of the source."""

    fence: str
    """`---` for YAML, `+++` for TOML."""
    text: str
    first_line: int
    body: str
    body_line: int
    is_closed: bool = True


def find_block(text: str) -> FrontMatterBlock | None:
    """Return the front matter of a document, or `None` if it has none."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    fence = lines[start].rstrip()
    if fence not in _CLOSING or not _looks_like_fields(lines, start + 1, fence):
        return None
    closing = _CLOSING[fence]
    end = next((i for i in range(start + 1, len(lines)) if closing.fullmatch(lines[i])), None)
    if end is None:
        return _unclosed_block(lines, start, fence)
    if start and end == start + 1:
        return None
    inside = "\n".join(lines[start + 1 : end])
    return FrontMatterBlock(fence, inside + "\n", start + 2, "\n".join(lines[end + 1 :]), end + 2)


def _looks_like_fields(lines: list[str], first: int, fence: str) -> bool:
    """Whether fields follow, rather than the text after a thematic break."""
    for index in range(first, len(lines)):
        line = lines[index]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _CLOSING[fence].fullmatch(line):
            return index == first
        return bool(_KEY_LINE.match(line)) or line.startswith(_STARTS) or (index == first and _starts_list(line, fence))
    return False


def _starts_list(line: str, fence: str) -> bool:
    return line.startswith("- ") or (line.startswith("[") and (fence == "+++" or line.rstrip()[-1] in "],["))


def _unclosed_block(lines: list[str], start: int, fence: str) -> FrontMatterBlock | None:
    """Return front matter without a closing fence: it ends where lines stop looking like fields."""
    first = end = start + 1
    while end < len(lines) and (_KEY_LINE.match(lines[end]) or lines[end].startswith((" ", "\t", "- "))):
        end += 1
    if end - first < 2 and to_snake_case(lines[first].split(":")[0]) not in FrontMatterFields.field_by_key:
        return None
    return FrontMatterBlock(
        fence, "\n".join(lines[first:end]), first + 1, "\n".join(lines[end:]), end + 1, is_closed=False
    )


@dataclass(frozen=True, slots=True)
class FrontMatterTable:
    """The parsed text of a block, independent of its file. `entries` is shared by all users and must not be changed."""

    entries: LocatedDict | None
    """Values by key; `None` if the block cannot be parsed."""
    findings: tuple[tuple[int, str, str, str], ...] = ()
    """Diagnostics without a path: line, code, message, highlight."""
    duplicate_keys: tuple[tuple[int, str, int], ...] = ()
    """Repeated keys: line, key, line of the first."""


TableReader = Callable[[FrontMatterBlock], FrontMatterTable]
"""Parses a block: `parse_block`, or a cache around it."""


def parse_block(block: FrontMatterBlock) -> FrontMatterTable:
    """Parse front matter; if that fails, the result has no entries and a diagnostic with the reason."""
    if not block.is_closed:
        message = f"front matter starts here with {block.fence} and is never closed."
        return FrontMatterTable(None, ((block.first_line - 1, "PM011", message, ""),))
    try:
        written = _PARSERS[block.fence](block.text, block.first_line)
    except UnreadableError as error:
        return FrontMatterTable(None, ((error.line, error.code, f"front matter {error.message}.", ""),))
    repeated = [
        (line, "PM014", f"key {key!r} is given again (first in line {first}); the last one counts.", key)
        for line, key, first in written.duplicate_keys
    ]
    if written.value is None or isinstance(written.value, LocatedDict):
        return FrontMatterTable(written.value or LocatedDict(block.first_line), tuple(repeated), written.duplicate_keys)
    message = f"front matter is {describe_type(written.value)}; expected a mapping of keys to values."
    return FrontMatterTable(None, (*repeated, (block.first_line, "PM012", message, "")))
