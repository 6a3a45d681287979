"""What an operator is told who cannot go on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.check.config import read_lint_config
from mkdocs_postmortems.core.check.context import LintConfig
from mkdocs_postmortems.core.drafting.filename import DEFAULT_PATTERN as DEFAULT_FILENAME
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch, parse_saved_search
from mkdocs_postmortems.core.requirements import Requirements, read_requirements


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
    def audience_model(self) -> Audiences:
        """The audiences; none where nothing is restricted.

        Raises:
            AudiencesError: they are not what they have to be.
        """
        return parse_audiences(self.audiences)

    @property
    def policy(self) -> LintConfig:
        """What postmortems are checked by."""
        return read_lint_config(self.check, self.needed)

    @property
    def searches(self) -> tuple[SavedSearch, ...]:
        """The saved searches, in the order of the file."""
        return tuple(parse_saved_search(name, written) for name, written in self.saved_searches.items())

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


AUDIENCE_VARIABLE = "POSTMORTEMS_AUDIENCE"


def choose_audience(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """Return for whom one build is: by the environment, the option, else the audience that all others include.

    Raises:
        ConfigurationError: there is no such audience, or nobody is the least privileged.
    """
    audiences = settings.audience_model
    asked = environment.get(AUDIENCE_VARIABLE, "")
    if asked and asked not in audiences.by_name:
        names = ", ".join(audiences.names) or "nothing, since audiences is empty"
        raise ConfigurationError(f"{AUDIENCE_VARIABLE} is {asked!r}; expected one of {names}.")
    chosen = asked or settings.audience or audiences.common_audience
    if audiences and not chosen:
        raise ConfigurationError(
            f"no audience is included by all others, so say for whom to build: set the option audience "
            f"or {AUDIENCE_VARIABLE} to one of {', '.join(audiences.names)}."
        )
    return chosen
