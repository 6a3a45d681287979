"""Rules about imports that the contracts in pyproject.toml cannot say."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs_postmortems.core.check.registry import ALL_CODES
from mkdocs_postmortems.core.facets import FACETS
from mkdocs_postmortems.core.pages.search_filters import build_filters

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


def _makers(name):
    """Return the modules that call a class, hand it to something that might, or give it another name."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            passed = [*node.args, *(word.value for word in node.keywords)] if isinstance(node, ast.Call) else []
            renamed = isinstance(node, ast.alias) and node.name == name and node.asname not in (None, name)
            if renamed or any(_is_named(part, name) for part in (called, *passed)):
                found.add(path.relative_to(PACKAGE).as_posix())
    return found


def _is_named(node, name):
    return getattr(node, "id", getattr(node, "attr", None)) == name


@pytest.mark.slow
def test_views_are_made_by_the_loader_alone():
    """Whoever needs one asks for it by the name of an audience."""
    assert _makers("View") == {"core/view_builder.py"}
    # Control case: the operator's collections are made in two places.
    assert _makers("OperatorCorpus") == {"cli/corpus.py", "core/check/linter.py", "core/view_builder.py"}


SITE_ROOMS = (
    "site",
    "build",
    "publishing",
    "deploy",
    "core/pages",
    "core/insights",
    "core/search",
    "core/facet_values.py",
)


@pytest.mark.parametrize("room", SITE_ROOMS)
def test_what_makes_a_site_knows_views_alone(room):
    """The operator's documents are named nowhere where pages, feeds and indexes are made."""
    paths = [PACKAGE / room] if room.endswith(".py") else sorted((PACKAGE / room).rglob("*.py"))
    operators = re.compile(r"\b(OperatorCorpus|build_operator_corpus|Readable)\b")

    assert paths
    assert [path.name for path in paths if operators.search(path.read_text(encoding="utf-8"))] == []


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


TEMPLATES = sorted(path for folder in ("templates", "theme_overrides") for path in (PACKAGE / folder).rglob("*.html"))
SCRIPTS = sorted((PACKAGE / "templates").rglob("*.js"))
FACET_MODULES = sorted(
    path
    for part in ("core/pages", "core/insights", "core/search", "core/similar", "site", "cli")
    for path in (PACKAGE / part).glob("*.py")
)
"""Modules that show, find or ask for facets."""
NOT_OF_A_FACET = {
    ("core/pages/home_page.py", "Contributing factors"): "a section of a document",
    ("core/pages/timeline_view.py", "Detection"): "a kind of event",
    ("core/similar/bm25.py", "factors"): "a source of terms",
    ("core/similar/browser_export.py", "severity"): "a key of a result's card",
    "cli/output.py": "fields of a document, by the names that its front matter has",
    "cli/matches.py": "as above",
    "cli/adopt.py": "as above",
    "cli/prompts.py": "what a question asks for",
    "cli/new_prompts.py": "as above",
    ("templates/postmortems/home.html", "team"): "an attribute of a row",
    ("templates/postmortems/index.html", "team"): "as above",
    "templates/postmortems/partials/facts.html": "labels of a document's own fields",
    "templates/postmortems/partials/causal_chain.html": "as above",
}
"""What is spelled like a fact of a facet and is none: a word of a file, or all of a file; with the reason."""


def _literals(path):
    """Strings of a module, those between the braces of f-strings too, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_addresses_of_facets_are_in_their_table_alone():
    """Neither code nor templates nor scripts name the folder of a facet's pages."""
    address = re.compile(rf"(?<![\w-])(?:{'|'.join(facet.url for facet in FACETS)})/")
    modules = {path: "\n".join(_literals(path)) for path in PACKAGE.rglob("*.py")}
    shown = {path: path.read_text(encoding="utf-8") for path in (*TEMPLATES, *SCRIPTS)}
    found = {path.name: address.findall(text) for path, text in (modules | shown).items() if address.search(text)}

    assert found == {}


def test_what_a_facet_is_called_is_in_its_row_alone():
    """Its id, filter and heading are spelled nowhere where facets are shown, found or asked for."""
    words = {word for facet in FACETS for word in (facet.id, facet.filter_key, facet.heading)}
    quoted = re.compile(rf"[\"'>]({'|'.join(sorted(words, key=len, reverse=True))})[\"'<]")
    found = {(path, word) for path in FACET_MODULES for word in _literals(path) if word in words}
    found |= {(path, word) for path in TEMPLATES for word in quoted.findall(path.read_text(encoding="utf-8"))}
    named = {(path.relative_to(PACKAGE).as_posix(), word) for path, word in found}

    files = {name for name, _ in named}

    assert {one for one in named if one not in NOT_OF_A_FACET and one[0] not in NOT_OF_A_FACET} == set()
    assert {one for one in NOT_OF_A_FACET if one not in named and one not in files} == set()


def test_scripts_name_only_filters_that_there_are():
    """What a result shows of itself, it takes from filters by their keys."""
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    named = {
        key for text in texts for key in re.findall(r"\bfilters\.(\w+)(?!\w*\()|valuesOf\([\w.]+, \"(\w+)\"", text)
    }
    keys = {key for pair in named for key in pair if key}

    assert keys >= {"service", "severity", "kind"}
    assert keys <= {one.key for one in build_filters()}


@pytest.mark.slow
@pytest.mark.parametrize(("command", "loads"), [("build", False), ("verify", False), ("check", True)])
def test_only_what_checks_loads_the_rules(command, loads):
    """Their patterns take a tenth of the time in which a build finds that nothing has changed."""
    code = (
        f"import sys, mkdocs_postmortems.cli.{command}; print('mkdocs_postmortems.core.check.registry' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout == f"{loads}\n"
