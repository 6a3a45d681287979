"""What a new field of front matter takes, tried on a copy of the package."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import mkdocs_postmortems
import pytest

PACKAGE = Path(mkdocs_postmortems.__file__).parent
TOOLS = Path(__file__).parents[2] / "tools"
DECLARATION = """\
    customer_tickets: Annotated[
        WholeNumber, Aliases("tickets"), Field(description="Tickets that customers opened."), Fact("Customer tickets")
    ] = None
"""
EDITS = {
    "core/frontmatter/fields.py": (
        ("    slos: Annotated[", f"{DECLARATION}    slos: Annotated["),
        ("    TextMapping,\n    ZoneField,", "    TextMapping,\n    WholeNumber,\n    ZoneField,"),
    ),
    "core/model.py": (("    start_here: str", "    customer_tickets: int | None = None\n    start_here: str"),),
}
"""The two files that are edited: what the text is in each, and what takes its place."""

SCRIPT = """\
import json, sys
from click.testing import CliRunner
from generate_reference import front_matter_page
from mkdocs.__main__ import cli as mkdocs
from mkdocs_postmortems.cli import cli

def run(command, *arguments):
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout

run(mkdocs, "build", "-q")
print(json.dumps({
    "inspected": json.loads(run(cli, "inspect", "docs", "--json")),
    "printed": run(cli, "inspect", "docs/a.md"),
    "schema": json.loads(run(cli, "schema")),
    "reference": front_matter_page(),
    "page": open("site/a/index.html", encoding="utf-8").read(),
}), file=sys.stderr)
"""


@pytest.fixture(name="result", scope="module")
def _result(tmp_path_factory):
    """Add the field to a copy of the package, and return what its program makes of two documents."""
    root = tmp_path_factory.mktemp("new_field")
    copy = root / "plugins" / "mkdocs_postmortems"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name, edits in EDITS.items():
        text = (copy / name).read_text(encoding="utf-8")
        for before, after in edits:
            assert text.count(before) == 1
            text = text.replace(before, after)
        (copy / name).write_text(text, encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "a.md").write_text(
        "---\ntitle: A\nseverity: sev1\ntickets: 1200\n---\n\n## Timeline\n\n- 2024-02-03 10:00 Down\n"
    )
    (root / "docs" / "b.md").write_text("---\ntitle: B\ndate: 2024-02-04\ncustomer_tickets: many\n---\n\nDown.\n")
    (root / "mkdocs.yml").write_text(
        "site_name: Test\ntheme: {name: material, font: false}\nplugins: [postmortems]\n", encoding="utf-8"
    )
    env = {**os.environ, "PYTHONPATH": f"{copy.parent}{os.pathsep}{TOOLS}", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr.splitlines()[-1])


@pytest.mark.slow
def test_it_is_read_and_its_type_is_checked(result):
    """By each of its names; what is no number is a problem at its line, and the field stays empty."""
    first, second = result["inspected"]

    assert first["customer_tickets"] == 1200
    assert first["lines"]["customer_tickets"] == 4
    assert first["problems"] == []
    assert second["customer_tickets"] is None
    assert [(problem["line"], problem["code"], problem["message"]) for problem in second["problems"]] == [
        (4, "PM016", "customer_tickets is text; expected a whole number.")
    ]


@pytest.mark.slow
def test_it_is_printed_with_the_other_fields(result):
    """`inspect` without `--json` has a row for it."""
    assert ["4", "customer_tickets", "1200"] in [line.split() for line in result["printed"].splitlines()]


@pytest.mark.slow
def test_it_is_described(result):
    """In the JSON Schema by both names, and in the reference."""
    properties = result["schema"]["properties"]

    assert properties["customer_tickets"]["description"] == "Tickets that customers opened."
    assert "integer" in properties["tickets"]["type"]
    assert "| `customer_tickets` | Tickets that customers opened. | `tickets` |" in result["reference"]


@pytest.mark.slow
def test_it_is_a_row_of_the_facts_card(result):
    """With its label, and the number as people read it."""
    assert "<div><dt>Customer tickets</dt><dd>1,200</dd></div>" in result["page"]
