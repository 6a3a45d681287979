"""`postmortems stats`."""

import json
from pathlib import Path

import pytest

SITE = """\
site_name: x
plugins:
  - postmortems:
      audiences: {public: {anyone: true}, staff: {includes: [public], groups: [staff]}}
      default_audience: staff
"""
ONE = """---
id: INC-1
audience: public
title: Pool ran dry
severity: sev2
services: [checkout]
contributing_factors: [capacity-limit]
timezone: UTC
started_at: 2024-03-07 14:00
detected_at: 2024-03-07 14:10
mitigated_at: 2024-03-07 15:00
resolved_at: 2024-03-07 16:00
published_at: 2024-03-09
action_items:
  - {title: More connections, status: done}
  - {title: Alert on waiting clients, status: open, due: 2024-04-01}
---
Text.
"""
TWO = """---
id: INC-2
title: Pool ran dry again
severity: sev1
services: [cart]
timezone: UTC
started_at: 2025-03-07 14:00
detected_at: 2025-03-07 14:30
related: {recurrence_of: [INC-1]}
---
Text.
"""


@pytest.fixture(autouse=True)
def _site(run):
    Path("docs").mkdir()
    Path("docs/one.md").write_text(ONE)
    Path("docs/two.md").write_text(TWO)
    Path("mkdocs.yml").write_text(SITE)


def stats(run, *options):
    """Return the numbers that the command prints."""
    result = run("stats", "--json", *options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_json_has_the_numbers(run):
    """As the documentation lists them."""
    found = stats(run)

    assert found["incidents"] == 2
    assert found["by_severity"] == {"sev1": 1, "sev2": 1}
    assert found["by_factor"] == {"capacity-limit": 1}
    assert found["by_service"] == {"cart": 1, "checkout": 1}
    detect = found["durations"]["time_to_detect"]
    assert (detect["n"], detect["missing"], detect["median_minutes"], detect["p90_minutes"]) == (2, 0, 20, 28)
    assert detect["minutes"] == {"INC-1": 10, "INC-2": 30}
    resolve = found["durations"]["time_to_resolve"]
    assert (resolve["n"], resolve["missing"], resolve["median_minutes"]) == (1, 1, 120)
    assert resolve["missing_ids"]["not_stated"] == ["INC-2"]
    assert found["durations"]["time_to_mitigate"]["median_minutes"] == 60
    assert found["durations"]["time_to_publish"]["median_minutes"] == 2 * 24 * 60
    assert found["actions"] == {"total": 2, "open": 1, "done": 1, "wont_do": 0, "unstated": 0, "overdue": 1}
    assert (found["recurrence"]["count"], found["recurrence"]["of"]) == (1, 2)
    assert found["recurrence"]["ids"] == ["INC-2"]


def test_an_audience_gets_the_numbers_of_its_view(run):
    """As if the rest were not there, byte for byte."""
    public = run("stats", "--json", "--audience", "public").stdout
    assert json.loads(public)["incidents"] == 1

    Path("docs/two.md").unlink()
    assert run("stats", "--json", "--audience", "public").stdout == public


def test_numbers_of_a_part(run):
    """The options of the search narrow what is counted."""
    assert stats(run, "--service", "cart")["incidents"] == 1
    assert stats(run, "--since", "2025")["by_severity"] == {"sev1": 1}
    assert stats(run, "--severity", "SEV2")["by_service"] == {"checkout": 1}


def test_tables_for_people(run):
    """With what is missing beside what is known."""
    result = run("stats")

    assert result.exit_code == 0
    assert "2 postmortems" in result.stdout
    assert "Start to detection" in result.stdout
    assert "Happened before: 1 of 2 (50%; 95 % interval" in result.stdout


def test_small_numbers_are_withheld(run):
    """`insights_min_count` holds on the terminal, too; control: without it the numbers are there."""
    assert stats(run)["by_service"] == {"cart": 1, "checkout": 1}
    Path("mkdocs.yml").write_text(f"{SITE}      insights_min_count: 2\n")

    assert stats(run)["by_service"] == {"cart": None, "checkout": None}
    assert "withheld" in run("stats").stdout


@pytest.mark.parametrize("value", ["0", "few", "true"])
def test_a_wrong_minimum_is_refused(run, value):
    """It protects somebody: nothing is counted instead of everything."""
    Path("mkdocs.yml").write_text(f"{SITE}      insights_min_count: {value}\n")
    result = run("stats", "--json")

    assert "option 'insights_min_count' is" in str(result.exception)
    assert not result.stdout


def test_wrong_use(run):
    """An unknown audience or value is one line, with a guess; folders have no audiences."""
    assert "there is no audience 'pubic'; expected one of" in str(run("stats", "--audience", "pubic").exception)
    assert "Did you mean 'checkout'" in run("stats", "--service", "chekout").output
    assert run("stats", "--path", "docs", "--audience", "public").exit_code == 2
