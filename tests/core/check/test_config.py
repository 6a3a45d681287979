"""What a project may decide about the rules."""

from __future__ import annotations

import pytest
from lint_fixtures import NAME, findings_of
from mkdocs_postmortems.core.check.config import LintConfigError, read_lint_config
from mkdocs_postmortems.core.diagnostics import Severity


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"rule": {}}, "key of check 'rule' is not one of rules, summary_words. Did you mean 'rules'?"),
        ({"rules": ["PC140"]}, "rules is ['PC140']; expected a mapping."),
        ({"rules": {"PC999": "off"}}, "rule 'PC999' is not one of"),
        ({"rules": {"PC140": "loud"}}, "severity of PC140 'loud' is not one of error, info, off, warning."),
        ({"rules": {"PM042": "info"}}, "PM042 is an error"),
        ({"summary_words": 0}, "summary_words"),
        ({"summary_words": -1}, "summary_words"),
        ({"summary_words": True}, "summary_words"),
        ({"summary_words": "many"}, "summary_words"),
    ],
)
def test_what_cannot_be_understood_is_refused(option, message):
    """And what is expected is said."""
    with pytest.raises(LintConfigError) as refused:
        read_lint_config(option)
    assert message in str(refused.value)


def test_rules_go_by_code_or_name_in_any_case():
    """`off` is false in YAML."""
    option = {"pc140": "ERROR", "PC141": False, "action-overdue": "info", "PM043": "off", "PM042": "error"}
    config = read_lint_config({"rules": option, "summary_words": 1})

    assert config.summary_words == 1
    assert config.severities == {
        "PC140": Severity.ERROR,
        "PC141": Severity.OFF,
        read_code("action-overdue"): Severity.INFO,
        "PM043": Severity.OFF,
        "PM042": Severity.ERROR,
    }


def read_code(name: str) -> str:
    """Return the code of the only rule that is given."""
    [code] = read_lint_config({"rules": {name: "info"}}).severities
    return code


def test_nothing_said_is_the_default():
    """Also where a key has no value."""
    assert read_lint_config({}) == read_lint_config({"rules": None, "summary_words": None})


TEXT = "# Checkout down\n\nWe should have paged earlier.\n"


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_a_rule_has_the_severity_that_a_project_gives_it(severity):
    """Of rules and of what reading finds."""
    lost = "---\nrelated: {see_also: INC-9}\n---\n" + TEXT
    found = {
        one.code: one.severity.value
        for one in findings_of(lost, check={"rules": {"PC140": severity, "PM043": severity}})
    }

    assert (found["PC140"], found["PM043"]) == (severity, severity)


def test_a_rule_that_is_off_finds_nothing():
    """And a suppression of it may stay."""
    text = TEXT.replace("earlier.", "earlier. <!-- check: ignore PC140 because I say so -->")
    assert "PC140" in {one.code for one in findings_of(TEXT)}
    assert "PC140" not in {one.code for one in findings_of(TEXT, check={"rules": {"PC140": "off"}})}
    assert "PC101" not in {one.code for one in findings_of(text, check={"rules": {"PC140": "off"}})}
    assert "PC101" in {one.code for one in findings_of(text.replace("We should have paged earlier.", "Text."))}


def test_findings_are_in_the_order_of_their_places():
    """By line, then by code."""
    places = [(one.path, one.line, one.code) for one in findings_of(documents={NAME: TEXT * 3, "b.md": TEXT * 2})]

    assert places == sorted(places)
    assert {path for path, _, code in places if code == "PC140"} == {NAME}


@pytest.mark.parametrize("status", ["draft", "published", "superseded", "withdrawn"])
def test_what_is_overdue_counts_in_what_is_published(status):
    """A draft is not read yet, and nobody works again on what was replaced."""
    text = f"---\nstatus: {status}\nseverity: sev1\n---\n# X\n\n## Action items\n\n- [ ] Add a limit, due: 2020-01-01\n"
    overdue = read_code("action-overdue")
    found = {one.code for one in findings_of(text)}

    assert (overdue in found) is (status == "published")
