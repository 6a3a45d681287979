"""The text of a source file, and values with the lines they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file. Line ends become line feeds, and a byte order mark is removed."""

    path: str
    """POSIX path as users see it: relative to the folder of postmortems, or as given."""
    text: str

    def __post_init__(self) -> None:
        if "\r" in self.text or self.text.startswith("\ufeff"):
            text = self.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            object.__setattr__(self, "text", text)

    @property
    def lines(self) -> list[str]:
        """The lines of the text without line ends; line 1 is at index 0."""
        return self.text.split("\n")


T = TypeVar("T")


class Located(NamedTuple, Generic[T]):
    """A parsed value and its line; the line is `None` if the value does not come from the body."""

    value: T
    line: int | None
