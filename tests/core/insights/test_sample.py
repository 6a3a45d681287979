"""The numbers of the sample, against a plain reading of its front matter that shares no code with ours."""

import json
import statistics
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from mkdocs_postmortems.cli import cli

ROOT = Path(__file__).parents[3]
NOT_COUNTED = {"exercise", "maintenance", "withdrawn", "superseded"}


@pytest.fixture(scope="module", name="stats")
def _stats():
    result = CliRunner().invoke(
        cli,
        ["stats", "--json", "--config", str(ROOT / "mkdocs.yml")],
        env={"POSTMORTEMS_AUDIENCE": "incident-board", "SOURCE_DATE_EPOCH": "1795132800"},
    )
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module", name="fields")
def _fields():
    """Return the front matter of each incident that counts and spells its keys as documented."""
    found = []
    for path in sorted((ROOT / "postmortems").glob("20*/*.md")):
        text = path.read_text(encoding="utf-8")
        if not text.startswith("---\n"):
            continue
        head = yaml.load(text.split("\n---\n")[0].removeprefix("---\n"), yaml.BaseLoader)  # noqa: S506 - it makes texts alone
        is_plain = head.keys() >= {"id", "started_at", "severity", "services"}
        if is_plain and "notice" not in path.name and not NOT_COUNTED & {head.get("type"), head.get("status")}:
            found.append(head)
    return found


def _minutes(head, name):
    """Return the minutes since the start; every document of the sample has one zone for all of its times."""
    if not (len(head.get(name, "")) >= 16 and len(head.get("started_at", "")) >= 16):
        return None
    start, end = (datetime.fromisoformat(head[key][:16].replace("T", " ")) for key in ("started_at", name))
    return int((end - start).total_seconds()) // 60


def _ids(head, name):
    return [one["id"] if isinstance(one, dict) else one for one in head.get(name, [])]


def _by_value(fields, name):
    found = {}
    for head in fields:
        for id in _ids(head, name) if isinstance(head.get(name, []), list) else [head[name]]:
            found.setdefault(id, set()).add(head["id"])
    return found


def _of(ids_by_value, ids):
    """Return the ids by value, without those of documents that the plain reading cannot read."""
    cut = {value: ids & set(some) for value, some in ids_by_value.items()}
    return {value: some for value, some in cut.items() if some}


@pytest.mark.parametrize(
    ("key", "name"), [("by_severity", "severity"), ("by_service", "services"), ("by_factor", "contributing_factors")]
)
def test_counts(stats, fields, key, name):
    """Which incidents have which value; and each number is that of its ids."""
    ids = {head["id"] for head in fields}

    assert stats["incidents"] >= len(fields) > 20
    assert _of(stats["ids"][key], ids) == _by_value(fields, name)
    assert stats[key] == {value: len(some) for value, some in stats["ids"][key].items()}


@pytest.mark.parametrize("name", ["detect", "acknowledge", "mitigate", "resolve"])
def test_durations(stats, fields, name):
    """What is known in minutes; median and nine of ten of all that is known, by the standard library."""
    end = {"detect": "detected_at", "acknowledge": "acknowledged_at", "mitigate": "mitigated_at"}
    measured = {head["id"]: _minutes(head, end.get(name, "resolved_at")) for head in fields}
    found = stats["durations"][f"time_to_{name}"]
    values = list(found["minutes"].values())

    assert {id: minutes for id, minutes in found["minutes"].items() if id in measured} == {
        id: minutes for id, minutes in measured.items() if minutes is not None
    }
    assert found["n"] == len(values)
    assert found["missing"] == stats["incidents"] - len(values) == sum(map(len, found["missing_ids"].values()))
    assert found["median_minutes"] == pytest.approx(statistics.median(values))
    p90 = statistics.quantiles(values, n=10, method="inclusive")[-1]
    assert found["p90_minutes"] == pytest.approx(p90, abs=0.05)


def test_recurrence(stats, fields):
    """What names an earlier incident of the sample."""
    ids = {head["id"] for head in fields}
    again = {head["id"] for head in fields if (head.get("related") or {}).get("recurrence_of")}

    assert ids & set(stats["recurrence"]["ids"]) == again
    assert stats["recurrence"]["of"] == stats["incidents"]
