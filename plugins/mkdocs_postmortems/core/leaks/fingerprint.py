"""The data of leak detection: hidden texts, their fingerprints, and matches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_SHOWN_LENGTH = 80
"""Characters of hidden text that a message quotes."""


class FingerprintKind(StrEnum):
    """The part of a hidden text that a fingerprint comes from."""

    ID = "id"
    TITLE = "title"
    FILE = "file name"
    NAME = "name"
    SENTENCE = "sentence"
    IDENTIFIER = "identifier"
    WORD = "word"


class GapRule(StrEnum):
    """What may stand between the words of a fingerprint in a text for it to match."""

    EXACT = "exact"
    """Only what the author wrote: `ops-12` does not match `ops 12`, which may be a name before a number."""
    TIGHT = "tight"
    """Separators within identifiers: `kafka-broker-7` matches `kafka_broker_7`."""
    NARROW = "narrow"
    """A few characters, except separators of table cells, values and paragraphs."""
    PROSE = "prose"
    """Anything except the end of a sentence."""
    ANY = "any"
    """Anything: so many words in this order do not occur by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenText:
    """Text that an audience may not read: a document, parts of one, or an attachment."""

    path: str
    """POSIX path relative to the source folder. Its parts become fingerprints, too."""
    id: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    """Names of people, teams, customers and roles."""
    text: str = ""
    """Markdown or plain text, with or without front matter."""


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """A sequence of words that occurs in hidden text only. Compared by identity."""

    kind: FingerprintKind
    paths: tuple[str, ...]
    """Paths of the hidden documents that contain it."""
    shown: str
    """The text as written, shortened for messages."""
    words: tuple[str, ...]
    """Normalised words, in order."""
    gap: GapRule
    literal: str
    """The text as written, normalised; compared if the gap rule is `EXACT`."""


@dataclass(frozen=True, slots=True)
class FingerprintMatch:
    """A fingerprint that a text contains."""

    fingerprint: Fingerprint
    excerpt: str
    """The normalised text around the match, on one line."""


def shorten(text: str) -> str:
    """Return a text on one line, cut to `MAX_SHOWN_LENGTH` characters."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN_LENGTH else f"{line[: MAX_SHOWN_LENGTH - 1]}…"
