"""Builds stages in copies of one process that has loaded all programs, and nothing of any document.

Loading takes about a third of the time that a small site takes. The process is a new interpreter: it holds nothing of
the one that starts it, and learns no more of a stage than the path of its folder. For each stage it makes a copy of
itself by `fork`, which guards itself, builds and ends, so nothing of one stage reaches another.

`python -P -m mkdocs_postmortems.build.stage_server SOCKET` serves requests from the socket with that file descriptor.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, NamedTuple, Self

from mkdocs_postmortems.build import sandbox

_MAX_REQUEST = 1024 * 1024
"""Bytes."""
_PRELOADED = (
    "mkdocs.commands.build",
    "mkdocs.config.defaults",
    "mkdocs.contrib.search",
    "material.plugins.search.plugin",
    "material.extensions.emoji",
    "mkdocs_postmortems.site.plugin",
    "mkdocs_postmortems.site.docs_beside_config",
    "markdown.extensions.admonition",
    "markdown.extensions.def_list",
    "markdown.extensions.footnotes",
    "markdown.extensions.md_in_html",
    "markdown.extensions.tables",
    "markdown.extensions.toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pygments.styles.default",
    "pygments.lexers.configs",
    "pygments.lexers.data",
    "pygments.lexers.python",
    "pygments.lexers.shell",
    "pygments.lexers.sql",
)
"""The modules that nearly every site loads; one that is missing is left out."""
_NOT_ENDED = -1
"""The exit code of a copy that was killed."""


class Finished(NamedTuple):
    """How a build process ended."""

    code: int
    output: bytes


class StageServer:
    """The process that is copied for each stage; start it as a context. Threads may use it at the same time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Take the environment variables that are the same for all stages."""
        self._environment = environment
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def is_possible() -> bool:
        """Return whether the system can copy a process and pass on file descriptors, one message after the other."""
        return sys.platform == "linux"

    def __enter__(self) -> Self:
        """Start nothing yet: often there is nothing to build."""
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        """End the process, and what it still builds."""
        if self._process is not None:
            self._socket.close()
            self._process.wait()

    def start(self) -> None:
        """Start the process, which loads the programs while others work; it is started when it is needed anyway."""
        with self._lock:
            self._start()

    def _start(self) -> None:
        if self._process is not None:
            return
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", __name__, str(other.fileno())],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
            )

    def run(self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Finished:
        """Build a stage, and wait for it.

        Args:
            arguments: Those of `sandbox`.
            folder: The current folder of the build.
            environment: All of its environment variables.
        """
        request = json.dumps({"arguments": list(arguments), "folder": str(folder), "environment": dict(environment)})
        (output, output_end), (code, code_end) = os.pipe(), os.pipe()
        try:
            with self._lock:
                self._start()
                socket.send_fds(self._socket, [request.encode()], [output_end, code_end])
        except OSError as error:
            os.close(output)
            os.close(code)
            return Finished(_NOT_ENDED, f"ERROR   -  The process that builds is gone: {error.strerror}.\n".encode())
        finally:
            os.close(output_end)
            os.close(code_end)
        with open(output, "rb") as said, open(code, "rb") as ended:  # noqa: PTH123 - file descriptors
            return Finished(output=said.read(), code=int(ended.read() or _NOT_ENDED))


def serve(requests: socket.socket) -> None:
    """Answer requests until the other end of the socket is closed; in a copy, build one stage."""
    for module in _PRELOADED:
        with suppress(ImportError):
            import_module(module)
    _compile_templates()
    gc.freeze()  # No copy looks for garbage among the loaded programs, or copies their pages of memory for that.
    copies: set[int] = set()
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: _reap(copies))
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, _MAX_REQUEST, 2)
        if not message:
            break
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        copy = os.fork()
        if copy == 0:
            requests.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, interrupt)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
            sys.exit(_build(json.loads(message), *descriptors))
        copies.add(copy)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
        for descriptor in descriptors:
            os.close(descriptor)
    for copy in tuple(copies):
        with suppress(ProcessLookupError):
            os.kill(copy, signal.SIGTERM)
    _reap(copies, 0)


def _compile_templates() -> None:
    """Compile the templates of the theme that nearly every site has; without it, each site compiles its own."""
    # Loaded here, since the process that starts this one needs none of it.
    from mkdocs_postmortems.site.compiled_templates import compile_ahead  # noqa: PLC0415
    from mkdocs_postmortems.site.plugin import TEMPLATES, THEME_OVERRIDES, THEME_PRIVATE  # noqa: PLC0415

    with suppress(KeyError):
        compile_ahead("material", (TEMPLATES, THEME_OVERRIDES, THEME_PRIVATE))


def _reap(copies: set[int], options: int = os.WNOHANG) -> None:
    """Forget the copies that have ended; with 0 for the options, wait for all."""
    with suppress(ChildProcessError):
        while pid := os.waitpid(-1, options)[0]:
            copies.discard(pid)


def _build(request: Mapping[str, Any], output: int, code: int) -> int:
    """Become the process of a stage, build it, and say how it ended."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(output, stream.fileno())
    os.close(output)
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    tempfile.tempdir = None
    os.chdir(request["folder"])
    sys.argv = ["sandbox", *request["arguments"]]
    ended = _run_sandbox()
    os.write(code, str(ended).encode())
    os.close(code)
    return ended


def _run_sandbox() -> int:
    """Return the exit code that a new interpreter would have."""
    try:
        sandbox.main()
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
            return 1
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 - whatever it is, an interpreter prints it and ends
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
