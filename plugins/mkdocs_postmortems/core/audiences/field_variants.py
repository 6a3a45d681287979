"""Front matter fields with a different value per audience, such as `title` and `title.security`, at any depth.

In a document with the label `public`, the audience `security`, and any that includes it, reads `title.security` instead
of `title`. `title.public` is read by the audience `public` only; audiences that include it read `title`. Variants
belong to a field, however its key is spelled: `Title` and `headline` are the plain form of `title.public`.

Lines are cut, so that all others stay as they are written. What cannot be cut by lines is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from mkdocs_postmortems.core.audiences.field_keys import FieldKey, split_key
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.nearness import names_audience_exactly
from mkdocs_postmortems.core.audiences.restricted_spans import MarkerError
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock
from mkdocs_postmortems.core.frontmatter.canonical_keys import MAPPING_FIELDS, canonical_path
from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedValue
from mkdocs_postmortems.core.located_values.yaml_parser import LOADER

_YAML_REFERENCE = re.compile(r"(?:^|[\s:,\[{-])[&*][A-Za-z0-9_]")
"""YAML anchors and aliases, which would copy a value from one field to another."""
_TOML_DOTTED_KEY = re.compile(
    r"(?:^|[{,\[])[ \t]{0,20}(?:[\w-]{1,80}|\"[^\"\n.]{0,80}|'[^'\n.]{0,80})[\"']?[ \t]{0,20}\."
    r"(?P<last>[^=\]\n]{1,160})[ \t]{0,20}[=\]]",
    re.MULTILINE,
)
_ITEM_START = re.compile(r"[ \t]*(?:-[ \t]+)*")
"""What precedes the first key of an item of a list."""


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A key with its value, or an item of a list, with its lines in the text of the front matter."""

    first: int
    """Index of its first line."""
    last: int
    """Index of the line after its last one."""
    path: tuple[str, ...]
    """The field that it means, or that it is in."""
    key: FieldKey | None
    """`None` for an item of a list."""
    children: tuple[_Node, ...]
    has_own_lines: bool
    """Whether its lines hold nothing else, but for the hyphen of an item that it is the first key of."""

    @property
    def audience(self) -> str | None:
        """The suffix of the key."""
        return self.key.audience if self.key else None


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """All entries of one mapping that mean the same field, one of which is a variant."""

    entries: tuple[_Node, ...]

    def chosen(self, audience: str, label: str, audiences: Audiences) -> str | None:
        """Return the suffix of the variant that an audience reads; `None` for the plain field.

        Args:
            audience: Whose site it is.
            label: The label of the document.
            audiences: All audiences of the site.
        """
        forms = [entry.audience for entry in self.entries]
        narrow = self.narrowest(audience, label, audiences)
        is_alone = audience == label or None not in forms
        return narrow[0] if narrow else label if label in forms and is_alone else None

    def narrowest(self, audience: str, label: str, audiences: Audiences) -> list[str]:
        """Return the suffixes that an audience may read, without those that another of them includes."""
        named = [entry.audience for entry in self.entries if entry.audience]
        read = [name for name in named if name != label and audiences.may_read(audience, name)]
        return [name for name in read if not any(other != name and audiences.may_read(other, name) for other in read)]


@dataclass(frozen=True, slots=True)
class FieldVariants:
    """Front matter that contains variants of fields."""

    audience: str
    """The label of the document."""
    lines: tuple[str, ...]
    nodes: tuple[_Node, ...]
    """The keys at the top."""
    fields: tuple[_Field, ...]
    """The fields with variants."""

    def text_for(self, reading_audience: str, audiences: Audiences) -> str:
        """Return the front matter of one audience: one variant of each field, under the plain name."""
        unread = self._unread(reading_audience, audiences)
        dropped, shortened = self._dropped_lines(unread)
        renamed = {
            entry.first: entry.key.without_audience(self.lines[entry.first])
            for field in self.fields
            for entry in field.entries
            if entry.key and entry.audience and entry not in unread
        }
        changed = renamed | shortened
        return "\n".join(changed.get(i, line) for i, line in enumerate(self.lines) if i not in dropped)

    def text_hidden_from(self, reading_audience: str, audiences: Audiences) -> str:
        """Return the lines of the front matter that one audience does not read."""
        dropped, shortened = self._dropped_lines(self._unread(reading_audience, audiences))
        return "\n".join(self.lines[index] for index in sorted(dropped | shortened.keys()))

    def _unread(self, audience: str, audiences: Audiences) -> frozenset[_Node]:
        chosen = {field: field.chosen(audience, self.audience, audiences) for field in self.fields}
        return frozenset(entry for field in self.fields for entry in field.entries if entry.audience != chosen[field])

    def _dropped_lines(self, unread: frozenset[_Node]) -> tuple[frozenset[int], dict[int, str]]:
        """Return the indices of the lines to drop, and the lines of which only the start of an item of a list stays."""
        dropped: set[int] = set()
        shortened: dict[int, str] = {}
        for node in _topmost_unread(self.nodes, unread):
            lines = range(node.first, node.last)
            start = _ITEM_START.match(self.lines[node.first])
            if node.key and start and start[0].strip():
                shortened[node.first] = start[0].rstrip()
                lines = lines[1:]
            dropped.update(lines)
        return frozenset(dropped), shortened


