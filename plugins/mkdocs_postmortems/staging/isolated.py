"""What the process of one audience's build runs: MkDocs, guarded. `python -m …isolated STAGE FORBIDDEN`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from mkdocs_postmortems.staging.guard import Guard


def main() -> None:
    """Build the site of the current directory; end with 3 if something was read that is outside of the stage."""
    stage, forbidden = map(Path, sys.argv[1:3])
    guard = Guard([stage], [forbidden])
    guard.install()
    sys.argv = ["mkdocs", "build", "--clean"]
    try:
        runpy.run_module("mkdocs", run_name="__main__")
    finally:
        for refused in dict.fromkeys(guard.refused):
            sys.stderr.write(f"ERROR   -  {refused}\n")
        if guard.refused:
            sys.stderr.flush()
            sys.exit(3)


if __name__ == "__main__":
    main()
