"""Finds lines of a text that are probably meant as a label. Labels have no effect there, so the text is withheld.

`Audience: everybody` in the first lines of a text is metadata, and so is meant as a label whatever its value. Anywhere
else, and in tables, lists and under headings, a line is meant as a label if its value names an audience or nearly does:
a text about the audience of a talk is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.nearness import (
    FOREIGN_LABEL_KEYS,
    LIMITS,
    is_access_key,
    names_audience,
    names_audience_exactly,
    restricts,
    says_only_who_reads,
    says_who_reads,
)
from mkdocs_postmortems.core.label_words import has_label_word, resembles_label
from mkdocs_postmortems.core.lookalikes import fold

_METADATA_LINES = 40
"""Number of lines, from the first one of the body, in which metadata is expected."""
_MAX_LINE = 1000
"""Characters of a line that are searched."""
_MAX_KEY_WORDS = 4
"""Words of a key, such as `intended audience of this`; in a longer text only the words before the sign count."""
_MAX_STATEMENT_WORDS = 9
_MAX_STATEMENT = 80
"""Words and characters of a line that may say who reads the document."""
_MAX_LONE_KEY = 80
"""Characters of a line that is only a key."""
_VALUE_WITHIN = 4
"""Number of lines below a key on a line of its own in which its value is expected."""
_KEY_STARTS = ("aud", "vis")
_TAG = re.compile(r"<[^<>]{0,300}>")
_SIGN = re.compile(r"([:=|]|[ \t]-+>?(?=[ \t]))")
_ASSIGNMENTS = (":", "=")
_WORD = re.compile(r"[^\W\d_]\w*(?:-\w+)*")
_WRITTEN_WORD = re.compile(r"[^\s:=|<>\"'*_`&;]+")
_EDGES = re.compile(r"^\W+|\W+$")
_LINK_DEFINITION = re.compile(r"\W{0,12}\[[^\]]{1,80}\]:")
_PIECE = re.compile(r"[^\W_]+")
_TABLE_RULE = re.compile(r"[ \t|:]*-[ \t|:-]*")


@dataclass(frozen=True, slots=True)
class MisplacedLabel:
    """A line in the text of a document that its author probably meant as its label."""

    line: int
    """1-based, of the lines that were searched."""
    key: str
    """The key as written."""


def find_misplaced_label(
    lines: Sequence[str], audiences: Audiences, metadata_from: int = 0, skipped: Iterable[int] = ()
) -> MisplacedLabel | None:
    """Return the first line that is meant as a label; `None` if there is none.

    Args:
        lines: The lines of a document.
        audiences: All audiences of the site.
        metadata_from: Index of the first line of the body.
        skipped: Indices of lines that are not searched.
    """
    passed = frozenset(skipped)
    folded = ["" if index in passed else _plain_line(line) for index, line in enumerate(lines)]
    found = _metadata_index(folded, metadata_from, audiences)
    if found is None and _may_hold_key(folded):
        found = next((index for index in range(len(folded)) if _is_label(folded, index, audiences)), None)
    return None if found is None else MisplacedLabel(found + 1, _shown_key(lines[found]))


def _metadata_index(folded: Sequence[str], first: int, audiences: Audiences) -> int | None:
    metadata = range(first, min(first + _METADATA_LINES, len(folded)))
    return next((index for index in metadata if _is_metadata(folded[index], audiences)), None)


def _may_hold_key(folded: Iterable[str]) -> bool:
    """Whether any word resembles a key, or begins like one that is in two pieces; most texts have none."""
    words = {word for line in folded for word in _PIECE.findall(line)}
    return any(word.startswith(_KEY_STARTS) or resembles_label(word) for word in words)


def _is_label(folded: Sequence[str], index: int, audiences: Audiences) -> bool:
    return (
        _is_assignment(folded[index], audiences)
        or _is_key_above_value(folded, index, audiences)
        or _is_table_head(folded, index, audiences)
    )


def starts_with_label_key(line: str) -> bool:
    """Whether a line assigns a value to a key that resembles that of a label."""
    parts = _SIGN.split(_plain_line(line), maxsplit=1)
    return len(parts) > 1 and parts[1] in _ASSIGNMENTS and _is_single_key(parts[0])


def _plain_line(line: str) -> str:
    """Return a line folded, with `|` for HTML tags: cells and terms become those of a table."""
    start = line[:_MAX_LINE]
    plain = fold(html.unescape(start) if "&" in start else start)
    return _TAG.sub("|", plain) if "<" in plain else plain


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_single_key(text: str) -> bool:
    """Whether a text is one word that resembles a key, or two or single letters that do together."""
    words = _words(text)
    if len(words) > 2 and all(len(word) == 1 for word in words):
        return resembles_label("".join(words))
    if len(words) == 2:
        return not any(map(resembles_label, words)) and resembles_label("".join(words))
    return len(words) == 1 and resembles_label(words[0])


def _is_metadata(line: str, audiences: Audiences) -> bool:
    key, sign, value = (*_SIGN.split(line, maxsplit=1), "", "")[:3]
    if sign not in _ASSIGNMENTS or _LINK_DEFINITION.match(line):
        return _is_statement(line, audiences)
    return (
        _is_single_key(key)
        or (_is_foreign_key(key) and restricts(value, audiences))
        or (_means_access(key) and names_audience_exactly(value, audiences))
    )


def _is_foreign_key(text: str) -> bool:
    words = _words(text)
    return len(words) == 1 and words[0] in FOREIGN_LABEL_KEYS


def _means_access(key: str) -> bool:
    """Whether a key means who may read, in other words or in a phrase such as `the audience of this document`."""
    return is_access_key(key) or (len(_words(key)) <= _MAX_STATEMENT_WORDS and has_label_word(key))


def _is_statement(line: str, audiences: Audiences) -> bool:
    """Whether a line without a sign says who may read: `Audience security`, `Only for the audience security`."""
    words = _words(line[:_MAX_STATEMENT])
    if not 1 < len(words) <= _MAX_STATEMENT_WORDS or len(line) > _MAX_STATEMENT:
        return False
    if resembles_label(words[0]) and names_audience_exactly(" ".join(words[1:]), audiences):
        return True
    if not any(names_audience_exactly(word, audiences) for word in words):
        return False
    is_limit = not LIMITS.isdisjoint(words) and any(map(says_who_reads, words))
    return is_limit or says_only_who_reads(words, audiences)


def _is_assignment(line: str, audiences: Audiences) -> bool:
    """Whether the line has a key with a value that names an audience, anywhere."""
    parts = _SIGN.split(line)
    for index in range(0, len(parts) - 2, 2):
        words = _words(parts[index])
        near = words if len(words) <= _MAX_KEY_WORDS else words[-2:]
        if has_label_word(" ".join(near)):
            value = next((part for part in parts[index + 2 :: 2] if _words(part)), "")
            if names_audience(value, audiences):
                return True
    return False


def _is_key_above_value(folded: Sequence[str], index: int, audiences: Audiences) -> bool:
    """Whether a line has only a key, such as a heading or a term, and the next one only the name of an audience."""
    words = _words(folded[index]) if len(folded[index]) <= _MAX_LONE_KEY else []
    if not 0 < len(words) < _MAX_KEY_WORDS or not has_label_word(" ".join(words)):
        return False
    below = folded[index + 1 : index + 1 + _VALUE_WITHIN]
    value = next((line for line in below if _words(line)), "")
    return names_audience_exactly(value, audiences)


def _is_table_head(folded: Sequence[str], index: int, audiences: Audiences) -> bool:
    """Whether a table with one row, which is metadata, has a column of labels."""
    rule, row, *after = (*folded[index + 1 : index + 4], "", "", "")[:3]
    if "|" not in folded[index] or not _TABLE_RULE.fullmatch(rule) or "|" in after[0]:
        return False
    columns = zip(_cells(folded[index]), _cells(row), strict=False)
    return any(has_label_word(key) and names_audience(value, audiences) for key, value in columns)


def _cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")


def _shown_key(line: str) -> str:
    """Return the word of a line that resembles a key, as written; without such a word, the start of the line."""
    words = (_EDGES.sub("", match[0]) for match in _WRITTEN_WORD.finditer(line[:_MAX_LINE]))
    return next((word for word in words if resembles_label(word)), line.strip()[:40])
