"""What users configure: declared once here, read by the plugin and the command line, documented from here."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.audiences.declared import read_audiences
from mkdocs_postmortems.core.audiences.order import Audiences
from mkdocs_postmortems.core.check.configured import PolicyError, read_policy
from mkdocs_postmortems.core.check.policy import Policy
from mkdocs_postmortems.core.drafting.filename import DEFAULT as DEFAULT_FILENAME
from mkdocs_postmortems.core.drafting.filename import FilenameError, check_pattern
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.names import is_slip
from mkdocs_postmortems.core.pages.saved import SavedSearch, UnknownWordError, read_saved
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.requirements import Requirements, RequirementsError, read_requirements, without_effect
from mkdocs_postmortems.core.taxonomy import Taxonomy
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
    templates: str = _option(
        ".templates",
        "Folder of templates for `postmortems new`, below the folder of postmortems. The file that fits best is taken: "
        "`security-sev1.md`, `security.md`, `sev1.md`, then `default.md`, named by type and severity; without one, the "
        "shipped template.",
    )
    filename: str = _option(
        DEFAULT_FILENAME,
        "Where `postmortems new` writes, below the folder of postmortems: a path with the blanks `{{ year }}`, "
        "`{{ date }}`, `{{ slug }}` (of the title) and `{{ id }}`, one of the last two among them, in quotes, such as "
        '`"{{ id }}/index.md"`.',
    )
    requirements: Mapping[str, Any] = _option(
        MappingProxyType({}),
        "What a postmortem needs once it is in review: a severity or `other`, with a mapping of `sections` and "
        "`fields`, which take the place of the defaults; a status (`draft`, `published`, …) the same. By default the "
        "two gravest severities need summary, impact, timeline, detection, contributing factors, resolution, what went "
        "well and wrong, luck, action items and lessons; the third leaves out detection, what went well and wrong, "
        "luck and lessons; the rest need summary, timeline and lessons. A drill and a near miss need no impact.",
    )
    audiences: Mapping[str, Any] = _option(
        MappingProxyType({}),
        "Who there is to read: the name of each audience, and a mapping of `includes` (audiences whose documents it "
        "reads as well), `groups` (of the identity provider) or `anyone: true`. Two or more `includes` without "
        "`groups` make the view of those who belong to all of them. Without audiences everybody reads everything.",
    )
    default_audience: str = _option(
        "",
        "The audience of a document that names none and lies in no folder with an `.audience` file. Empty means that "
        "such a document is an error and published nowhere.",
    )
    audience: str = _option(
        "",
        "For which audience `mkdocs build` and `mkdocs serve` build; the environment variable `POSTMORTEMS_AUDIENCE` "
        "goes first. Empty means the one that all others include. `postmortems build` builds for every audience.",
    )
    narrow_links: str = _option(
        "error",
        "What becomes of a link to a document that not every reader of the page may read: `error` refuses to "
        "publish, `text` leaves the words of the link, `drop` leaves nothing.",
    )
    check: Mapping[str, Any] = _option(
        MappingProxyType({}),
        "What `postmortems check` asks for. `rules`: the severity of a rule or warning by its code, one of `off`, "
        "`info`, `warning`, `error`. `summary_words`: how long a summary may be.",
    )
    shared_files: tuple[str, ...] = _option(
        (),
        "Files beside the documents that the build of every audience may read, such as `includes/*.md`: patterns "
        "relative to mkdocs.yml. `theme.custom_dir` and `hooks` are among them already.",
    )

    @property
    def readers(self) -> Audiences:
        """The audiences; none where nothing is restricted.

        Raises:
            AudiencesError: they are not what they have to be.
        """
        return read_audiences(self.audiences)

    @property
    def policy(self) -> Policy:
        """What postmortems are checked by."""
        return read_policy(self.check, self.needed)

    @property
    def searches(self) -> tuple[SavedSearch, ...]:
        """The saved searches, in the order of the file."""
        return tuple(read_saved(name, written) for name, written in self.saved_searches.items())

    @property
    def needed(self) -> Requirements:
        """What postmortems need."""
        return read_requirements(self.requirements)


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
    written: Mapping[str, object] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """The plugin's options as they stand there."""

    @property
    def folder(self) -> Path:
        """The folder of postmortems."""
        return self.docs_dir / self.settings.path


