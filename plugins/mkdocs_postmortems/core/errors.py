"""Mistakes of whoever runs the program; mistakes of authors are `Problem` values instead."""

from __future__ import annotations


class PostmortemsError(Exception):
    """The program cannot go on, and the message says what to do about it."""
