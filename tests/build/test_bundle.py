"""An archive of a site: the same for the same site, whole or not there, and for its owner alone."""

from __future__ import annotations

import stat
from pathlib import Path
from zipfile import ZipFile

import pytest
from mkdocs_postmortems.build import bundle
from mkdocs_postmortems.build.bundle import write_bundle

DAY = 1795132800


@pytest.fixture(name="tree")
def _tree(tmp_path) -> Path:
    folder = tmp_path / "tree"
    (folder / "2024").mkdir(parents=True)
    (folder / "index.html").write_text("home", encoding="utf-8")
    (folder / "2024" / "größe.html").write_bytes(b"\x00\xff")
    return folder


def test_an_archive_has_every_file_below_one_folder(tree, tmp_path):
    """With names in any script, their bytes and the day of the build."""
    write_bundle(tree, tmp_path / "b.zip", "kb", DAY)

    with ZipFile(tmp_path / "b.zip") as packed:
        assert packed.namelist() == ["kb/2024/größe.html", "kb/index.html"]
        assert [packed.read(name) for name in packed.namelist()] == [b"\x00\xff", b"home"]
        assert {entry.date_time[:3] for entry in packed.infolist()} == {(2026, 11, 20)}
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600


def test_two_archives_are_the_same(tree, tmp_path):
    """Whenever files were written; a day before archives knew days is the first that they know."""
    for name in ("a.zip", "b.zip"):
        write_bundle(tree, tmp_path / name, "kb", 0)
        (tree / "index.html").touch()

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_what_fails_leaves_the_older_archive(tree, tmp_path, monkeypatch):
    """And nothing half-written beside it."""
    (tmp_path / "b.zip").write_bytes(b"older")

    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle.ZipFile, "writestr", fail)
    with pytest.raises(OSError, match="No space"):
        write_bundle(tree, tmp_path / "b.zip", "kb", DAY)

    assert (tmp_path / "b.zip").read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "tree"]
