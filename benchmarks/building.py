"""Time and memory of a whole `mkdocs build` over synthetic postmortems.

usage: building.py N...
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONFIG = "site_name: Benchmark\ntheme: {name: material, font: false}\nplugins: [search, postmortems]\n"


def build(count: int) -> tuple[float, float]:
    """Return seconds and peak MiB of a build of `count` postmortems."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(__file__).parent
        subprocess.run([sys.executable, here / "generate.py", str(count), f"{folder}/docs"], check=True)
        Path(folder, "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        start = time.monotonic()
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True)
        seconds = time.monotonic() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Print a row per size; sizes must grow, since the peak is that of all builds so far."""
    print("| postmortems | seconds | ms each | peak MiB |\n| ---: | ---: | ---: | ---: |")
    for count in map(int, sys.argv[1:]):
        seconds, peak = build(count)
        print(f"| {count:,} | {seconds:.1f} | {seconds / count * 1000:.1f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
