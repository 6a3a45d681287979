"""The lists of files in docs/contributing.md are true."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `((?:plugins|tests)/[^`]+)` \|(?: `(\w+)`)? \|", TEXT, re.MULTILINE)
"""Each file that a recipe has somebody open, with the name in it that is edited, if one is given."""
RECIPES = {"lint rule", "page", "front matter field", "deploy target", "dialect", "language"}


def _names(path):
    """Return what a module defines at its top level."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


@pytest.mark.parametrize(("name", "place"), ROWS, ids=lambda value: value or "-")
def test_a_file_to_touch_is_there(name, place):
    """Each file of a recipe exists, and defines what is to be edited."""
    path = ROOT / name

    assert path.is_file()
    assert not place or place in set(_names(path))


def test_each_recipe_has_a_list():
    """Whoever wants to add something finds at least one file to touch."""
    sections = dict(re.findall(r"^## Add an? ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))

    assert sections.keys() == RECIPES
    assert {
        title for title, body in sections.items() if not re.search(r"^\| `(plugins|tests)/", body, re.MULTILINE)
    } == set()


def test_files_of_the_way_through_the_code_are_there():
    """Each file that the table of steps names exists in the package."""
    package = ROOT / "plugins" / "mkdocs_postmortems"
    table = TEXT.split("## Who may import whom")[0]
    named = re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`", table)

    assert len(named) > 8
    assert [name for name in named if not (package / name).exists()] == []


def test_the_layers_are_those_that_are_enforced():
    """The table of rooms has the order of the import contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    enforced = [tuple(sorted(re.findall(r"mkdocs_postmortems\.(\w+)", layer))) for layer in layers]
    table = TEXT.split("<!-- layers -->")[1].split("<!-- /layers -->")[0]
    told = [
        tuple(sorted(re.findall(r"`(\w+)`", row.split("|")[1]))) for row in table.splitlines() if row.startswith("| `")
    ]

    assert told == enforced
