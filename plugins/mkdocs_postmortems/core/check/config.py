"""Parses the option `check` of the plugin."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.check.registry import BY_CODE
from mkdocs_postmortems.core.check.rule import LintConfig
from mkdocs_postmortems.core.diagnostic_codes import SOURCE_CODES, Severity
from mkdocs_postmortems.core.diagnostics import not_one_of
from mkdocs_postmortems.core.errors import OptionError

_KEYS = ("rules", "summary_words")
_NUMBER = re.compile("0*[1-9][0-9]{0,8}")


class LintConfigError(OptionError):
    """The option `check` is invalid; the message names the key."""

    subject = "option 'check': "


def read_lint_config(option: Mapping[str, Any]) -> LintConfig:
    """Parse the option `check`; keys that it does not have get their defaults.

    Args:
        option: `rules` maps codes or names of rules to severities; `summary_words` is the limit of PC112.

    Raises:
        LintConfigError: the option has an unknown key, rule or severity, or a value of the wrong type.
    """
    for key in option:
        _one_of("key of check", str(key), _KEYS, str(key))
    given: dict[str, Any] = {}
    if option.get("rules") is not None:
        given["severities"] = MappingProxyType(dict(_severities(_mapping("rules", option["rules"]))))
    if option.get("summary_words") is not None:
        given["summary_words"] = _number(option["summary_words"])
    return LintConfig(**given)


def _severities(rules: Mapping[str, Any]) -> Iterator[tuple[str, Severity]]:
    by_name = {rule.name: rule.code for rule in BY_CODE.values()}
    for name, value in rules.items():
        code = by_name.get(str(name), str(name).upper())
        _one_of("rule", code, (*BY_CODE, *SOURCE_CODES), "rules", str(name))
        severity = "off" if value is False else str(value).lower()  # YAML 1.1 parses `off` as false.
        _one_of(f"severity of {name}", severity, [one.value for one in Severity], "rules", str(name))
        if code in SOURCE_CODES and SOURCE_CODES[code].severity is Severity.ERROR and severity != "error":
            raise LintConfigError(
                f"{code} is an error, since readers miss something because of it; it stays one.", "rules", str(name)
            )
        yield code, Severity(severity)


def _one_of(what: str, name: str, allowed: Collection[str], *keys: str) -> None:
    if name not in allowed:
        raise LintConfigError(not_one_of(what, name, allowed), *keys)


def _mapping(what: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise LintConfigError(f"{what} is {value!r}; expected a mapping.", what)
    return value


def _number(value: Any) -> int:
    if not _NUMBER.fullmatch(str(value)):
        raise LintConfigError(f"summary_words is {value!r}; expected a number of words.", "summary_words")
    return int(value)
