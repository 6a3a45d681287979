"""What every audience's build gets beside its documents: templates, code, and files that the site shares."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_postmortems.settings import ConfigurationError
from mkdocs_postmortems.staging.config import SiteConfig


def shared_paths(config: SiteConfig, patterns: tuple[str, ...]) -> tuple[Path, ...]:
    """Return files and folders below the folder of mkdocs.yml.

    Raises:
        ConfigurationError: something of it is outside of that folder.
    """
    root = config.path.parent
    found = []
    for name in (*((config.custom_dir,) if config.custom_dir else ()), *config.hooks):
        if not inside(name):
            raise ConfigurationError(f"{config.path}: {name!r} lies outside of the folder of mkdocs.yml.")
        found.append(root / name)
    for pattern in patterns:
        if not inside(pattern):
            raise ConfigurationError(f"{config.path}: shared_files has {pattern!r}, which is outside of its folder.")
        found += sorted(root.glob(pattern))
    return tuple(found)


def inside(path: str) -> str:
    """Return a path that stays below its folder; empty if it does not."""
    plain = Path(os.path.normpath(path))
    return "" if plain.is_absolute() or not plain.parts or plain.parts[0] == ".." else plain.as_posix()
