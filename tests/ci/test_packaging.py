"""What the package says of itself, its container, and the documentation's own site."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

import pytest
from mkdocs_postmortems.commands.init_ci import installed_requirement, local_install_remark

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)]+)\)")


def test_links_and_images_of_the_description_are_absolute():
    """A package index has no files beside it; each leads to a file that there is."""
    package = metadata("mkdocs-postmortems")
    targets = LINK.findall(str(package.get_payload()))
    urls = dict(url.split(", ", 1) for url in package.get_all("Project-URL"))

    assert {"Repository", "Documentation", "Changelog", "Issues"} <= urls.keys()
    assert len(targets) > 10
    for target in targets:
        assert target.startswith(f"{urls['Repository']}/"), target
        assert (ROOT / re.sub(r"^/(?:raw|blob)/main/", "", target.removeprefix(urls["Repository"]))).exists(), target


def test_the_container_gets_what_the_package_is_built_from():
    """Each file that it copies is there, and is not among those that are left out."""
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Containerfile").read_text(), re.MULTILINE)
    names = [name for line in copied for name in line.split()]

    assert "setup.py" in names
    assert all((ROOT / name).exists() for name in names)
    for ignore in (".containerignore", ".dockerignore"):
        assert {f"!{name}" for name in names} <= set((ROOT / ignore).read_text().splitlines())


def test_the_module_is_the_command():
    """`python -m` works where scripts are not on the path."""
    done = subprocess.run(
        (sys.executable, "-m", "mkdocs_postmortems", "--version"), capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("postmortems, version ")


@pytest.mark.parametrize(
    ("origin", "expected", "remarks"),
    [
        ({}, r"mkdocs-postmortems~=\d+\.\d+\.0", 0),
        ({"url": "file:///work", "dir_info": {}}, r"mkdocs-postmortems~=\d+\.\d+\.0", 1),
        (
            {"url": "https://git.example.com/x", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            r"mkdocs-postmortems @ git\+https://git\.example\.com/x@abc",
            0,
        ),
    ],
)
def test_workflows_install_what_runs_here(monkeypatch, origin, expected, remarks):
    """The commit, if it was installed from a git URL; else the version. That no runner has a local folder is said."""

    class Installed:
        def read_text(self, name: str) -> str:
            assert name == "direct_url.json"
            return json.dumps(origin)

    monkeypatch.setattr("mkdocs_postmortems.commands.init_ci.distribution", lambda _: Installed())
    assert re.fullmatch(expected, installed_requirement())
    assert len(local_install_remark()) == remarks
    assert all("--package" in remark for remark in local_install_remark())


@pytest.mark.slow
def test_the_documentation_is_a_site(tmp_path):
    """Built strictly: no link leads nowhere."""
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(ROOT / "docs.yml"))
    subprocess.run((*command, "-d", str(tmp_path / "site")), check=True)

    assert "Reading" in (tmp_path / "site" / "measurements" / "index.html").read_text()
