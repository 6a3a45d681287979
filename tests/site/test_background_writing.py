"""Indexes and files for programs are the same whether a copy of the process writes them or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs_postmortems.site import background_writing, plugin
from mkdocs_postmortems.system.forked_work import can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="copies of a process need another processor, and fork")

SITE = """
>> 2024-03-07-pool.md
---
title: Checkout ran out of connections
services: [checkout]
---
## Resolution
We rolled back the release.
>> 2025-01-02-dns.md
# Names did not resolve
"""


@pytest.fixture(name="_", params=[True, False], ids=["beside", "in turn"])
def _set_beside(request, monkeypatch) -> None:
    """Let copies write, however few documents there are, or none."""
    monkeypatch.setattr(background_writing, "_MIN_DOCUMENTS", 1)
    monkeypatch.setattr(background_writing, "can_fork", lambda: request.param)


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of a site."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_files_are_written(site, monkeypatch):
    """Byte for byte, and it is the copy that has written them."""
    processes: list[bool] = []
    made = site(SITE)
    expected = tree(made.root / "site")
    monkeypatch.setattr(background_writing, "_MIN_DOCUMENTS", 1)
    original = plugin.write_similar_index
    monkeypatch.setattr(plugin, "write_similar_index", lambda *given: (processes.append(True), original(*given)))
    made.build()

    assert tree(made.root / "site") == expected
    assert "assets/postmortems/similar/data.js" in expected
    assert not processes  # What a copy notes is lost.


@pytest.mark.usefixtures("_")
def test_what_there_is_to_say_is_said(site, monkeypatch, tmp_path):
    """By this process, so that a strict build counts it."""
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    made = site(SITE)

    assert [one for one in made.warnings if "smaller search" in one]
    assert made.fails()


@pytest.mark.usefixtures("_")
def test_a_build_fails_as_writing_fails(site, monkeypatch):
    """With the same error."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(plugin, "write_similar_index", fail)
    with pytest.raises(ZeroDivisionError):
        site(SITE)
