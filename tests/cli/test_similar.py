"""`postmortems similar` and `postmortems search`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.cli import cli

POOL = """---
title: Pool ran dry
date: 2024-03-07
severity: sev2
services: [checkout]
---

pgbouncer had no connection left: ECONNREFUSED on kafka-broker-7
"""
CERT = "# Certificates\n\nDate: 2023-02-03\n\n## Impact\n\nx509: certificate has expired\n"


@pytest.fixture(autouse=True)
def _site(run):
    Path("docs").mkdir()
    Path("docs/pool.md").write_text(POOL)
    Path("docs/cert.md").write_text(CERT)
    Path("mkdocs.yml").write_text("site_name: x\nplugins: [postmortems]\n")


def _paths(result):
    assert result.exit_code == 0, result.output
    return [match["path"] for match in json.loads(result.stdout)]


def test_text_finds_incidents_with_the_reason(run):
    """Several arguments are one text; paths open in an editor."""
    result = run("similar", "ECONNREFUSED", "on", "kafka-broker-7")

    assert result.exit_code == 0
    assert "Pool ran dry  2024-03-07  sev2  checkout\n    docs/pool.md\n" in result.stdout
    assert "names `ECONNREFUSED`, `kafka-broker-7`" in result.stdout


def test_json_has_an_object_for_each(run):
    """Best first."""
    result = run("similar", "certificate expired", "--json", "--limit", "1")

    assert _paths(result) == ["docs/cert.md"]
    assert {"id", "title", "date", "score", "reason"} <= set(json.loads(result.stdout)[0])


def test_text_is_read_from_standard_input():
    """`-` as everywhere."""
    result = CliRunner().invoke(cli, ["similar", "-", "--json"], input="x509: certificate\nhas expired\n")

    assert _paths(result)[0] == "docs/cert.md"


def test_a_file_is_a_draft_or_any_text(run):
    """A document of the site is not like itself; a draft is resolved like the others; a log is a text."""
    Path("draft.md").write_text("---\nrelated: {recurrence_of: pool}\n---\n# Again\n\ncertificate expired\n")
    Path("app.log").write_text("ERROR x509: certificate has expired\n" * 1000)
    draft = run("similar", "--from", "draft.md", "--json")

    assert "docs/pool.md" not in _paths(run("similar", "--from", "docs/pool.md", "--json"))
    assert _paths(draft)[0] == "docs/pool.md"
    assert json.loads(draft.stdout)[0]["reason"] == "Recurrence of"
    assert _paths(run("similar", "--from", "app.log", "--json"))[0] == "docs/cert.md"


def test_many_questions_are_answered_at_once(run):
    """Paths by the question's id; an empty line is none."""
    Path("q.jsonl").write_text('{"id": "a", "text": "expired"}\n\n{"id": 2, "text": "pgbouncer"}\n')
    result = run("similar", "--queries", "q.jsonl", "--json")

    assert {id: paths[0] for id, paths in json.loads(result.stdout).items()} == {
        "a": "docs/cert.md",
        "2": "docs/pool.md",
    }


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '"x"', "3"])
def test_a_question_that_is_none_is_named_by_its_line(run, line):
    """One clear error."""
    Path("q.jsonl").write_text(f'{{"id": "a", "text": "expired"}}\n{line}\n')
    result = run("similar", "--queries", "q.jsonl")

    assert result.exit_code == 1
    assert "q.jsonl:2: expected" in str(result.exception)


def test_folders_need_no_site(run):
    """Several of them, by the paths that were given."""
    Path("mkdocs.yml").unlink()
    Path("more").mkdir()
    Path("more/other.md").write_text("# Other\n\nDate: 2024-01-01\n\n## Impact\n\npgbouncer too\n")

    found = _paths(run("similar", "pgbouncer", "--path", "docs", "--path", "more", "--json"))

    assert set(found[:2]) == {"docs/pool.md", "more/other.md"}


