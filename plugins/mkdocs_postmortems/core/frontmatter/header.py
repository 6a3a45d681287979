"""Front matter: where it ends, what its fields say, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.findings import Findings
from mkdocs_postmortems.core.forms.form import is_private
from mkdocs_postmortems.core.forms.when import is_before
from mkdocs_postmortems.core.frontmatter.fields import Fields
from mkdocs_postmortems.core.frontmatter.foreign import FOREIGN_KEYS
from mkdocs_postmortems.core.frontmatter.parts import gathered
from mkdocs_postmortems.core.model import ActionItem, Factor, Moment, Status
from mkdocs_postmortems.core.names import snake
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.written import Table, UnreadableError, Written, natural, read_toml, read_yaml, shape

_CLOSING = {"---": re.compile(r"(?:---|\.\.\.)[ \t]*"), "+++": re.compile(r"\+\+\+[ \t]*")}
_READERS: Mapping[str, Callable[[str, int], Written]] = {"---": read_yaml, "+++": read_toml}
_KEY_LINE = re.compile(r"\s*(?:[\"'][^\"']*[\"']|[^\s:#=\-*>|`\[({\"'][^\s:=]*(?:[ ][^\s:=]+){0,3})\s*[:=](?:\s|$)")
_STARTS = ("{", "!!")
_PERIOD = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


@dataclass(frozen=True, slots=True)
class Header:
    """What the front matter of a document says, and the text after it."""

    fields: Fields
    lines: Mapping[str, int]
    """Field -> the line its key stands on."""
    extra: Mapping[str, object]
    """Values of keys that are not ours: `x_…`, the theme's and other generators' keys, as plain data."""
    body: str
    body_line: int
    problems: tuple[Problem, ...]
    present: bool = False
    """Whether there is front matter at all."""
    readable: bool = True
    """Whether it could be read; false if it is broken, endless or no mapping."""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Contributing factors by id and in words, then root causes."""
        return (*self.fields.contributing_factors, *self.fields.root_causes)

    @property
    def actions(self) -> tuple[ActionItem, ...]:
        """The action items."""
        return tuple(item for item in self.fields.action_items if item is not None)

    @property
    def status(self) -> Status | None:
        """The status; a site generator's `draft: true` counts where none is given."""
        if self.fields.status is None and self.extra.get("draft") is True:
            return Status.DRAFT
        return self.fields.status


@dataclass(frozen=True, slots=True)
class _Block:
    """Front matter as text, and what follows it."""

    fence: str
    text: str
    first_line: int
    body: str
    body_line: int
    closed: bool = True


def read_front_matter(source: Source) -> Header:
    """Read the front matter of a document. Never raises; what cannot be read is a problem, the rest still counts."""
    text = source.text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    block = _find_block(text)
    if block is None:
        return Header(Fields.model_construct(), MappingProxyType({}), MappingProxyType({}), text, 1, ())
    found = Findings(source.path)
    table = _read_table(block, found)
    fields = Fields.model_validate(table or Table(block.first_line), context=found)
    lines = _lines(table)
    _check_order(fields, lines, found)
    return Header(
        fields=fields,
        lines=lines,
        extra=_extra(table),
        body=block.body,
        body_line=block.body_line,
        problems=found.problems(),
        present=True,
        readable=table is not None,
    )


def _find_block(text: str) -> _Block | None:
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    fence = lines[start].rstrip()
    if fence not in _CLOSING or not _looks_like_fields(lines, start + 1, fence):
        return None
    closing = _CLOSING[fence]
    end = next((i for i in range(start + 1, len(lines)) if closing.fullmatch(lines[i])), None)
    if end is None:
        return _unclosed(lines, start, fence)
    if start and end == start + 1:
        return None
    inside = "\n".join(lines[start + 1 : end])
    return _Block(fence, inside + "\n", start + 2, "\n".join(lines[end + 1 :]), end + 2)


def _looks_like_fields(lines: list[str], first: int, fence: str) -> bool:
    """Whether fields follow, and not the prose that follows a thematic break."""
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


def _unclosed(lines: list[str], start: int, fence: str) -> _Block | None:
    """Front matter that nobody closed: it goes on as long as lines look like fields."""
    first = end = start + 1
    while end < len(lines) and (_KEY_LINE.match(lines[end]) or lines[end].startswith((" ", "\t", "- "))):
        end += 1
    if end - first < 2 and snake(lines[first].split(":")[0]) not in Fields.names:
        return None
    return _Block(fence, "\n".join(lines[first:end]), first + 1, "\n".join(lines[end:]), end + 1, closed=False)


def _read_table(block: _Block, found: Findings) -> Table | None:
    if not block.closed:
        found.add(block.first_line - 1, "PM011", f"front matter starts here with {block.fence} and is never closed.")
        return None
    try:
        written = _READERS[block.fence](block.text, block.first_line)
    except UnreadableError as error:
        found.add(error.line, error.code, f"front matter {error.message}.")
        return None
    for line, key, first in written.repeated:
        found.add(line, "PM014", f"key {key!r} is given again (first in line {first}); the last one counts.")
    if written.value is None or isinstance(written.value, Table):
        return written.value or Table(block.first_line)
    found.add(
        block.first_line, "PM012", f"front matter is {shape(written.value)}; expected a mapping of keys to values."
    )
    return None


def _lines(table: Table | None) -> Mapping[str, int]:
    lines: dict[str, int] = {}
    if table is None:
        return MappingProxyType(lines)
    for key, line in gathered(table).lines.items():
        if name := Fields.names.get(snake(key)):
            lines.setdefault(name, line)
    return MappingProxyType(lines)


def _extra(table: Table | None) -> Mapping[str, object]:
    items = (table or {}).items()
    return MappingProxyType({key: natural(value) for key, value in items if _is_foreign(key)})


def _is_foreign(key: str) -> bool:
    return is_private(key) or (snake(key) in FOREIGN_KEYS and snake(key) not in Fields.model_fields)


def _check_order(fields: Fields, lines: Mapping[str, int], found: Findings) -> None:
    """Report times that run backwards, each once, against the last time before it."""
    last: tuple[str, Moment] | None = None
    for name in _PERIOD:
        moment = getattr(fields, name)
        if moment is None:
            continue
        if last and is_before(moment, last[1]):
            message = f"{name} ({moment.iso}) lies before {last[0]} ({last[1].iso})."
            found.add(lines.get(name, 1), "PM018", message)
        else:
            last = (name, moment)
