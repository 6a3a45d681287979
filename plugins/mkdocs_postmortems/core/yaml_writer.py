"""Values as YAML, such that reading them returns what was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_UNREPRESENTABLE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufeff\ufffe\uffff]")
"""Characters that YAML does not allow, and marks of byte order, which readers drop."""
_UNQUOTED = re.compile(r"[A-Za-z][\w ./()+'@-]*(?<! )", re.ASCII)
_RESERVED_WORDS = frozenset("true false yes no on off null y n".split())
"""What YAML takes for something other than text."""
_TIMESTAMP = re.compile(r"~?\d{4}(?:-\d\d(?:-\d\d(?: \d\d:\d\d(?: [A-Za-z+-][\w/+:-]*\w)?)?)?)?", re.ASCII)


def clean_line(text: str) -> str:
    """Return text as one line that can be written."""
    return " ".join(_UNREPRESENTABLE.sub(" ", text).split())


def scalar(text: str) -> str:
    """Return one line of text as YAML: plain where that is safe, else in quotes."""
    line = clean_line(text)
    if _TIMESTAMP.fullmatch(line) or (_UNQUOTED.fullmatch(line) and line.lower() not in _RESERVED_WORDS):
        return line
    return json.dumps(line, ensure_ascii=False).replace("\x7f", "")


def flow_list(texts: Iterable[str]) -> str:
    """Return texts as a YAML list on one line."""
    return f"[{', '.join(map(scalar, texts))}]"
