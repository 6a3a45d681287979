"""What other programs are told about findings of each severity, with signs that mean something to those programs."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from mkdocs_postmortems.core.check.formats import (
    as_github,
    as_gitlab,
    as_json_text,
    as_junit,
    as_sarif,
)
from mkdocs_postmortems.core.check.report import LintReport
from mkdocs_postmortems.core.diagnostics import Diagnostic, Severity

INFO = Diagnostic("a.md", 1, "PC145", "one.", Severity.INFO, "Say more.")
WARNING = Diagnostic("a.md", 2, "PC140", "two\r\n50% <x>", Severity.WARNING)
ERROR = Diagnostic("b,c:d.md", 1, "PM042", 'three "x".', Severity.ERROR, "Change it.")
REPORT = LintReport(
    (INFO, WARNING, ERROR), ("a.md", "b,c:d.md", "e.md"), {"a.md": "one\n  two  \nthree", "b,c:d.md": "x"}, "1.2.3"
)


def test_github_commands():
    """What ends a command or one of its properties is escaped; the severity decides which command."""
    assert as_github(REPORT).split("\n") == [
        "::notice file=a.md,line=1,title=PC145 single-root-cause::one. Say more.",
        "::warning file=a.md,line=2,title=PC140 counterfactual::two%0D%0A50%25 <x>",
        '::error file=b%2Cc%3Ad.md,line=1,title=PM042::three "x". Change it.',
    ]


def test_gitlab_objects():
    """One a finding, in its words for severities."""
    found = json.loads(as_gitlab(REPORT))

    assert [(one["check_name"], one["severity"], one["description"]) for one in found] == [
        ("PC145", "info", "one. Say more."),
        ("PC140", "minor", "two\r\n50% <x>"),
        ("PM042", "critical", 'three "x". Change it.'),
    ]
    assert found[1]["location"] == {"path": "a.md", "lines": {"begin": 2}}
    assert len({one["fingerprint"] for one in found}) == 3


def test_junit_cases():
    """One a document in the order of paths; advice alone is no failure, and the first failure is the headline."""
    more = replace(WARNING, line=3, message="three\x07")
    junit = as_junit(replace(REPORT, findings=(INFO, WARNING, more, ERROR)))
    suite = ET.fromstring(junit)[0]
    first, second, third = suite
    bad = "\N{REPLACEMENT CHARACTER}"

    assert junit.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite ')
    assert suite.attrib == {"name": "postmortems check", "tests": "3", "failures": "2", "errors": "0"}
    assert first.attrib == {"classname": "postmortems", "name": "a.md", "file": "a.md"}
    assert first[0].attrib == {
        "type": "PC140",
        "message": f"PC140 two{bad} 50% <x>",
    }  # XML reads a line feed as a space.
    assert first[0].text == f"a.md:2: warning PC140 two{bad}\n50% <x>\na.md:3: warning PC140 three{bad}"
    assert second[0].attrib == {"type": "PM042", "message": 'PM042 three "x".'}
    assert second[0].text == 'b,c:d.md:1: error PM042 three "x". Change it.'
    assert (third.get("name"), len(third)) == ("e.md", 0)


def test_junit_advice_is_no_failure():
    """A document with nothing else passes, also where its path is not among those that were checked."""
    lines = as_junit(LintReport((INFO,))).split("\n")

    assert lines[2:4] == [
        '<testsuite name="postmortems check" tests="1" failures="0" errors="0">',
        '<testcase classname="postmortems" name="a.md" file="a.md"/>',
    ]


def test_sarif_rules_and_results():
    """Rules are listed once, in the order of their codes; those of the linter say why, and how to write it instead."""
    log = json.loads(as_sarif(REPORT))
    [run] = log["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}

    assert list(rules) == ["PC140", "PC145", "PM042"]
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    assert rules["PC145"]["name"] == "SingleRootCause"
    assert rules["PC145"]["defaultConfiguration"] == {"level": "note"}
    assert rules["PC145"]["help"]["text"].startswith("Instead of:\n\nThe root cause was")
    assert rules["PM042"].keys() == {"id", "shortDescription", "defaultConfiguration"}
    assert rules["PM042"]["defaultConfiguration"] == {"level": "error"}
    assert [(one["ruleId"], one["ruleIndex"], one["level"]) for one in run["results"]] == [
        ("PC145", 1, "note"),
        ("PC140", 0, "warning"),
        ("PM042", 2, "error"),
    ]
    assert [one["locations"][0]["physicalLocation"] for one in run["results"]][1:] == [
        {"artifactLocation": {"uri": "a.md"}, "region": {"startLine": 2}},
        {"artifactLocation": {"uri": "b%2Cc%3Ad.md"}, "region": {"startLine": 1}},
    ]


def test_fingerprints_tell_findings_apart():
    """By path, code, message and the words of the line, and by their number where all of that is the same."""
    twins = (INFO, INFO, replace(INFO, line=3), replace(INFO, code="PC140"), replace(INFO, path="b.md"))
    report = LintReport((*twins, replace(INFO, message="x")), texts={"a.md": "one\ntwo\nthree"})

    assert len({digest for _, digest in report.fingerprints()}) == len(report.findings)


def test_a_fingerprint_outlives_other_lines_and_spaces():
    """Where a finding moves, or its line is indented, it stays the same."""
    [(_, before)] = LintReport((WARNING,), texts={"a.md": "one\ntwo"}).fingerprints()
    [(_, after)] = LintReport((replace(WARNING, line=3),), texts={"a.md": "one\nmore\n  two "}).fingerprints()
    [(_, changed)] = LintReport((WARNING,), texts={"a.md": "one\nthree"}).fingerprints()

    assert before == after != changed


@pytest.mark.parametrize(("line", "expected"), [(0, ""), (1, "one"), (2, "  two  "), (3, "three"), (4, "")])
def test_the_line_of_a_finding(line, expected):
    """Nothing where there is no such line, or the text is not known."""
    assert REPORT.source_line(replace(INFO, line=line)) == expected
    assert REPORT.source_line(replace(INFO, line=line, path="unknown.md")) == ""


def test_paths_are_renamed_everywhere():
    """In findings, in the list of documents, and where their texts are looked up."""
    renamed = REPORT.with_paths(lambda path: f"docs/{path}")

    assert renamed.paths == ("docs/a.md", "docs/b,c:d.md", "docs/e.md")
    assert renamed.source_line(renamed.findings[0]) == "one"
    assert renamed.version == "1.2.3"


@pytest.mark.parametrize("form", [as_json_text, as_gitlab, as_sarif])
def test_json_can_be_read_and_compared(form):
    """A line for each value, with the letters that were written."""
    text = form(replace(REPORT, findings=(replace(INFO, message="é"),)))

    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    assert "é" in text
