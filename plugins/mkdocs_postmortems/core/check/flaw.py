"""What a rule finds in a document, before a project says how much it matters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one line of the source that keeps its meaning."""

    line: int
    text: str
    """What the line becomes; may hold a line feed, which puts a line before it."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place that could be better."""

    line: int
    message: str
    """What is wrong; the first words in quotation marks are looked for in the line."""
    suggestion: str = ""
    """What to do about it, or better words."""
    edits: tuple[Edit, ...] = ()
    """What `--fix` does about it."""
