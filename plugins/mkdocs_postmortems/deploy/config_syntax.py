"""Names as each language of configuration has to write them, whatever characters they are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from mkdocs_postmortems.deploy.access_policy import DeployError


def percent_encoded(text: str) -> str:
    """Return a text for an address, everything but letters, digits and `-._~` encoded."""
    return quote(text, safe="")


def byte_pattern(text: str) -> str:
    """Return a regular expression over bytes, as PCRE takes it, that matches the text and nothing else.

    What is not a letter, digit, hyphen or underscore is written as its number, so neither the language of patterns
    nor the one around it gives it a meaning.
    """
    return "".join(chr(byte) if re.match(rb"[\w-]", bytes([byte])) else f"\\x{byte:02x}" for byte in text.encode())


def character_pattern(text: str) -> str:
    """Return the same over characters, as Go takes it; those beyond ASCII stand for themselves."""
    return "".join(one if ord(one) > 0x7F or re.match(r"[\w-]", one) else f"\\x{ord(one):02x}" for one in text)


def group_pattern(groups: tuple[str, ...], separator: str = ",", escape: Callable[[str], str] = byte_pattern) -> str:
    """Return a regular expression for a text of groups in a row that holds one of these, whole."""
    parted = escape(separator)
    return f"(?:^|{parted})(?:{'|'.join(map(escape, groups))})(?:{parted}|$)"


def quoted(text: str) -> str:
    """Return a text in double quotes, for nginx and Apache; what either does with `$` is up to the caller."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def check_groups(groups: tuple[str, ...]) -> None:
    """Check that oauth2-proxy can carry these groups in its header and take them in its query, both parted by commas.

    Raises:
        DeployError: a group would be taken for several, or lose a space.
    """
    for group in groups:
        if "," in group or group != group.strip():
            raise DeployError(
                f"group {group!r} cannot be told apart by oauth2-proxy, which parts groups by commas; rename it, or "
                "use a target that reads the claim itself, such as apache."
            )


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
