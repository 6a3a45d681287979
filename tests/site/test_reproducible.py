"""Two builds of one source are the same, byte for byte, under MkDocs and under ProperDocs."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def _build(host: str, config: Path, seed: str) -> dict[str, str]:
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": "1795132800",
        "PYTHONHASHSEED": seed,
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-W", "ignore", "-m", host, "build", "-q", "-f", str(config)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    site = config.parent / "site"
    return {p.relative_to(site).as_posix(): _digest(p) for p in sorted(site.rglob("*")) if p.is_file()}


def _digest(path: Path) -> str:
    """The program that made a page may name itself."""
    data = re.sub(rb'<meta name="generator"[^>]*>', b"", path.read_bytes())
    return hashlib.sha256(data).hexdigest()


def _copy(folder: Path) -> Path:
    folder.mkdir()
    shutil.copytree(ROOT / "postmortems", folder / "docs")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Sample\nsite_url: https://x.example/\ntheme: {name: material, font: false}\n"
        "markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details,"
        " pymdownx.superfences, pymdownx.tasklist, {toc: {permalink: true}}]\nplugins: [search, postmortems]\n"
    )
    return config


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Build the sample once, for all to compare with."""
    return _build("mkdocs", _copy(tmp_path_factory.mktemp("first") / "a"), "1")


def test_two_builds_are_identical(reference, tmp_path):
    """Another folder, another order of hashes, the same bytes."""
    again = _build("mkdocs", _copy(tmp_path / "elsewhere"), "2")

    assert [name for name in reference | again if reference.get(name) != again.get(name)] == []


@pytest.mark.skipif(find_spec("properdocs") is None, reason="ProperDocs is not installed")
def test_properdocs_builds_the_same_site(reference, tmp_path):
    """The maintained fork of MkDocs needs no other plugin."""
    again = _build("properdocs", _copy(tmp_path / "proper"), "3")

    assert [name for name in reference | again if reference.get(name) != again.get(name)] == []
