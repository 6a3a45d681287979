"""An id for everything that a build reads: sites with the same id belong together, also from separate runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from mkdocs_postmortems.audit.manifest import file_digest
from mkdocs_postmortems.build.previous_sites import digest_of
from mkdocs_postmortems.build.site_config import SiteConfig
from mkdocs_postmortems.build.staging_dir import shared_paths
from mkdocs_postmortems.sources.git.history import History
from mkdocs_postmortems.sources.labelled_sources import LabelledSources


def make_build_id(
    sources: LabelledSources, site: SiteConfig, build_day: int, history: History | None, program: str
) -> str:
    """Return the id: a digest of sources, settings, shared files, programs, commit and build date."""
    commit = history.commit if history else ""
    return digest_of((commit, program, str(build_day), *_hashed_texts(sources, site)))[:32]


def _hashed_texts(sources: LabelledSources, site: SiteConfig) -> Iterator[str]:
    yield str(yaml.serialize(site.root))
    yield from (os.environ.get(name, "") for name in sorted(site.environment_variables))
    for source in (*sources.tree.documents, *sources.tree.audience_files):
        yield from (source.path, source.text)
    for path in sorted({*sources.tree.attachments.paths, sources.taxonomy_path, sources.action_states_path}):
        yield from (path, file_digest(sources.root / path))
    shared = shared_paths(site, sources.project.settings)
    for file in (file for path in shared for file in _files(path)):
        yield from (os.path.relpath(file, site.path.parent), file_digest(file))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    elif path.is_file():
        yield path
