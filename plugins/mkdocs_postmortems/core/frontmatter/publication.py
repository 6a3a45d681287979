"""Finds what in the front matter of a document says that it must not be published: `draft: true`, `published: false`.

What is unclear withholds the document as well: it may have been meant to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter.bare_block import find_bare_block
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock, FrontMatterTable, TableReader, find_block
from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields
from mkdocs_postmortems.core.frontmatter.passthrough_keys import PASSTHROUGH_KEYS
from mkdocs_postmortems.core.label_words import LABEL_KEYS
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedStr, LocatedValue, describe_type
from mkdocs_postmortems.core.name_matching import is_misspelling, to_snake_case
from mkdocs_postmortems.core.source import Source

_TRUE = frozenset(("true", "yes", "on", "y", "t", "1"))
_FALSE = frozenset(("false", "no", "off", "n", "f", "0"))
_WITHHOLDING: Mapping[str, frozenset[str]] = MappingProxyType({"draft": _TRUE, "published": _FALSE, "publish": _FALSE})
"""Key -> the values that withhold. `published` may also be the day of publication."""
_OTHER_WORDS: Mapping[str, str] = MappingProxyType(dict.fromkeys(("is_draft", "private", "wip"), "draft"))
"""Keys of other programs -> the one that is meant, if they are true."""
_FOREIGN_LABEL = "visibility"
_HIDDEN = frozenset(("private", "hidden", "unlisted"))
"""Values by which other programs keep a page from everybody, where no audience can be meant."""
_LINE = re.compile(r"\s*[\"']?(draft|published|publish)[\"']?\s*[:=]\s*[\"']?([^\s\"'#,}]*)", re.IGNORECASE)
"""A line of front matter that cannot be parsed."""


@dataclass(frozen=True, slots=True)
class _Hold:
    """Why a document is not published."""

    line: int
    message: str
    highlight: str
    severity: Severity = Severity.INFO

    def diagnostic(self, path: str) -> Diagnostic:
        return Diagnostic(path, self.line, "PM022", self.message, severity=self.severity, highlight=self.highlight)


def is_draft(extra: Mapping[str, object]) -> bool:
    """Whether keys of other programs, with their values as plain data, mark a document as a draft."""
    return any(to_snake_case(key) == "draft" and str(value).strip().casefold() in _TRUE for key, value in extra.items())


def find_held(
    sources: Iterable[Source], read_table: TableReader, *, has_audiences: bool = True
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each document whose front matter says that it must not be published.

    Args:
        sources: the documents.
        read_table: reads their front matter.
        has_audiences: whether the site has audiences; `visibility: private` may be a label then.
    """
    holds = ((source.path, _find_hold(source, read_table, has_audiences=has_audiences)) for source in sources)
    return tuple(hold.diagnostic(path) for path, hold in holds if hold)


def _find_hold(source: Source, read_table: TableReader, *, has_audiences: bool) -> _Hold | None:
    block = find_block(source.text) or find_bare_block(source.text)
    if block is None:
        return None
    front_matter = read_table(block)
    if front_matter.entries is None:
        return _in_lines(block)
    found = _repeated(front_matter) or _declared(front_matter.entries, front_matter.entries.lines)
    return found if found or has_audiences else _hidden(front_matter, front_matter.entries)


def _declared(table: Mapping[str, LocatedValue], lines: Mapping[str, int]) -> _Hold | None:
    found = (_judge(key, value, lines[key]) for key, value in table.items())
    return next((hold for hold in found if hold), None)


def _judge(key: str, value: LocatedValue, line: int) -> _Hold | None:
    name = to_snake_case(key)
    text = value.strip().casefold() if isinstance(value, LocatedStr) else ""
    if name in _WITHHOLDING:
        if text in _WITHHOLDING[name]:
            return _Hold(line, _said(key, str(value)), key)
        return _unclear(key, value, line) if name == "draft" and not _is_false(value, text) else None
    meant = _OTHER_WORDS.get(name) or next((one for one in _WITHHOLDING if _is_slip(name, one)), None)
    if meant and text in _WITHHOLDING[meant]:
        message = f"key {key!r} is not known. Did you mean {meant!r}? Until it is corrected, this is withheld."
        return _Hold(line, message, key, Severity.WARNING)
    return None


def _hidden(front_matter: FrontMatterTable, table: LocatedDict) -> _Hold | None:
    """Return the hold of a single label that no audience of the site can be."""
    labels = [(key, value) for key, value in table.items() if to_snake_case(key) in LABEL_KEYS]
    if len(labels) != 1 or any(to_snake_case(key) in LABEL_KEYS for _, key, _ in front_matter.duplicate_keys):
        return None
    key, value = labels[0]
    is_hidden = isinstance(value, LocatedStr) and value.strip().casefold() in _HIDDEN
    if to_snake_case(key) != _FOREIGN_LABEL or not is_hidden:
        return None
    return _Hold(table.lines[key], _said(key, str(value)), key, Severity.WARNING)


def _said(key: str, value: str) -> str:
    return f"'{key}: {value.strip()}' withholds this from everybody. To publish it, delete the line."


def _is_false(value: LocatedValue, text: str) -> bool:
    return value is None or (isinstance(value, LocatedStr) and (not text or text in _FALSE))


def _unclear(key: str, value: LocatedValue, line: int) -> _Hold:
    what = repr(str(value)) if isinstance(value, LocatedStr) else describe_type(value)
    message = f"{key} is {what}; expected true or false. Until it says which, this is withheld."
    return _Hold(line, message, key, Severity.WARNING)


def _is_slip(name: str, meant: str) -> bool:
    is_known = name in FrontMatterFields.field_by_key or name in PASSTHROUGH_KEYS or name.startswith("x_")
    return not is_known and is_misspelling(name, (meant,))


def _repeated(front_matter: FrontMatterTable) -> _Hold | None:
    for line, key, first in sorted(front_matter.duplicate_keys):
        if to_snake_case(key) in _WITHHOLDING:
            message = f"key {key!r} is given again (first in line {first}), so this is withheld. Delete one of them."
            return _Hold(line, message, key, Severity.WARNING)
    return None


def _in_lines(block: FrontMatterBlock) -> _Hold | None:
    """Return the hold of front matter that cannot be parsed, if one of its lines looks like one."""
    for number, line in enumerate(block.text.split("\n"), block.first_line):
        match = _LINE.match(line)
        if match and match[2].casefold() in _WITHHOLDING[match[1].lower()]:
            return _Hold(number, _said(match[1], match[2]), match[1])
    return None