def _topmost_unread(nodes: Iterable[_Node], unread: frozenset[_Node]) -> Iterator[_Node]:
    """Yield what goes; a key or an item of which nothing is left goes as a whole."""
    for node in nodes:
        if _is_gone(node, unread):
            yield node
        else:
            yield from _topmost_unread(node.children, unread)


def _is_gone(node: _Node, unread: frozenset[_Node]) -> bool:
    return node in unread or (bool(node.children) and all(_is_gone(child, unread) for child in node.children))


def read_field_variants(
    block: FrontMatterBlock, table: LocatedDict, audience: str, audiences: Audiences
) -> FieldVariants | None:
    """Return YAML front matter with the variants of its fields; `None` if no field has a variant.

    Args:
        block: The text of the front matter.
        table: Its parsed fields.
        audience: The label of the document.
        audiences: All audiences of the site.

    Raises:
        MarkerError: a variant is for an unknown audience, no audience reads it, two are for the same audience, it has
            no lines of its own, or the field is also given elsewhere; TOML has variants; or a field has a mapping from
            audiences to values instead of variants.
    """
    _refuse_values_by_audience(table, audiences)
    if block.fence != "---":
        _refuse_toml_forms(block, audiences)
        return None
    if not _has_dotted_key(table):
        return None
    root = yaml.compose(block.text, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode):
        return None
    lines = tuple(block.text.split("\n"))
    nodes = _Reader(lines, block.first_line, audiences).entries(root, (), len(lines) - 1)
    fields = tuple(_fields(nodes))
    if not fields:
        return None
    for field in fields:
        _refuse_unclear(field, audience, audiences, block.first_line)
    _refuse_elsewhere(nodes, fields, block.first_line)
    if _YAML_REFERENCE.search(block.text):
        line = block.first_line + min(entry.first for entry in fields[0].entries if entry.audience)
        raise MarkerError(line, "front matter with several forms of a field must not use anchors and aliases.", "PM062")
    return FieldVariants(audience, lines, nodes, fields)


