"""Finds our own words: what pages and scripts say, by their English texts, as the source code has them.

Also brings the words of a catalogue up to date, without what a translator writes.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import mkdocs_postmortems
import yaml
from jinja2 import Environment, nodes

PACKAGE = Path(mkdocs_postmortems.__file__).parent
_CALLS = {"Message": 0, "text": 0, "Fact": 0}
_SCRIPT_TEXT = re.compile(r'\btext\("((?:[^"\\]|\\.)*)"')
_SCRIPT_COUNT = re.compile(r'\bcount\("((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"')


def page_words() -> dict[str, str]:
    """Return the texts of pages: pattern -> its form for one, if it counts."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.glob("[cs][oi]*e/**/*.py")):  # core and site
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= dict(_python_words(tree))
    for folder in ("templates", "theme_overrides"):
        for path in sorted((PACKAGE / folder).rglob("*.html")):
            found |= dict(_template_words(path))
    return found


def _python_words(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what is given to `Message`, or is assigned to `pattern` before."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in _CALLS:
                one = _strings(node.args[1]) if len(node.args) > 1 else []
                yield from ((text, one[0] if one else "") for text in _strings(node.args[0]))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "pattern":
            yield from ((text, "") for text in _strings(node.value))


def _strings(node: ast.expr) -> list[str]:
    """Return the literals that an expression may be: itself, or the two ends of a condition."""
    if isinstance(node, ast.IfExp):
        return _strings(node.body) + _strings(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _template_words(path: Path) -> Iterator[tuple[str, str]]:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "pm_text":
            texts = [arg.value for arg in call.args if isinstance(arg, nodes.Const)]
            yield texts[0], texts[1] if len(texts) > 1 else ""


def script_words() -> dict[str, str]:
    """Return the texts of scripts: pattern -> its form for one, if it counts."""
    found: dict[str, str] = {}
    for path in sorted((PACKAGE / "templates").rglob("*.js")):
        script = path.read_text(encoding="utf-8")
        found |= dict.fromkeys(_SCRIPT_TEXT.findall(script), "")
        found |= dict(_SCRIPT_COUNT.findall(script))
    return found


def with_words(catalogue: str, section: str, words: Iterable[str]) -> str:
    """Return a catalogue whose section has an entry for each text: those that are missing are added, untranslated.

    Entries of texts that nothing says any more are removed; the other lines stay as they are.
    """
    body = re.search(rf"(?<=^{section}:\n)(?:(?:  .*)?\n)*", catalogue, re.MULTILINE)
    assert body, section
    entries = {_key(entry): entry for entry in re.findall(r"^  \S.*\n(?:(?:    .*)?\n)*", body[0], re.MULTILINE)}
    missing = [f'  {json.dumps(word, ensure_ascii=False)}: ""\n' for word in words if word not in entries]
    kept = "".join(entry for word, entry in entries.items() if word in words)
    blank = "\n" if body[0].endswith("\n\n") else ""
    return (
        catalogue[: body.start()]
        + kept.rstrip("\n")
        + "\n" * bool(kept)
        + "".join(missing)
        + blank
        + catalogue[body.end() :]
    )


def _key(entry: str) -> str:
    (key,) = yaml.safe_load(entry)
    return str(key)
