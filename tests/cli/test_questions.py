"""`postmortems questions`."""

import json
import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden" / "questions"


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    """Overdue is what is overdue on that day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")


@pytest.fixture
def site():
    """Lay out a site of two incidents."""
    Path("docs").mkdir()
    for path in sorted(GOLDEN.glob("*.input.md")):
        Path("docs", path.name.replace(".input", "")).write_bytes(path.read_bytes())
    Path("mkdocs.yml").write_text("site_name: x\nplugins: [postmortems]\n")


@pytest.mark.parametrize("name", ["again", "draft"])
def test_sheet_is_what_it_was(run, site, name):
    """Markdown, as it lies in the golden files; REGENERATE=1 writes them."""
    result = run("questions", f"docs/{name}.md")
    golden = GOLDEN / f"{name}.sheet.md"
    if os.environ.get("REGENERATE"):
        golden.write_text(result.stdout, encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert result.stdout == golden.read_text(encoding="utf-8")


def test_json_has_the_same_questions(run, site):
    """With the lines that raise them."""
    sheet = json.loads(run("questions", "docs/again.md", "--json").stdout)
    texts = {question["text"]: question["line"] for group in sheet["groups"] for question in group["questions"]}

    assert sheet["id"] == "INC-2026-002"
    assert any("had the action" in text for text in texts)
    assert next(line for text, line in texts.items() if "Nothing is recorded" in text) == 26


def test_a_file_alone_is_enough(run, site):
    """Without a site there are no earlier incidents."""
    Path("mkdocs.yml").unlink()
    result = run("questions", "docs/again.md")

    assert result.exit_code == 0
    assert "What we knew already" not in result.stdout
    assert "## Closing" in result.stdout


def test_incidents_that_readers_may_not_know_are_not_named(run, site):
    """The sheet goes to everybody in the room."""
    settings = {
        "audiences": {"public": {"anyone": True}, "staff": {"includes": ["public"]}},
        "default_audience": "staff",
    }
    Path("mkdocs.yml").write_text(f"site_name: x\nplugins: [{json.dumps({'postmortems': settings})}]\n")
    again = Path("docs/again.md")
    again.write_text(again.read_text().replace("---\n", "---\naudience: public\n", 1))

    assert "INC-2026-001" not in run("questions", again).stdout


@pytest.mark.parametrize("text", ["", "---\n", "\x1b[31m# x\n", "+++\nx = 1\n+++\n", "# <!-- \n\n- 10:00 a\n" * 50])
def test_any_text_has_questions(run, text):
    """Nothing that a terminal obeys, no traceback."""
    Path("x.md").write_text(text)
    result = run("questions", "x.md")

    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.stdout


def test_what_is_no_text_is_one_line(run):
    """By its place."""
    Path("x.md").write_bytes(b"caf\xe9")
    result = run("questions", "x.md")

    assert result.exit_code == 1
    assert "x.md:1: PM001" in str(result.exception)


def test_a_factor_is_asked_about_once(run, site):
    """By the sentence of the text where the front matter only files it under an id; one of each is one factor."""
    head = "title: Down\ndate: 2025-02-03\ncontributing_factors: [untested-rollback]\n"
    text = f"---\n{head}---\n## Contributing factors\n\n"
    Path("docs/one.md").write_text(f"{text}- The rollback had only been tried on an empty table.\n")
    said = run("questions", "docs/one.md").stdout

    assert said.count("since when, where else is it so") == 1
    assert "“The rollback had only been tried on an empty table.”: since when" in said
    assert "Only one factor is named." in said
