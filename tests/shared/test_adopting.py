"""Adopting real documents of other organisations: what is written, what is left alone, how often it is right."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
BIN = Path(sys.executable).parent
LEAST = 0.95
"""How many of a hundred judged values have to be right."""
CORPORA = sorted(path.name for path in (SHARED / "corpora").glob("*") if path.is_dir())

pytestmark = [
    pytest.mark.skipif(not SHARED.exists(), reason="no ../shared beside the checkout"),
    pytest.mark.slow,
]


@pytest.mark.parametrize("corpus", CORPORA)
def test_bodies_stay_and_a_second_run_is_silent(corpus, tmp_path):
    """Every file ends with the bytes below its front matter, and there is nothing more to propose."""
    copy = tmp_path / corpus
    shutil.copytree(SHARED / "corpora" / corpus, copy)
    for path in (copy, *copy.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    first, second = (
        subprocess.run([BIN / "postmortems", "adopt", copy, *write], capture_output=True, text=True, check=False)
        for write in (["--write"], [])
    )

    assert (first.returncode, second.returncode, second.stdout) == (0, 0, ""), first.stderr + second.stderr
    for path, data in before.items():
        after = path.read_bytes()
        below = data.index(b"\n---", 4) if data.startswith(b"---\n") else 0
        assert after.endswith(data[below:]), path


def test_values_are_what_documents_say():
    """The share that was judged right by hand, as benchmarks/RESULTS.md states it."""
    command = [sys.executable, ROOT / "benchmarks" / "adopting.py"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines() if line.startswith("| ")]
    of_all = next(row for row in rows if row[0] == "all")

    assert int(of_all[2]) >= 150
    assert float(of_all[4]) >= LEAST
