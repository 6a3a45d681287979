"""Nested lines of configuration."""

from __future__ import annotations

from collections.abc import Iterable

INDENT = "    "


def braces(head: str, body: Iterable[str]) -> str:
    """Return a block in braces, as nginx and Caddy write it."""
    return "\n".join((f"{head} {{", *indented(body), "}"))


def section(name: str, argument: str, body: Iterable[str]) -> str:
    """Return a section in tags, as Apache writes it."""
    head = f"{name} {argument}" if argument else name
    return "\n".join((f"<{head}>", *indented(body), f"</{name}>"))


def indented(body: Iterable[str]) -> Iterable[str]:
    """Yield lines one level further in; empty ones stay empty."""
    for text in body:
        for line in text.split("\n"):
            yield f"{INDENT}{line}" if line else ""
