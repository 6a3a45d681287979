"""Small trees in the form that a build leaves them in, and the folder that a server would read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs_postmortems.audit.build_record import write_build_record
from mkdocs_postmortems.audit.manifest import write_manifest
from mkdocs_postmortems.core.slug import make_slug

SITE = ("public", "staff", "R&D")


@pytest.fixture(name="dist")
def _dist(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the trees of one build into a folder."""

    def make(build: str, *, only: tuple[str, ...] = SITE, site: tuple[str, ...] = SITE, folder: str = "dist") -> Path:
        for audience in only:
            tree = tmp_path / folder / make_slug(audience)
            shutil.rmtree(tree, ignore_errors=True)
            for path in ("index.html", "404.html", "2024/a/index.html", f"assets/{build}.css"):
                (tree / path).parent.mkdir(parents=True, exist_ok=True)
                (tree / path).write_text(f"{path} of {build} for {audience}")
            write_manifest(tree, audience)
            write_build_record(tree, build, tuple(map(make_slug, site)))
        return tmp_path / folder

    return make


@pytest.fixture(name="served")
def _served(tmp_path: Path) -> Path:
    """Return the folder that a server would read."""
    return tmp_path / "srv" / "postmortems"
