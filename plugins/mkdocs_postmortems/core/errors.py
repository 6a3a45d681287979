"""Errors that the user who runs the program can fix. Mistakes in documents are `Diagnostic` values instead."""

from __future__ import annotations

from typing import ClassVar


class PostmortemsError(Exception):
    """The program cannot continue; the message says what to do about it."""


class OptionError(PostmortemsError, ValueError):
    """An option in mkdocs.yml has an invalid value.

    Also a `ValueError`, so that pydantic collects it with its own errors.
    """

    subject: ClassVar[str] = ""
    """Prefix of every message of the class."""

    def __init__(self, message: str, *keys: str) -> None:
        """Store the message and where the invalid value is.

        Args:
            message: What the value is, and what is expected.
            keys: The keys that lead to the value, from the option inwards; none if it is the option itself.
        """
        super().__init__(f"{self.subject}{message}")
        self.keys = keys
