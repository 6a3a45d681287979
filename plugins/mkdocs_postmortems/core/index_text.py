"""Cuts text into the tokens of the full-text index. `search-tokens.js` implements the same rules for queries.

Pagefind's words are what stands between spaces. Two kinds of text have none where a reader looks for a word:

- Scripts without spaces between words, and Korean, whose particles are joined to words: each run is written as
  overlapping pairs of characters, and its last character, so that every part of it is a phrase of the index.
- Words that contain signs or end in digits, such as `/v2/orders`, `v2.14.3` or `a_b`: each part is a token of its own.
  Words of letters with hyphens and apostrophes stay whole, since Pagefind finds them with their parts.

What belongs together is marked, so that results are shown as written. Marks are ASCII punctuation, which Pagefind keeps
in the text and drops from its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

UNSPACED = (
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u0f40-\u0fbc\u1000-\u103f\u1050-\u108f\u1100-\u11ff\u1780-\u17d3"
    r"\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f"
)
"""Characters of scripts that have no spaces between words, and of Korean, as ranges of a regular expression."""

SIGNS = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2010-\u2027\u2030-\u205e\u20a0-\u20cf"
    r"\u2190-\u21ff\u3001-\u3004\u3008-\u3020\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""Characters that are no part of a word, as ranges of a regular expression."""

JOINED = "~|"
"""Mark at the end of a token that is followed by the next without a space."""

PAIR = "~||"
"""Mark at the end of two characters of which the second begins the next token, too."""

UNDERSCORE = "~!"
"""Stands for an underscore, which Pagefind takes for a letter."""

_MARKS = "".join(one for one in map(chr, range(0x10000)) if unicodedata.category(one).startswith("M"))
_OVERLAP = re.compile(rf"[{UNSPACED}][{_MARKS}]*{re.escape(PAIR)} ")
_JOIN = re.compile(rf"{re.escape(JOINED)} ")
_HAS_UNSPACED = re.compile(rf"[{UNSPACED}]")
_CHARACTER = re.compile(rf"[{UNSPACED}][{_MARKS}]*")
_PIECE = re.compile(rf"(?:[{UNSPACED}][{_MARKS}]*)+|[^{UNSPACED}]+")
_WHOLE = re.compile(rf"[{SIGNS}]*[^0-9{SIGNS}]+(?:[-'’][^0-9{SIGNS}]+)*[{SIGNS}]*")
_SIGNS_ONLY = re.compile(rf"[{SIGNS}]+")
_PART = re.compile(rf"(?:(?<![{SIGNS}])[{SIGNS}]++)?[^{SIGNS}]++[{SIGNS}]*+")
_NUMBERED = re.compile(rf"([{SIGNS}]*[^0-9{SIGNS}]+)([0-9]+[{SIGNS}]*)")


def index_text(text: str) -> str:
    """Return a text as tokens for the index, with single spaces between them."""
    return " ".join(word if word.isascii() and word.isalpha() else _index_word(word) for word in text.split())


def written_text(tokens: str) -> str:
    """Return the text that `index_text` was given, with single spaces."""
    return _JOIN.sub("", _OVERLAP.sub("", tokens)).replace(UNDERSCORE, "_")


@lru_cache(maxsize=1 << 16)
def _index_word(word: str) -> str:
    if _WHOLE.fullmatch(word) and not _HAS_UNSPACED.search(word):
        return word.replace("_", UNDERSCORE)
    *joined, last = _tokens(word)
    return " ".join((*(token if token.endswith(PAIR) else token + JOINED for token in joined), last))


def _tokens(word: str) -> list[str]:
    """Return the tokens of a word, pairs with their mark. Signs between others belong to the token before them."""
    found: list[str] = []
    before = ""
    for piece in _PIECE.findall(word):
        if not _SIGNS_ONLY.fullmatch(piece):
            first, *others = _pairs(piece) if _HAS_UNSPACED.match(piece) else _parts(piece)
            found += (before + first, *others)
            before = ""
        elif found:
            found[-1] += piece
        else:
            before = piece
    return found or [before]


def _pairs(run: str) -> Iterator[str]:
    characters = _CHARACTER.findall(run)
    yield from (f"{one}{other}{PAIR}" for one, other in pairwise(characters))
    yield characters[-1]


def _parts(piece: str) -> Iterator[str]:
    for part in _PART.findall(piece):
        numbered = _NUMBERED.fullmatch(part)
        yield from (one.replace("_", UNDERSCORE) for one in (numbered.groups() if numbered else (part,)))
