"""Time and memory of looking at a built tree: canaries of hidden postmortems in every byte, and every link.

usage: verifying.py N [HIDDEN]

N postmortems are readable and built, HIDDEN others (100) are not.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from generate import postmortem
from mkdocs_postmortems.audit.manifest import write_manifest
from mkdocs_postmortems.audit.site_audit import audit_site, verify_manifest
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, select_fingerprints

URL = "https://kb.example/"
CONFIG = f"""\
site_name: Benchmark
site_url: {URL}
theme: {{name: material, font: false}}
plugins: [search, postmortems]
"""


def build(folder: Path, count: int) -> Path:
    """Build a site of `count` postmortems and return its tree."""
    here = Path(__file__).parent
    subprocess.run([sys.executable, here / "generate.py", str(count), folder / "docs"], check=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True)
    return folder / "site"


def canaries(count: int, hidden: int) -> FingerprintSet:
    """Make canaries of the postmortems after the first `count`."""
    return select_fingerprints(
        [_hidden(*postmortem(number)) for number in range(count, count + hidden)],
        (text for number in range(count) for text in postmortem(number)),
    )


def _hidden(path: str, text: str) -> HiddenText:
    id, title = (re.findall(rf"^{key}: (.*)$", text, re.MULTILINE)[0] for key in ("id", "title"))
    return HiddenText(path=path, id=id, title=title, text=text)


def main() -> None:
    """Print one row."""
    count, hidden = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory() as name:
        tree = build(Path(name), count)
        times = [time.process_time()]
        made = canaries(count, hidden)
        times.append(time.process_time())
        verdict = audit_site(tree, fingerprints=made, site_url=URL)
        times.append(time.process_time())
        write_manifest(tree, "staff")
        changed = verify_manifest(tree)
        times.append(time.process_time())
    making, looking, listing = (after - before for before, after in pairwise(times))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        "| postmortems | hidden | files | MB | canaries | making, s | looking, s | manifest, s | findings | peak MiB |"
    )
    print(f"| {'---: | ' * 9}---: |")
    print(
        f"| {count:,} | {hidden:,} | {verdict.files:,} | {verdict.bytes / 1e6:.0f} "
        f"| {sum(verdict.searched.values()):,} "
        f"| {making:.1f} | {looking:.1f} | {listing:.1f} | {len(verdict.findings) + len(changed)} | {peak:.0f} |"
    )


if __name__ == "__main__":
    main()
