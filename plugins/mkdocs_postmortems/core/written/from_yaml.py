"""Reads YAML from the events of its parser, without recursion and without running constructors of tags.

Depth, size and the reach of aliases are bounded: a deep or self-repeating text is refused before it costs anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from mkdocs_postmortems.core.written.values import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_VALUES,
    Row,
    Table,
    Text,
    TooMuchError,
    UnreadableError,
    Value,
    Written,
    shape,
)

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def read_yaml(text: str, first_line: int = 1) -> Written:
    """Read one YAML document whose first line is `first_line` of its file.

    Raises:
        UnreadableError: the text is no YAML, or more than one document.
        TooMuchError: it passes one of the limits above.
    """
    if len(text) > MAX_LENGTH:
        raise TooMuchError(first_line, f"has {len(text):,} characters; {MAX_LENGTH:,} are allowed")
    try:
        return _Builder(first_line).build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, first_line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(first_line, f"is not valid YAML: {_first_line(str(error))}") from error


def _first_line(message: str) -> str:
    return message.split("\n", 1)[0].rstrip(".")


def _explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> UnreadableError:
    mark = error.problem_mark or error.context_mark
    index = min(mark.line if mark else 0, text.count("\n"))
    lines = text.split("\n")
    for near in (index, index - 1):
        if near >= 0 and "\t" in lines[near][: len(lines[near]) - len(lines[near].lstrip())]:
            return UnreadableError(first_line + near, "is not valid YAML: a tab indents this line; use spaces")
    what = _first_line(error.problem or error.context or "it cannot be read")
    hint = "; put text that has a colon in quotes" if "mapping values are not allowed" in what else ""
    return UnreadableError(first_line + index, f"is not valid YAML: {what}{hint}")


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being filled."""

    value: Row | Table
    anchor: str | None
    first: int
    """How many values there were before it."""
    key: Text | None = None
    merged: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Builder:
    """Builds values from events without recursion."""

    first_line: int
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)
    """What an anchor stands for, and how many values that is."""
    repeated: list[tuple[int, str, int]] = field(default_factory=list)
    values: int = 0
    documents: int = 0
    root: Value = None

    def build(self, events: Iterator[yaml.Event]) -> Written:
        """Take all events of one document."""
        for event in events:
            line = self.first_line + (event.start_mark.line if event.start_mark else 0)
            if isinstance(event, yaml.ScalarEvent):
                self._add(_scalar(event, line), event.anchor, line)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._open(Row(line), event.anchor, line)
            elif isinstance(event, yaml.MappingStartEvent):
                self._open(Table(line), event.anchor, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.AliasEvent) and event.anchor:
                self._alias(event.anchor, line)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(line)
        return Written(self.root, tuple(self.repeated))

    def _document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise UnreadableError(line, "is not valid YAML: a second document starts here")

    def _count(self, line: int, values: int = 1) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            raise TooMuchError(line, f"holds more than {MAX_VALUES:,} values, counting repeats by aliases")

    def _open(self, value: Row | Table, anchor: str | None, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise TooMuchError(line, f"is nested more than {MAX_DEPTH} deep")
        self.stack.append(_Open(value, anchor, self.values))
        self._count(line)

    def _close(self) -> None:
        done = self.stack.pop()
        if done.anchor:
            self.anchors[done.anchor] = (done.value, self.values - done.first)
        self._place(done.value, done.value.line)

    def _add(self, value: Value, anchor: str | None, line: int) -> None:
        self._count(line)
        if anchor:
            self.anchors[anchor] = (value, 1)
        self._place(value, line)

    def _alias(self, anchor: str, line: int) -> None:
        if anchor not in self.anchors:
            raise UnreadableError(line, f"is not valid YAML: the alias *{anchor} stands for nothing above it")
        value, size = self.anchors[anchor]
        self._count(line, size)
        self._place(value, line)

    def _place(self, value: Value, line: int) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, Row):
            top.value.append(value)
        elif top.key is None:
            top.key = _key(value, line)
        else:
            self._set(top, top.value, top.key, value)
            top.key = None

    def _set(self, top: _Open, table: Table, key: Text, value: Value) -> None:
        if key == "<<" and key.plain:
            top.merged |= _merge(table, value)
            return
        if key in table and key not in top.merged:
            self.repeated.append((key.line, str(key), table.lines[key]))
        top.merged.discard(key)
        table.set(key, value)


def _scalar(event: yaml.ScalarEvent, line: int) -> Text | None:
    plain = bool(event.implicit[0]) and not event.style
    if plain and event.value in _NULLS:
        return None
    return Text(event.value, line, plain=plain)


def _key(value: Value, line: int) -> Text:
    if isinstance(value, Text):
        return value
    if value is None:
        return Text("null", line)
    raise UnreadableError(line, f"is not valid YAML here: a key must be text, not {shape(value)}")


def _merge(table: Table, value: Value) -> set[str]:
    """Take over what `<<` brings, where the mapping does not say it itself; return those keys."""
    merged: set[str] = set()
    for source in value if isinstance(value, Row) else [value]:
        if isinstance(source, Table):
            for key, item in source.items():
                if key not in table:
                    merged.add(key)
                    table.set(Text(key, source.lines[key]), item)
    return merged
