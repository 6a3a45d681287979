"""Determines the label of a document: from front matter, folder or default. Ambiguity is an error, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.confidentiality import find_confidentiality
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules, unknown_audience_message
from mkdocs_postmortems.core.audiences.label_in_text import find_misplaced_label, starts_with_label_key
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.nearness import (
    FOREIGN_LABEL_KEYS,
    is_access_key,
    names_audience,
    names_audience_exactly,
    names_key_and_audience,
)
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock, FrontMatterTable
from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields
from mkdocs_postmortems.core.frontmatter.nested_keys import NESTED_KEYS
from mkdocs_postmortems.core.frontmatter.passthrough_keys import PASSTHROUGH_KEYS
from mkdocs_postmortems.core.label_words import LABEL_KEYS, has_label_word, may_mean_label, resembles_label
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, LocatedValue, describe_type
from mkdocs_postmortems.core.lookalikes import fold
from mkdocs_postmortems.core.name_matching import to_snake_case
from mkdocs_postmortems.core.plain_text import shortened
from mkdocs_postmortems.core.schema.field_model import is_extension_key
from mkdocs_postmortems.core.source import Source

_DECLARED_LABEL_PATHS = frozenset((("learning", "audiences"),))
"""Fields inside other fields that are no labels, although their names resemble one."""
_LABEL_TAG = re.compile(r"\W{0,3}(?P<key>[^\W_]{1,20})[ ]?[^\w ]{1,2}[ ]?(?P<name>[\w-]{1,40})\W{0,3}")
"""A value that may be a label in itself, such as the tag `audience:security`."""
_MAX_QUOTE = 60
_SWITCHES = frozenset("true false yes no on off y n 1 0 only never".split())
_KNOWN_KEYS = frozenset((*FrontMatterFields.field_by_key, *NESTED_KEYS))
"""Keys of front matter that have a meaning here."""


@dataclass(frozen=True, slots=True)
class Label:
    """The audience of a document, and the line of its declaration; 1 if it comes from the folder or the default."""

    audience: str
    line: int = 1


def read_label(
    source: Source, block: FrontMatterBlock | None, table: FrontMatterTable, rules: AudienceRules
) -> Label | Diagnostic | None:
    """Return the label of a document, or a diagnostic if it is missing or ambiguous; `None` if nothing is restricted.

    Args:
        source: the document.
        block: its front matter; `None` if it has none.
        table: the parsed front matter.
        rules: the audiences, folder rules and default.
    """
    try:
        own = _own_label(block, table, rules)
        return own or _inherited_label(source, block, table.entries, rules)
    except _UnclearLabelError as error:
        return Diagnostic(source.path, error.line, error.code, str(error), highlight=error.highlight)


class _UnclearLabelError(Exception):
    """The label of a document is missing or ambiguous."""

    def __init__(self, line: int, message: str, code: str = "PM062", *, highlight: str = "") -> None:
        super().__init__(message)
        self.line, self.code, self.highlight = line, code, highlight


def _own_label(block: FrontMatterBlock | None, front_matter: FrontMatterTable, rules: AudienceRules) -> Label | None:
    if block is None:
        return None
    table = front_matter.entries
    if table is None:
        _refuse_unreadable(block, rules, front_matter)
        return None
    _refuse_repetition(front_matter)
    _refuse_near_keys(table, rules.audiences)
    given = [key for key in table if to_snake_case(key) in LABEL_KEYS]
    if not given:
        return None
    line = table.lines[given[0]]
    if len(given) > 1:
        message = f"audience is given by {given[0]!r} and by {given[1]!r}."
        raise _UnclearLabelError(table.lines[given[1]], message, highlight=given[0])
    value = table[given[0]]
    if not isinstance(value, LocatedStr) or not value.strip():
        raise _UnclearLabelError(line, f"audience is {describe_type(value)}; expected the name of one audience.")
    if value not in rules.audiences.by_name:
        message = unknown_audience_message(str(value), rules.audiences)
        raise _UnclearLabelError(line, message, "PM061", highlight=str(value))
    return Label(str(value), line)


def _refuse_unreadable(block: FrontMatterBlock, rules: AudienceRules, front_matter: FrontMatterTable) -> None:
    """Refuse front matter that cannot be parsed, if the site has audiences or the front matter may contain a label."""
    text = block.text if block.is_closed else f"{block.text}\n{block.body}"
    has_label = any(map(starts_with_label_key, text.split("\n")))
    if rules.audiences or has_label:
        line, _, problem, highlight = min(front_matter.findings)
        raise _UnclearLabelError(line, f"it is unclear who may read this: {problem}", highlight=highlight)


def _refuse_repetition(front_matter: FrontMatterTable) -> None:
    for line, key, first in sorted(front_matter.duplicate_keys):
        if to_snake_case(key) in LABEL_KEYS:
            message = f"key {key!r} is given again (first in line {first}), so none counts."
            raise _UnclearLabelError(line, message, highlight=key)


def _refuse_near_keys(table: LocatedDict, audiences: Audiences) -> None:
    """Refuse keys that are near that of a label, at any depth."""
    for path, value, line in _entries(table, ()):
        *parents, key = path
        if not parents and to_snake_case(key) in LABEL_KEYS:
            continue
        if parents and path not in _DECLARED_LABEL_PATHS and resembles_label(key):
            message = "audience is inside another field; expected it at the top of the front matter."
            raise _UnclearLabelError(line, message, highlight=key)
        is_near = not parents and _is_near_label(key)
        if is_near or (_may_be_label(path) and isinstance(value, LocatedStr) and names_audience(value, audiences)):
            raise _UnclearLabelError(line, f"key {key!r} is not known. Did you mean 'audience'?", highlight=key)


def _entries(value: LocatedValue, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], LocatedValue, int]]:
    """Yield each key with those around it, its value, and its line; items of lists belong to the key of the list."""
    if isinstance(value, LocatedDict):
        for key, item in value.items():
            yield (*path, key), item, value.lines[key]
            yield from _entries(item, (*path, key))
    elif isinstance(value, LocatedList):
        for item in value:
            yield from _entries(item, path)


def _is_near_label(key: str) -> bool:
    """Whether a key at the top resembles that of a label, or is a form of one."""
    snake = to_snake_case(key)
    if snake in _KNOWN_KEYS or snake in PASSTHROUGH_KEYS or is_extension_key(key):
        return False
    bare, _, form = snake.partition(".")
    return resembles_label(key) or (bool(form) and resembles_label(bare))


def _may_be_label(path: tuple[str, ...]) -> bool:
    """Whether a key may stand for a label if its value names an audience."""
    key = to_snake_case(path[-1])
    is_known = len(path) == 1 and (key in _KNOWN_KEYS or key in PASSTHROUGH_KEYS)
    return not is_known and path not in _DECLARED_LABEL_PATHS and (has_label_word(path[-1]) or may_mean_label(path[-1]))


def _inherited_label(
    source: Source, block: FrontMatterBlock | None, table: LocatedDict | None, rules: AudienceRules
) -> Label | None:
    """Return the label of the folder or the default; refuse anything in the document that may be meant as a label."""
    if not rules.audiences and not rules.has_rule(source.path):
        return None
    _refuse_other_keys(table, rules.audiences)
    _refuse_label_in_text(source, block, table, rules.audiences)
    _refuse_label_in_path(source.path, rules)
    label = _folder_label(source.path, rules)
    for other in rules.links.get(source.path, ()):
        if (theirs := _folder_label(other, rules)) != label:
            message = f"this is the same file as {other!r}, which is for {theirs!r}, in a folder for {label!r}."
            raise _UnclearLabelError(1, f"{message} Say who may read it with 'audience: …' in its front matter.")
    if (audience := rules.audiences.by_name.get(label)) and audience.anyone:
        _refuse_confidentiality(source, block, table, label)
    return Label(label)


def _refuse_confidentiality(
    source: Source, block: FrontMatterBlock | None, table: LocatedDict | None, label: str
) -> None:
    """Refuse a document without a label of its own that anyone would read although it says that it is confidential."""
    found = find_confidentiality(source.lines, table, block.body_line - 1 if block else 0)
    if found is not None:
        said = shortened(found.text, _MAX_QUOTE)
        message = f"{said!r}, but without a label this is for {label!r}, and so for anyone."
        raise _UnclearLabelError(found.line, f"{message} Say who may read it with 'audience: …' in its front matter.")


def _refuse_label_in_path(path: str, rules: AudienceRules) -> None:
    """Refuse a folder that has a label for a name, such as `audience-security`, unless it has a rule as well."""
    if rules.has_rule(path):
        return
    for folder in path.split("/")[:-1]:
        if names_key_and_audience(folder, rules.audiences):
            message = (
                f"folder {folder!r} has the name of an audience, which has no effect; expected a file '.audience'."
            )
            raise _UnclearLabelError(1, message)


def _folder_label(path: str, rules: AudienceRules) -> str:
    """Return the label that documents at a path get from their folder, or by default."""
    folder = rules.folder_of(path)
    if folder is not None:
        if audience := rules.folders[folder]:
            return audience
        place = f"folder {folder!r}" if folder else "the topmost folder"
        raise _UnclearLabelError(1, f"the rule of {place} is wrong, so this is not published.")
    if rules.default:
        return rules.default
    names = ", ".join(rules.audiences.names)
    raise _UnclearLabelError(
        1, f"nothing says who may read this; expected a line 'audience: …' with one of {names}.", "PM060"
    )


def _refuse_other_keys(table: LocatedDict | None, audiences: Audiences) -> None:
    """Refuse what restricts in other programs or in other words; documents with a label may use it as they like."""
    for key, line in (table.lines if table else {}).items():
        if to_snake_case(fold(key)) in FOREIGN_LABEL_KEYS or (table and _is_switch(key, table[key], audiences)):
            message = f"key {key!r} has no effect here. Say who may read this with 'audience: …'."
            raise _UnclearLabelError(line, message, highlight=key)
    for path, value, line in _texts(table, ()):
        key = next(filter(is_access_key, path), "")
        is_own = to_snake_case(path[0]) in _KNOWN_KEYS and len(path) == 1
        if key and not is_own and names_audience_exactly(value, audiences):
            message = f"{key!r} names an audience and has no effect here. Say who may read this with 'audience: …'."
            raise _UnclearLabelError(line, message, highlight=key)
        if _is_label_tag(value, audiences):
            message = f"{value!r} has no effect here. Say who may read this with 'audience: …'."
            raise _UnclearLabelError(line, message, highlight=value)


def _is_switch(key: str, value: LocatedValue, audiences: Audiences) -> bool:
    """Whether a key is the name of an audience, and its value only says yes or no, as in `public: false`."""
    return fold(key) in map(fold, audiences.names) and str(value).strip().casefold() in _SWITCHES


def _is_label_tag(value: str, audiences: Audiences) -> bool:
    match = _LABEL_TAG.fullmatch(value)
    if match is None:
        return False
    return resembles_label(match["key"]) and names_audience_exactly(match["name"], audiences)


def _texts(value: LocatedValue, path: tuple[str, ...], line: int = 1) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Yield each text below a key, also in lists, with its keys and the line of the last of them."""
    if isinstance(value, LocatedDict):
        for key, item in value.items():
            yield from _texts(item, (*path, key), value.lines[key])
    elif isinstance(value, LocatedList):
        for item in value:
            yield from _texts(item, path, line)
    elif isinstance(value, LocatedStr):
        yield path, str(value), line


def _refuse_label_in_text(
    source: Source, block: FrontMatterBlock | None, table: LocatedDict | None, audiences: Audiences
) -> None:
    lines = source.lines
    first = block.body_line - 1 if block else 0
    keys = {line - 1 for _, _, line in _entries(table, ())}
    is_toml = block is not None and block.fence != "---"  # The lines of its nested keys are not known.
    skipped = [n for n in range(first) if is_toml or n in keys or lines[n].lstrip().startswith("#")]
    found = find_misplaced_label(lines, audiences, first, skipped)
    if found is not None:
        message = f"{found.key!r} is in the text, where it has no effect; expected it in the front matter."
        raise _UnclearLabelError(found.line, message, highlight=found.key)
