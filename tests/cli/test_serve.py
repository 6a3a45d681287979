"""`postmortems serve`, and what all commands do in subfolders."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from harness.running import free_port

POSTMORTEM = "# DNS outage\n\nDate: 2024-02-03\n\n## Impact\n\nNobody noticed.\n"
SITE = "site_name: Ours\ntheme: {name: material, font: false}\nplugins: [search, postmortems]\n"


@pytest.fixture(name="site")
def _site(run) -> Path:
    """Write a site with a document in a subfolder."""
    Path("docs/2024").mkdir(parents=True)
    Path("docs/2024/a.md").write_text(POSTMORTEM)
    Path("mkdocs.yml").write_text(SITE)
    return Path.cwd()


def test_a_port_in_use_is_one_line(run, site):
    """With what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", port)

    assert result.exit_code == 1
    assert f"127.0.0.1:{port} cannot be listened on: address already in use; choose another port" in str(
        result.exception
    )


@pytest.mark.parametrize("address", ["here:there", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_wrong_use(run, site, address):
    """With an example."""
    result = run("serve", "--address", address)

    assert result.exit_code == 2
    assert "expected HOST:PORT such as 127.0.0.1:8000" in result.stderr


@pytest.mark.slow
def test_it_serves_from_a_subfolder_and_ends_quietly(site):
    """Without Material's notice, and without a traceback at Ctrl-C."""
    port = free_port()
    command = (sys.executable, "-m", "mkdocs_postmortems", "serve", "--port", str(port))
    process = subprocess.Popen(
        command, cwd=site / "docs/2024", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True, env={k: v for k, v in os.environ.items() if "MKDOCS_2_WARNING" not in k},
    )  # fmt: skip
    try:
        assert "DNS outage" in fetched(f"http://127.0.0.1:{port}/")
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=240)
    finally:
        process.kill()

    assert process.returncode == 0
    assert "Traceback" not in said
    assert "end of life" not in said
    assert "Aborted" not in said


RESTRICTED = """\
site_name: Ours
theme: {name: material, font: false}
plugins:
  - postmortems:
      default_audience: public
      audiences: {public: {anyone: true}, sre: {includes: [public]}, security: {includes: [public]}}
"""
LABELLED = "---\naudience: {}\ntitle: Quartzlike hummingbird\n---\n## Impact\n\nNobody noticed.\n"


@pytest.mark.slow
def test_a_preview_for_some_is_made_where_there_is_nothing_else(site):
    """What they may not read is not there; it comes, and goes again, with the label."""
    Path("mkdocs.yml").write_text(RESTRICTED)
    hidden = Path("docs/2024/b.md")
    hidden.write_text(LABELLED.format("security"))
    port = free_port()
    command = (sys.executable, "-m", "mkdocs_postmortems", "serve", "--as", "sre", "--port", str(port))
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        home = f"http://127.0.0.1:{port}/"
        first = fetched(home)
        assert "as <strong>sre</strong> reads it" in first
        assert "DNS outage" in first
        assert "hummingbird" not in first
        hidden.write_text(LABELLED.format("public"))  # The control.
        assert fetched(home, lambda page: "hummingbird" in page)
        hidden.write_text(LABELLED.format("securtiy"))
        assert fetched(home, lambda page: "hummingbird" not in page)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=240)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "docs/2024/b.md:2: PM061" in said
    assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["sre", "security"])
def test_a_preview_that_is_told_to_end_leaves_nothing(site, tmp_path_factory, audience):
    """Neither the process that listens nor the folder that it reads, also where nobody has told that process."""
    Path("mkdocs.yml").write_text(RESTRICTED.replace("includes: [public]}}", "includes: [public, sre]}}"))
    scratch = tmp_path_factory.mktemp("scratch")
    port = free_port()
    command = (sys.executable, "-m", "mkdocs_postmortems", "serve", "--as", audience, "--port", str(port))
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(scratch)}
    )
    try:
        assert "DNS outage" in fetched(f"http://127.0.0.1:{port}/")
        assert audience == "security" or any(scratch.rglob("mkdocs.yml"))  # The control: it is there meanwhile.
        process.terminate()
        process.wait(timeout=60)
    finally:
        process.kill()

    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)  # our own server
    assert not any(scratch.rglob("mkdocs.yml"))


def fetched(address: str, expected: Callable[[str], bool] = bool) -> str:
    """Return a page as soon as it is served and as expected."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            page = urllib.request.urlopen(address, timeout=10).read().decode()  # noqa: S310 - our own server
            if expected(page):
                return str(page)
        time.sleep(0.2)
    pytest.fail(f"{address} is not served as expected")


def test_commands_take_the_nearest_configuration_above(run, site, monkeypatch):
    """Paths in what is said are those from the current folder; a configuration of its own is nearer."""
    monkeypatch.chdir("docs/2024")
    assert "a.md" in run("check").stdout
    Path("mkdocs.yml").write_text("site_name: Nearer\nplugins: [postmortems]\n")
    Path("docs").mkdir()
    assert "0 documents" in run("check").stdout


def test_a_configuration_outside_of_the_repository_is_not_taken(run, site, monkeypatch):
    """It belongs to something else."""
    (site / "docs" / ".git").mkdir()
    monkeypatch.chdir("docs/2024")

    assert "there is no mkdocs.yml here or above" in run("build").stderr
