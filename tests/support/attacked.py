"""Writes drawn sites to the disk, with the history that they tell of themselves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from attacks import AUDIENCES, Site
from mkdocs_postmortems.settings import Project, load_settings
from mkdocs_postmortems.sources.git.history import History, Version


class ToldHistory(History):
    """The versions that a site tells of itself, without a repository."""

    def __init__(self, site: Site, root: Path) -> None:
        versions = {path: tuple(Version(*one) for one in told) for path, told in site.history.items()}
        super().__init__(root, "", "", versions, frozenset())

    def text(self, version: Version) -> str:
        """Return the text of a version."""
        return version.blob


def configuration(site: Site) -> str:
    """Return mkdocs.yml, in JSON."""
    options = {"audiences": AUDIENCES, "default_audience": "public", "saved_searches": site.searches}
    return json.dumps(
        {
            "site_name": "x",
            "site_url": "https://wiki.example/",
            "theme": {"name": "material", "font": False},
            "plugins": [{"postmortems": options}],
            "nav": ["web.md", *site.nav],
        }
    )


def write_attacked(root: Path, site: Site) -> Project:
    """Write a site into a folder in place of the one before."""
    docs = root / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    for name, text in site.files.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    for name, target in site.links.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).symlink_to(docs / target)
    (root / "mkdocs.yml").write_text(configuration(site), encoding="utf-8")
    return load_settings(root / "mkdocs.yml")
