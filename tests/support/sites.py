"""Writes sources to the disk, and stages, builds and audits them for one audience as `postmortems build` does."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import mkdocs.themes.mkdocs
import mkdocs_postmortems
from click.testing import CliRunner, Result
from generated_sources import AUDIENCES, World
from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.build.site_config import SiteConfig, read_site_config
from mkdocs_postmortems.build.staging_dir import StagingDir, write_staging_dir
from mkdocs_postmortems.build.subprocess_build import SubprocessResult, run_subprocess_build
from mkdocs_postmortems.cli import cli
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources

WHEN = 1795132800
"""2026-11-20."""
FULL = ("search", "tags", "blog", {"rss": {"use_git": False, "date_from_meta": {"as_creation": "date"}}})
"""Plugins that generate pages or files from all documents."""
BASELINE = (Path(mkdocs.themes.mkdocs.__file__).parent, Path(mkdocs_postmortems.__file__).parent / "templates")
"""Folders whose text is in every site of these tests; the default, all installed themes, takes long to read."""
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
    """Write sources and configuration into an empty folder, and return the path of mkdocs.yml."""
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


def load_sources(config: Path) -> tuple[LabelledSources, SiteConfig]:
    """Load the sources of all audiences, and the configuration of the site."""
    site = read_site_config(config)
    return load_labelled_sources(load_settings(config), site.referenced_files), site


def stage_site(config: Path, audience: str, folder: Path) -> StagingDir:
    """Write the staging folder of one audience."""
    folder.mkdir(parents=True)
    sources, site = load_sources(config)
    return write_staging_dir(folder, sources, site, audience, WHEN)


def build_site(config: Path, audience: str, folder: Path) -> tuple[StagingDir, SubprocessResult]:
    """Stage and build the site of one audience."""
    staging = stage_site(config, audience, folder)
    return staging, run_subprocess_build(staging, (config.parent,), WHEN, {})


def mkdocs_build(config: Path, audience: str, host: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    """Build the site of one audience with plain `mkdocs build`, without a staging folder."""
    chosen = {"POSTMORTEMS_AUDIENCE": audience, "SOURCE_DATE_EPOCH": str(WHEN)}
    quiet = {"NO_MKDOCS_2_WARNING": "1", "GIT_PYTHON_REFRESH": "quiet"}
    return subprocess.run(
        [sys.executable, "-m", host, "build"],
        cwd=config.parent,
        env=os.environ | chosen | quiet,
        capture_output=True,
        text=True,
        check=False,
    )


def audit_built_site(config: Path, audience: str, folder: Path) -> AuditReport:
    """Audit a built site as `postmortems verify` does."""
    sources, site = load_sources(config)
    audience_sources = sources.for_audience(audience)
    fingerprints = HiddenContent(sources).fingerprints(audience_sources, sources.taxonomy_for(audience_sources))
    return audit_site(folder, fingerprints=fingerprints, site_url=site.site_url, common_folders=BASELINE)


def content(folder: Path) -> dict[str, bytes | None]:
    """Return the bytes of all files below a folder by path; `None` for folders."""
    paths = sorted(folder.rglob("*"))
    return {path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes() for path in paths}


def differences(one: Mapping[str, bytes | None], other: Mapping[str, bytes | None]) -> list[str]:
    """Return the paths that only one of them has, or whose content differs."""
    return sorted(name for name in {*one, *other} if name not in one or name not in other or one[name] != other[name])


def fresh(folder: Path) -> Path:
    """Remove a folder, if it exists, and return its path."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def run_beside(config: Path, *arguments: str) -> Result:
    """Call the command line as a user does, from the folder of mkdocs.yml."""
    with contextlib.chdir(config.parent):
        return CliRunner().invoke(cli, arguments)
