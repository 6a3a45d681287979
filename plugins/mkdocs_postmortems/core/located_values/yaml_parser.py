"""Parses YAML from the events of PyYAML, without recursion and without constructing objects for tags.

Depth, length and the expansion of aliases are limited, so that a hostile text is refused early.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from mkdocs_postmortems.core.located_values.values import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_VALUES,
    LimitExceededError,
    LocatedDict,
    LocatedDocument,
    LocatedList,
    LocatedStr,
    LocatedValue,
    UnreadableError,
    describe_type,
)

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def parse_yaml(text: str, first_line: int = 1) -> LocatedDocument:
    """Parse one YAML document whose first line is line `first_line` of its file.

    Raises:
        UnreadableError: the text is not YAML, or more than one document.
        LimitExceededError: it exceeds `MAX_LENGTH`, `MAX_DEPTH` or `MAX_VALUES`.
    """
    if len(text) > MAX_LENGTH:
        raise LimitExceededError(first_line, f"has {len(text):,} characters; {MAX_LENGTH:,} are allowed")
    try:
        return _Builder(first_line).build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        raise _explain_error(error, text, first_line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(first_line, f"is not valid YAML: {_first_line(str(error))}") from error


def _first_line(message: str) -> str:
    return message.split("\n", 1)[0].rstrip(".")


def _explain_error(error: yaml.MarkedYAMLError, text: str, first_line: int) -> UnreadableError:
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
class _OpenCollection:
    """A list or mapping that is still being filled."""

    value: LocatedList | LocatedDict
    anchor: str | None
    first_index: int
    """Number of values before it."""
    key: LocatedStr | None = None
    merged_keys: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Builder:
    """Builds values from events without recursion."""

    first_line: int
    stack: list[_OpenCollection] = field(default_factory=list)
    anchors: dict[str, tuple[LocatedValue, int]] = field(default_factory=dict)
    """The value of each anchor, and the number of values in it."""
    duplicate_keys: list[tuple[int, str, int]] = field(default_factory=list)
    value_count: int = 0
    document_count: int = 0
    root: LocatedValue = None

    def build(self, events: Iterator[yaml.Event]) -> LocatedDocument:
        """Build the value of one document from its events."""
        for event in events:
            line = self.first_line + (event.start_mark.line if event.start_mark else 0)
            if isinstance(event, yaml.ScalarEvent):
                self._add_scalar(_scalar(event, line), event.anchor, line)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._open_collection(LocatedList(line), event.anchor, line)
            elif isinstance(event, yaml.MappingStartEvent):
                self._open_collection(LocatedDict(line), event.anchor, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close_collection()
            elif isinstance(event, yaml.AliasEvent) and event.anchor:
                self._add_alias(event.anchor, line)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._start_document(line)
        return LocatedDocument(self.root, tuple(self.duplicate_keys))

    def _start_document(self, line: int) -> None:
        self.document_count += 1
        if self.document_count > 1:
            raise UnreadableError(line, "is not valid YAML: a second document starts here")

    def _count_values(self, line: int, values: int = 1) -> None:
        self.value_count += values
        if self.value_count > MAX_VALUES:
            raise LimitExceededError(line, f"holds more than {MAX_VALUES:,} values, counting repeats by aliases")

    def _open_collection(self, value: LocatedList | LocatedDict, anchor: str | None, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise LimitExceededError(line, f"is nested more than {MAX_DEPTH} deep")
        self.stack.append(_OpenCollection(value, anchor, self.value_count))
        self._count_values(line)

    def _close_collection(self) -> None:
        done = self.stack.pop()
        if done.anchor:
            self.anchors[done.anchor] = (done.value, self.value_count - done.first_index)
        self._place(done.value, done.value.line)

    def _add_scalar(self, value: LocatedValue, anchor: str | None, line: int) -> None:
        self._count_values(line)
        if anchor:
            self.anchors[anchor] = (value, 1)
        self._place(value, line)

    def _add_alias(self, anchor: str, line: int) -> None:
        if anchor not in self.anchors:
            raise UnreadableError(line, f"is not valid YAML: the alias *{anchor} stands for nothing above it")
        value, size = self.anchors[anchor]
        self._count_values(line, size)
        self._place(value, line)

    def _place(self, value: LocatedValue, line: int) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, LocatedList):
            top.value.append(value)
        elif top.key is None:
            top.key = _key(value, line)
        else:
            self._set(top, top.value, top.key, value)
            top.key = None

    def _set(self, top: _OpenCollection, table: LocatedDict, key: LocatedStr, value: LocatedValue) -> None:
        if key == "<<" and key.plain:
            top.merged_keys |= _merge(table, value)
            return
        if key in table and key not in top.merged_keys:
            self.duplicate_keys.append((key.line, str(key), table.lines[key]))
        top.merged_keys.discard(key)
        table.set(key, value)


def _scalar(event: yaml.ScalarEvent, line: int) -> LocatedStr | None:
    plain = bool(event.implicit[0]) and not event.style
    if plain and event.value in _NULLS:
        return None
    return LocatedStr(event.value, line, plain=plain)


def _key(value: LocatedValue, line: int) -> LocatedStr:
    if isinstance(value, LocatedStr):
        return value
    if value is None:
        return LocatedStr("null", line)
    raise UnreadableError(line, f"is not valid YAML here: a key must be text, not {describe_type(value)}")


def _merge(table: LocatedDict, value: LocatedValue) -> set[str]:
    """Add the keys of `<<` that the mapping does not have; return them."""
    merged: set[str] = set()
    for source in value if isinstance(value, LocatedList) else [value]:
        if isinstance(source, LocatedDict):
            for key, item in source.items():
                if key not in table:
                    merged.add(key)
                    table.set(LocatedStr(key, source.lines[key]), item)
    return merged
