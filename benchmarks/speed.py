"""What builds and verification take, cold, again and after changes, beside other programs on the same documents.

usage: speed.py [--audiences 1|5] [--peers] N...

Processor time and peak memory are those of a command with all processes that it starts. Peers are MkDocs with Material
alone, with the pages out of the navigation, and Hugo and Zensical where they are installed; they make no facets, no
similar incidents and no full-text index but their own.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generate import postmortem

BIN = Path(sys.executable).parent
READERS = ("public", "staff", "sre", "security", "board")
"""Each reads what the ones before it read."""
EPOCH = "1795132800"
"""The build date, so that all runs make the same."""
PEERS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "MkDocs + Material": (
        "mkdocs.yml",
        "site_name: Peer\ntheme: {name: material, font: false}\nplugins: [search]\nnav: [index.md]\n",
        (str(BIN / "mkdocs"), "build", "--quiet"),
    ),
    "Zensical": ("zensical.toml", '[project]\nsite_name = "Peer"\n', (str(BIN / "zensical"), "build")),
    "Hugo": (
        "hugo.toml",
        'title = "Peer"\ncontentDir = "docs"\ndisableKinds = ["taxonomy", "term"]\n',
        ("hugo", "--quiet"),
    ),
}
HUGO_LAYOUT = """\
<!doctype html><title>{{ .Title }}</title>{{ .Content }}
{{ range .Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    wall: float
    """Seconds."""
    processor: float
    """Seconds of all processes."""
    peak: float
    """MiB of the largest process."""


def run(folder: Path, *command: str) -> Cost:
    """Run a command in a folder; it must succeed."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    log = folder / "log"
    start = time.monotonic()
    with log.open("wb") as output:
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed:\n{log.read_text()[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def write_documents(folder: Path, count: int, readers: int) -> None:
    """Write the documents; of several audiences, each may read a part that the narrower ones may not."""
    for number in range(count):
        path, text = postmortem(number)
        if readers > 1:
            text = text.replace("---\n", f"---\naudience: {READERS[number % readers]}\n", 1)
        target = folder / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder / "docs" / "taxonomy.yml").write_text("services: {service-23: {name: Checkout}}\n", encoding="utf-8")


def write_config(folder: Path, readers: int) -> None:
    """Write the configuration of a site."""
    lines = ["site_name: Benchmark", "theme: {name: material, font: false}", "plugins:", "- search", "- postmortems"]
    if readers > 1:
        lines[-1] += ":"
        lines += ["    default_audience: public", "    audiences:", "      public: {anyone: true}"]
        lines += [
            f"      {name}: {{includes: [{before}], groups: [{name}]}}" for before, name in pairwise(READERS[:readers])
        ]
    (folder / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def edit(folder: Path) -> None:
    """Change a sentence of one document."""
    path = next((folder / "docs").rglob("*.md"))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne sentence more.\n", encoding="utf-8")


def add(folder: Path) -> None:
    """Add a document."""
    path, text = postmortem(1_000_000)
    (folder / "docs" / Path(path).name).write_text(text, encoding="utf-8")


def rename(folder: Path) -> None:
    """Give a service another name."""
    (folder / "docs" / "taxonomy.yml").write_text("services: {service-23: {name: Basket}}\n", encoding="utf-8")


STEPS: Mapping[str, Callable[[Path], None]] = {
    "cold": lambda _: None,
    "again": lambda _: None,
    "one edit": edit,
    "one more": add,
    "a name": rename,
}


def digests(folder: Path) -> dict[str, bytes]:
    """Return the digest of each file by its path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).digest() for path in paths}


def measure(count: int, readers: int) -> Iterator[tuple[str, Cost, str]]:
    """Yield what was done, what it took and what came of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_documents(folder, count, readers)
        write_config(folder, readers)
        before: dict[str, bytes] = {}
        for step, change in STEPS.items():
            change(folder)
            cost = run(folder, str(BIN / "postmortems"), "build")
            after = digests(folder / "dist")
            changed = sum(before.get(path) != digest for path, digest in after.items())
            size = sum(path.stat().st_size for path in (folder / "dist").rglob("*") if path.is_file())
            yield step, cost, f"{len(after):,} files, {size / 1e6:.0f} MB, {changed:,} changed"
            before = after
        tree = next(path for path in sorted((folder / "dist").iterdir()) if path.is_dir())
        yield f"verify {tree.name}", run(folder, str(BIN / "postmortems"), "verify", str(tree)), ""


def measure_peers(count: int) -> Iterator[tuple[str, Cost, str]]:
    """Yield what the other programs that are installed take."""
    for name, (config, text, command) in PEERS.items():
        if not shutil.which(command[0]):
            continue
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write_documents(folder, count, 1)
            (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
            (folder / config).write_text(text, encoding="utf-8")
            layouts = folder / "layouts" / "_default"
            layouts.mkdir(parents=True)
            for layout in ("single", "list"):
                (layouts / f"{layout}.html").write_text(HUGO_LAYOUT, encoding="utf-8")
            yield name, run(folder, *command), ""


def main() -> None:
    """Print one table; ratios are to our cold build of the same size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--audiences", type=int, choices=(1, 5), default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("counts", type=int, nargs="+", metavar="N")
    given = parser.parse_args()
    print("| postmortems | what | of cold | wall, s | processor, s | peak MiB | |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | --- |")
    for count in given.counts:
        cold = 0.0
        rows = [measure(count, given.audiences), measure_peers(count) if given.peers else ()]
        for step, cost, note in (row for some in rows for row in some):
            cold = cold or cost.wall
            ratio = f"{cost.wall / cold:.2f}"
            print(
                f"| {count:,} | {step} | {ratio} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.peak:.0f} | {note} |"
            )


if __name__ == "__main__":
    main()
