"""What must not occur in a view, and what stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_SHOWN_LENGTH = 80


class FingerprintKind(StrEnum):
    """What a canary was made from."""

    ID = "id"
    TITLE = "title"
    FILE = "file name"
    NAME = "name"
    SENTENCE = "sentence"
    IDENTIFIER = "identifier"
    WORD = "word"


class GapRule(StrEnum):
    """What may stand between the words of a canary for it to be one."""

    EXACT = "exact"
    """What the author wrote: `ops-12` is not `ops 12`, which may be a name beside a number."""
    TIGHT = "tight"
    """Characters that identifiers have inside: `kafka-broker-7` is `kafka_broker_7`."""
    NARROW = "narrow"
    """A few characters that do not part cells, values or paragraphs."""
    PROSE = "prose"
    """Anything but the end of a sentence."""
    ANY = "any"
    """Anything: so many words in one order are no chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenText:
    """Something outside of a view: a document, a part of one, or a file."""

    path: str
    """Posix path in the folder of postmortems. Its parts are searched for as well."""
    id: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    """People, teams, customers, roles: whatever is a name."""
    text: str = ""
    """Markdown or plain text, with or without front matter."""


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """A sequence of words that only a leak brings into a tree. Two are the same if they are one object."""

    kind: FingerprintKind
    paths: tuple[str, ...]
    """The hidden documents that it comes from."""
    shown: str
    """As it was written, shortened."""
    words: tuple[str, ...]
    gap: GapRule
    literal: str
    """As it was written, folded; for what must be exactly so."""


@dataclass(frozen=True, slots=True)
class FingerprintMatch:
    """A place where a canary was found."""

    fingerprint: Fingerprint
    excerpt: str
    """The folded text around it."""


def shorten(text: str) -> str:
    """Return a text in one line that fits into a message."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN_LENGTH else f"{line[: MAX_SHOWN_LENGTH - 1]}…"
