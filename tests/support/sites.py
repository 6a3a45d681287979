"""Knowledge bases on the disk, staged and built as `postmortems build` does it for one audience."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import mkdocs.themes.mkdocs
import mkdocs_postmortems
from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.build.site_config import SiteConfig, read_site_config
from mkdocs_postmortems.build.staging_dir import StagingDir, write_staging_dir
from mkdocs_postmortems.build.subprocess_build import SubprocessResult, run_subprocess_build
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources
from worlds import AUDIENCES, World

WHEN = 1795132800
"""2026-11-20."""
FULL = ("search", "tags", "blog", {"rss": {"use_git": False, "date_from_meta": {"as_creation": "date"}}})
"""Plugins that make something of all documents."""
BASELINE = (Path(mkdocs.themes.mkdocs.__file__).parent, Path(mkdocs_postmortems.__file__).parent / "templates")
"""What the sites of these tests have in common; reading all themes takes long."""
MKDOCS: Mapping[str, object] = {"name": "mkdocs", "highlightjs": False}
MATERIAL: Mapping[str, object] = {"name": "material", "font": False}


def write_site(
    root: Path,
    world: World,
    *,
    plugins: Iterable[object] = (),
    theme: Mapping[str, object] = MATERIAL,
    options: Mapping[str, object] | None = None,
    more: Mapping[str, object] | None = None,
) -> Path:
    """Write a knowledge base into an empty folder, and return its mkdocs.yml."""
    ours = {"postmortems": {"audiences": AUDIENCES, **(options or {})}}
    config: dict[str, object] = {"site_name": "Test", "site_url": "https://wiki.example/", "theme": dict(theme)}
    config |= {"plugins": [*plugins, ours], "nav": world.nav} if world.nav else {"plugins": [*plugins, ours]}
    path = root / "mkdocs.yml"
    root.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(config | dict(more or {}), indent=1), encoding="utf-8")  # which is YAML
    for name, text in world.files.items():
        target = root / "docs" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return path


def hold(config: Path) -> tuple[LabelledSources, SiteConfig]:
    """Read what there is, as its operator sees it."""
    site = read_site_config(config)
    return load_labelled_sources(load_settings(config), site.referenced_files), site


def stage_site(config: Path, reader: str, folder: Path) -> StagingDir:
    """Write the stage of one audience."""
    folder.mkdir(parents=True)
    holdings, site = hold(config)
    return write_staging_dir(folder, holdings, site, reader, WHEN)


def build_site(config: Path, reader: str, folder: Path) -> tuple[StagingDir, SubprocessResult]:
    """Stage and build for one audience."""
    stage = stage_site(config, reader, folder)
    return stage, run_subprocess_build(stage, (config.parent,), WHEN, {})


def mkdocs_build(config: Path, reader: str, host: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    """Build in one process, beside all sources, as `mkdocs build` does."""
    given = {"POSTMORTEMS_AUDIENCE": reader, "SOURCE_DATE_EPOCH": str(WHEN)}
    settled = {"NO_MKDOCS_2_WARNING": "1", "GIT_PYTHON_REFRESH": "quiet"}
    return subprocess.run(
        [sys.executable, "-m", host, "build"],
        cwd=config.parent,
        env=os.environ | given | settled,
        capture_output=True,
        text=True,
        check=False,
    )


def verdict_on(config: Path, reader: str, tree: Path) -> AuditReport:
    """Search a tree as `postmortems verify` does."""
    holdings, site = hold(config)
    clearance = holdings.for_audience(reader)
    canaries = HiddenContent(holdings).fingerprints(clearance, holdings.taxonomy_for(clearance))
    return audit_site(tree, fingerprints=canaries, site_url=site.site_url, common_folders=BASELINE)


def content(folder: Path) -> dict[str, bytes | None]:
    """Return the bytes of all files below a folder by name; nothing for folders."""
    paths = sorted(folder.rglob("*"))
    return {path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes() for path in paths}


def differences(one: Mapping[str, bytes | None], other: Mapping[str, bytes | None]) -> list[str]:
    """Return the names that only one of them has, and those of files that are not the same."""
    return sorted(name for name in {*one, *other} if name not in one or name not in other or one[name] != other[name])


def fresh(folder: Path) -> Path:
    """Return a folder that is not there."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder
