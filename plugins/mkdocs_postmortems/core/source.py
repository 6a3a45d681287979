"""A source file's text and the places in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar


@dataclass(frozen=True, slots=True)
class Source:
    """One text file as it was read. Lines end with a line feed; there is no byte order mark."""

    path: str
    """Posix path that users recognise: relative to the folder of postmortems, or as given."""
    text: str

    def __post_init__(self) -> None:
        if "\r" in self.text or self.text.startswith("\ufeff"):
            text = self.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            object.__setattr__(self, "text", text)

    @property
    def lines(self) -> list[str]:
        """The text's lines without their ends; line 1 is at index 0."""
        return self.text.split("\n")


T = TypeVar("T")


class Located(NamedTuple, Generic[T]):
    """A value that was read, and its line; `None` if no line of the body says so."""

    value: T
    line: int | None
