"""`postmortems actions`: what is listed, in which order, and when a release fails."""

import json
from pathlib import Path

import pytest

POOL = """---
title: Pool ran dry
date: 2026-03-07
severity: sev1
services: [checkout]
teams: [payments]
action_items:
  - {text: Budget of connections, status: open, owner: "@payments", due: 2026-05-01, tracker: PAY-1}
  - {text: Alert on the pool, status: in_progress, owner: dana, due: 2027-01-01}
  - {text: Drill, status: done}
  - {text: Not worth it, status: wont_do}
---

One pool for all.
"""
CERT = """# Certificates

Date: 2026-11-01
Severity: SEV2

## Impact

Nothing worked.

## Action items

- [ ] Inventory of certificates
- Renew earlier
"""
WITHDRAWN = "---\ntitle: No\ndate: 2026-01-01\nstatus: withdrawn\naction_items: [{text: Never, status: open}]\n---\nx\n"
TAXONOMY = """
services: {checkout: {name: Checkout}}
teams: {payments: {name: Payments Team}}
severities: {sev1: {name: SEV1, rank: 1}, sev2: {name: SEV2, rank: 2}}
"""


@pytest.fixture(autouse=True)
def _site(run, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")  # 2026-11-20
    Path("docs").mkdir()
    for name, text in (("pool.md", POOL), ("cert.md", CERT), ("no.md", WITHDRAWN), ("taxonomy.yml", TAXONOMY)):
        Path("docs", name).write_text(text)
    _configure("{}")


def _configure(slo):
    Path("mkdocs.yml").write_text(f"site_name: x\nplugins: [{{postmortems: {{action_slo_days: {slo}}}}}]\n")


def _texts(result):
    return [one["text"] for one in json.loads(result.stdout)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["Budget of connections", "Alert on the pool", "Inventory of certificates", "Renew earlier"]),
        ("--open", ["Budget of connections", "Alert on the pool", "Inventory of certificates"]),
        ("--overdue", ["Budget of connections"]),
        ("--severity SEV1", ["Budget of connections", "Alert on the pool"]),
        ("--severity SEV1 --overdue --service Checkout", ["Budget of connections"]),
        ("--severity sev2", ["Inventory of certificates", "Renew earlier"]),
        ("--severity sev2 --severity sev1 --overdue", ["Budget of connections"]),
        ("--severity sev2 --overdue", []),
        ("--team payments --open", ["Budget of connections", "Alert on the pool"]),
        ("--owner Payments-Team", ["Budget of connections"]),
        ("--owner @Dana", ["Alert on the pool"]),
        ("--owner dana --owner payments", ["Budget of connections", "Alert on the pool"]),
        ("--owner nobody", []),
        ("--all --team payments", ["Budget of connections", "Alert on the pool", "Drill", "Not worth it"]),
    ],
)
def test_what_is_listed(run, options, expected):
    """Overdue first, then by due date, then without a state; what is withdrawn never."""
    result = run("actions", "--json", *options.split())

    assert result.exit_code == 0, result.output
    assert _texts(result) == expected


@pytest.mark.parametrize(("options", "code"), [("--overdue", 1), ("", 1), ("--overdue --severity sev2", 0)])
def test_a_release_fails_for_what_is_listed(run, options, code):
    """With `--fail` alone; it says all the same what is listed."""
    assert run("actions", *options.split()).exit_code == 0
    failed = run("actions", "--fail", *options.split())

    assert failed.exit_code == code
    assert ("Budget of connections" in failed.stdout) == bool(code)


def test_lines_have_the_place(run):
    """An editor opens the line; how many there are is no line of the list."""
    result = run("actions", "--overdue")

    assert result.stdout == (
        "docs/pool.md:8: 6 months late: Budget of connections (@payments, due 2026-05-01, PAY-1)\n"
    )
    assert result.stderr == "1 action item, 1 of them overdue.\n"


def test_json_has_state_age_and_postmortem(run):
    """One object for each."""
    _configure("{SEV1: 90}")
    one, other = json.loads(run("actions", "--severity", "sev1", "--json").stdout)

    assert (one["path"], one["line"], one["state"], one["overdue"]) == ("docs/pool.md", 8, "open", True)
    assert (one["age_days"], one["slo_days"], one["past_slo"]) == (258, 90, True)
    assert (other["state"], other["overdue"], other["past_slo"]) == ("in_progress", False, True)
    assert one["postmortem"] == {
        "id": "pool",
        "title": "Pool ran dry",
        "date": "2026-03-07",
        "severity": "sev1",
        "services": ["checkout"],
        "teams": ["payments"],
    }


def test_age_counts_by_severity(run):
    """Nothing is past a limit that nobody set; settled and unstated items have none."""
    _configure("{sev1: 300, SEV2: 10}")
    result = run("actions", "--past-slo")

    assert result.stdout == "docs/cert.md:12: open: Inventory of certificates (open for 19 days, 10 allowed)\n"
    assert _texts(run("actions", "--past-slo", "--severity", "sev1", "--json")) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--past-slo", "needs the option action_slo_days"),
        ("--severity sev9", "there is no severity 'sev9' here."),
        ("--service chekout", "Did you mean 'checkout'?"),
    ],
)
def test_wrong_use_is_one_line(run, options, message):
    """With 2, so that a gate does not take it for a finding."""
    result = run("actions", "--fail", *options.split())

    assert result.exit_code == 2
    assert message in result.stderr


def test_folders_need_no_site(run):
    """As `search` and `similar`."""
    Path("mkdocs.yml").unlink()

    assert _texts(run("actions", "--path", "docs", "--overdue", "--json")) == ["Budget of connections"]


def test_one_audience_has_its_own(run, monkeypatch):
    """What an audience may not read is not in its list; without the variable it is, as a control."""
    Path("docs/pool.md").write_text(POOL.replace("title:", "audience: board\ntitle:"))
    Path("mkdocs.yml").write_text(
        "site_name: x\nplugins: [{postmortems: {audiences: {staff: {groups: [a]}, board: {includes: [staff], "
        "groups: [b]}}, default_audience: staff}}]\n"
    )
    assert "Budget of connections" in run("actions").stdout
    monkeypatch.setenv("POSTMORTEMS_AUDIENCE", "staff")

    assert _texts(run("actions", "--json")) == ["Inventory of certificates", "Renew earlier"]


@pytest.mark.parametrize("option", ["{sev1: 0}", "{sev1: soon}", "{sev1: true}", "7"])
def test_a_wrong_slo_is_a_finding_with_its_line(run, option):
    """It has no effect until it is mended."""
    _configure(option)
    result = run("check")

    assert "mkdocs.yml:2:" in result.output
    assert "action_slo_days" in result.output


def test_a_severity_that_the_taxonomy_lacks_is_reported(run):
    """With a guess; a name that it has is not."""
    _configure("{sev3: 30, SEV1: 30}")
    result = run("check")

    assert "'sev3' is no severity of the taxonomy" in result.output
    assert "'SEV1'" not in result.output
