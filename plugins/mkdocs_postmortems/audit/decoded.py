"""The results of decoding a file: texts, and parts that could not be decoded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text that was extracted from a file."""

    where: str
    """How it is encoded, from the outside in: `gzip, JSON text`."""
    text: str


@dataclass(frozen=True, slots=True)
class Opaque:
    """A part of a file that could not be decoded, so it may hide anything."""

    where: str
    """How it is encoded, or its name in an archive."""
    reason: str
    """Why it was not decoded, as a predicate: `is encrypted`."""


Decoded = DecodedText | Opaque
