"""Which addresses may become links, and which are refused."""

from __future__ import annotations

import re

_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")
_FILE_NAME = re.compile(r"[^\s/@:?#]+\.[A-Za-z][A-Za-z0-9]{1,7}(?:[?#]\S*)?")
_SCRIPT_SCHEMES = ("javascript:", "data:", "vbscript:", "livescript:")
_LINKED_SCHEMES = ("http://", "https://", "mailto:")


def as_browsers_read(url: str) -> str:
    """Return an address with slashes for the backslashes of its path, and without tabs and line breaks.

    Browsers read it so, after https://url.spec.whatwg.org/#url-parsing: two backslashes lead to another host.
    """
    kept = re.sub(r"[\t\n\r]", "", url).strip()
    path = re.split(r"[?#]", kept, maxsplit=1)[0]
    return path.replace("\\", "/") + kept[len(path) :]


def is_safe_url(url: str) -> bool:
    """Whether an address may become a link: http, https, mailto, or a relative one. Others are shown as text."""
    text = url.strip()
    if not text or any(ord(char) < 33 for char in text) or as_browsers_read(text).startswith("//"):
        return False
    head = text.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    return ":" not in head or text.lower().startswith(_LINKED_SCHEMES)


def is_link_target(text: str) -> bool:
    """Whether the value of a field that may hold a link is one, and no name, such as `#inc-42` of a chat's channel."""
    text = text.strip()
    has_path = "/" in text.lstrip("@~") or _FILE_NAME.fullmatch(text) is not None or text.lower().startswith("mailto:")
    return is_safe_url(text) and not text.startswith(("#", "@")) and has_path


def runs_script(url: str) -> bool:
    """Whether following an address would run a script or show a document embedded in it (`javascript:`, `data:`)."""
    return _IGNORED_BY_BROWSERS.sub("", url).lower().startswith(_SCRIPT_SCHEMES)


def is_web_address(text: str) -> bool:
    """Whether the text is an absolute http(s) address."""
    return re.match(r"https?://[^\s<>\"]+$", text, re.IGNORECASE) is not None