def test_another_config_may_be_named(run):
    """Documents beside mkdocs.yml are found too."""
    Path("site2").mkdir()
    Path("site2/mkdocs.yml").write_text("site_name: x\nplugins: [postmortems-here, postmortems]\n")
    Path("site2/here.md").write_text(CERT)

    assert _paths(run("similar", "certificate", "--config", "site2/mkdocs.yml", "--json")) == ["site2/here.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["similar"], "give one of"),
        (["similar", "x", "--from", "docs/pool.md"], "give one of"),
        (["similar", "x", "--path", "nowhere"], "does not exist"),
        (["search"], "give TEXT"),
        (["search", "x", "--service", "chekout"], "there is no service 'chekout' here. Did you mean 'checkout'?"),
    ],
)
def test_wrong_use_is_said_in_one_line(run, arguments, message):
    """Exit 2."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_without_a_site_the_way_out_is_named(run):
    """Not a traceback."""
    Path("mkdocs.yml").unlink()
    result = run("similar", "x")

    assert result.exit_code == 2
    assert "--path" in result.stderr


def test_nothing_found_is_said(run):
    """On standard error; JSON is an empty array."""
    assert run("similar", "zzz").stderr == "No similar incident was found.\n"
    assert _paths(run("search", "zzz", "--json")) == []


def test_unreadable_files_are_named_and_the_rest_answers(run):
    """One broken file does not stop the search."""
    Path("docs/latin.md").write_bytes(b"caf\xe9 certificate")
    result = run("similar", "certificate", "--json")

    assert _paths(result) == ["docs/cert.md"]
    assert "latin.md:1: PM001" in result.stderr


def test_search_takes_words_and_values(run):
    """Exact strings and values by name."""
    assert _paths(run("search", "certificate", "has", "expired", "--json")) == ["docs/cert.md"]
    assert _paths(run("search", "--service", "Checkout", "--year", "2024", "--json")) == ["docs/pool.md"]
    assert _paths(run("search", "certificate", "--year", "2024", "--json")) == []
    assert "says “x509: certificate”" in run("search", '"x509: certificate"').stdout


def test_terminals_obey_nothing_in_a_document(run):
    """Escape sequences and markup of authors are shown as text."""
    Path("docs/evil.md").write_text("---\ntitle: '[red]x[/red] \x1b[31m'\ndate: 2024-01-01\n---\nzz-9 \x1b]0;x\x07\n")

    assert "\x1b" not in run("search", "zz-9").stdout


@pytest.mark.parametrize("command", [("similar", "pgbouncer"), ("search", "pgbouncer")])
def test_a_site_without_audiences_keeps_back_what_is_meant_to_be_restricted(run, command):
    """As its pages do, and says so."""
    Path("docs/breach.md").write_text(POOL.replace("severity:", "audience: security\nseverity:"))
    result = run(*command, "--json")

    assert _paths(result) == ["docs/pool.md"]
    assert "breach.md:4: PM061" in result.stderr
    # Control case: a folder that belongs to no site is read as it is.
    assert _paths(run(*command, "--json", "--path", "docs")) == ["docs/breach.md", "docs/pool.md"]


def test_an_audience_is_told_nothing_of_terms_that_only_others_use(run, monkeypatch):
    """Not even that a service of that name exists."""
    Path("mkdocs.yml").write_text(
        "site_name: x\nplugins: [postmortems: {default_audience: public, audiences: "
        "{public: {}, security: {includes: [public]}}}]\n"
    )
    Path("docs/taxonomy.yml").write_text("services: {checkout: {name: Shop}, vault: {name: Safe}}\n")
    breach = POOL.replace("severity:", "audience: security\nseverity:").replace("[checkout]", "[vault]")
    Path("docs/breach.md").write_text(breach)
    assert _paths(run("search", "--service", "Safe", "--json")) == ["docs/breach.md"]  # Control case.

    monkeypatch.setenv("POSTMORTEMS_AUDIENCE", "public")
    assert "there is no service 'Safe' here" in run("search", "--service", "Safe", "--json").stderr
    assert _paths(run("search", "--service", "Shop", "--json")) == ["docs/pool.md"]


def test_similar_says_what_ended_each(run):
    """Sentences and commands; where nothing is written, that."""
    Path("docs/fixed.md").write_text(f"{POOL}\n## Resolution\n\nWe ran `kubectl delete pod web-0` and it recovered.\n")
    said = run("similar", "ECONNREFUSED kafka-broker-7").stdout

    assert "    → We ran kubectl delete pod web-0 and it recovered.\n    $ kubectl delete pod web-0\n" in said
    assert "    → Nothing is written about what ended it." in said
    [match, *_] = json.loads(run("similar", "ECONNREFUSED kafka-broker-7", "--json").stdout)
    assert match["recovery"].keys() == {"sentences", "commands", "source", "minutes", "from_detection"}
    assert "recovery" not in json.loads(run("search", "ECONNREFUSED", "--json").stdout)[0]
