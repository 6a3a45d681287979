"""Real postmortems of other organisations, where they lie beside the checkout: scores, adoption, one site of all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from corpora import BIN, SHARED, writable_copy

LEAST = {
    "kind": 1.00,
    "title": 0.96,
    "date": 0.96,
    "timezone": 0.95,
    "sections": 0.95,
    "timeline": 0.95,
    "actions": 0.92,
    "factors": 0.88,
    "attrs": 0.90,
}
"""What a reader of the labelled documents may expect at least, by column of the scorer."""
ADOPTED = ("moj-cloud-platform", "berkeley-datahub", "chia", "python-discord", "jenkins-status", "icco", "dfds")

pytestmark = [
    pytest.mark.skipif(not SHARED.exists(), reason="no ../shared beside the checkout"),
    pytest.mark.slow,
]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and return what it printed; fail with that if it failed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_labelled_documents_are_understood(tmp_path):
    """The scorer's row of all documents reaches every threshold."""
    scorer = SHARED / "evaluate" / "extraction.py"
    command = f"{BIN / 'postmortems'} inspect --json"
    printed = run(sys.executable, scorer, "--command", command, cwd=tmp_path).splitlines()
    columns = printed[0].split()[2:]
    scores = dict(zip(columns, map(float, printed[-1].split()[2:]), strict=True))

    assert printed[-1].startswith("ALL")
    assert {name: scores[name] for name in LEAST if scores[name] < LEAST[name]} == {}


@pytest.mark.parametrize("corpus", ADOPTED)
def test_folder_of_others_is_adopted(corpus, tmp_path):
    """The commands init and build make a site of a copy, and change no byte of a document."""
    home = tmp_path / corpus
    source = SHARED / "corpora" / corpus
    nested = (source / "docs").exists()
    writable_copy(source / "docs" if nested else source, home / "docs" if nested else home)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    run(BIN / "postmortems", "init", cwd=home)
    printed = run(BIN / "mkdocs", "build", cwd=home)

    assert "Traceback" not in printed
    assert {path for path, data in before.items() if path.name != ".gitignore" and path.read_bytes() != data} == set()
    assert (home / "site" / "years" / "index.html").exists()


def test_all_documents_build_in_one_site(tmp_path):
    """Every dialect in one folder: no crash, no traceback, a page for each document."""
    docs = tmp_path / "docs"
    writable_copy(SHARED / "corpora", docs)
    config = "site_name: All\ntheme: {name: material, font: false}\nplugins: [postmortems]\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")

    printed = run(BIN / "mkdocs", "build", cwd=tmp_path)
    sources = [p for p in docs.rglob("*") if p.suffix in {".md", ".qmd", ".erb"} and not p.name.startswith(".")]
    pages = list((tmp_path / "site").rglob("index.html"))

    assert "Traceback" not in printed
    assert len(sources) > 600
    assert len(pages) >= len(sources)
