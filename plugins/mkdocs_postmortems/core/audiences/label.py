"""Determines the label of a document: from front matter, folder or default. Ambiguity is an error, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules, unknown_audience_message
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock, FrontMatterTable
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, describe_type
from mkdocs_postmortems.core.name_matching import is_misspelling, to_snake_case
from mkdocs_postmortems.core.source import Source

KEYS = ("audience", "visibility")
"""Front matter fields that hold a label."""
_FOREIGN_LABEL_KEYS = frozenset(
    """
    access acl classification clearance confidential confidentiality private readers restricted sensitivity tlp
    """.split()
)
"""Fields by which other tools restrict access. They have no effect here, so that using one is an error."""
_LABEL_IN_TEXT = re.compile(r"[^\w<]{0,8}(aud\w{3,7}|visibility)\W{0,4}[:=]", re.IGNORECASE)
_MAX_SEARCHED_LINES = 40
"""Number of lines of the body in which a misplaced label is looked for."""


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
    _refuse_misspelling(table)
    given = [key for key in table if to_snake_case(key) in KEYS]
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
    has_label = any(map(_LABEL_IN_TEXT.match, text.split("\n")))
    if rules.audiences or has_label:
        line, _, problem, highlight = min(front_matter.findings)
        raise _UnclearLabelError(line, f"it is unclear who may read this: {problem}", highlight=highlight)


def _refuse_repetition(front_matter: FrontMatterTable) -> None:
    for line, key, first in sorted(front_matter.duplicate_keys):
        if key in KEYS:
            message = f"key {key!r} is given again (first in line {first}), so none counts."
            raise _UnclearLabelError(line, message, highlight=key)


def _refuse_misspelling(table: LocatedDict) -> None:
    for key, line in table.lines.items():
        if to_snake_case(key) not in KEYS and is_misspelling(key, KEYS):
            raise _UnclearLabelError(line, f"key {key!r} is not known. Did you mean 'audience'?", highlight=key)
    for line in _nested_label_lines(table, depth=0):
        raise _UnclearLabelError(line, "audience is inside another field; expected it at the top of the front matter.")


def _nested_label_lines(value: object, depth: int) -> Iterator[int]:
    if isinstance(value, LocatedDict):
        for key, item in value.items():
            if depth and to_snake_case(key) == KEYS[0]:
                yield value.lines[key]
            yield from _nested_label_lines(item, depth + 1)
    elif isinstance(value, LocatedList):
        for item in value:
            yield from _nested_label_lines(item, depth + 1)


def _inherited_label(
    source: Source, block: FrontMatterBlock | None, table: LocatedDict | None, rules: AudienceRules
) -> Label | None:
    """Return the label of the folder or the default; refuse anything in the document that may be meant as a label."""
    folder = rules.folder_of(source.path)
    if not rules.audiences and folder is None:
        return None
    _refuse_other_keys(table)
    _refuse_label_in_text(source, block)
    if folder is not None:
        audience = rules.folders[folder]
        if audience is None:
            place = f"folder {folder!r}" if folder else "the topmost folder"
            raise _UnclearLabelError(1, f"the rule of {place} is wrong, so this is not published.")
        return Label(audience)
    if rules.default:
        return Label(rules.default)
    names = ", ".join(rules.audiences.names)
    raise _UnclearLabelError(
        1, f"nothing says who may read this; expected a line 'audience: …' with one of {names}.", "PM060"
    )


def _refuse_other_keys(table: LocatedDict | None) -> None:
    for key, line in (table.lines if table else {}).items():
        if to_snake_case(key) in _FOREIGN_LABEL_KEYS:
            message = f"key {key!r} has no effect here. Say who may read this with 'audience: …'."
            raise _UnclearLabelError(line, message, highlight=key)


def _refuse_label_in_text(source: Source, block: FrontMatterBlock | None) -> None:
    first = block.body_line if block else 1
    lines = source.lines[first - 1 : first - 1 + _MAX_SEARCHED_LINES]
    for number, line in enumerate(lines, first):
        match = _LABEL_IN_TEXT.match(line)
        if match and (match[1].lower() in KEYS or is_misspelling(match[1], KEYS)):
            message = f"{match[1]!r} is in the text, where it has no effect; expected it in the front matter."
            raise _UnclearLabelError(number, message, highlight=match[1])
