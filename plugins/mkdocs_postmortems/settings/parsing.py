"""From what stands in mkdocs.yml to settings: what is wrong is a problem, and its default counts."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.check.config import LintConfigError, read_lint_config
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.drafting.filename import FilenameError, check_pattern
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, to_python
from mkdocs_postmortems.core.name_matching import is_misspelling
from mkdocs_postmortems.core.pages.saved_searches import UnknownParameterError, parse_saved_search, unknown_values
from mkdocs_postmortems.core.requirements import RequirementsError, read_requirements, unused_requirements
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.settings.options import OPTIONS, ConfigurationError, Option, Settings

ACCESS_OPTIONS = ("audiences", "default_audience", "audience", "narrow_links")
"""Options without a safe default: if one of them is wrong, nothing is built."""
NARROW_LINKS = ("error", "text", "drop")


def read_settings(
    options: Mapping[str, object], path: str = "mkdocs.yml", line: int = 1
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the plugin's options; what is wrong is a problem, and its default counts.

    Raises:
        ConfigurationError: an option that decides who reads what is wrong or misspelt.
        AudiencesError: the audiences are not what they have to be.
    """
    known = {option.name: option for option in OPTIONS}
    lines = options.lines if isinstance(options, LocatedDict) else {}
    values: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for name, given in options.items():
        at = lines.get(name, line)
        value = to_python(given) if isinstance(given, LocatedStr | LocatedList | LocatedDict) else given
        if name not in known:
            problems.append(Diagnostic(path, at, "PM050", _unknown(name, known), highlight=name))
            _refuse_if(is_misspelling(name, ACCESS_OPTIONS), problems[-1])
        elif value is not None and (problem := _misfit(known[name], value)):
            problems.append(Diagnostic(path, at, "PM051", problem, highlight=name))
            _refuse_if(name in ACCESS_OPTIONS, problems[-1])
        elif value is None:
            _refuse_if(
                name == "audiences", Diagnostic(path, at, "PM051", "option 'audiences' is empty; expected names.")
            )
        else:
            values[name] = tuple(map(_posix, value)) if isinstance(value, list) else _posix(value)
    settings = Settings(**values)
    _check_audiences(settings, path, line)
    return settings, tuple(sorted(problems))


def check_against_taxonomy(
    taxonomy: Taxonomy,
    settings: Settings,
    raw_options: Mapping[str, object] = MappingProxyType({}),
    path: str = "mkdocs.yml",
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with options that name values of the taxonomy, which is read after them.

    Args:
        taxonomy: The site's.
        settings: What the options were read as.
        raw_options: The options as they stand in the file, for lines.
        path: The file.
    """

    def line(option: str, key: str) -> int:
        table = raw_options.get(option)
        return table.lines.get(key, 1) if isinstance(table, LocatedDict) else 1

    found = [
        ("requirements", key, key, message) for key, message in unused_requirements(settings.requirements, taxonomy)
    ]
    for search in settings.searches:
        found += [("saved_searches", search.name, *one) for one in unknown_values(search, taxonomy)]
    return tuple(
        Diagnostic(path, line(option, key), "PM053", f"{option}: {message}", highlight=value)
        for option, key, value, message in found
    )


def _refuse_if(decides: bool, problem: Diagnostic) -> None:  # noqa: FBT001 - the name says it
    if decides:
        raise ConfigurationError(str(problem))


def _check_audiences(settings: Settings, path: str, line: int) -> None:
    """Refuse names of audiences that there are not."""
    audiences = settings.audience_model
    for option in ("default_audience", "audience"):
        name = getattr(settings, option)
        if name and name not in audiences.by_name:
            names = ", ".join(audiences.names) or "none, since audiences is empty"
            message = f"{option} is {name!r}; expected one of {names}."
            raise ConfigurationError(str(Diagnostic(path, line, "PM052", message)))


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
            parse_saved_search(str(name), written)
        except UnknownParameterError as error:
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
        read_lint_config(check)
    except LintConfigError as error:
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
