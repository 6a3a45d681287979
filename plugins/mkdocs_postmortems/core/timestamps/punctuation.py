"""Skips what surrounds a timestamp: markup, words such as "about", separators. Positions are indices in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENING = re.compile(r"(?:[\s*_`({\[|>‐-―•]|<(?:b|i|em|strong|time|code|u)\b[^<>]{0,80}>|\*)+")
_DASH_OPENING = re.compile(r"[-–—]\s*(?=[\d*~])")
_APPROX = re.compile(
    r"""(?: ~ | ≈ | ± | c\. | ca\.?(?![a-z]) | circa\b | approx(?:\.|imately)?(?![a-z])
        | roughly\b | about\b | around\b | before\b | after\b | by\b | early\b | late\b
        | shortly\ (?:before|after)\b
        | gegen\b | etwa\b | ungefähr\b | kurz\ (?:vor|nach)\b | vers\b | environ\b | hacia\b | sobre\ las\b
        | cerca\ de\b
        | por\ volta\ d[aeo]s?\b | verso\b | circa\ le\b | rond\b | omstreeks\b | ok\. | około\b | 約 | 大约 | 约
        )[\s*_`]*""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_APPROX = re.compile(r"\s*\(?(?:approx\.?|approximately|estimated|est\.|ish)\)?(?![a-z])", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"""(?: (?:at|on|between|from|since|until)\b | @ ) \s+
    |   (?:um|am|ab|seit|bis|à|le|dès|depuis|a\ las|a\ la|el|desde|às|as|em|no\ dia|alle\ ore|alle|dalle|ore
        |godz\.?|kl\.?|klokken|klokka|klockan|il|om|op|vanaf|sinds|o|od
        |dnia)\b \s+ (?=\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE_TIME_JOINT = re.compile(
    r"""(?: T(?=\d) | [\s*_`,@|/–—-]
    |   \b(?:at|between|from|de|um|gegen|ab|von|à|a\ las|às|alle|om|o
        |klokken|klokka|klockan)\b
    |   \b(?:godz|kl|ca(?=\.?\skl))\b\.? )+""",
    re.IGNORECASE | re.VERBOSE,
)
_FOOTNOTE = re.compile(r"\s*\[\^[^\[\]\s]{1,40}\]")
_CLOSING_TAG = re.compile(r"\s*</(?:b|i|em|strong|time|code|u)>")
_CLOSERS = {"*": "*", "_": "_", "`": "`", "(": ")", "[": "]", "{": "}"}
_SEPARATOR = re.compile(
    r"\s*(?:[:：|]|[-–—‐―]+>?|→|=>|\.(?=\s)|\.(?=[*_]{1,3}\s))\s*|\s*[,、，]\s*(?=\s|[^\x00-\x7f])\s*"
)


class SkippedText(NamedTuple):
    """Where skipped text ends, and whether a word in it makes the timestamp approximate."""

    end: int
    approx: bool


def skip_opening(text: str, *, allow_preposition: bool) -> SkippedText:
    """Skip what may precede a timestamp; with `allow_preposition` also words such as "at"."""
    patterns = (_OPENING, _APPROX, _PREPOSITION) if allow_preposition else (_OPENING, _APPROX)
    match = _DASH_OPENING.match(text)
    position, approx, moved = match.end() if match else 0, False, True
    while moved:
        moved = False
        for pattern in patterns:
            if (match := pattern.match(text, position)) and match.end() > position:
                approx = approx or pattern is _APPROX
                position, moved = match.end(), True
    return SkippedText(position, approx)


def skip_joint(text: str, position: int) -> SkippedText:
    """Skip what joins a day and a time: `T`, a comma, "at", "at about"."""
    approx = False
    for _ in range(3):
        if match := _DATE_TIME_JOINT.match(text, position):
            position = match.end()
        if match := _APPROX.match(text, position):
            approx, position = True, match.end()
    return SkippedText(position, approx)


def skip_approx(text: str, position: int) -> SkippedText:
    """Skip a word such as "about" before a time."""
    match = _APPROX.match(text, position)
    return SkippedText(match.end(), approx=True) if match else SkippedText(position, approx=False)


def skip_approx_remark(text: str, position: int) -> SkippedText:
    """Skip a remark such as "(approx.)" after a timestamp."""
    match = _AFTER_APPROX.match(text, position)
    return SkippedText(match.end(), approx=True) if match else SkippedText(position, approx=False)


def skip_closing(text: str, position: int, opened: str) -> int:
    """Skip spaces, footnote marks, closing tags, and what closes the markup opened before the timestamp, each once."""
    closers = [_CLOSERS[mark] for mark in opened if mark in _CLOSERS]
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif text[position] in closers:
            closers.remove(text[position])
            position += 1
        elif match := _FOOTNOTE.match(text, position) or _CLOSING_TAG.match(text, position):
            position = match.end()
        else:
            break
    return position


def skip_separator(text: str, position: int) -> int | None:
    """Return the position after the separator at `position`, or `None` if there is none."""
    match = _SEPARATOR.match(text, position)
    return match.end() if match else None


def still_open(opened: str, after: str) -> str:
    """Return the markup characters of `opened` that `after` does not close."""
    return "".join(mark for mark in opened if mark in _CLOSERS and _CLOSERS[mark] not in after)
