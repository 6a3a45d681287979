"""What `check --format sarif` writes is SARIF, by the schema that comes with the validator of its makers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from harness.running import missing
from mkdocs_postmortems.cli import cli

SCHEMA = Path(__file__).parents[2] / ".cache" / "servers" / "package" / "sarif-2.1.0.json"


def complaints(file: Path) -> str:
    """Return what the schema says of a file."""
    if not SCHEMA.exists():
        missing("the schema of SARIF is not here")
    command = (sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMA), str(file))
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.servers
def test_findings_are_sarif(tmp_path, monkeypatch):
    """With findings, which are many, and the schema notices what is none."""
    monkeypatch.chdir(tmp_path)
    head = "---\ntitle: Checkout down\nstarted_at: 2026-01-02 10:00\n---\n"
    Path("a.md").write_text(f"{head}\n## Impact\n\nWe should have known.\n\n## Action items\n\n- [ ] Investigate\n")
    said = CliRunner().invoke(cli, ["check", ".", "--format", "sarif"]).stdout
    file = Path("findings.sarif")
    file.write_text(said)

    assert len(json.loads(said)["runs"][0]["results"]) > 2
    assert not complaints(file)
    file.write_text(said.replace('"ruleId"', '"rule"'))
    assert "rule" in complaints(file)
