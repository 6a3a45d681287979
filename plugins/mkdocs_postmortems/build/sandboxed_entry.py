"""Entry point of one audience's build: MkDocs in a sandbox. `python -m …sandboxed_entry STAGING_DIR FORBIDDEN...`."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from pathlib import Path

from mkdocs_postmortems.build.sandbox import Sandbox


def main() -> None:
    """Build the site of the current directory; exit with 3 if a read outside of the staging folder was refused."""
    staging_dir, *forbidden = map(Path, sys.argv[1:])
    guard = Sandbox([staging_dir], forbidden)
    guard.install()
    # Processes that are forked are guarded as well; a new interpreter would not be, and no event tells of its start.
    multiprocessing.set_executable(os.devnull)
    sys.argv = ["mkdocs", "build", "--clean"]
    try:
        runpy.run_module("mkdocs", run_name="__main__")
    finally:
        for missed in dict.fromkeys(guard.refused_programs):
            sys.stderr.write(f"INFO    -  {missed}\n")
        for refused in dict.fromkeys(guard.refused_reads):
            sys.stderr.write(f"ERROR   -  {refused}\n")
        if guard.refused_reads:
            sys.stderr.flush()
            sys.exit(3)


if __name__ == "__main__":
    main()
