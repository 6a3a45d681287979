"""A name for everything that a build reads, by which trees of separate runs are known to belong together."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml

from mkdocs_postmortems.history import History
from mkdocs_postmortems.holdings import Holdings
from mkdocs_postmortems.staging.config import SiteConfig
from mkdocs_postmortems.staging.shared import shared_paths
from mkdocs_postmortems.verify.manifest import digest

_PROGRAMS = ("mkdocs-postmortems", "mkdocs", "mkdocs-material", "pagefind")


def build_name(holdings: Holdings, site: SiteConfig, when: int, history: History | None) -> str:
    """Return the name of a build: a digest of sources, settings, shared files, programs, commit and time."""
    hashed = hashlib.sha256()
    for part in (history.commit if history else "", *_parts(holdings, site, when)):
        data = part.encode(errors="surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.hexdigest()[:32]


def _parts(holdings: Holdings, site: SiteConfig, when: int) -> Iterator[str]:
    yield str(when)
    yield from map(_version, _PROGRAMS)
    yield str(yaml.serialize(site.root))
    yield from (os.environ.get(name, "") for name in sorted(site.environment))
    for source in (*holdings.tree.documents, *holdings.tree.rules):
        yield from (source.path, source.text)
    for path in sorted({*holdings.tree.attachments.paths, holdings.taxonomy}):
        yield from (path, digest(holdings.root / path))
    shared = shared_paths(site, holdings.project.settings.shared_files)
    for file in (file for path in shared for file in _files(path)):
        yield from (os.path.relpath(file, site.path.parent), digest(file))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    elif path.is_file():
        yield path


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
