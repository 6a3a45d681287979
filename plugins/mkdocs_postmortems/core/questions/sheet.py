"""A sheet of questions, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One question."""

    text: str
    line: int | None = None
    """The line of the document that raises it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one part of the review."""

    key: str
    title: str
    aim: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All questions of one review."""

    path: str
    id: str
    title: str
    missing: tuple[Question, ...]
    """What the document does not say yet."""
    groups: tuple[Group, ...]
