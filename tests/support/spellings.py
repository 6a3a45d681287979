"""Hypothesis strategies for spellings that people take for a word: slips, look-alikes, invisible characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hypothesis import strategies as st
from mkdocs_postmortems.core.lookalikes import LOOKALIKES

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\ufe0f\U000e0061\u3164"
JOINTS = ("-", "\u2010", "_", " ", "\u00a0")
MARKS = "\u0301\u0308\u0332"
MATHEMATICAL = 0x1D41A
"""Code point of the mathematical bold letter a; those after it follow the alphabet."""


@st.composite
def near_spellings(draw: Callable, word: str) -> str:
    """Return a spelling of a lower-case ASCII word that is not the word itself, nor the word in other cases."""
    change = draw(st.sampled_from([_invisible, _lookalike, _mathematical, _full_width, _mark, _joint, _slip, _plural]))
    spelled = change(draw, word)
    return spelled.upper() if draw(st.booleans()) and spelled.isascii() else spelled


def _place(draw: Callable, word: str) -> int:
    return draw(st.integers(1, len(word) - 1))


def _inserted(draw: Callable, word: str, inserted: str) -> str:
    at = _place(draw, word)
    return word[:at] + inserted + word[at:]


def _replaced(draw: Callable, word: str, replace: Callable[[str], str]) -> str:
    places = draw(st.sets(st.integers(0, len(word) - 1), min_size=1, max_size=4))
    return "".join(replace(char) if index in places else char for index, char in enumerate(word))


def _invisible(draw: Callable, word: str) -> str:
    return _inserted(draw, word, draw(st.sampled_from(INVISIBLE)))


def _lookalike(draw: Callable, word: str) -> str:
    return _replaced(draw, word, lambda char: draw(st.sampled_from(LOOKALIKES[char])))


def _mathematical(draw: Callable, word: str) -> str:
    return _replaced(draw, word, lambda char: chr(MATHEMATICAL + ord(char) - ord("a")))


def _full_width(draw: Callable, word: str) -> str:
    return _replaced(draw, word, lambda char: unicodedata.lookup(f"FULLWIDTH LATIN SMALL LETTER {char.upper()}"))


def _mark(draw: Callable, word: str) -> str:
    return _inserted(draw, word, draw(st.sampled_from(MARKS)))


def _joint(draw: Callable, word: str) -> str:
    return _inserted(draw, word, draw(st.sampled_from(JOINTS)))


def _slip(draw: Callable, word: str) -> str:
    """Drop, double, swap or replace one letter."""
    at = _place(draw, word)
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + word[at - 1] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + "x" + word[at + 1 :],
    ]
    return draw(st.sampled_from([slip for slip in slips if slip != word]))


def _plural(draw: Callable, word: str) -> str:
    return f"{word}s"
