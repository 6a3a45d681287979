"""Adds terms to the text of a taxonomy file, and leaves everything else in it as its authors wrote it."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.slug import make_slug
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.core.yaml_writer import scalar


def add_terms(text: str, vocabulary: Vocabulary, names: Iterable[str]) -> str:
    """Return the text of a taxonomy file with a term for each name, after the last one of its vocabulary.

    Raises:
        PostmortemsError: the file has a form to which nothing can be added; the message has the words to add by hand.
    """
    entries = [f"{make_slug(name)}: {{name: {scalar(name)}}}" for name in names]
    before = _load(text)
    is_addable = before.get(vocabulary.value) is None or isinstance(before.get(vocabulary.value), dict)
    changed = _insert(text, vocabulary.value, entries)
    after = _load(changed)
    expected = {**_mapping(before.get(vocabulary.value)), **_mapping(yaml.safe_load("\n".join(entries)))}
    if not is_addable or after != {**before, vocabulary.value: expected}:
        words = "; ".join(entries)
        raise PostmortemsError(f"the taxonomy was not changed: add {words!r} below '{vocabulary.value}:' by hand.")
    return changed


def _load(text: str) -> dict[str, object]:
    try:
        return _mapping(yaml.safe_load(text))
    except yaml.YAMLError:
        return {}


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _insert(text: str, key: str, entries: list[str]) -> str:
    lines = text.removesuffix("\n").split("\n")
    found = _find(text, key)
    if found is None:
        return "\n".join([*lines, "", f"{key}:", *(f"  {entry}" for entry in entries)]) + "\n"
    name, value = found
    if isinstance(value, yaml.MappingNode) and value.value and not value.flow_style:
        indent, last = " " * value.value[0][0].start_mark.column, _last_line(value)
        return "\n".join([*lines[: last + 1], *(f"{indent}{entry}" for entry in entries), *lines[last + 1 :]]) + "\n"
    if isinstance(value, yaml.MappingNode) and value.value:
        closing = value.end_mark.index - 1
        return f"{text[:closing].rstrip()}, {', '.join(entries)}{text[closing:]}"
    block = "".join(f"\n  {entry}" for entry in entries)
    return f"{text[: name.end_mark.index]}:{block}{text[max(value.end_mark.index, name.end_mark.index + 1) :]}"


def _find(text: str, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the nodes of a top-level key and its value, or `None`."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next(((name, value) for name, value in pairs if name.value == key), None)


def _last_line(node: yaml.Node) -> int:
    """Return the index of the last line of a node; the end mark of a block comes after the blank lines below it."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    return max(int(node.end_mark.line) - (node.end_mark.column == 0), int(node.start_mark.line))
