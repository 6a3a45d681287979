"""From what stands in mkdocs.yml to settings: what is wrong is a problem, and its default counts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mkdocs_postmortems.core.diagnostics import Diagnostic, did_you_mean
from mkdocs_postmortems.core.errors import OptionError, PostmortemsError
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, line_at, to_python
from mkdocs_postmortems.core.name_matching import closest_name, is_misspelling
from mkdocs_postmortems.core.pages.saved_searches import unknown_values
from mkdocs_postmortems.core.requirements import unused_requirements
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.settings.model import UNKNOWN_AUDIENCE, WRONG_PATH, Settings
from mkdocs_postmortems.settings.options import OPTIONS

AUDIENCE_VARIABLE = "POSTMORTEMS_AUDIENCE"
ACCESS_OPTIONS = ("audiences", "default_audience", "audience", "narrow_links")
"""Options without a safe default: if one of them is wrong, nothing is built."""

_UNKNOWN_OPTION = "extra_forbidden"
"""The type of pydantic's error where the model has no such field."""
_CODES = MappingProxyType({_UNKNOWN_OPTION: "PM050", UNKNOWN_AUDIENCE: "PM052"})
"""By the type of pydantic's error, where it is not PM051."""
_BY_NAME = MappingProxyType({option.name: option for option in OPTIONS})


class ConfigurationError(PostmortemsError):
    """mkdocs.yml cannot be read, or an option in it that decides who reads what is wrong."""


def read_settings(
    options: Mapping[str, object], path: str = "mkdocs.yml", line: int = 1
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the plugin's options; what is wrong is a problem, and its default counts.

    Args:
        options: As they stand in the file; their lines are reported if they have any.
        path: The file.
        line: Where the plugin is named in it, for what has no line of its own.

    Raises:
        ConfigurationError: an option that decides who reads what is wrong or misspelt.
    """
    given = _written(options)
    try:
        return Settings.model_validate(given), ()
    except ValidationError as error:
        # Of one option the first error is enough: the others say the same of another item.
        errors = {str(one["loc"][0]): one for one in reversed(error.errors(include_url=False))}
    found = {name: _diagnostic(error, given.get(name), options, path, line) for name, error in errors.items()}
    problems = tuple(sorted(found.values()))
    refused = [found[name] for name in found if _decides_access(name)]
    if refused:
        raise ConfigurationError(str(min(refused)))
    return Settings.model_validate({name: value for name, value in given.items() if name not in found}), problems


def _written(options: Mapping[str, object]) -> dict[str, object]:
    """Return plain values by option, without options that are empty; they count as not there.

    Empty `audiences` stay, and are refused: nobody writes the word who means that everybody may read everything.
    """
    plain = {_to_name(name): _to_plain(value) for name, value in options.items()}
    absent = {name for name, value in plain.items() if value is None and name in _BY_NAME and name != "audiences"}
    return {name: value for name, value in plain.items() if name not in absent}


def _to_name(key: object) -> str:
    """Return a key as text that can be shown: MkDocs may hand over numbers, and halves of characters."""
    return str(key).encode("utf-8", "replace").decode("utf-8")


def _to_plain(value: object) -> object:
    return to_python(value) if isinstance(value, LocatedStr | LocatedList | LocatedDict) else value


def _decides_access(name: str) -> bool:
    """Whether an option, or the one that a misspelt name means, decides who reads what."""
    return name in ACCESS_OPTIONS or (name not in _BY_NAME and is_misspelling(name, ACCESS_OPTIONS))


def _diagnostic(error: ErrorDetails, value: object, options: Mapping[str, object], path: str, line: int) -> Diagnostic:
    """Return what to say of one error of pydantic's, at the innermost line that it is about."""
    cause = error.get("ctx", {}).get("error")
    keys = (*error["loc"], *(cause.keys if isinstance(cause, OptionError) else ()))
    message = str(cause) if isinstance(cause, OptionError) else _message(error, str(error["loc"][0]), value)
    code, named = _CODES.get(error["type"], "PM051"), next((key for key in reversed(keys) if isinstance(key, str)), "")
    return Diagnostic(path, line_at(options, keys, line), code, message, highlight=named)


def _message(error: ErrorDetails, name: str, value: object) -> str:
    """Word an error that pydantic found by itself: what is, what is expected, and a guess."""
    if error["type"] == _UNKNOWN_OPTION:
        guess = closest_name(name, _BY_NAME)
        hint = f"did you mean {guess!r}?" if guess else f"options are {', '.join(sorted(_BY_NAME))}."
        return f"the plugin has no option {name!r}; {hint}"
    if error["type"] in (UNKNOWN_AUDIENCE, WRONG_PATH):
        return f"option {name!r} is {value!r}{error['msg']}"
    option = _BY_NAME[name]
    guess = did_you_mean(str(value), option.choices)
    return f"option {name!r} is {'empty' if value is None else repr(value)}; expected {option.expected}.{guess}"


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
    found = [
        ("requirements", key, key, message) for key, message in unused_requirements(settings.requirements, taxonomy)
    ]
    for search in settings.saved_searches:
        found += [("saved_searches", search.name, *one) for one in unknown_values(search, taxonomy)]
    return tuple(
        Diagnostic(path, line_at(raw_options, (option, key)), "PM053", f"{option}: {message}", highlight=value)
        for option, key, value, message in found
    )


def choose_audience(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """Return for whom one build is: by the environment, the option, else the audience that all others include.

    Raises:
        ConfigurationError: there is no such audience, or nobody is the least privileged.
    """
    audiences = settings.audiences
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
