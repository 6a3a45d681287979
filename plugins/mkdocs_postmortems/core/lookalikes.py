"""Folds characters that look alike, so that a word is recognised however it is spelled to the eye."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LOOKALIKES = {
    "!": "\u01c3\u2d51",
    "'": (
        "\u02b9\u02bb\u02bc\u02bd\u02be\u02c8\u02ca\u02cb\u02f4\u055a\u055d\u144a\u16cc\u2018\u2019"
        "\u201b\u2032\u2035\ua78c"
    ),
    "*": "\u204e\u2217",
    "-": "\u02d7\u2043\u2212\u2796\u2cba",
    "/": "\u1735\u2041\u2044\u2215\u2571\u27cb\u29f8\u2cc6\u3033\u30ce\u31d3\u4e3f",
    ":": "\u02d0\u02f8\u0589\u0903\u0a83\u16ec\u1803\u1809\u205a\u2236\ua4fd\ua789",
    "<": "\u02c2\u1438\u16b2\u2039\u276e",
    "=": "\ua4ff",
    ">": "\u02c3\u1433\u203a\u276f",
    "?": "\u0241\u0294\u097d\u13ae\ua6eb",
    "a": "\u0251\u0391\u03b1\u0410\u0430\u13aa\u15c5\u237a\ua4ee\uab7a",
    "b": "\u0184\u0392\u0412\u042c\u0432\u13cf\u13f4\u13fc\u1472\u15af\u15f7\ua4d0\ua7b4",
    "c": "\u0421\u0441\u13df\u22f4\u2c88\u2c89\u2ca4\u2ca5\ua4da\uab9b\uabaf",
    "d": "\u0501\u13a0\u13e7\u146f\u15de\u15ea\ua4d2\ua4d3\uab70",
    "e": "\u0395\u0415\u0435\u04bd\u13ac\u212e\u22ff\u2d39\ua4f0\uab7c\u025b\u03b5\u0404\u0454\u0511",
    "f": "\u03dc\u0584\u15b4\u1e9d\ua4dd\uab35",
    "g": "\u018d\u0261\u050c\u050d\u0581\u13c0\u13f3\u13fb\ua4d6\uab90",
    "h": "\u0397\u041d\u043d\u04bb\u0570\u13bb\u13c2\u157c\u2c8e\ua4e7\ua727\uab8b",
    "i": "\u0131\u0269\u03b9\u0456\u04cf\u13a5\u2373\ua647\uab75",
    "j": "\u037f\u03f3\u0408\u0458\u13ab\u148d\ua4d9\uab7b",
    "k": "\u0138\u039a\u041a\u13e6\u16d5\u2c94\ua4d7\u03ba\u043a",
    "l": (
        "\u0196\u01c0\u0399\u0406\u04c0\u06f1\u13de\u14aa\u16c1\u2223\u23fd\u2c92\u2cd0\u2cd1\u2d4f\ua4e1\ua4f2\uabae"
    ),
    "m": "\u028d\u039c\u03fa\u041c\u13b7\u15f0\u16d6\u2c98\ua4df\uab51",
    "n": "\u039d\u0578\u057c\u2c9a\ua4e0",
    "o": (
        "\u039f\u03bf\u03c3\u041e\u043e\u0555\u0585\u06f5\u0966\u09e6\u0a66\u0ae6\u0b20\u0b66\u0be6"
        "\u0c02\u0c66\u0c82\u0ce6\u0d02\u0d20\u0d66\u0d82\u0e50\u0ed0\u101d\u1040\u10ff\u12d0\u1d11"
        "\u2c9e\u2c9f\u2d54\u3007\ua4f3"
    ),
    "p": "\u03a1\u03c1\u0420\u0440\u13e2\u146d\u1d29\u2374\u2ca2\u2ca3\ua4d1\uabb2",
    "q": "\u051b\u0563\u0566\u1d90\u2d55",
    "r": "\u01a6\u0433\u13a1\u13d2\u1587\u1d26\u2c85\ua4e3\uab48\uab71\uab81\uaba2",
    "s": "\u01bd\u0405\u0455\u054f\u13d5\u13da\ua4e2\uabaa",
    "t": "\u03a4\u03c4\u0422\u0442\u13a2\u13bf\u22a4\u27d9\u2ca6\ua4d4\uab72",
    "u": "\u03c5\u054d\u057d\u1200\u144c\u222a\u22c3\ua4f4\ua79f",
    "v": "\u03bd\u0474\u0475\u06f7\u13d9\u142f\u2228\u22c1\u2d38\ua4e6\ua6df\uaba9",
    "w": "\u026f\u0461\u051c\u051d\u0561\u13b3\u13d4\ua4ea\uab83",
    "x": ("\u00d7\u03a7\u0425\u0445\u1541\u157d\u166d\u166e\u16b7\u2573\u292b\u292c\u2a2f\u2cac\u2d5d\ua4eb\ua7b3"),
    "y": "\u0263\u03a5\u03b3\u0423\u0443\u04ae\u04af\u10e7\u13a9\u13bd\u2ca8\ua4ec",
    "z": "\u0396\u13c3\ua4dc\uab93",
    "{": "\u2774",
    "}": "\u2775",
}
"""ASCII character -> characters of other scripts that look like it.

From `confusables.txt` of Unicode Technical Standard 39, version 15.1: single characters of the basic plane that neither
compatibility decomposition nor the name of a Latin letter resolves. Letters like epsilon count as `e`, kappa as `k`.
"""
_ASCII_BY_LOOKALIKE = {char: ascii_char for ascii_char, chars in LOOKALIKES.items() for char in chars}
_LATIN_NAME = re.compile(r"LATIN .*(?:LETTER|CAPITAL) ([A-Z])(?: |$)")
"""Unicode names of variants of one Latin letter, such as `LATIN LETTER SMALL CAPITAL A`."""
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that are letters or symbols by category, and are drawn as nothing."""
_NO_CONTROLS = dict.fromkeys({*range(32), 127} - {ord("\t"), ord("\n")}, "")
"""For `str.translate`: control characters that nothing draws."""


def fold(text: str) -> str:
    """Return a text in lower case, with look-alikes as ASCII characters and without invisible characters and marks.

    Line feeds stay where they are, so that the number of a line is that in the original.
    """
    return text.translate(_NO_CONTROLS).lower() if text.isascii() else "".join(map(_fold_char, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char.isascii():
        return char.translate(_NO_CONTROLS).lower()
    return "".join(map(_fold_decomposed, unicodedata.normalize("NFKD", char)))


def _fold_decomposed(char: str) -> str:
    if char.isascii():
        return char.lower()
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me") or char in _BLANK_LETTERS:
        return ""
    if category[0] == "Z" or category == "Cc":
        return " "
    if category == "Pd":
        return "-"
    if latin := _LATIN_NAME.match(unicodedata.name(char, "")):
        return latin[1].lower()
    return _ASCII_BY_LOOKALIKE.get(char, char.lower())
