"""A folder with everything that the build of one audience may read, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.holdings import Holdings
from mkdocs_postmortems.settings import ConfigurationError
from mkdocs_postmortems.staging.config import SiteConfig
from mkdocs_postmortems.staging.shared import inside, shared_paths

DOCS = "docs"
"""Where the sources are, unless the site's own name for it will do."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One audience's folder."""

    folder: Path
    clearance: AudienceSources
    taxonomy: Source | None
    """The taxonomy, as far as the audience gets it."""

    @property
    def site(self) -> Path:
        """Where its build puts the tree."""
        return self.folder / "site"


def write_stage(folder: Path, holdings: Holdings, config: SiteConfig, reader: str, when: int) -> Stage:
    """Write the folder of one audience.

    Args:
        folder: An empty folder.
        holdings: All sources of the site.
        config: Its configuration.
        reader: The audience.
        when: Seconds since 1970, the time that all files get, so that it tells nothing.
    """
    clearance = holdings.for_reader(reader)
    docs = inside(config.docs_dir) or DOCS
    files = {source.path for source in clearance.sources} | clearance.attachments
    settings = holdings.project.settings
    text = config.for_reader(reader, settings.readers, settings.default_audience, files.__contains__, docs)
    _write(folder / "mkdocs.yml", text)
    for source in clearance.sources:
        _write(folder / docs / source.path, source.text)
    for path in sorted(clearance.attachments):
        _copy(holdings.root / path, folder / docs / path)
    for path, text in _rules(holdings, reader, files):
        _write(folder / docs / path, text)
    taxonomy = holdings.taxonomy_for(clearance)
    if taxonomy is not None:
        _write(folder / docs / taxonomy.path, taxonomy.text)
    for shared in shared_paths(config, settings.shared_files):
        _share(shared, folder / shared.relative_to(config.path.parent), holdings, config)
    settle_times(folder, when)
    return Stage(folder, clearance, taxonomy)


def _rules(holdings: Holdings, reader: str, files: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the rules of folders that have files of this audience, as far as it knows their audiences."""
    rules = holdings.rules
    folders = {rules.folder_of(path) for path in files}
    for folder in sorted(folder for folder in folders if folder is not None):
        audience = rules.folders[folder]
        if audience and rules.audiences.may_read(reader, audience):
            yield f"{folder}/{FOLDER_FILE}" if folder else FOLDER_FILE, f"{audience}\n"


def _share(source: Path, target: Path, holdings: Holdings, config: SiteConfig) -> None:
    """Copy what every audience gets, unless documents are in it: those have readers of their own."""
    root, docs = config.path.parent.resolve(), holdings.root.resolve()
    for path in (source, *source.rglob("*")):
        real = path.resolve()
        if not real.is_relative_to(root) or real.is_relative_to(docs) or docs.is_relative_to(real):
            message = f"{path.relative_to(config.path.parent).as_posix()!r} cannot be shared with every audience"
            raise ConfigurationError(f"{config.path}: {message}; expected files beside the folder of documents.")
    _copy(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    elif source.is_file():
        shutil.copyfile(source, target)


def settle_times(folder: Path, when: int) -> None:
    """Give every file of a folder one time, so that it tells nothing and copies that are equal stay equal."""
    for path in folder.rglob("*"):
        os.utime(path, (when, when))
