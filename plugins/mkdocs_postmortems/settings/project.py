"""Reads mkdocs.yml and the files that it inherits."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.link_policy import LinkPolicy
from mkdocs_postmortems.core.located_values import (
    LocatedDict,
    LocatedList,
    LocatedStr,
    LocatedValue,
    UnreadableError,
    line_of,
    parse_yaml,
)
from mkdocs_postmortems.settings.model import Settings
from mkdocs_postmortems.settings.parsing import ConfigurationError, read_settings

PLUGIN = "postmortems"
PLUGIN_BESIDE_CONFIG = "postmortems-here"
"""The plugin that takes the documents from another folder than `docs_dir`, such as that of mkdocs.yml."""
CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_TRUE = ("true", "yes", "on")
"""Booleans of YAML 1.1 that are true, in lower case."""


def existing_config(root: Path) -> Path | None:
    """Return the path of mkdocs.yml of a folder; `None` if it has none."""
    return next((root / name for name in CONFIG_NAMES if (root / name).exists()), None)


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder of sources that other things share, such as mkdocs.yml, overrides of the theme and built sites."""

    excluded: frozenset[str]
    """Files and folders that are no sources, relative to the folder."""
    placeholder: Path
    """`docs_dir` of mkdocs.yml. MkDocs needs it, and nothing is published from it."""
    line: int
    """The line of mkdocs.yml that names `docs_dir`."""


@dataclass(frozen=True, slots=True)
class Project:
    """The parts of mkdocs.yml that concern postmortems."""

    config: Path
    docs_dir: Path
    """The folder of the sources: `docs_dir`, or the one that plugin `postmortems-here` names."""
    settings: Settings
    problems: tuple[Diagnostic, ...]
    has_plugin: bool
    raw_options: Mapping[str, object] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """The plugin's options as written, with their lines."""
    strict: bool = False
    """MkDocs' option `strict`: whether warnings end a build."""
    shared_folder: SharedFolder | None = None
    """What else the folder of the sources may hold; `None` if it is MkDocs' `docs_dir`."""

    @property
    def link_policy(self) -> LinkPolicy:
        """How grave dead links and requests to other hosts are."""
        return self.settings.link_policy(strict=self.strict)

    @property
    def folder(self) -> Path:
        """The folder of postmortems."""
        return self.docs_dir / self.settings.path

    @property
    def missing_folder(self) -> str:
        """What to say if there is no folder of postmortems; empty if there is."""
        if self.folder.is_dir():
            return ""
        return f"{self.config} has its postmortems in {self.folder}, which does not exist."


def load_settings(config: Path) -> Project:
    """Read mkdocs.yml and the files that it inherits. Values with tags such as `!ENV` are read as text.

    Raises:
        ConfigurationError: a file is missing or no YAML mapping, or an option that decides who reads what is invalid.
    """
    value = read_config(config)
    options = _plugin_options(value.get("plugins"))
    settings, problems = read_settings(options or {}, config.name, line_of(options))
    docs_dir, here = config.parent / _docs_dir(value), _plugin_options(value.get("plugins"), PLUGIN_BESIDE_CONFIG)
    strict = str(value.get("strict")).lower() in _TRUE
    project = Project(config, docs_dir, settings, problems, options is not None, options or {}, strict)
    return project if here is None else _with_shared_folder(project, config.parent / _text(here, "folder", "."), value)


def _with_shared_folder(project: Project, folder: Path, value: LocatedDict) -> Project:
    """Return a project whose sources are in another folder than `docs_dir`."""
    parent = project.config.parent
    theme, hooks = value.get("theme"), value.get("hooks")
    names = [project.config.name, _docs_dir(value), _text(value, "site_dir", "site")]
    names += [_text(theme, "custom_dir")] if isinstance(theme, LocatedDict) else []
    names += [hook for hook in hooks if isinstance(hook, LocatedStr)] if isinstance(hooks, LocatedList) else []
    paths = {PurePath(os.path.relpath(parent / name, folder)).as_posix() for name in names if name}
    excluded = frozenset(path for path in paths if path != "." and not path.startswith(".."))
    shared = SharedFolder(excluded, project.docs_dir, value.lines.get("docs_dir", 1))
    return dataclasses.replace(project, docs_dir=folder, shared_folder=shared)


def _docs_dir(value: LocatedDict) -> str:
    return _text(value, "docs_dir", "docs")


def _text(table: LocatedDict, key: str, default: str = "") -> str:
    written = table.get(key)
    return str(written) if isinstance(written, LocatedStr) and written else default


def read_config(config: Path, inheriting: tuple[Path, ...] = ()) -> LocatedDict:
    """Return what mkdocs.yml and the files that it inherits say; values with tags such as `!ENV` are text.

    Args:
        config: The path of the file.
        inheriting: The files that inherit it.

    Raises:
        ConfigurationError: a file is missing or no YAML mapping.
    """
    if config.resolve() in inheriting:
        raise ConfigurationError(f"{config}: inherits from itself.")
    try:
        value = parse_yaml(config.read_text(encoding="utf-8-sig")).value
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{config}: cannot be read: {error}") from error
    except UnreadableError as error:
        raise ConfigurationError(f"{config}:{error.line}: {error.message}") from error
    if not isinstance(value, LocatedDict):
        raise ConfigurationError(f"{config}: expected a mapping of settings")
    parent = value.get("INHERIT")
    if not isinstance(parent, LocatedStr) or not parent:
        return value
    return _merged(read_config(config.parent / parent, (*inheriting, config.resolve())), value)


def _merged(base: LocatedDict, over: LocatedDict) -> LocatedDict:
    """Merge mappings as MkDocs does: the inheriting file wins, lists are replaced."""
    merged = LocatedDict(over.line)
    for table in (base, over):
        for key, value in table.items():
            known = merged.get(key)
            both = _merged(known, value) if isinstance(known, LocatedDict) and isinstance(value, LocatedDict) else value
            merged.set(LocatedStr(key, table.lines[key]), both)
    return merged


def _plugin_options(plugins: LocatedValue, name: str = PLUGIN) -> LocatedDict | None:
    """Return the options of one of our plugins, in either notation of MkDocs; `None` if it is not enabled."""
    for entry in plugins if isinstance(plugins, LocatedList) else [plugins]:
        if isinstance(entry, LocatedStr) and entry == name:
            return LocatedDict(entry.line)
        if isinstance(entry, LocatedDict) and name in entry:
            options = entry[name]
            return options if isinstance(options, LocatedDict) else LocatedDict(entry.lines[name])
    return None
