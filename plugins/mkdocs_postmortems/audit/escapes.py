"""Decodes escaped text: HTML entities, percent-encoding, backslash escapes of JSON, JavaScript and CSS, base64."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

_ROUNDS = 3
"""How often escapes are decoded. Three are needed for JSON in an HTML attribute in a feed."""
_BACKSLASH = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbfv0\"'/\\`]))")
_CSS = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_RUN = re.compile(r"[^\s<>\"']++")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BASE64 = re.compile(r"(?=[A-Za-z0-9+/_-]{20})(?:[A-Za-z0-9+/]{20,}+(?:\r?\n[A-Za-z0-9+/]{4,}+)*+|[A-Za-z0-9_-]{20,}+)")
"""It looks ahead only for speed: most words are short."""
_LAST = 0x10FFFF


def unescaped(text: str, *, css: bool = False) -> Iterator[str]:
    """Yield the escaped parts of a text decoded once, then twice, and so on, until no escapes are left.

    Args:
        text: the text as written.
        css: whether to decode the escapes of CSS as well.
    """
    current = text
    for _ in range(_ROUNDS):
        parts = [*_backslashes(current), *_percents(current), *_entities(current)]
        if css:
            parts.append(_CSS.sub(lambda match: _char(match[1]), current))
        current = "\n".join(part for part in parts if part)
        if not current:
            return
        yield current


def _entities(text: str) -> Iterator[str]:
    """Yield a text with entities decoded, if it has any."""
    if "&" in text and (decoded := html.unescape(text)) != text:
        yield decoded


def _backslashes(text: str) -> Iterator[str]:
    """Yield the lines of a text that have escapes of JSON or JavaScript, decoded."""
    if "\\" not in text:
        return
    lines = "\n".join(line for line in text.split("\n") if "\\" in line)
    decoded = _BACKSLASH.sub(
        lambda match: _char(match[1] or match[2] or match[3]) if not match[4] else _short(match), lines
    )
    if decoded != lines:
        yield _SURROGATES.sub(_pair, decoded)


def _percents(text: str) -> Iterator[str]:
    """Yield each run of characters that is percent-encoded, decoded."""
    if "%" in text and _PERCENT.search(text):
        for written in dict.fromkeys(run for run in _RUN.findall(text) if "%" in run):
            yield unquote(written.replace("+", " "), errors="replace")


def _short(match: re.Match[str]) -> str:
    return match[4] if match[4] in "\"'/\\`" else " "


def _char(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code <= _LAST else " "


def _pair(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def base64_runs(text: str) -> Iterator[str]:
    """Yield the runs of characters that may be base64, such as long names in links."""
    yield from _BASE64.findall(text)


def decode_base64(run: str) -> Iterator[bytes]:
    """Yield the bytes of a run at four offsets: where the encoded text begins is not known."""
    plain = "".join(run.split()).replace("-", "+").replace("_", "/")
    for offset in range(4):
        part = plain[offset:]
        part = part[: len(part) - (len(part) % 4 == 1)]
        yield base64.b64decode(part + "=" * (-len(part) % 4))
