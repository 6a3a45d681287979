"""Staging folders: one per audience, with nothing but what it may read. The next run removes those of a killed run."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.build.configured_words import search_filter
from mkdocs_postmortems.build.external_settings import leaves_out_fonts
from mkdocs_postmortems.build.site_config import SiteConfig
from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.settings import ConfigurationError, Settings
from mkdocs_postmortems.sources.labelled_sources import LabelledSources
from mkdocs_postmortems.sources.source_tree import WELL_KNOWN
from mkdocs_postmortems.system.locking import try_lock

_STAGING_PREFIX = "postmortems-build-"
_DAY = 24 * 60 * 60


@contextmanager
def staging_root() -> Iterator[Path]:
    """Yield an empty folder that only this user can read; remove it at the end, and those of killed runs before.

    It is not below the project: a program that searches parent folders for a repository must find none.
    """
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX))
    try:
        with try_lock(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_abandoned() -> None:
    """Remove staging folders whose lock no running process holds."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_STAGING_PREFIX}*"):
        if folder.is_symlink() or not folder.is_dir() or not _is_ours(folder):
            continue
        with try_lock(folder) as is_dead:
            # One that is empty may be another run's, which is about to take its lock.
            if is_dead and any(folder.iterdir()):
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()


def shared_paths(config: SiteConfig, settings: Settings) -> tuple[Path, ...]:
    """Return the files and folders that every audience's build gets: templates, hooks, `shared_files`.

    Without audiences these are also the files that options of plugins and Markdown extensions name.

    Raises:
        ConfigurationError: one of them lies outside of the folder of mkdocs.yml.
    """
    root = config.path.parent
    found = []
    for name in (*((config.custom_dir,) if config.custom_dir else ()), *config.hooks):
        if not path_inside(name):
            raise ConfigurationError(f"{config.path}: {name!r} lies outside of the folder of mkdocs.yml.")
        found.append(root / name)
    if not settings.audiences:
        found += dict.fromkeys(root / name for _, name in config.files_of_options)
    for pattern in settings.shared_files:
        if not path_inside(pattern):
            raise ConfigurationError(f"{config.path}: shared_files has {pattern!r}, which is outside of its folder.")
        found += sorted(root.glob(pattern))
    return tuple(found)


def path_inside(path: str) -> str:
    """Return a normalised relative path; empty if it leads out of its folder."""
    plain = Path(os.path.normpath(path))
    return "" if plain.is_absolute() or not plain.parts or plain.parts[0] == ".." else plain.as_posix()


DEFAULT_DOCS_DIR = "docs"
"""The name of the folder of sources, if the site's own lies outside of the folder of mkdocs.yml."""


@dataclass(frozen=True, slots=True)
class StagingDir:
    """The staging folder of one audience."""

    folder: Path
    audience_sources: AudienceSources
    taxonomy: Source | None
    """The taxonomy, cut to what the audience may read; `None` if the site has no taxonomy file."""
    docs: str = DEFAULT_DOCS_DIR
    """The folder of documents below the staging folder."""

    @property
    def documents(self) -> tuple[str, ...]:
        """The paths of documents and of the taxonomy below the staging folder: what pages tell of."""
        sources = [source for source in self.audience_sources.sources if source.path.endswith(".md")]
        taxonomy = [self.taxonomy] if self.taxonomy else []
        return tuple(f"{self.docs}/{source.path}" for source in (*sources, *taxonomy))

    @property
    def site(self) -> Path:
        """The folder of the built site."""
        return self.folder / "site"


