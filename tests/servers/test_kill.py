"""Builds and publications are killed all along their way while nginx serves and somebody reads all pages."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from harness.nginx import nginx_command
from harness.running import folder, free_port, running
from mkdocs_postmortems.audit.manifest import built_sites, manifest_path, read_manifest
from mkdocs_postmortems.audit.site_audit import verify_manifest

KILLS = 50
"""How many builds, and how many publications, are killed: at points as far from each other along their way."""
KEEP = 2
WORKER = Path(__file__).parent / "harness" / "killing.py"
CONF = """\
server {{
    listen 127.0.0.1:{port};
    root {root}/current;
    index index.html;
}}
"""
CONFIG = """\
site_name: Test
theme: {name: material, font: false}
plugins:
- postmortems:
    audiences: {public: {anyone: true}, staff: {includes: [public]}}
    default_audience: public
"""


class Reader(threading.Thread):
    """Reads all pages, one after the other, until it is told to stop."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.known: dict[tuple[str, str], tuple[int, int]] = {}
        """The first and the last release in which a page has some digest; files of the theme are in all of them."""
        self.paths: list[str] = []
        """What all releases have; some files of the search are named by what is in them."""
        self.done = threading.Event()
        self.wrong: list[str] = []
        self.latest = 0
        self.changed = threading.Condition()

    def learn(self, root: Path, number: int) -> None:
        """Take in what is about to be published."""
        found = {
            (f"/{tree.name}/{path.removesuffix('index.html')}", digest)
            for tree in built_sites(root)
            for path, digest in read_manifest(manifest_path(tree)).files.items()
        }
        self.known |= {page: (self.known.get(page, (number, number))[0], number) for page in found}
        paths = {path for path, _ in found}
        self.paths = sorted(paths.intersection(self.paths) if self.paths else paths)

    def run(self) -> None:
        """Read until it is over."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            self._read(connection)

    def _read(self, connection: http.client.HTTPConnection) -> None:
        while not self.done.is_set():
            for path in self.paths:
                try:
                    connection.request("GET", path)
                    response = connection.getresponse()
                    self._look(path, response.status, response.read())
                except (OSError, http.client.HTTPException) as error:
                    self.wrong.append(f"{path}: {error!r}")
                    connection.close()

    def _look(self, path: str, status: int, body: bytes) -> None:
        """A page is whole, of one release, and never older than one that was read before."""
        first, last = self.known.get((path, hashlib.sha256(body).hexdigest()), (-1, -1))
        if path in self.paths and (status != 200 or last < self.latest):
            self.wrong.append(f"{path}: {status}, of release {last} after {self.latest}")
        with self.changed:
            self.latest = max(first, self.latest)
            self.changed.notify_all()

    def wait_for(self, number: int) -> None:
        """Wait until a page of a release was read, or something is wrong."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.latest >= number or self.wrong, timeout=60), self.latest


