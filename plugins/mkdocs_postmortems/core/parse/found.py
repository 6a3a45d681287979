"""A value together with the line that says so."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A value that was read, and its line; `None` if no line of the body says so."""

    value: T
    line: int | None
