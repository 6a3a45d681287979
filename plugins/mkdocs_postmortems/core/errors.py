"""Mistakes of whoever runs the program; mistakes of authors are `Problem` values instead."""

from __future__ import annotations

from typing import ClassVar


class PostmortemsError(Exception):
    """The program cannot go on, and the message says what to do about it."""


class OptionError(PostmortemsError, ValueError):
    """The value of an option in mkdocs.yml is not what it has to be.

    Also a `ValueError`, which pydantic gathers with what it finds itself.
    """

    subject: ClassVar[str] = ""
    """Stands before every message of the class."""

    def __init__(self, message: str, *keys: str) -> None:
        """Remember where it is wrong.

        Args:
            message: What is, and what is expected.
            keys: The keys that lead to the place, from the option inwards; none where the whole option is meant.
        """
        super().__init__(f"{self.subject}{message}")
        self.keys = keys
