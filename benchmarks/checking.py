"""How often a finding about wording or likeness is right, and what it costs to check 500 files.

usage: checking.py precision | likeness | speed [N]... | list

Precision is measured on real documents, which are not part of this project: each finding of the wording rules was
judged by hand, and `checking-labels.tsv` has the judgements with the place and the words found. A finding that is not
in the list counts as not judged, one of the list that is no longer found is left out. Without the documents there is
nothing to measure, and the program says so.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generate import postmortem
from mkdocs_postmortems.core.check.linter import LintContext, Linter, parse_source
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.sources.files import read_sources

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"
LABELS = Path(__file__).with_name("checking-labels.tsv")
WORDING = ("PC135", "PC140", "PC141", "PC142", "PC143", "PC144", "PC145")
LIKENESS = ("PC154", "PC155")
FOLDERS = (
    "2i2c berkeley-datahub chia cstate-example dfds icco jenkins-status k8s-test-infra moj-cloud-platform pypi-blog "
    "python-discord"
).split()

LARGEST = "icco"
"""Most findings are in it, all in the words of one author."""


def findings(corpora: Path, codes: tuple[str, ...] = WORDING) -> Iterator[tuple[str, Diagnostic, str]]:
    """Yield the findings of some rules: corpus, finding, the source line."""
    for folder in FOLDERS:
        sources = read_sources(corpora / folder).sources
        desk = Linter(
            [parse_source(s) for s in sources], LintContext(today="2026-11-20", taxonomy=Taxonomy(is_declared=False))
        )
        texts = {source.path: source.lines for source in sources}
        for path in desk.paths:
            for one in desk.check(path):
                if one.code in codes:
                    yield folder, one, texts[path][one.line - 1]


def key(folder: str, one: Diagnostic) -> tuple[str, str, str, str]:
    """Return what a judgement is found by."""
    return f"{folder}/{one.path}", str(one.line), one.code, one.highlight


def list_findings() -> None:
    """Print what there is to judge."""
    for folder, one, line in findings(SHARED, (*WORDING, *LIKENESS)):
        at = max(0, line.find(one.highlight.split(" ")[0]))
        print("\t".join((*key(folder, one), line[max(0, at - 90) : at + 190])))


def precision(codes: tuple[str, ...]) -> None:
    """Print the share of right findings, rule by rule."""
    judged = {tuple(row.split("\t")[:4]): row.split("\t")[4] for row in LABELS.read_text().splitlines()[1:]}
    right: Counter[str] = Counter()
    known: Counter[str] = Counter()
    unknown = 0
    for folder, one, _ in findings(SHARED, codes):
        label = judged.get(key(folder, one))
        unknown += label is None
        names = (one.code, "all") if folder == LARGEST else (one.code, "all", f"all but {LARGEST}")
        for name in names if label else ():
            known[name] += 1
            right[name] += label == "right"
    print("| rule | judged | right | precision |\n| --- | ---: | ---: | ---: |")
    for name in (*codes, "all", f"all but {LARGEST}"):
        print(f"| {name} | {known[name]} | {right[name]} | {right[name] / max(1, known[name]):.2f} |")
    print(f"not judged: {unknown}")


def speed(counts: list[int]) -> None:
    """Print how long the whole program takes for 500 changed files of N."""
    print("| postmortems | changed | seconds, wall | seconds, CPU |\n| ---: | ---: | ---: | ---: |")
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            changed = _repository(Path(name), count)
            wall, cpu = _timed(Path(name))
            print(f"| {count:,} | {changed:,} | {wall:.1f} | {cpu:.1f} |", flush=True)


def _repository(root: Path, count: int) -> int:
    """Write a site of N postmortems in git, and change 500 of them."""
    (root / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - postmortems\n")
    documents = {root / "docs" / path: text for path, text in map(postmortem, range(count))}
    for path, text in documents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git = ("git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run([*git, *command], check=True)
    some = list(documents)[:500]
    for path in some:
        path.write_text(
            documents[path].replace("## Lessons", "## What we learned\n\nWe should have known.\n\n## Lessons")
        )
    return len(some)


def _timed(root: Path) -> tuple[float, float]:
    program = Path(sys.executable).with_name("postmortems")
    command = ["/usr/bin/env", "time", "-f", "%e %U %S", program, "check", "--since", "HEAD", "--format", "github"]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    assert done.stdout.count("PC140") >= 500, done.stderr
    said = done.stderr.strip().splitlines()[-1].split()
    return wall, float(said[1]) + float(said[2])


def main() -> None:
    """Run what was asked for."""
    what, *rest = sys.argv[1:] or ["precision"]
    if what == "speed":
        speed([int(count) for count in rest] or [500, 3000])
    elif not SHARED.is_dir():
        print(f"skipped: the documents are not there ({SHARED})")
    elif what == "list":
        list_findings()
    else:
        precision(LIKENESS if what == "likeness" else WORDING)


if __name__ == "__main__":
    main()
