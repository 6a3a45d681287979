"""Quotes strings and writes patterns and blocks in the syntaxes of nginx, Apache and Caddy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from mkdocs_postmortems.deploy.access_policy import DeployError


def percent_encoded(text: str) -> str:
    """Return a string percent-encoded for a URL, except letters, digits and `-._~`."""
    return quote(text, safe="")


def byte_pattern(text: str) -> str:
    """Return a PCRE pattern over bytes that matches exactly this text.

    All but letters, digits, hyphens and underscores become hexadecimal escapes, so that they have no meaning in the
    pattern or in the configuration around it.
    """
    return "".join(chr(byte) if re.match(rb"[\w-]", bytes([byte])) else f"\\x{byte:02x}" for byte in text.encode())


def character_pattern(text: str) -> str:
    """Return a Go pattern over characters that matches exactly this text; non-ASCII characters are not escaped."""
    return "".join(one if ord(one) > 0x7F or re.match(r"[\w-]", one) else f"\\x{ord(one):02x}" for one in text)


def group_pattern(groups: tuple[str, ...], separator: str = ",", escape: Callable[[str], str] = byte_pattern) -> str:
    """Return a pattern that matches a separated list of groups which contains one of `groups`.

    Args:
        groups: the groups, compared exactly.
        separator: the character between the groups of the list.
        escape: the function that writes a literal text as a pattern.
    """
    boundary = escape(separator)
    return f"(?:^|{boundary})(?:{'|'.join(map(escape, groups))})(?:{boundary}|$)"


def quoted(text: str) -> str:
    """Return a string in double quotes, for nginx and Apache. `$` is not escaped; that is up to the caller."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def check_groups(groups: tuple[str, ...]) -> None:
    """Check that oauth2-proxy can pass these groups in its header and query string, both separated by commas.

    Raises:
        DeployError: a group contains a comma, or a space at its start or end.
    """
    for group in groups:
        if "," in group or group != group.strip():
            raise DeployError(
                f"group {group!r} cannot be told apart by oauth2-proxy, which parts groups by commas; rename it, or "
                "use a target that reads the claim itself, such as apache."
            )


INDENT = "    "


def braces(head: str, body: Iterable[str]) -> str:
    """Return a block in braces, for nginx and Caddy."""
    return "\n".join((f"{head} {{", *indented(body), "}"))


def section(name: str, argument: str, body: Iterable[str]) -> str:
    """Return a section in tags, for Apache; `argument` may be empty."""
    head = f"{name} {argument}" if argument else name
    return "\n".join((f"<{head}>", *indented(body), f"</{name}>"))


def indented(body: Iterable[str]) -> Iterable[str]:
    """Yield the lines of the texts, indented by one level; empty lines stay empty."""
    for text in body:
        for line in text.split("\n"):
            yield f"{INDENT}{line}" if line else ""
