"""What users configure: declared once here, read by the plugin and the command line, documented from here."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.pages.saved import SavedSearch, UnknownWordError, read_saved
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.written import Row, Table, Text, UnreadableError, Value, line_of, natural, read_yaml

PLUGIN = "postmortems"
PLUGIN_HERE = "postmortems-here"
"""Takes the documents beside mkdocs.yml, whatever `docs_dir` says."""


class ConfigurationError(PostmortemsError):
    """mkdocs.yml cannot be read."""


def _option(default: Any, doc: str) -> Any:
    if isinstance(default, Mapping):
        return dataclasses.field(default_factory=lambda: default, metadata={"doc": doc})
    return dataclasses.field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options below `plugins: - postmortems:` in mkdocs.yml."""

    path: str = _option(
        "",
        "Folder below `docs_dir` that holds the postmortems. Empty means all of `docs_dir`. Everything outside of it, "
        "pages, navigation and search, stays as it was.",
    )
    taxonomy: str = _option(
        "taxonomy.yml",
        "File with services, teams, tags, factors and severities, below the folder of postmortems. Without the file, "
        "the values that documents use are the taxonomy.",
    )
    exclude: tuple[str, ...] = _option(
        (),
        "Files that are not read as postmortems and stay ordinary pages: patterns such as `drafts/*`, relative to the "
        "folder of postmortems. `*` also matches `/`.",
    )
    search_field: bool = _option(
        True,  # noqa: FBT003 - the default of an option
        "Whether our search takes the place of the theme's in the header of every page; it finds ordinary pages, too. "
        "With `path`, pages outside of that folder keep the theme's, which finds what is no postmortem. With `false` "
        "it stays everywhere. Themes other than Material keep theirs; the page `/search/` works in each.",
    )
    saved_searches: Mapping[str, Any] = _option(
        MappingProxyType({}),
        "Searches with a name, each a page of the site below `/searches/`: the name, and what the address of the "
        "search says behind its question mark (`service=checkout-api&sort=date`), or a mapping of the same words: "
        "`q`, `sort`, `service`, `factor`, `tag`, `severity`, `team`, `trigger`, `detection`, `year`, `actions`, "
        "`kind`.",
    )

    @property
    def searches(self) -> tuple[SavedSearch, ...]:
        """The saved searches, in the order of the file."""
        return tuple(read_saved(name, written) for name, written in self.saved_searches.items())


NAMES_OF_TYPES: Mapping[type, str] = {str: "text", int: "number", bool: "true or false", dict: "mapping"}


@dataclass(frozen=True, slots=True)
class Option:
    """One option, as the plugin's configuration and the documentation are made from it."""

    name: str
    type: type[str | int | bool | list[str] | dict[str, Any]]
    default: object
    doc: str

    @property
    def type_name(self) -> str:
        """The type in plain words."""
        return NAMES_OF_TYPES.get(self.type, "list of texts")


def _options() -> tuple[Option, ...]:
    defaults = Settings()
    fields = dataclasses.fields(Settings)
    return tuple(Option(f.name, *_declared(getattr(defaults, f.name)), doc=f.metadata["doc"]) for f in fields)


def _declared(default: Any) -> tuple[Any, object]:
    if isinstance(default, Mapping):
        return dict, dict(default)
    return (list, list(default)) if isinstance(default, tuple) else (type(default), default)


OPTIONS: tuple[Option, ...] = _options()
"""All options, in the order of the documentation."""


@dataclass(frozen=True, slots=True)
class Project:
    """What mkdocs.yml says about a site, as far as it concerns postmortems."""

    config: Path
    docs_dir: Path
    settings: Settings
    problems: tuple[Problem, ...]
    has_plugin: bool

    @property
    def folder(self) -> Path:
        """The folder of postmortems."""
        return self.docs_dir / self.settings.path


def read_settings(
    options: Mapping[str, object], path: str = "mkdocs.yml", line: int = 1
) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the plugin's options; what is wrong is a problem, and its default counts."""
    known = {option.name: option for option in OPTIONS}
    lines = options.lines if isinstance(options, Table) else {}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, given in options.items():
        at = lines.get(name, line)
        value = natural(given) if isinstance(given, Text | Row | Table) else given
        if name not in known:
            problems.append(Problem(path, at, "PM050", _unknown(name, known)))
        elif value is not None and (problem := _misfit(known[name], value)):
            problems.append(Problem(path, at, "PM051", problem))
        elif value is not None:
            values[name] = tuple(map(_posix, value)) if isinstance(value, list) else _posix(value)
    return Settings(**values), tuple(sorted(problems))


def _posix(value: Any) -> Any:
    """Take paths as Windows writes them."""
    return value.replace("\\", "/") if isinstance(value, str) else value


def _unknown(name: str, known: Mapping[str, Option]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"options are {', '.join(sorted(known))}."
    return f"the plugin has no option {name!r}; {hint}"


def _misfit(option: Option, value: object) -> str | None:
    fits = isinstance(value, option.type) and not (option.type is int and isinstance(value, bool))
    if option.type is list and isinstance(value, list):
        fits = all(isinstance(item, str) for item in value)
    if not fits:
        return f"option {option.name!r} is {value!r}; expected {option.type_name}."
    if option.name == "saved_searches" and isinstance(value, dict):
        return _unsearchable(value)
    if option.type is str and ".." in PurePosixPath(_posix(value)).parts:
        return f"option {option.name!r} is {value!r}, which leads out of the folder."
    return None


def _unsearchable(searches: Mapping[str, object]) -> str | None:
    for name, written in searches.items():
        try:
            read_saved(str(name), written)
        except UnknownWordError as error:
            return f"saved search {name!r}: {error}."
    return None


def load_settings(config: Path) -> Project:
    """Read mkdocs.yml. Tags such as `!ENV` and `!!python/name:` are taken as text; `INHERIT` is not followed.

    Raises:
        ConfigurationError: the file is missing or is no YAML mapping.
    """
    try:
        text = config.read_text(encoding="utf-8-sig")
        value = read_yaml(text).value
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{config}: cannot be read: {error}") from error
    except UnreadableError as error:
        raise ConfigurationError(f"{config}:{error.line}: {error.message}") from error
    if not isinstance(value, Table):
        raise ConfigurationError(f"{config}: expected a mapping of settings")
    options = _plugin_options(value.get("plugins"))
    settings, problems = read_settings(options or {}, config.name, line_of(options))
    docs_dir = value.get("docs_dir")
    folder = config.parent / (str(docs_dir) if isinstance(docs_dir, Text) else "docs")
    here = _plugin_options(value.get("plugins"), PLUGIN_HERE)
    if here is not None:
        folder = config.parent / str(here.get("folder") or ".")
    return Project(config, folder, settings, problems, options is not None)


def _plugin_options(plugins: Value, name: str = PLUGIN) -> Table | None:
    """Return the options of a plugin of ours in either notation of MkDocs; `None` if it is not switched on."""
    for entry in plugins if isinstance(plugins, Row) else [plugins]:
        if isinstance(entry, Text) and entry == name:
            return Table(entry.line)
        if isinstance(entry, Table) and name in entry:
            options = entry[name]
            return options if isinstance(options, Table) else Table(entry.lines[name])
    return None
