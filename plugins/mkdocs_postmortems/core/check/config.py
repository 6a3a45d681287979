"""Reads the option `check` of the configuration."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.check.context import LintConfig
from mkdocs_postmortems.core.check.registry import BY_CODE
from mkdocs_postmortems.core.diagnostic_codes import SOURCE_CODES, Severity
from mkdocs_postmortems.core.diagnostics import not_one_of
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.requirements import Requirements

_KEYS = ("rules", "summary_words")


class LintConfigError(PostmortemsError):
    """The option is not what it has to be."""


def read_lint_config(option: Mapping[str, Any], requirements: Requirements | None = None) -> LintConfig:
    """Return the policy that the option states; what it leaves out is the default.

    Raises:
        PolicyError: it cannot be understood.
    """
    for key in option:
        _one_of("key of check", str(key), _KEYS)
    given: dict[str, Any] = {}
    if option.get("rules") is not None:
        given["severities"] = MappingProxyType(dict(_severities(_mapping("rules", option["rules"]))))
    if option.get("summary_words") is not None:
        given["summary_words"] = _number(option["summary_words"])
    return LintConfig(requirements=requirements or Requirements(), **given)


def _severities(rules: Mapping[str, Any]) -> Iterator[tuple[str, Severity]]:
    by_name = {rule.name: rule.code for rule in BY_CODE.values()}
    for name, value in rules.items():
        code = by_name.get(str(name), str(name).upper())
        _one_of("rule", code, (*BY_CODE, *SOURCE_CODES))
        severity = "off" if value is False else str(value).lower()  # YAML takes `off` for false
        _one_of(f"severity of {name}", severity, [one.value for one in Severity])
        if code in SOURCE_CODES and SOURCE_CODES[code].severity is Severity.ERROR and severity != "error":
            raise LintConfigError(f"{code} is an error, since readers miss something because of it; it stays one.")
        yield code, Severity(severity)


def _one_of(what: str, name: str, allowed: Collection[str]) -> None:
    if name not in allowed:
        raise LintConfigError(not_one_of(what, name, allowed))


def _mapping(what: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise LintConfigError(f"{what} is {value!r}; expected a mapping.")
    return value


def _number(value: Any) -> int:
    if not str(value).isdigit() or isinstance(value, bool) or int(value) < 1:
        raise LintConfigError(f"summary_words is {value!r}; expected a number of words.")
    return int(value)
