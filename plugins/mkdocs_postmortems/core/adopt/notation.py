"""Values as YAML and TOML write them, so that any reader gets the text that was meant."""

from __future__ import annotations

import re
import textwrap

from mkdocs_postmortems.core.adopt.proposal import LISTS

_PLAIN = re.compile(
    r"[A-Za-z](?:[\w .()/+'-]*[\w.)'])?|~?\d{4}-\d\d(?:-\d\d)?(?: \d\d:\d\d(?: ?[\w+:/-]+)?)?", re.ASCII
)
"""What needs no quotes in YAML, in a list neither."""
_WORDS = frozenset("true false yes no on off null y n".split())
_WIDTH = 100
_ESCAPES = {'"': '\\"', "\\": "\\\\"}


def in_yaml(field: str, values: tuple[str, ...]) -> list[str]:
    """Return the lines of a field in YAML."""
    if field in LISTS:
        flow = f"{field}: [{', '.join(map(_scalar, values))}]"
        return [flow] if len(flow) <= _WIDTH else [f"{field}:", *(f"  - {_scalar(value)}" for value in values)]
    [value] = values
    if len(value) > _WIDTH and value.isprintable():
        lines = textwrap.wrap(value, _WIDTH, break_long_words=False, break_on_hyphens=False)
        return [f"{field}: >-", *(f"  {line}" for line in lines)]
    return [f"{field}: {_scalar(value)}"]


def in_toml(field: str, values: tuple[str, ...]) -> list[str]:
    """Return the line of a field in TOML."""
    if field in LISTS:
        return [f"{field} = [{', '.join(map(quoted, values))}]"]
    return [f"{field} = {quoted(values[0])}"]


def quoted(text: str) -> str:
    """Return a text in double quotes, as YAML and TOML both read it."""
    return f'"{"".join(map(_escaped, text))}"'


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else quoted(text)


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
