"""Runs the program in forks of itself and kills them: its imports take longer than what is to be killed.

Each line of the standard input is an order, `{"arguments": […], "at": number}`, of which the number says before which
change to the disk the program is killed, or 0; each is answered by a line, `{"code": …, "steps": number}`, with a
negative code for what was killed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from mkdocs_postmortems.audit import site_audit as verifying
from mkdocs_postmortems.build import audience_builder
from mkdocs_postmortems.build.stage_server import StageServer
from mkdocs_postmortems.build.subprocess_build import SubprocessResult
from mkdocs_postmortems.cli import build, publish
from mkdocs_postmortems.cli import main as main_of_program
from stopping import Steps, stop_before

assert build
assert publish


def write_site(stage, *_: object) -> SubprocessResult:
    """Take the place of MkDocs: a page for each document that the stage has, and a few that are in every site."""
    (stage.folder / ".scratch").mkdir()
    sources = {path.stem: path.read_text() for path in (stage.folder / "docs").rglob("*.md")}
    pages = {f"{name}/index.html": f"<!doctype html><p>{text}</p>" for name, text in sources.items()}
    everything = "".join(sources.values())
    pages |= {
        name: f"<!doctype html><p>{name}: {everything}</p>" for name in ("index.html", "404.html", "s/index.html")
    }
    for name, text in pages.items():
        path = stage.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return SubprocessResult(ok=True, lines=())


def run(arguments: list[str]) -> None:
    """Run the program, and end as it does."""
    sys.argv = ["postmortems", *arguments]
    try:
        main_of_program()
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException as error:  # noqa: BLE001 - a fork must not go on as its parent
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    os._exit(70)


def main() -> None:
    """Carry out orders until there are no more."""
    audience_builder.run_subprocess_build = write_site
    StageServer.is_possible = staticmethod(lambda: False)
    # These pages are of no theme, and reading the words of all themes takes longer than all the rest.
    verifying.shipped_folders = tuple
    log = os.open(Path("killing.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for line in sys.stdin:
        order = json.loads(line)
        steps = Steps()
        pid = os.fork()
        if not pid:
            os.dup2(log, 1)
            os.dup2(log, 2)
            stop_before(order["at"], steps=steps)
            run(order["arguments"])
        _, status = os.waitpid(pid, 0)
        answer = {"code": os.waitstatus_to_exitcode(status), "steps": steps.count}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