LABELLING = ("audiences", "default_audience", "audience", "narrow_links")
"""Options without a safe default: if one of them is wrong, nothing is built."""
NARROW_LINKS = ("error", "text", "drop")


def read_settings(
    options: Mapping[str, object], path: str = "mkdocs.yml", line: int = 1
) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the plugin's options; what is wrong is a problem, and its default counts.

    Raises:
        ConfigurationError: an option that decides who reads what is wrong or misspelt.
        AudiencesError: the audiences are not what they have to be.
    """
    known = {option.name: option for option in OPTIONS}
    lines = options.lines if isinstance(options, Table) else {}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, given in options.items():
        at = lines.get(name, line)
        value = natural(given) if isinstance(given, Text | Row | Table) else given
        if name not in known:
            problems.append(Problem(path, at, "PM050", _unknown(name, known)))
            _refuse_if(is_slip(name, LABELLING), problems[-1])
        elif value is not None and (problem := _misfit(known[name], value)):
            problems.append(Problem(path, at, "PM051", problem))
            _refuse_if(name in LABELLING, problems[-1])
        elif value is None:
            _refuse_if(name == "audiences", Problem(path, at, "PM051", "option 'audiences' is empty; expected names."))
        else:
            values[name] = tuple(map(_posix, value)) if isinstance(value, list) else _posix(value)
    settings = Settings(**values)
    _check_audiences(settings, path, line)
    return settings, tuple(sorted(problems))


def check_against(
    taxonomy: Taxonomy,
    settings: Settings,
    written: Mapping[str, object] = MappingProxyType({}),
    path: str = "mkdocs.yml",
) -> tuple[Problem, ...]:
    """Return what is wrong with options that name values of the taxonomy, which is read after them.

    Args:
        taxonomy: The site's.
        settings: What the options were read as.
        written: The options as they stand in the file, for lines.
        path: The file.
    """
    option = written.get("requirements")
    lines = option.lines if isinstance(option, Table) else {}
    found = without_effect(settings.requirements, taxonomy)
    return tuple(Problem(path, lines.get(key, 1), "PM053", f"requirements: {message}") for key, message in found)


ENVIRONMENT = "POSTMORTEMS_AUDIENCE"


def choose_reader(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """Return for whom one build is: by the environment, the option, else the audience that all others include.

    Raises:
        ConfigurationError: there is no such audience, or nobody is the least privileged.
    """
    readers = settings.readers
    asked = environment.get(ENVIRONMENT, "")
    if asked and asked not in readers.by_name:
        names = ", ".join(readers.names) or "nothing, since audiences is empty"
        raise ConfigurationError(f"{ENVIRONMENT} is {asked!r}; expected one of {names}.")
    chosen = asked or settings.audience or readers.least
    if readers and not chosen:
        raise ConfigurationError(
            f"no audience is included by all others, so say for whom to build: set the option audience "
            f"or {ENVIRONMENT} to one of {', '.join(readers.names)}."
        )
    return chosen


def _refuse_if(decides: bool, problem: Problem) -> None:  # noqa: FBT001 - the name says it
    if decides:
        raise ConfigurationError(str(problem))


def _check_audiences(settings: Settings, path: str, line: int) -> None:
    """Refuse names of audiences that there are not."""
    readers = settings.readers
    for option in ("default_audience", "audience"):
        name = getattr(settings, option)
        if name and name not in readers.by_name:
            names = ", ".join(readers.names) or "none, since audiences is empty"
            message = f"{option} is {name!r}; expected one of {names}."
            raise ConfigurationError(str(Problem(path, line, "PM052", message)))


def _posix(value: Any) -> Any:
    """Take paths as Windows writes them."""
    return value.replace("\\", "/") if isinstance(value, str) else value


def _unknown(name: str, known: Mapping[str, Option]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"options are {', '.join(sorted(known))}."
    return f"the plugin has no option {name!r}; {hint}"


def _misfit(option: Option, value: object) -> str | None:
    if not _fits(option.type, value):
        return f"option {option.name!r} is {value!r}; expected {option.type_name}."
    if option.name in _CHECKS:
        return _CHECKS[option.name](value)
    if option.type is str and ".." in PurePosixPath(_posix(value)).parts:
        return f"option {option.name!r} is {value!r}, which leads out of the folder."
    return None


def _fits(expected: type, value: object) -> bool:
    if expected is list and isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, expected) and not (expected is int and isinstance(value, bool))


def _unlinkable(mode: str) -> str | None:
    if mode in NARROW_LINKS:
        return None
    return f"option 'narrow_links' is {mode!r}; expected one of {', '.join(NARROW_LINKS)}."


def _unsearchable(searches: Mapping[str, object]) -> str | None:
    for name, written in searches.items():
        try:
            read_saved(str(name), written)
        except UnknownWordError as error:
            return f"saved search {name!r}: {error}."
    return None


def _unnameable(pattern: str) -> str | None:
    try:
        check_pattern(_posix(pattern))
    except FilenameError as error:
        return f"option 'filename': {error}"
    return None


def _unreadable(requirements: Mapping[str, object]) -> str | None:
    try:
        read_requirements(requirements)
    except RequirementsError as error:
        return f"option 'requirements': {str(error).rstrip('.')}."
    return None


def _uncheckable(check: Mapping[str, object]) -> str | None:
    try:
        read_policy(check)
    except PolicyError as error:
        return f"option 'check': {error}"
    return None


_CHECKS: Mapping[str, Callable[[Any], str | None]] = MappingProxyType(
    {
        "saved_searches": _unsearchable,
        "filename": _unnameable,
        "requirements": _unreadable,
        "check": _uncheckable,
        "narrow_links": _unlinkable,
    }
)
"""Options of which more is asked than a type: what says, in words, what is wrong with a value."""


def load_settings(config: Path) -> Project:
    """Read mkdocs.yml and what it inherits. Tags such as `!ENV` and `!!python/name:` are taken as text.

    Raises:
        ConfigurationError: a file is missing or is no YAML mapping.
    """
    value = _read_config(config, ())
    options = _plugin_options(value.get("plugins"))
    settings, problems = read_settings(options or {}, config.name, line_of(options))
    docs_dir = value.get("docs_dir")
    folder = config.parent / (str(docs_dir) if isinstance(docs_dir, Text) else "docs")
    here = _plugin_options(value.get("plugins"), PLUGIN_HERE)
    if here is not None:
        folder = config.parent / str(here.get("folder") or ".")
    return Project(config, folder, settings, problems, options is not None, options or {})


def _read_config(config: Path, below: tuple[Path, ...]) -> Table:
    if config.resolve() in below:
        raise ConfigurationError(f"{config}: inherits from itself.")
    try:
        value = read_yaml(config.read_text(encoding="utf-8-sig")).value
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{config}: cannot be read: {error}") from error
    except UnreadableError as error:
        raise ConfigurationError(f"{config}:{error.line}: {error.message}") from error
    if not isinstance(value, Table):
        raise ConfigurationError(f"{config}: expected a mapping of settings")
    parent = value.get("INHERIT")
    if not isinstance(parent, Text) or not parent:
        return value
    return _merged(_read_config(config.parent / parent, (*below, config.resolve())), value)


def _merged(base: Table, over: Table) -> Table:
    """Merge mappings as MkDocs does: what is written nearer counts, lists are not joined."""
    merged = Table(over.line)
    for table in (base, over):
        for key, value in table.items():
            known = merged.get(key)
            both = _merged(known, value) if isinstance(known, Table) and isinstance(value, Table) else value
            merged.set(Text(key, table.lines[key]), both)
    return merged


def _plugin_options(plugins: Value, name: str = PLUGIN) -> Table | None:
    """Return the options of a plugin of ours in either notation of MkDocs; `None` if it is not switched on."""
    for entry in plugins if isinstance(plugins, Row) else [plugins]:
        if isinstance(entry, Text) and entry == name:
            return Table(entry.line)
        if isinstance(entry, Table) and name in entry:
            options = entry[name]
            return options if isinstance(options, Table) else Table(entry.lines[name])
    return None
