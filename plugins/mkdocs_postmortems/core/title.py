"""Titles as they are shown: what stands in backticks is code where there can be markup, and plain where not."""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(r"(`+)(?!`)(.{1,300}?)(?<!`)\1(?!`)")


def with_code(title: str) -> str:
    """Return a title as HTML: its code as code, all else as the text that it is."""
    return _CODE.sub(lambda found: f"<code>{found[2].strip()}</code>", escape(title))


def without_code(title: str) -> str:
    """Return a title as plain text."""
    return _CODE.sub(lambda found: found[2].strip(), title)
