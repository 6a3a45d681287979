"""Finds metadata at the top of a document that has no fences, or those of other programs.

These are `Key: value` lines, the object that MDX exports, JSON, fences that are indented, and a block of code. Only
facts are read from it. Who may read a document is never taken from there: a label without fences is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock
from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields
from mkdocs_postmortems.core.frontmatter.nested_keys import NESTED_KEYS
from mkdocs_postmortems.core.frontmatter.passthrough_keys import PASSTHROUGH_KEYS
from mkdocs_postmortems.core.name_matching import to_snake_case

_LINE = re.compile(r"([A-Za-z][\w-]{0,40}):(?:[ \t]++(\S(?:.*\S)?))?[ \t]*+")
_CONTINUED = re.compile(r"[ \t]+\S.*|-[ \t]+\S.*")
_TELLING = frozenset({"title", "layout"})
"""Keys of which one is needed: `Date: …` and `Severity: …` alone are fields of the text."""
_MIN_LINES = 2
_READY = ("[", "{", '"', "'")
"""How values begin that are YAML already."""
_MDX_BEFORE = re.compile(r"\s*|import\b.*|export\s+\{[^}\n]*+\}.*|\{?/\*.*\*/\}?")
_MDX_OBJECT = re.compile(r"export\s++(?:const|let|var)\s++\w++\s*+(?::[\w<>,\s]++)?=\s*+\{\s*+")
_MDX_ENTRY = re.compile(r"\s*+[\"']?([A-Za-z]\w{0,40})[\"']?\s*+:\s*+([\"'`])(.*)\2\s*+,?\s*+")
_OTHER_FENCES = {
    "---": "---", "---yaml": "---", "---yml": "---", "---json": "---", ";;;": ";;;",
    "```yaml": "```", "```yml": "```", "```json": "```", "~~~yaml": "~~~", "~~~yml": "~~~",
}  # fmt: skip
"""How metadata begins and ends for other programs, or by a slip: `---` is indented where it is read here."""
_MAX_JSON_LINES = 200
_MDX_END = re.compile(r"\s*+\}(?:\s*+as\s++\w++)?\s*+;?\s*+")


def find_bare_block(text: str) -> FrontMatterBlock | None:
    """Return metadata without fences as a block of YAML, whose lines are those of the document; `None` without any."""
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    return _key_lines(lines, start) or _mdx_object(lines, start) or _json_object(lines, start) or _fenced(lines, start)


def _key_lines(lines: list[str], start: int) -> FrontMatterBlock | None:
    end, keys, written = start, [], []
    while end < len(lines) and lines[end].strip():
        match = _LINE.fullmatch(lines[end])
        if match and _is_known(match[1]):
            keys.append(to_snake_case(match[1]))
            written.append(f"{match[1]}: {_as_yaml(match[2] or '')}".rstrip())
        elif keys and _CONTINUED.fullmatch(lines[end]):
            written.append(lines[end])
        else:
            return None
        end += 1
    if len(keys) < _MIN_LINES or not _TELLING & {*keys}:
        return None
    return _block(lines, start, end, written)


def _mdx_object(lines: list[str], start: int) -> FrontMatterBlock | None:
    first = next((i for i in range(start, len(lines)) if not _MDX_BEFORE.fullmatch(lines[i])), len(lines))
    if first == len(lines) or not _MDX_OBJECT.fullmatch(lines[first]):
        return None
    end = next((i for i in range(first + 1, len(lines)) if _MDX_END.fullmatch(lines[i])), None)
    if end is None:
        return None
    entries = (_MDX_ENTRY.fullmatch(line) for line in lines[first + 1 : end])
    written = [f"{e[1]}: {json.dumps(e[3], ensure_ascii=False)}" if e and _is_known(e[1]) else "" for e in entries]
    return _block(lines, first + 1, end + 1, written) if any(written) else None


def _json_object(lines: list[str], start: int) -> FrontMatterBlock | None:
    """Return the object that a document begins with. It is YAML as it is written."""
    if not lines[start].startswith("{"):
        return None
    end = next((i for i in range(start, min(start + _MAX_JSON_LINES, len(lines))) if lines[i].rstrip() == "}"), start)
    inside = lines[start : end + 1]
    return _block(lines, start, end + 1, inside) if _has_known_keys(_keys_of_json("\n".join(inside))) else None


def _fenced(lines: list[str], start: int) -> FrontMatterBlock | None:
    opening = lines[start].strip().lower()
    closing = _OTHER_FENCES.get(opening)
    if closing is None:
        return None
    end = next((i for i in range(start + 1, len(lines)) if lines[i].strip() == closing), None)
    if end is None:
        return None
    inside = lines[start + 1 : end]
    is_json = next((line for line in inside if line.strip()), "").startswith("{")
    keys = _keys_of_json("\n".join(inside)) if is_json else [m[1] for line in inside if (m := _LINE.fullmatch(line))]
    return _block(lines, start + 1, end + 1, inside) if _has_known_keys(keys) else None


def _keys_of_json(text: str) -> list[str]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return list(read) if isinstance(read, dict) else []


def _has_known_keys(keys: Iterable[str]) -> bool:
    """Whether keys are those of metadata, and not of an example of some configuration."""
    known = {to_snake_case(key) for key in keys if _is_known(key)}
    return len(known) >= _MIN_LINES and bool(_TELLING & known)


def _block(lines: list[str], start: int, end: int, written: list[str]) -> FrontMatterBlock:
    body = "\n".join(lines[end:])
    return FrontMatterBlock("---", "\n".join(written) + "\n", start + 1, body, end + 1)


def _is_known(key: str) -> bool:
    name = to_snake_case(key)
    return name in FrontMatterFields.field_by_key or name in NESTED_KEYS or name in PASSTHROUGH_KEYS


def _as_yaml(value: str) -> str:
    return value if not value or value.startswith(_READY) else json.dumps(value, ensure_ascii=False)
