"""Rules about imports that the contracts in pyproject.toml cannot say."""

import ast
import re
from pathlib import Path

import pytest
from mkdocs_postmortems.core.check.registry import ALL_CODES

PACKAGE = Path(__file__).parent.parent / "plugins" / "mkdocs_postmortems"
CORE = sorted((PACKAGE / "core").rglob("*.py"))
ONLY = {
    "pathlib": {"PurePath", "PurePosixPath"},
    "datetime": {"UTC", "date", "datetime", "time", "timedelta", "timezone", "tzinfo"},
}


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_core_touches_no_file_and_no_clock(path):
    """No module of the core opens files, or asks for the time of day."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    named = {
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ONLY
        for alias in node.names
    }

    assert not calls & {"open", "print", "input", "datetime.now", "date.today", "datetime.today", "time.time"}
    assert {name for module, name in named if name not in ONLY[module]} == set()


def test_every_code_that_is_used_is_in_the_table():
    """A diagnostic can be looked up by its code, and no code of the registry is unused."""
    modules = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "diagnostic_codes"]
    used = {code for path in modules for code in re.findall(r'"(P[MCV]\d{3})"', path.read_text(encoding="utf-8"))}

    assert used == set(ALL_CODES)


def test_no_code_looks_into_the_words_of_a_message():
    """What programs need of a diagnostic has a field of its own: nothing searches, splits or compares messages."""
    searched = re.compile(
        r"\.message\.(?!encode)\w+\(|\bin \w+\.message\b|\.message (?:not )?in\b|\.message [=!]=|\(\w+\.message,"
        r"|re\.\w+\([^()\n]*\.message\b"
    )
    found = [
        (path.name, line)
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if searched.search(line)
    ]

    assert found == []


def test_nobody_is_blamed():
    """The shipped taxonomy has no factor that calls people the cause."""
    text = (PACKAGE / "resources" / "taxonomy.yml").read_text(encoding="utf-8").lower()

    assert not re.search(r"human[-_ ]error|operator[-_ ]error|careless", text)
