"""Parses the options of mkdocs.yml into `Settings`; invalid options become diagnostics and keep their defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mkdocs_postmortems.core.diagnostics import Diagnostic, did_you_mean
from mkdocs_postmortems.core.errors import OptionError, PostmortemsError
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, line_at, to_python
from mkdocs_postmortems.core.name_matching import closest_name, is_misspelling
from mkdocs_postmortems.core.pages.saved_searches import unknown_values
from mkdocs_postmortems.core.requirements import unused_requirements
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup, Vocabulary
from mkdocs_postmortems.settings.model import UNKNOWN_AUDIENCE, WRONG_PATH, Settings
from mkdocs_postmortems.settings.options import OPTIONS

AUDIENCE_VARIABLE = "POSTMORTEMS_AUDIENCE"
ACCESS_OPTIONS = ("audiences", "default_audience", "audience", "narrow_links", "insights_min_count")
"""Options that decide who reads what. They have no safe default, so an invalid one is an error that stops the build."""

_UNKNOWN_OPTION = "extra_forbidden"
"""The pydantic error type of an unknown option."""
_CODES = MappingProxyType({_UNKNOWN_OPTION: "PM050", UNKNOWN_AUDIENCE: "PM052"})
"""Diagnostic codes by pydantic error type; all others are PM051."""
_BY_NAME = MappingProxyType({option.name: option for option in OPTIONS})


class ConfigurationError(PostmortemsError):
    """mkdocs.yml cannot be read, or an option that decides who reads what is invalid."""


def read_settings(
    options: Mapping[str, object], path: str = "mkdocs.yml", line: int = 1
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Parse the plugin's options; an invalid option becomes a diagnostic and keeps its default.

    Args:
        options: The raw options. If they are located values, their lines are reported.
        path: The file, for diagnostics.
        line: The line of the plugin, for options without a line of their own.

    Raises:
        ConfigurationError: an option that decides who reads what is invalid or misspelt.
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
    """Return plain values by option, without empty options, which count as missing.

    Empty `audiences` stay, and are refused: whoever writes the word means to restrict something.
    """
    plain = {_to_name(name): _to_plain(value) for name, value in options.items()}
    absent = {name for name, value in plain.items() if value is None and name in _BY_NAME and name != "audiences"}
    return {name: value for name, value in plain.items() if name not in absent}


def _to_name(key: object) -> str:
    """Return a key as printable text: MkDocs may pass numbers and lone surrogates."""
    return str(key).encode("utf-8", "replace").decode("utf-8")


def _to_plain(value: object) -> object:
    return to_python(value) if isinstance(value, LocatedStr | LocatedList | LocatedDict) else value


def _decides_access(name: str) -> bool:
    """Whether an option, or the option that a misspelt name is close to, decides who reads what."""
    return name in ACCESS_OPTIONS or (name not in _BY_NAME and is_misspelling(name, ACCESS_OPTIONS))


def _diagnostic(error: ErrorDetails, value: object, options: Mapping[str, object], path: str, line: int) -> Diagnostic:
    """Return the diagnostic of one pydantic error, at the innermost line that is known."""
    cause = error.get("ctx", {}).get("error")
    keys = (*error["loc"], *(cause.keys if isinstance(cause, OptionError) else ()))
    message = str(cause) if isinstance(cause, OptionError) else _message(error, str(error["loc"][0]), value)
    code, named = _CODES.get(error["type"], "PM051"), next((key for key in reversed(keys) if isinstance(key, str)), "")
    return Diagnostic(path, line_at(options, keys, line), code, message, highlight=named)


def _message(error: ErrorDetails, name: str, value: object) -> str:
    """Return the message of a pydantic error: what is, what is expected, and a guess."""
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
    """Return diagnostics of options that name values which the taxonomy lacks.

    Args:
        taxonomy: The taxonomy of the site.
        settings: The parsed options.
        raw_options: The options as written, for their lines.
        path: The file, for diagnostics.
    """
    found = [
        ("requirements", key, key, message) for key, message in unused_requirements(settings.requirements, taxonomy)
    ]
    for search in settings.saved_searches:
        found += [("saved_searches", search.name, *one) for one in unknown_values(search, taxonomy)]
    found += [("action_slo_days", *one) for one in _unknown_severities(settings.action_slo_days, taxonomy)]
    return tuple(
        Diagnostic(path, line_at(raw_options, (option, key)), "PM053", f"{option}: {message}", highlight=value)
        for option, key, value, message in found
    )


def _unknown_severities(names: Iterable[str], taxonomy: Taxonomy) -> Iterator[tuple[str, str, str]]:
    """Yield key, value and message of each name that is no severity of a declared taxonomy."""
    terms = taxonomy.terms(Vocabulary.SEVERITIES) if taxonomy.is_declared else {}
    for name in names if terms else ():
        if TermLookup(terms).find(name) is None:
            guess = did_you_mean(name, tuple(terms))
            yield name, name, f"{name!r} is no severity of the taxonomy, so that it has no effect.{guess}"


def choose_audience(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """Return the audience of a build: from the environment, from the option, else the one that all others include.

    Raises:
        ConfigurationError: there is no such audience, or none that all others include.
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
