"""Reads the option `check` of the configuration."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.check.policy import Policy, Requirement
from mkdocs_postmortems.core.check.registry import BY_CODE
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.model import IncidentType, SectionName, Status
from mkdocs_postmortems.core.names import snake
from mkdocs_postmortems.core.problems import CODES, Gravity, not_one_of

REQUIRABLE = tuple(
    """title id date summary status type severity audience timezone started_at detected_at acknowledged_at mitigated_at
    resolved_at services teams tags trigger detection resolution contributing_factors action_items alerts
    error_signatures impact roles relations""".split()
)
"""Fields that can be asked for."""
_KEYS = ("rules", "require", "summary_words")
_REQUIREMENT_KEYS = ("severity", "status", "type", "fields", "sections")


class PolicyError(PostmortemsError):
    """The option is not what it has to be."""


def read_policy(written: Mapping[str, Any]) -> Policy:
    """Return the policy that the option states; what it leaves out is the default.

    Raises:
        PolicyError: it cannot be understood.
    """
    for key in written:
        _one_of("key of check", str(key), _KEYS)
    given: dict[str, Any] = {}
    if written.get("rules") is not None:
        given["severities"] = MappingProxyType(dict(_severities(_mapping("rules", written["rules"]))))
    if written.get("require") is not None:
        given["requirements"] = tuple(map(_requirement, _list("require", written["require"])))
    if written.get("summary_words") is not None:
        given["summary_words"] = _number(written["summary_words"])
    return Policy(**given)


def _severities(rules: Mapping[str, Any]) -> Iterator[tuple[str, Severity]]:
    by_name = {rule.name: rule.code for rule in BY_CODE.values()}
    for name, value in rules.items():
        code = by_name.get(str(name), str(name).upper())
        _one_of("rule", code, (*BY_CODE, *CODES))
        severity = "off" if value is False else str(value).lower()  # YAML takes `off` for false
        _one_of(f"severity of {name}", severity, [one.value for one in Severity])
        if code in CODES and CODES[code].gravity is Gravity.ERROR and severity != "error":
            raise PolicyError(f"{code} is an error, since readers miss something because of it; it stays one.")
        yield code, Severity(severity)


def _requirement(written: Any) -> Requirement:
    asked = _mapping("require", written)
    for key in asked:
        _one_of("key of require", str(key), _REQUIREMENT_KEYS)
    if not asked.get("fields") and not asked.get("sections"):
        raise PolicyError("an entry of require asks for nothing; expected fields or sections.")
    statuses = frozenset(map(Status, _names(asked, "status", [one.value for one in Status])))
    return Requirement(
        fields=tuple(_names(asked, "fields", REQUIRABLE)),
        sections=tuple(map(SectionName, _names(asked, "sections", [one.value for one in SectionName]))),
        severities=frozenset(str(name) for name in _list("severity", asked.get("severity") or [])),
        types=frozenset(_names(asked, "type", [one.value for one in IncidentType])),
        **({"statuses": statuses} if statuses else {}),
    )


def _names(asked: Mapping[str, Any], key: str, allowed: Collection[str]) -> list[str]:
    names = [snake(str(name)) for name in _list(key, asked.get(key) or [])]
    for name in names:
        _one_of(key, name, allowed)
    return names


def _one_of(what: str, name: str, allowed: Collection[str]) -> None:
    if name not in allowed:
        raise PolicyError(not_one_of(what, name, allowed))


def _mapping(what: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise PolicyError(f"{what} is {value!r}; expected a mapping.")
    return value


def _list(what: str, value: Any) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, Mapping):
        raise PolicyError(f"{what} is a mapping; expected a list.")
    return [value]


def _number(value: Any) -> int:
    if not str(value).isdigit() or isinstance(value, bool) or int(value) < 1:
        raise PolicyError(f"summary_words is {value!r}; expected a number of words.")
    return int(value)
