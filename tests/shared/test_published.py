"""Real documents of other organisations become a published site as they are: init, build, and the commands of CI."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from corpora import BIN, SHARED, writable_copy
from workflow_steps import github_jobs, run

CORPORA = sorted(path.name for path in (SHARED / "corpora").glob("*/")) if SHARED.exists() else []
AUDIENCES = """\
  - postmortems:
      audiences:
        public: {anyone: true}
        staff: {includes: [public], groups: [staff]}
        security: {includes: [staff], groups: [security]}
      default_audience: staff
"""
MOST_FILES = 100
"""Folders with more files are tried only if asked for."""
MOST_LINES = 10
"""So much may a build say."""

pytestmark = [
    pytest.mark.skipif(not SHARED.exists(), reason="no ../shared beside the checkout"),
    pytest.mark.slow,
]


@pytest.fixture(name="home", params=[*CORPORA, "all of them"])
def _home(request, tmp_path, monkeypatch) -> Path:
    """Copy one folder, or all, into a repository."""
    home = tmp_path / "home"
    writable_copy(SHARED / "corpora" / ("" if request.param == "all of them" else request.param), home)
    subprocess.run(("git", "init", "-q"), cwd=home, check=True)
    monkeypatch.chdir(home)
    return home


def documents(home: Path) -> dict[Path, bytes]:
    """Return all files, which nothing may change."""
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and ".git" not in path.parts}


def call(*arguments: str) -> list[str]:
    """Run the program, and return the lines that it printed."""
    done = subprocess.run((BIN / "postmortems", *arguments), capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).splitlines()
    assert done.returncode == 0, "\n".join(said[:MOST_LINES])
    return said


@pytest.mark.parametrize("audiences", [False, True], ids=["for everybody", "for three audiences"])
def test_documents_become_a_published_site(home, tmp_path, audiences):
    """No command fails or floods, and no document is changed; what CI does at a merge ends with served pages."""
    before = documents(home)
    if len(before) > MOST_FILES and "PUBLISH_ALL" not in os.environ:
        pytest.skip("a folder of this size takes minutes; PUBLISH_ALL=1 tries it")
    said = call("init", "--yes")
    assert len(said) <= MOST_LINES, "\n".join(said)
    if audiences:
        config = Path("mkdocs.yml").read_text(encoding="utf-8").replace("  - postmortems\n", AUDIENCES)
        Path("mkdocs.yml").write_text(config, encoding="utf-8")
    target = "server" if audiences else "github-pages"
    said = call("init", "--yes", "--ci", "github", "--target", target)
    assert len(said) <= MOST_LINES, "\n".join(said)
    said = call("build")

    assert len(said) <= MOST_LINES, "\n".join(said)
    assert {path for path, data in before.items() if path.name != ".gitignore" and path.read_bytes() != data} == set()
    served, slugs = tmp_path / "srv", ("public", "staff", "security") if audiences else ("all",)
    workflow = Path(".github/workflows/postmortems-publish.yml")
    for job in github_jobs(workflow, {"GITHUB_WORKSPACE": str(home), "steps.deployment.outputs.page_url": ""}):
        ran = run(job.with_variables(POSTMORTEMS_TARGET=str(served)), home, tmp_path / "runner")
        assert ran.code == 0, ran.output
        assert len(ran.output.splitlines()) <= MOST_LINES * 3, ran.output
    for slug in slugs:
        published = served / "current" / slug if audiences else home / "dist" / slug
        assert (published / "index.html").exists()
        assert (published / "search" / "index.html").exists()
