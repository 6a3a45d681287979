"""Programs that a test starts on this machine alone, and ends."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "nobody"
"""Servers are never root, even where tests are."""


def program(name: str) -> str:
    """Return the path of a program; without it the test is skipped, or fails where CI is set."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        missing(f"{name} is not installed")
    return found


def missing(reason: str) -> None:
    """Skip, or fail where CI is set."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{reason}; `make servers` installs it")


_PORTS = iter(range(10_000 + os.getpid() % 200 * 100, 32_000))
"""Below those that systems give out; processes that test side by side begin at different ones, and none comes twice."""


def free_port() -> int:
    """Return a port that nobody listens on and that was never returned before."""
    for port in _PORTS:
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError("no port is free")


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder that servers can get at which are not who tests are; pytest's own are for the owner alone."""
    with tempfile.TemporaryDirectory(prefix="postmortems-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str] | None = None, *, drop: bool = False
) -> Iterator[subprocess.Popen]:
    """Run a program until the block ends; it has to listen on its port. `drop` makes it less than root."""
    options: dict[str, object] = {}
    if drop and os.geteuid() == 0:
        give_away(folder)
        options = {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []}
    log = folder / f"{Path(command[0]).name}-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"HOME": str(folder)} | (environment or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )
    try:
        _wait(process, port, log)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def give_away(folder: Path) -> None:
    """Give a folder to the user that servers run as."""
    entry = pwd.getpwnam(USER)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, entry.pw_uid, entry.pw_gid)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail(f"{process.args} does not listen on {port}:\n{_tail(log)}")


def _tail(log: Path) -> str:
    logs = (log, *log.parent.glob("error.log"))
    return "\n".join(one.read_text(errors="replace")[-3000:] for one in logs)
