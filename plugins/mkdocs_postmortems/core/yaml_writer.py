"""Texts as YAML: PyYAML quotes them, such that every reader gets the text that was meant.

Whole documents are PyYAML's as well; this is for lines that are put into files which people write.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable
from typing import Literal

import yaml

_UNREPRESENTABLE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufeff\ufffe\uffff]")
"""Characters that YAML does not allow, and marks of byte order, which readers drop."""
_SIMPLE = re.compile(r"[A-Za-z](?:[\w .()/+'@-]*[\w.)'])?", re.ASCII)
"""What people would write without quotes, in a list neither; PyYAML has the last word (`yes`, `null`)."""
_MOMENT = re.compile(r"~?\d{4}-\d\d(?:-\d\d(?: \d\d:\d\d(?: ?[A-Za-z+-][\w/+:-]*)?)?)?", re.ASCII)
"""A date or time. In front matter it stands without quotes, whether YAML has a type for it or not."""
_MAX_WIDTH = 100


def clean_line(text: str) -> str:
    """Return text as one line that can be written."""
    return " ".join(_UNREPRESENTABLE.sub(" ", text).split())


def scalar(text: str) -> str:
    """Return a text as YAML: plain where that is safe, else in quotes."""
    is_plain = _MOMENT.fullmatch(text) or (_SIMPLE.fullmatch(text) and _dump(text) == text)
    return text if is_plain else quoted(text)


def quoted(text: str, mark: Literal["'", '"'] = '"') -> str:
    """Return a text as YAML in quotes.

    Double ones become single ones around characters beyond the basic plane, such as emoji, which PyYAML writes as
    numbers within double ones; single ones become double around what has to be written as numbers.
    """
    is_beyond = len(text.splitlines()) == 1 and any(ord(char) > 0xFFFF for char in text)
    return _dump(text, "'" if is_beyond else mark)


def flow_list(texts: Iterable[str]) -> str:
    """Return texts as a YAML list on one line."""
    return f"[{', '.join(map(scalar, texts))}]"


def field_lines(name: str, value: str) -> list[str]:
    """Return the lines of a field; a long text in several."""
    if len(value) > _MAX_WIDTH and value.isprintable():
        lines = textwrap.wrap(value, _MAX_WIDTH, break_long_words=False, break_on_hyphens=False)
        return [f"{name}: >-", *(f"  {line}" for line in lines)]
    return [f"{name}: {scalar(value)}"]


def list_lines(name: str, values: Iterable[str]) -> list[str]:
    """Return the lines of a field with a list: one, if they fit."""
    items = [*values]
    line = f"{name}: {flow_list(items)}"
    return [line] if len(line) <= _MAX_WIDTH else [f"{name}:", *(f"  - {scalar(item)}" for item in items)]


def _dump(text: str, style: str | None = None) -> str:
    written = yaml.safe_dump(text, default_style=style, allow_unicode=True, width=sys.maxsize)
    return written.removesuffix("\n").removesuffix("\n...")
