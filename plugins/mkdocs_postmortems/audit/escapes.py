"""Decodes escaped text: entities, percent-encoding, backslashes, quoted-printable, joined strings, digits."""

from __future__ import annotations

import base64
import html
import quopri
import re
from collections.abc import Iterator
from urllib.parse import unquote

_ROUNDS = 3
"""How often escapes are decoded. Three are needed for JSON in an HTML attribute in a feed."""
_BACKSLASH = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbfv0\"'/\\`]))")
_CSS = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_QUOTED_PRINTABLE = re.compile(r"=(?:[0-9A-F]{2}|(?<=[^=\s]=)\r?\n)")
"""It begins with a character, which is found many times faster than one of a class."""
_JOINED_STRINGS = re.compile(r"""(?<=[^\\])["'`]\s*+\+\s*+["'`]""")
_RUN = re.compile(r"[^\s<>\"']++")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{20,}+(?:\r?\n[A-Za-z0-9+/]{4,}+)*+|[A-Za-z0-9_-]{20,}+")
_BASE64_LETTERS = bytes(
    ord("a") if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "+/_-") else 32 for code in range(256)
)
_SHORTEST_BASE64 = b"a" * 20
_BASE32 = re.compile(r"[A-Z2-7]{24,}+")
_DIGITS = re.compile(r"[0-9A-Fa-f]{24,}+")
_SPACED_DIGITS = re.compile(r"[0-9A-Fa-f]{2}[ :,]{1,2}(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ :,]{0,2}){11,}+")
_INCOMPLETE_BASE64, _INCOMPLETE_BASE32 = (1,), (1, 3, 6)
"""Numbers of characters beyond whole groups that no bytes have."""
_SPACED_DIGIT_LETTERS = bytes(ord("a") if chr(code) in "0123456789ABCDEFabcdef :,x\\" else 32 for code in range(256))
_SHORTEST_SPACED_DIGITS = b"a" * 25
_NO_DIGIT = re.compile(r"0x|[^0-9A-Fa-f]")
_LAST = 0x10FFFF


def unescaped(text: str, *, css: bool = False) -> Iterator[str]:
    """Yield the escaped parts of a text decoded once, then twice, and so on, until no escapes are left.

    Args:
        text: the text as written.
        css: whether to decode the escapes of CSS as well.
    """
    current = text
    for _ in range(_ROUNDS):
        parts = [*_backslashes(current), *_percents(current), *_entities(current), *_joined_strings(current)]
        parts += _quoted_printable(current)
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


def _quoted_printable(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text that are quoted-printable, as e-mail is, decoded. See RFC 2045, section 6.7."""
    if _QUOTED_PRINTABLE.search(text):
        for paragraph in text.replace("\r\n", "\n").split("\n\n"):
            if _QUOTED_PRINTABLE.search(paragraph):
                yield quopri.decodestring(paragraph.encode(errors="replace")).decode(errors="replace")


def _joined_strings(text: str) -> Iterator[str]:
    """Yield the lines of a program that put strings together, with one string in their place."""
    if "+" in text:
        for line in text.split("\n"):
            if "+" in line and (joined := _JOINED_STRINGS.sub("", line)) != line:
                yield joined


def _short(match: re.Match[str]) -> str:
    return match[4] if match[4] in "\"'/\\`" else " "


def _char(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code <= _LAST else " "


def _pair(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def encoded_runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield (encoding, characters) of each run that may be bytes in base64, base32 or hexadecimal digits."""
    letters = text.encode("latin-1", errors="replace")
    for run in _base64_runs(text, letters):
        yield "base64", run
        # Their characters are among those of base64, so no other part of the text has to be looked at.
        for part in _BASE32.findall("".join(run.split())):
            yield "base32", part
        for part in _DIGITS.findall(run):
            yield "hexadecimal digits", part
    for run in _spaced_digits(text, letters):
        yield "hexadecimal digits", run


def _spaced_digits(text: str, characters: bytes) -> Iterator[str]:
    """Yield what `_SPACED_DIGITS` finds, but look only where as many of its characters follow each other as it needs.

    Args:
        text: the text.
        characters: one byte for each of its characters.
    """
    letters = characters.translate(_SPACED_DIGIT_LETTERS)
    at = letters.find(_SHORTEST_SPACED_DIGITS)
    while at >= 0:
        end = letters.find(b" ", at)
        end = len(text) if end < 0 else end
        yield from _SPACED_DIGITS.findall(text, at, end)
        at = letters.find(_SHORTEST_SPACED_DIGITS, end)


def _base64_runs(text: str, characters: bytes) -> Iterator[str]:
    """Yield what `_BASE64` finds, but look only where twenty of its letters follow each other: most words are short."""
    letters = characters.translate(_BASE64_LETTERS)
    at = letters.find(_SHORTEST_BASE64)
    while at >= 0:
        found = _BASE64.match(text, at)
        if found:
            yield found[0]
        at = letters.find(_SHORTEST_BASE64, found.end() if found else at + 1)


def decode_run(how: str, run: str) -> Iterator[bytes]:
    """Yield the bytes that a run of encoded characters may stand for, once for each offset at which they may begin."""
    if how == "base64":
        plain = "".join(run.split()).replace("-", "+").replace("_", "/")
        yield from map(base64.b64decode, _at_offsets(plain, 4, _INCOMPLETE_BASE64))
    elif how == "base32":
        yield from map(base64.b32decode, _at_offsets(run, 8, _INCOMPLETE_BASE32))
    else:
        digits = _NO_DIGIT.sub("", run)
        for part in (digits, digits[1:]):
            yield bytes.fromhex(part[: len(part) // 2 * 2])


def _at_offsets(run: str, group: int, incomplete: tuple[int, ...]) -> Iterator[str]:
    """Yield a run from each offset within its first group, filled up to whole groups."""
    for offset in range(group):
        part = run[offset:]
        part = part[: len(part) - (len(part) % group in incomplete)]
        yield part + "=" * (-len(part) % group)