def _has_dotted_key(value: LocatedValue) -> bool:
    if isinstance(value, LocatedDict):
        return any("." in key or _has_dotted_key(item) for key, item in value.items())
    return isinstance(value, LocatedList) and any(map(_has_dotted_key, value))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Converts YAML nodes to entries with their lines."""

    lines: tuple[str, ...]
    first_line: int
    audiences: Audiences

    def entries(self, mapping: yaml.MappingNode, path: tuple[str, ...], last: int) -> tuple[_Node, ...]:
        """Return the entries of a mapping; `last` is the index of the line after it."""
        starts = [key.start_mark.line for key, _ in mapping.value]
        ends = [*starts, last][1:]
        found = []
        for (key, value), first, end in zip(mapping.value, starts, ends, strict=True):
            written = key.value if isinstance(key, yaml.ScalarNode) else ""
            split = split_key(written, self.first_line + first, self.audiences, is_inside=bool(path))
            meant = canonical_path(path, split.name)
            is_alone = end > first and not mapping.flow_style and split.is_written_in(self.lines[first])
            found.append(_Node(first, end, meant, split, self._inside(value, meant, end), has_own_lines=is_alone))
        return tuple(found)

    def _inside(self, value: yaml.Node, path: tuple[str, ...], last: int) -> tuple[_Node, ...]:
        if isinstance(value, yaml.MappingNode):
            return self.entries(value, path, last)
        if not isinstance(value, yaml.SequenceNode):
            return ()
        starts = [item.start_mark.line for item in value.value]
        items = zip(value.value, starts, [*starts, last][1:], strict=True)
        return tuple(
            _Node(first, end, path, None, self._inside(item, (*path, f"[{number}]"), end), has_own_lines=end > first)
            for number, (item, first, end) in enumerate(items)
        )


def _fields(nodes: Iterable[_Node]) -> Iterator[_Field]:
    """Yield the fields with variants, those inside others after them."""
    siblings: dict[tuple[str, ...], list[_Node]] = {}
    for node in nodes:
        if node.key:
            siblings.setdefault(node.path, []).append(node)
    for entries in siblings.values():
        if any(entry.audience for entry in entries):
            yield _Field(tuple(entries))
    for node in nodes:
        yield from _fields(node.children)


def _refuse_unclear(field: _Field, label: str, audiences: Audiences, first_line: int) -> None:
    """Refuse a field that has two forms for one reader, one that nobody reads, or no lines of its own."""
    for number, entry in enumerate(field.entries):
        line, written = first_line + entry.first, entry.key.written if entry.key else ""
        if not entry.has_own_lines:
            message = f"field {written!r} has several forms; expected each form on lines of its own."
            raise MarkerError(line, message, "PM062", highlight=written)
        if entry.audience is None:
            continue
        earlier = next((one for one in field.entries[:number] if one.audience == entry.audience), None)
        if earlier:
            message = f"{written} is given again (first in line {first_line + earlier.first})."
            raise MarkerError(line, message, "PM062", highlight=written)
        if entry.audience != label and audiences.may_read(label, entry.audience):
            message = f"{written} is read by nobody, since the document is for {label!r}."
            raise MarkerError(line, message, "PM062", highlight=written)
    for audience in audiences.names:
        if len(named := field.narrowest(audience, label, audiences)) > 1:
            forms = [
                entry.key.written for name in named for entry in field.entries if entry.key and entry.audience == name
            ]
            message = f"{' and '.join(forms)} are both for {audience!r}; expected one form for each reader."
            first = min(entry.first for entry in field.entries if entry.audience)
            raise MarkerError(first_line + first, message, "PM062", highlight=forms[0])


def _refuse_elsewhere(nodes: Iterable[_Node], fields: Iterable[_Field], first_line: int) -> None:
    """Refuse a field with variants that another key gives a value, too, such as `tracker` and `links.tracker`."""
    fields_by_path = {field.entries[0].path: frozenset(_all_entries(field.entries)) for field in fields}
    for entry in _all_entries(nodes):
        for depth in range(1, len(entry.path) + 1):
            path = entry.path[:depth]
            if entry.key and entry not in fields_by_path.get(path, (entry,)):
                written = entry.key.written
                message = f"{written!r} gives {path[-1]!r} a value, too, which has several forms elsewhere."
                raise MarkerError(first_line + entry.first, message, "PM062", highlight=written)


def _all_entries(nodes: Iterable[_Node]) -> Iterator[_Node]:
    for node in nodes:
        if node.key:
            yield node
        yield from _all_entries(node.children)


def _refuse_values_by_audience(table: LocatedDict, audiences: Audiences) -> None:
    """Refuse a mapping from audiences to values where a field expects a text or a list."""
    for key, value in table.items():
        path = canonical_path((), key)
        if (
            not isinstance(value, LocatedDict)
            or path[0] in MAPPING_FIELDS
            or path[0] not in FrontMatterFields.model_fields
        ):
            continue
        if named := [name for name in value if names_audience_exactly(name, audiences)]:
            meant = audiences.find_ignoring_case(named[0]) or named[0]
            message = f"{key} is a mapping with the key {named[0]!r}; expected a field '{key}.{meant}'."
            raise MarkerError(value.lines[named[0]], message, "PM062", highlight=named[0])


def _refuse_toml_forms(block: FrontMatterBlock, audiences: Audiences) -> None:
    """Refuse dotted keys that end in the name of an audience: in TOML they make tables, which everybody reads."""
    for match in _TOML_DOTTED_KEY.finditer(block.text):
        name = match["last"].strip("\"' \t").rpartition(".")[2]
        if names_audience_exactly(name, audiences):
            line = block.first_line + block.text.count("\n", 0, match.start("last"))
            message = f"{name!r} after a dot makes a table in TOML; expected front matter in YAML for forms of a field."
            raise MarkerError(line, message, "PM062", highlight=name)