def write_staging_dir(
    folder: Path, sources: LabelledSources, config: SiteConfig, audience: str, build_time: int
) -> StagingDir:
    """Write the staging folder of one audience.

    Args:
        folder: An empty folder.
        sources: All labelled sources of the site.
        config: The configuration of the site.
        audience: The audience.
        build_time: Seconds since 1970; the modification time of all files, so that it reveals nothing.
    """
    audience_sources = sources.for_audience(audience)
    docs = path_inside(config.docs_dir) or DEFAULT_DOCS_DIR
    files = {source.path for source in audience_sources.sources} | audience_sources.attachments
    settings = sources.project.settings
    if any(path.startswith(f"{WELL_KNOWN}/") and settings.is_site_file(path) for path in files):
        config = config.with_well_known()
    text = config.for_audience(
        audience,
        settings.audiences,
        settings.default_audience,
        files.__contains__,
        docs,
        finds=search_filter(source.text for source in audience_sources.sources),
        without_fonts=leaves_out_fonts(config) and sources.project.link_policy.leaves_out,
    )
    _write(folder / "mkdocs.yml", text)
    (folder / docs).mkdir(parents=True, exist_ok=True)  # An audience may read nothing yet.
    for source in audience_sources.sources:
        _write(folder / docs / source.path, source.text)
    for path in sorted(audience_sources.attachments):
        _copy(sources.root / path, folder / docs / path)
    for path, text in _audience_files(sources, audience, files):
        _write(folder / docs / path, text)
    taxonomy = sources.taxonomy_for(audience_sources)
    states = sources.action_states_for(audience_sources)
    for source in filter(None, (taxonomy, states)):
        _write(folder / docs / source.path, source.text)
    for shared in shared_paths(config, settings):
        _copy_shared(shared, folder / shared.relative_to(config.path.parent), sources, config)
    set_mtimes(folder, build_time)
    return StagingDir(folder, audience_sources, taxonomy, docs)


def _audience_files(sources: LabelledSources, audience_name: str, files: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the `.audience` files of folders with files of this audience, if it includes the audience named."""
    rules = sources.rules
    folders = {rules.folder_of(path) for path in files}
    for folder in sorted(folder for folder in folders if folder is not None):
        audience = rules.folders[folder]
        if audience and rules.audiences.may_read(audience_name, audience):
            yield f"{folder}/{FOLDER_FILE}" if folder else FOLDER_FILE, f"{audience}\n"


def _copy_shared(source: Path, target: Path, sources: LabelledSources, config: SiteConfig) -> None:
    """Copy a shared file or folder; refuse one that contains sources, which have audiences of their own."""
    root = config.path.parent.resolve()
    for path in (source, *source.rglob("*")):
        real = path.resolve()
        if not real.is_relative_to(root) or _holds_sources(real, sources):
            message = f"{path.relative_to(config.path.parent).as_posix()!r} cannot be shared with every audience"
            raise ConfigurationError(f"{config.path}: {message}; expected files beside the folder of documents.")
    _copy(source, target)


def _holds_sources(path: Path, sources: LabelledSources) -> bool:
    """Whether a file or folder is or may contain a source."""
    docs, shared = sources.root.resolve(), sources.project.shared_folder
    if not path.is_relative_to(docs):
        return docs.is_relative_to(path)
    places = {place.as_posix() for below in [path.relative_to(docs)] for place in (below, *below.parents)}
    return shared is None or places.isdisjoint(shared.excluded)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    elif source.is_file():
        shutil.copyfile(source, target)


def set_content_times(folder: Path, build_day: int) -> None:
    """Set the modification time of each file of a site to a second of the day before the build, by its content.

    Servers make entity tags of times and lengths: equal files must have equal times whenever they are built, since a
    new time would tell of a change in what is hidden; and changed files must have new ones, since copies stay in use.

    Args:
        folder: The built site.
        build_day: The beginning of the day of the build, in seconds since 1970.
    """
    before = build_day - _DAY
    set_mtimes(folder, before)
    for path in (path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        second = before + int.from_bytes(digest[:8]) % _DAY
        os.utime(path, (second, second))


def set_mtimes(folder: Path, mtime: int) -> None:
    """Set the modification time of all files of a folder, so that it reveals nothing and equal copies stay equal."""
    for path in folder.rglob("*"):
        os.utime(path, (mtime, mtime))
