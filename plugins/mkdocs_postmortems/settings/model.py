"""The options below `plugins: - postmortems:` in mkdocs.yml, as a pydantic model with parsed values."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.check.rule import LintConfig
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.drafting.filename import DEFAULT_PATTERN as DEFAULT_FILENAME
from mkdocs_postmortems.core.drafting.filename import check_pattern
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.link_policy import AUTO, LinkPolicy, dead_link_severity
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch, parse_saved_searches
from mkdocs_postmortems.core.requirements import Requirements, read_requirements
from mkdocs_postmortems.core.schema.field_types import FieldParser, Schema
from mkdocs_postmortems.core.trackers import TrackerKind, Trackers, parse_trackers

UNKNOWN_AUDIENCE = "unknown_audience"
"""The pydantic error type of an option that names an unknown audience."""
WRONG_PATH = "path_leads_out"
"""The pydantic error type of a path that leads out of its folder."""

_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_AUDIENCES: Schema = {
    "additionalProperties": {
        "type": ["object", "null"],
        "properties": {"includes": _TEXTS, "groups": {**_TEXTS, "minItems": 1}, "anyone": {"type": "boolean"}},
        "additionalProperties": False,
    }
}
_SAVED_SEARCHES: Schema = {"additionalProperties": {"type": ["string", "object"]}}
_NAMES: Schema = {"additionalProperties": {"type": "string"}}
_DAYS: Schema = {"additionalProperties": {"type": "integer", "minimum": 1}}
_TRACKERS: Schema = {
    "properties": {kind.value: {"type": "string"} for kind in TrackerKind},
    "additionalProperties": False,
}
_REQUIREMENTS: Schema = {
    "additionalProperties": {
        "type": "object",
        "properties": {name: {"anyOf": [{"type": "string"}, _TEXTS]} for name in ("sections", "fields")},
        "additionalProperties": False,
    }
}
_CHECK: Schema = {
    "properties": {
        "rules": {"type": "object", "additionalProperties": {"enum": [False, *map(str, Severity)]}},
        "summary_words": {"type": "integer", "minimum": 1},
    },
    "additionalProperties": False,
}

_SITE_FILES = tuple(
    """
    robots.txt CNAME LICENSE LICENSE.txt COPYING humans.txt security.txt favicon.ico favicon.png favicon.svg
    apple-touch-icon.png site.webmanifest
    """.split()
)
"""Files at the top of a site that browsers, hosts and search engines ask for by name."""


def _mapping(parse: Callable[[Mapping[str, Any]], object], schema: Schema) -> FieldParser:
    """Return a validator that parses a mapping with a function that raises `OptionError`."""

    def parse_mapping(value: object, _: ValidationInfo) -> object:
        if not isinstance(value, dict):
            raise PydanticKnownError("dict_type")
        return parse(value)

    return FieldParser(parse_mapping, {"type": "object", **schema})


def _read_check(option: Mapping[str, Any]) -> LintConfig:
    """Parse the option `check`. The rules are loaded only where it says something: sites are built without them."""
    if not option:
        return LintConfig()
    from mkdocs_postmortems.core.check.config import read_lint_config  # noqa: PLC0415

    return read_lint_config(option)


def _read_names(value: Mapping[str, object]) -> dict[str, str]:
    return {str(title): str(name) for title, name in value.items()}


def _read_days(value: Mapping[str, object]) -> dict[str, int]:
    for name, days in value.items():
        if isinstance(days, bool) or not isinstance(days, int) or days < 1:
            raise OptionError(
                f"option 'action_slo_days': {days!r} is no number of days; expected 1 or more.", str(name)
            )
    return {str(name): int(str(days)) for name, days in value.items()}


def _to_posix(path: str) -> str:
    """Return a path with forward slashes."""
    return path.replace("\\", "/")


def _refuse_parent_folders(path: str) -> str:
    if ".." in PurePosixPath(path).parts:
        raise PydanticCustomError(WRONG_PATH, ", which leads out of the folder.")
    return path


def _to_folder(path: str) -> str:
    """Return a normalised folder; empty for the folder itself (`.`)."""
    return posixpath.normpath(f"/{path}").strip("/")


def _check_filename(pattern: str) -> str:
    check_pattern(pattern)
    return pattern


PosixPath = Annotated[str, AfterValidator(_to_posix)]
PathInside = Annotated[PosixPath, AfterValidator(_refuse_parent_folders)]
FolderInside = Annotated[PathInside, AfterValidator(_to_folder)]
FilenamePattern = Annotated[PosixPath, AfterValidator(_check_filename)]
Patterns = Annotated[tuple[PosixPath, ...], Strict(strict=False)]
"""Not strict, so that a YAML list is accepted for a tuple."""


class Settings(BaseModel):
    """The options, parsed. What is wrong raises pydantic's `ValidationError`, which `read_settings` explains."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    path: FolderInside = Field(
        default="",
        description="Folder below `docs_dir` that holds the postmortems. Empty means all of `docs_dir`. Everything "
        "outside of it, pages, navigation and search, stays as it was.",
    )
    taxonomy: PathInside = Field(
        default="taxonomy.yml",
        description="File with services, teams, tags, factors and severities, below the folder of postmortems. Without "
        "the file, the values that documents use are the taxonomy.",
    )
    exclude: Patterns = Field(
        default=(),
        description="Files that are not read as postmortems and stay ordinary pages: patterns such as `drafts/*`, "
        "relative to the folder of postmortems. `*` also matches `/`.",
    )
    search_field: Literal["ours", "theme", "both"] = Field(
        default="ours",
        description="Which search field pages have. `ours` takes the place of the theme's in the header of every page "
        "and finds everything: postmortems and the site's other pages, wherever they are. `theme` keeps the theme's, "
        "which finds postmortems by title, summary and alerts only. `both`, with `path`: ours on the pages of that "
        "folder, the theme's on all others. Themes other than Material keep theirs; the page `/search/` works in each.",
    )
    saved_searches: Annotated[tuple[SavedSearch, ...], _mapping(parse_saved_searches, _SAVED_SEARCHES)] = Field(
        default_factory=tuple,
        description="Searches with a name, each a page of the site below `/searches/`: the name, and what the address "
        "of the search says behind its question mark (`service=checkout-api&sort=date`), or a mapping of the same "
        "words: `q`, `sort`, `since`, `until`, `all` (the filter of which all values are meant), `service`, `factor`, "
        "`tag`, `severity`, `team`, `trigger`, `detection`, `year`, `actions`, `kind`. `audience` says who gets the "
        "search, with its name and words.",
    )
    insights_min_count: int = Field(
        default=1,
        ge=1,
        description="Over how many incidents a number of `/insights/` and `postmortems stats` has to be: numbers over "
        "fewer are withheld, and nobody is told of a team by its only incident. 1 withholds nothing. Insights count "
        "only what their readers may read in any case.",
    )
    templates: PathInside = Field(
        default=".templates",
        description="Folder of templates for `postmortems new`, below the folder of postmortems. The file that fits "
        "best is taken: `security-sev1.md`, `security.md`, `sev1.md`, then `default.md`, named by type and severity; "
        "without one, the shipped template.",
    )
    filename: FilenamePattern = Field(
        default=DEFAULT_FILENAME,
        description="Where `postmortems new` writes, below the folder of postmortems: a path with the blanks "
        "`{{ year }}`, `{{ date }}`, `{{ slug }}` (of the title) and `{{ id }}`, one of the last two among them, in "
        'quotes, such as `"{{ id }}/index.md"`.',
    )
    requirements: Annotated[Requirements, _mapping(read_requirements, _REQUIREMENTS)] = Field(
        default_factory=Requirements,
        description="What a postmortem needs once it is in review: a severity or `other`, with a mapping of `sections` "
        "and `fields`, which take the place of the defaults; a status (`draft`, `published`, …) the same. By default "
        "the two gravest severities need summary, impact, timeline, detection, contributing factors, resolution, what "
        "went well and wrong, luck, action items and lessons; the third leaves out detection, what went well and "
        "wrong, luck and lessons; the rest need summary, timeline and lessons. A drill and a near miss need no impact.",
    )
    machine_files: bool = Field(
        default=True,
        description="Whether the site has files for programs beside its pages: feeds, the calendar of due dates, the "
        "API below `/api/v1/`, a Markdown twin of each postmortem, `llms.txt` and the description of the search. Feeds "
        "and the description of the search need `site_url`.",
    )
    action_slo_days: Annotated[dict[str, int], _mapping(_read_days, _DAYS)] = Field(
        default_factory=dict,
        description="How many days after the incident its action items may stay open, by severity: `{sev1: 30, sev2: "
        "90}`. `/actions/` and `postmortems actions` show which are older. Without the option, age is no fault.",
    )
    trackers: Annotated[Trackers, _mapping(parse_trackers, _TRACKERS)] = Field(
        default_factory=Trackers,
        description="Where the issue trackers are whose states `postmortems actions sync` reads: `asana`, `github`, "
        "`gitlab`, `jira`, `linear`, each with an address, such as `{jira: https://example.atlassian.net}`. Keys such "
        "as `OPS-123` are then issues of that Jira, or of Linear at `https://linear.app/example`; `team/shop#12` of "
        "GitHub or GitLab. A token is sent to the address that is named here, or else to the tracker's own.",
    )
    audiences: Annotated[Audiences, _mapping(parse_audiences, _AUDIENCES)] = Field(
        default_factory=Audiences,
        description="Who there is to read: the name of each audience, and a mapping of `includes` (audiences whose "
        "documents it reads as well), `groups` (of the identity provider) or `anyone: true`. Two or more `includes` "
        "without `groups` make the view of those who belong to all of them. Without audiences everybody reads "
        "everything.",
    )
    default_audience: str = Field(
        default="",
        description="The audience of a document that names none and lies in no folder with an `.audience` file. Empty "
        "means that such a document is an error and published nowhere.",
    )
    audience: str = Field(
        default="",
        description="For which audience `mkdocs build`, `mkdocs serve` and `postmortems serve` build; the environment "
        "variable `POSTMORTEMS_AUDIENCE` goes first. Empty means the one that all others include. `mkdocs` itself "
        "builds only for one that reads everything; `postmortems build` builds for every audience.",
    )
    narrow_links: Literal["error", "text", "drop"] = Field(
        default="error",
        description="What becomes of a link to a document that not every reader of the page may read: `error` refuses "
        "to publish, `text` leaves the words of the link, `drop` leaves nothing.",
    )
    links: Literal["auto", "warn", "error"] = Field(
        default=AUTO,
        description="What a link or image that leads to no file is: `warn` publishes and says so, `error` refuses to "
        "publish. `auto` is `error` with `strict: true`, else `warn`. A link to a file that its readers may not read "
        "is an error in any case; see `narrow_links`.",
    )
    external: Literal["auto", "allow", "warn", "error"] = Field(
        default=AUTO,
        description="What it is when pages load something from another host, such as an image, a font or a script: "
        "the host can tell who reads which page. `allow` says nothing, `warn` publishes and says so, `error` refuses "
        "to publish. `auto` is `warn` for what anyone may read; for what only some may read, documents have a link "
        "instead of what they would load, and everything else is an error.",
    )
    external_hosts: Patterns = Field(
        default=(),
        description="Hosts that pages may load from whatever `external` says: names such as `img.shields.io`, or "
        "patterns such as `*.example.com`. The servers that `postmortems deploy-config` configures allow only these.",
    )
    check: Annotated[LintConfig, _mapping(_read_check, _CHECK)] = Field(
        default_factory=LintConfig,
        description="What `postmortems check` asks for. `rules`: the severity of a rule or warning by its code, one of "
        "`off`, `info`, `warning`, `error`. `summary_words`: how long a summary may be.",
    )
    site_files: Patterns = Field(
        default=_SITE_FILES,
        description="Files below `docs_dir` that no document refers to and that the site of every audience gets all "
        "the same: patterns such as `assets/fonts/*`, relative to `docs_dir`. A folder's `.audience` file still says "
        "who gets them. What the configuration names, with the fonts and images of its style sheets and the modules "
        "that its scripts import, needs no pattern. Without audiences all files are published.",
    )
    nav_audiences: Annotated[dict[str, str], _mapping(_read_names, _NAMES)] = Field(
        default_factory=dict,
        description="Who gets entries and sections of `nav`: their titles, each with the name of an audience. Others "
        "get everything that leads to pages which they read, and all addresses of other sites.",
    )
    shared_files: Patterns = Field(
        default=(),
        description="Files beside the documents that the build of every audience may read, such as `includes/*.md`: "
        "patterns relative to mkdocs.yml. `theme.custom_dir` and `hooks` are among them already.",
    )

    unreadable_files: Patterns = Field(
        default=(),
        description="Files of sites that cannot be searched for what their readers may not read, such as encrypted "
        "archives, and in which somebody has looked: patterns such as `files/*.7z`, relative to the site. They are "
        "published; any other such file stops a build.",
    )

    @field_validator("default_audience", "audience")
    @classmethod
    def _is_configured(cls, name: str, info: ValidationInfo) -> str:
        """Refuse an unknown audience, unless `audiences` itself is invalid, which is reported instead."""
        audiences = info.data.get("audiences")
        if name and audiences is not None and name not in audiences.by_name:
            names = f"one of {', '.join(audiences.names)}." if audiences else "none, since audiences is empty."
            expected = f"{names}{did_you_mean(name, audiences.names)}"
            raise PydanticCustomError(UNKNOWN_AUDIENCE, "; expected {expected}", {"expected": expected})
        return name

    def saved_searches_for(self, audience: str | None) -> tuple[SavedSearch, ...]:
        """Return the saved searches that an audience gets; with `None`, all that are for everybody."""
        readable = self.audiences.included_in(audience) if audience else frozenset[str]()
        return tuple(one for one in self.saved_searches if not one.audience or one.audience in readable)

    def link_policy(self, *, strict: bool) -> LinkPolicy:
        """The options `links`, `external` and `external_hosts`; `strict` is MkDocs' option of that name."""
        return LinkPolicy(
            dead_links=dead_link_severity(self.links, strict=strict),
            external=self.external,
            hosts=self.external_hosts,
            audiences=self.audiences,
        )

    def is_site_file(self, path: str) -> bool:
        """Whether the option `site_files` names a file, by its path below `docs_dir`."""
        return any(fnmatchcase(path, pattern) for pattern in self.site_files)

    @property
    def policy(self) -> LintConfig:
        """The configuration of the linter: the options `check` and `requirements`."""
        return dataclasses.replace(self.check, requirements=self.requirements)
