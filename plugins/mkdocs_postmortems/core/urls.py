"""Which addresses may become links."""

from __future__ import annotations

import re

_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")
_SCRIPTS = ("javascript:", "data:", "vbscript:", "livescript:")


def runs_script(url: str) -> bool:
    """Whether following this address may run code or show content that its author smuggled in."""
    return _IGNORED_BY_BROWSERS.sub("", url).lower().startswith(_SCRIPTS)


def is_web_address(text: str) -> bool:
    """Whether the text is an absolute http(s) address."""
    return re.match(r"https?://[^\s<>\"]+$", text, re.IGNORECASE) is not None
