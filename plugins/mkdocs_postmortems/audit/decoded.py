"""What decoding yields: texts that bytes hide, and parts that stay dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text that somebody who has the bytes can read."""

    where: str
    """How one gets at it, from the outside: `gzip, JSON text`."""
    text: str


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that was not decoded, so that nothing is known of it."""

    where: str
    reason: str


Decoded = DecodedText | Opaque
