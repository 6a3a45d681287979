"""Whenever a run is killed, the trees that are published are whole, and the next run mends the rest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from mkdocs_postmortems.audit.manifest import read_manifest, write_manifest
from mkdocs_postmortems.audit.site_audit import verify_manifest
from mkdocs_postmortems.build.swap import begin_swap, swap_sites
from sites import content

SLUGS = ("public", "staff", "security")
FORKS = """
import os, sys
from pathlib import Path
from stopping import stop_before
from test_swap import SLUGS, swap
for line in sys.stdin:
    number, step = map(int, line.split())
    pid = os.fork()
    if not pid:
        stop_before(step)
        swap(Path(sys.argv[1]), number, SLUGS[: 2 + number % 2])
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
"""Swaps once for each line, and is killed before one of its steps."""


def swap(target: Path, number: int, slugs: tuple[str, ...] = SLUGS) -> None:
    """Publish small trees of which every file says which run made it."""
    new = begin_swap(target)
    for slug in slugs:
        for name in ("index.html", "a/index.html", "b/index.html"):
            path = new / slug / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{slug} {number}", encoding="utf-8")
        write_manifest(new / slug, slug)
    swap_sites(target, slugs)


def whole(tree: Path) -> bool:
    """Whether all files of a tree are of one run."""
    files = [data for data in content(tree).values() if data is not None]
    return len(files) == 3 and len(set(files)) == 1


@pytest.fixture
def killed(tmp_path):
    """Return a function that swaps as a number of run, is killed before a step, and returns how it ended."""
    paths = os.pathsep.join([*sys.path, str(Path(__file__).parent)])
    with subprocess.Popen(
        [sys.executable, "-c", FORKS, tmp_path / "dist"],
        env=os.environ | {"PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def run(number, step):
            print(number, step, file=process.stdin, flush=True)
            return int(process.stdout.readline())

        yield run


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_whole_trees(tmp_path, killed):
    """Before each of its steps, with two trees and with three, one upon what the other has left."""
    dist = tmp_path / "dist"
    assert killed(1, 0) == 0
    ends: list[int] = []
    for number in count(2):
        if ends[-2:] == [0, 0]:
            break
        ends.append(killed(number, number // 2))
        left = [path for path in dist.iterdir() if path.is_dir() and not path.name.startswith(".")]
        assert all(whole(tree) for tree in left)
        begin_swap(dist).rmdir()
        assert {"public", "staff"} <= {path.name for path in dist.iterdir()}
        assert not [path for path in dist.iterdir() if path.name.startswith(".")]
        for manifest in dist.glob("*.json"):
            tree = dist / read_manifest(manifest).audience
            assert not verify_manifest(tree)
            assert whole(tree)
    assert ends.count(-signal.SIGKILL) > 60


STEPS = ("rename", "replace", "unlink", "mkdir")
"""What moving consists of."""


@pytest.mark.parametrize("step", range(1, 20))
def test_a_run_that_ends_at_any_step_is_mended(step, tmp_path, monkeypatch):
    """Each step is the last one once: afterwards all trees are of the last run, or all of the one before."""
    swap(tmp_path, 1)
    done = 0

    def counted(name):
        original = getattr(Path, name)

        def method(self, *arguments, **options):
            nonlocal done
            if self.is_relative_to(tmp_path) and name != "mkdir":
                done += 1
                if done == step:
                    raise KeyboardInterrupt
            return original(self, *arguments, **options)

        return method

    with monkeypatch.context() as patch:
        for name in STEPS:
            patch.setattr(Path, name, counted(name))
        try:
            swap(tmp_path, 2, SLUGS[:2])
        except KeyboardInterrupt:
            assert done == step
    begin_swap(tmp_path).rmdir()
    said = {slug: content(tmp_path / slug)["index.html"] for slug in SLUGS if (tmp_path / slug).exists()}
    assert len({text.split()[1] for slug, text in said.items() if text and slug != "security"}) == 1
    for slug in said:
        assert not verify_manifest(tmp_path / slug)
        assert whole(tmp_path / slug)


def test_a_tree_of_an_audience_that_is_gone_goes(tmp_path):
    """With its manifest."""
    swap(tmp_path, 1)
    swap(tmp_path, 2, SLUGS[:2])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "public",
        "public.manifest.json",
        "staff",
        "staff.manifest.json",
    ]
    assert json.loads((tmp_path / "staff.manifest.json").read_text())["audience"] == "staff"
