"""Writes strings as YAML scalars, lists and fields, quoted by PyYAML so that every parser returns the same string.

For single lines that are inserted into files which people edit; PyYAML dumps whole documents.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable
from typing import Literal

import yaml

_UNREPRESENTABLE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufeff\ufffe\uffff]")
"""Characters that YAML 1.1 does not allow, and byte order marks, which parsers drop."""
_SIMPLE = re.compile(r"[A-Za-z](?:[\w .()/+'@-]*[\w.)'])?", re.ASCII)
"""Candidates for a plain scalar, also within a list; PyYAML decides (`yes` and `null` need quotes)."""
_MOMENT = re.compile(r"~?\d{4}-\d\d(?:-\d\d(?: \d\d:\d\d(?: ?[A-Za-z+-][\w/+:-]*)?)?)?", re.ASCII)
"""A date or time of front matter, which is written without quotes even where YAML would parse it as a timestamp."""
_MAX_WIDTH = 100
"""Characters of a line before a value is written in several lines."""


def clean_line(text: str) -> str:
    """Return text on one line, with runs of white space and characters that YAML does not allow as one space."""
    return " ".join(_UNREPRESENTABLE.sub(" ", text).split())


def scalar(text: str) -> str:
    """Return a string as a YAML scalar: plain where that is safe, else in double quotes."""
    is_plain = _MOMENT.fullmatch(text) or (_SIMPLE.fullmatch(text) and _dump(text) == text)
    return text if is_plain else quoted(text)


def quoted(text: str, mark: Literal["'", '"'] = '"') -> str:
    """Return a string as a quoted YAML scalar, by default in double quotes.

    A clean line with characters above U+FFFF, such as emoji, gets single quotes, since PyYAML escapes them within
    double quotes. Text that cannot be written without escapes, such as a line break, gets double quotes.
    """
    if "".join(text.splitlines()) != text:
        return _dump(text, '"')
    has_emoji = text == clean_line(text) and any(ord(char) > 0xFFFF for char in text)
    return _dump(text, "'" if has_emoji else mark)


def flow_list(texts: Iterable[str]) -> str:
    """Return strings as a YAML flow sequence on one line: `[a, b]`."""
    return f"[{', '.join(map(scalar, texts))}]"


def field_lines(name: str, value: str) -> list[str]:
    """Return the lines of a field with one string; a long string becomes a folded block scalar (`>-`)."""
    if len(value) > _MAX_WIDTH and value.isprintable():
        lines = textwrap.wrap(value, _MAX_WIDTH, break_long_words=False, break_on_hyphens=False)
        return [f"{name}: >-", *(f"  {line}" for line in lines)]
    return [f"{name}: {scalar(value)}"]


def list_lines(name: str, values: Iterable[str]) -> list[str]:
    """Return the lines of a field with a list: one line if it fits, else one line for each item."""
    items = [*values]
    line = f"{name}: {flow_list(items)}"
    return [line] if len(line) <= _MAX_WIDTH else [f"{name}:", *(f"  - {scalar(item)}" for item in items)]


def _dump(text: str, style: str | None = None) -> str:
    written = yaml.safe_dump(text, default_style=style, allow_unicode=True, width=sys.maxsize)
    return written.removesuffix("\n").removesuffix("\n...")
