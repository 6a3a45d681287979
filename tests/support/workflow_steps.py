"""The commands of a workflow in the order of the file, run as its host would, but on this machine."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from mkdocs_postmortems.cli import COMMANDS

PYTHON = '#!/bin/sh\necho python "$@" >> "$CALLS"\n'
"""What is to be installed is installed already."""
OTHERS = '#!/bin/sh\necho {name} "$@" >> "$CALLS"\n{also}'
"""Programs that would reach a host."""
LISTING = """\
for one in "$@"; do
  case $one in dist/*/|dist/*|dist) (cd "$one" && find . -maxdepth 2 | sort | sed 's/^/deployed /') >> "$CALLS";; esac
done
"""
"""What a program that deploys does here: it says what there was to deploy."""
BEHIND_ACCESS = 'echo "https://example.cloudflareaccess.com/"\n'
POSTMORTEMS = """\
#!/bin/sh
echo postmortems "$@" >> "$CALLS"
{check}exec {python} -c 'from mkdocs_postmortems.cli import main; main()' "$@"
"""
WITHOUT_CHECK = 'if [ "$1" = check ]; then echo "[]"; exit; fi\n'
"""Until there is the command, its place is held."""


@dataclass(frozen=True)
class Job:
    """Commands that are run one after the other, and the variables that they see."""

    name: str
    commands: tuple[str, ...]
    variables: Mapping[str, str]

    def with_variables(self, **more: str) -> Job:
        """Return the job with variables that its host or its runner sets."""
        return replace(self, variables={**self.variables, **more})


@dataclass(frozen=True)
class Ran:
    """What a job did."""

    code: int
    output: str
    calls: tuple[str, ...]


def run(job: Job, folder: Path, place: Path) -> Ran:
    """Run a job's commands, each in a shell of its own as GitHub does, until one of them fails."""
    calls, programs = place / "calls", place / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    calls.write_text("")
    _stub(programs)
    environment = os.environ | dict(job.variables) | {"CALLS": str(calls), "PATH": f"{programs}:{os.environ['PATH']}"}
    output = ""
    for command in job.commands:
        done = subprocess.run(
            ("bash", "-e", "-c", command), cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        output += done.stdout + done.stderr
        if done.returncode:
            return Ran(done.returncode, output, tuple(calls.read_text().splitlines()))
    return Ran(0, output, tuple(calls.read_text().splitlines()))


def _stub(folder: Path) -> None:
    check = "" if "check" in COMMANDS else WITHOUT_CHECK
    programs = {"python": PYTHON, "postmortems": POSTMORTEMS.format(check=check, python=sys.executable)}
    programs |= {name: OTHERS.format(name=name, also=LISTING) for name in ("npx", "aws", "rsync", "apk")}
    programs["curl"] = OTHERS.format(name="curl", also=BEHIND_ACCESS)
    for name, text in programs.items():
        (folder / name).write_text(text)
        (folder / name).chmod(stat.S_IRWXU)


def github_jobs(path: Path, context: Mapping[str, str]) -> Iterator[Job]:
    """Yield the jobs of a workflow, one for each value of its matrix."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, job in workflow["jobs"].items():
        matrix = job.get("strategy", {}).get("matrix", {"none": [""]})
        key, values = next(iter(matrix.items()))
        for value in values:
            known = {**context, f"matrix.{key}": value}
            variables = {k: _said(str(v), known) for k, v in {**workflow.get("env", {}), **job.get("env", {})}.items()}
            for step in job["steps"]:
                variables |= {k: _said(str(v), known) for k, v in step.get("env", {}).items()}
            commands = tuple(_said(step["run"], known) for step in job["steps"] if "run" in step)
            yield Job(f"{name} {value}".strip(), commands, variables)


def _said(text: str, known: Mapping[str, str]) -> str:
    """Fill in the expressions that the workflows use; any other is a mistake."""
    return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: known[found[1]], text)


def gitlab_jobs(path: Path, context: Mapping[str, str]) -> Iterator[Job]:
    """Yield the jobs of a pipeline, one for each value of its matrix; a job's commands are one script there."""
    pipeline: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, job in pipeline.items():
        if name.startswith("."):
            continue
        merged = {**pipeline.get(job.get("extends", ""), {}), **job}
        for row in job.get("parallel", {}).get("matrix", [{"NONE": [""]}]):
            key, values = next(iter(row.items()))
            for value in values:
                variables = {**context, **{k: str(v) for k, v in merged["variables"].items()}, key: value}
                script = "\n".join([*merged.get("before_script", []), *merged["script"]])
                yield Job(f"{name} {value}".strip(), (script,), variables)