class Worker:
    """Runs the program, and kills it if it is told to."""

    def __init__(self, place: Path) -> None:
        self.process = subprocess.Popen(
            (sys.executable, str(WORKER)),
            cwd=place,
            env=os.environ
            | {
                "TMPDIR": str(place / "tmp"),
                "SOURCE_DATE_EPOCH": "1700000000",
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *arguments: str, at: int = 0) -> tuple[int, int]:
        """Run the program; return how it ended, and how many changes to the disk it had made or was about to make."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"arguments": arguments, "at": at}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["code"], answer["steps"]

    def end(self) -> None:
        """Let it go."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def write_sources(place: Path, number: int) -> None:
    """Write documents of which each has other content than ever before."""
    for name, audience in (("a", "public"), ("b", "public"), ("c", "staff")):
        path = place / "docs" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        text = f"content {number} of {name}, of any length: " + "x" * (number * 37 % 5000)
        path.write_text(f"---\ntitle: {name}\ndate: 2024-01-01\naudience: {audience}\n---\n{text}\n")


BUILD = ("build", "--json")
PUBLISH = ("publish", "--to", "srv", "--keep", str(KEEP))


@pytest.fixture(name="place")
def _place() -> Iterator[Path]:
    """Yield a folder with a site, which nginx can get at."""
    with folder() as place:
        (place / "mkdocs.yml").write_text(CONFIG)
        (place / "tmp").mkdir()
        write_sources(place, 1)
        yield place


@pytest.fixture(name="worker")
def _worker(place) -> Iterator[Worker]:
    worker = Worker(place)
    yield worker
    worker.end()


@pytest.fixture(name="reader")
def _reader(place, worker) -> Iterator[Reader]:
    """Yield a client of a site that is served."""
    port = free_port()
    reader = Reader(port)
    assert worker(*BUILD)[0] == 0, (place / "killing.log").read_text()
    reader.learn(place / "dist", 1)
    assert worker(*PUBLISH)[0] == 0, (place / "killing.log").read_text()
    with folder() as own:
        command = nginx_command(own, {"postmortems.conf": CONF.format(port=port, root=place / "srv")}, port)
        with running(command, port, own, drop=True):
            reader.start()
            yield reader
            reader.done.set()
            reader.join(20)


def assert_whole(served: Path) -> None:
    """What is served is complete, whatever was killed."""
    found = built_sites(served / "current")
    assert [tree.name for tree in found] == ["public", "staff"]
    assert not any(verify_manifest(tree) for tree in found)


def assert_tidy(place: Path) -> None:
    """Nothing is left of what was killed."""
    releases = sorted(path.name for path in (place / "srv" / "releases").iterdir())
    assert len(releases) <= KEEP
    assert (place / "srv" / "current").resolve().name == releases[-1]
    assert sorted(path.name for path in (place / "srv").iterdir()) == ["current", "releases"]
    assert not [path for path in (place / "tmp").glob("postmortems-build-*") if any(path.iterdir())]
    assert not [path.name for path in (place / "dist").iterdir() if path.name.startswith(".")]


@pytest.mark.slow
def test_whatever_is_killed_a_whole_site_is_served(place, worker, reader):
    """No error, no mixture, and the next run goes on as if nothing had been."""
    killed = {"build": 0, "publish": 0}
    write_sources(place, 2)
    steps = {"build": worker(*BUILD)[1]}
    reader.learn(place / "dist", 2)
    steps["publish"] = worker(*PUBLISH)[1]
    for number in range(3, 3 + KILLS):
        write_sources(place, number)
        code, _ = worker(*BUILD, at=1 + (number - 3) * steps["build"] // KILLS)
        killed["build"] += code == -signal.SIGKILL
        code, steps["build"] = worker(*BUILD)
        assert code == 0, (place / "killing.log").read_text()
        reader.learn(place / "dist", number)
        code, _ = worker(*PUBLISH, at=1 + (number - 3) * steps["publish"] // KILLS)
        killed["publish"] += code == -signal.SIGKILL
        assert_whole(place / "srv")
        code, steps["publish"] = worker(*PUBLISH)
        assert code == 0, (place / "killing.log").read_text()
        assert_whole(place / "srv")
        assert_tidy(place)
        reader.wait_for(number)
        assert not reader.wrong, reader.wrong[:5]
    # Control case: a run may need fewer steps than the one before it, but nearly all were killed.
    assert min(killed.values()) >= KILLS * 0.9, (killed, steps)


@pytest.mark.slow
def test_half_replaced_trees_are_not_published(place, worker, reader):
    """After a build that was killed there is either a whole build in its folder, or it is refused."""
    steps, ends = worker(*BUILD)[1], []
    for number in range(2, 12):
        write_sources(place, number)
        assert worker(*BUILD, "--to", "next")[0] == 0
        reader.learn(place / "next", number)
        ends.append(worker(*BUILD, at=steps - (number - 2) * steps // 25)[0])
        assert worker(*PUBLISH)[0] in (0, 1), (place / "killing.log").read_text()
        assert_whole(place / "srv")
    assert not reader.wrong, reader.wrong[:5]
    assert ends.count(-signal.SIGKILL) > 5  # Control case.


HOOK = """\
import os, signal

def {event}(*_, **__):
    os.killpg(0, signal.SIGKILL)
"""


@pytest.mark.slow
def test_a_build_with_its_own_process_recovers(place):
    """With MkDocs itself, killed as it begins and as it ends: stages of what was killed are gone after the next run."""
    environment = os.environ | {"TMPDIR": str(place / "tmp"), "SOURCE_DATE_EPOCH": "1700000000"}
    command = (sys.executable, "-c", "from mkdocs_postmortems.cli import main; main()", "build", "--audience", "public")

    def build():
        options = {"cwd": place, "env": environment, "start_new_session": True}
        return subprocess.run(command, **options, capture_output=True, text=True, check=False)

    for event in ("on_config", "on_post_build"):
        (place / "mkdocs.yml").write_text(f"{CONFIG}hooks: [hook.py]\n")
        (place / "hook.py").write_text(HOOK.format(event=event))
        done = build()
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert [path for path in (place / "tmp").glob("postmortems-build-*") if any(path.iterdir())]  # Control case.
    (place / "mkdocs.yml").write_text(CONFIG)
    done = build()
    assert done.returncode == 0, done.stderr
    assert not verify_manifest(place / "dist" / "public")
    assert not [path for path in (place / "tmp").glob("postmortems-build-*") if any(path.iterdir())]
