"""`postmortems serve`: serves a preview of one audience's site and rebuilds it on changes.

The site of an audience that does not read everything is built where there is nothing else, as `postmortems build` does.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from mkdocs_postmortems.build.preview import PreviewRequest, serve_preview
from mkdocs_postmortems.cli.corpus import find_config
from mkdocs_postmortems.cli.params import complete_audience, config_option
from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.settings import AUDIENCE_VARIABLE, choose_audience, load_settings
from mkdocs_postmortems.site.environment import PREVIEW_VARIABLE
from mkdocs_postmortems.system import clock

_STOP_SECONDS = 3
"""How long the server may take to stop after Ctrl-C."""


@click.command()
@click.option(
    "--as", "audience", metavar="AUDIENCE", shell_complete=complete_audience,
    help="The audience of the preview; default: the one that all others include.",
)  # fmt: skip
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="The address and port to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on, in place of that of --address.")
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser once it is built.")
@click.option("--json", "as_json", is_flag=True, help="First print a line of JSON with the address and the audience.")
@config_option
@click.pass_context
def serve(
    context: click.Context,
    *,
    audience: str | None,
    address: str,
    port: int | None,
    opens: bool,
    as_json: bool,
    config: Path | None,
) -> None:
    """Serve a preview of the site of one audience, with a banner that names the audience.

    Example: postmortems serve --as sre
    """
    # Whatever ends it, what it has started ends too, and the folder of what an audience may read is removed.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    config = config or find_config()
    host, listened = _listening(address, port)
    settings = load_settings(config).settings
    chosen = choose_audience(settings, {**os.environ, **({AUDIENCE_VARIABLE: audience} if audience else {})})
    url = f"http://{host}:{listened}/"
    if as_json:
        click.echo(json.dumps({"address": url, "audience": chosen}))
    if chosen and not settings.audiences.reads_everything(chosen):
        request = PreviewRequest(config, chosen, f"{host}:{listened}", clock.now())
        context.exit(_preview(request, _opener(url, host, listened) if opens else lambda: None))
    preview = {AUDIENCE_VARIABLE: chosen, PREVIEW_VARIABLE: "1"} if chosen else {}
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(config)]
    command += ["--dev-addr", f"{host}:{listened}", *(["--open"] if opens else [])]
    # Material's notice about MkDocs 2 would come first; the dependencies stay below 2.
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ, **preview}
    context.exit(_run(command, environment))


def _listening(address: str, port: int | None) -> tuple[str, int]:
    """Return host and port.

    Raises:
        click.UsageError: the address has no port, or one that is none.
        PostmortemsError: another program listens there, or nobody may.
    """
    host, colon, written = address.rpartition(":")
    if not colon or not written.isdigit():
        host, written = (address, "8000") if not colon else (host, written)
    if not written.isdigit() or not 0 < int(written) < 65536:
        raise click.UsageError(f"--address is {address!r}; expected HOST:PORT such as 127.0.0.1:8000.")
    chosen = port or int(written)
    plain = host.strip("[]")
    try:
        with socket.socket(socket.AF_INET6 if ":" in plain else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((plain, chosen))
    except OSError as error:
        raise PostmortemsError(
            f"{host}:{chosen} cannot be listened on: {(error.strerror or str(error)).lower()}; "
            f"choose another port, such as --port {chosen + 1 if chosen < 65535 else 8000}."
        ) from error
    return host, chosen


def _preview(request: PreviewRequest, on_poll: Callable[[], None]) -> int:
    """Serve from a staging folder until the server ends, or until Ctrl-C; return the exit code."""
    try:
        return serve_preview(request, lambda line: click.echo(printable(line), err=True), on_poll)
    except KeyboardInterrupt:
        return 0


def _opener(url: str, host: str, port: int) -> Callable[[], None]:
    """Return a function that opens the site in a browser once it is served; further calls do nothing."""
    waiting = [url]

    def open_once() -> None:
        with suppress(OSError):
            if waiting:
                socket.create_connection((host.strip("[]"), port), timeout=1).close()
                click.launch(waiting.pop())

    return open_once


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Run the server until it ends, or until Ctrl-C, which ends it without a word; return its exit code."""
    process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own interpreter
    try:
        return process.wait()
    except KeyboardInterrupt:
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            process.wait(_STOP_SECONDS)  # The terminal interrupts it as well.
        return 0
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
