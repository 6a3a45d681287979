"""Parses the option `audiences`. Anything ambiguous is an error, so that nothing is published on a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.audiences.model import Audience, Audiences
from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.slug import make_slug

AUDIENCE_OPTIONS = ("includes", "groups", "anyone")
"""Keys of one audience."""
MAX_NAME_LENGTH = 64
FORBIDDEN_CHARACTERS = "/\\"
"""Path separators, since audience names are folder names."""


class AudiencesError(OptionError):
    """The option `audiences` is invalid; nothing is built."""


def parse_audiences(written: Mapping[str, object]) -> Audiences:
    """Return the audiences of the option, a mapping from names to the options of an audience.

    Raises:
        AudiencesError: a name, a key or a value is invalid, names are too similar, an included audience does not exist
            or may not be included, or audiences include each other.
    """
    read = {name: _parse_audience(name, value) for name, value in written.items()}
    _check_names(read)
    audiences = Audiences(MappingProxyType(read))
    for audience in read.values():
        _check_includes(audience, read)
    for audience in read.values():
        if any(audience.name in audiences.included_in(name) for name in audience.includes):
            raise AudiencesError(
                f"audience {audience.name!r} includes itself by way of {audience.includes[0]!r}.",
                audience.name,
                "includes",
            )
    return audiences


def _parse_audience(name: object, value: object) -> Audience:
    if not isinstance(name, str) or not _is_name(name):
        raise AudiencesError(
            f"audience {name!r} cannot be a name; "
            f"expected up to {MAX_NAME_LENGTH} printable characters without / and \\.",
            str(name),
        )
    if value is None:
        value = {}
    if not isinstance(value, Mapping):
        raise AudiencesError(
            f"audience {name!r} is {value!r}; expected a mapping with {', '.join(AUDIENCE_OPTIONS)}.", name
        )
    for key in value:
        if key not in AUDIENCE_OPTIONS:
            raise AudiencesError(
                f"audience {name!r} has no option {key!r}; expected {', '.join(AUDIENCE_OPTIONS)}."
                f"{did_you_mean(str(key), AUDIENCE_OPTIONS)}",
                name,
                str(key),
            )
    anyone = value.get("anyone", False)
    if not isinstance(anyone, bool):
        raise AudiencesError(f"audience {name!r}: anyone is {anyone!r}; expected true or false.", name, "anyone")
    groups = tuple(_parse_names(name, "groups", value))
    if anyone and groups:
        raise AudiencesError(f"audience {name!r} is open to anyone and has groups; expected one of them.", name)
    includes = tuple(dict.fromkeys(_parse_names(name, "includes", value)))
    return Audience(name=name, slug=make_slug(name), includes=includes, groups=groups, anyone=anyone)


def _is_name(name: str) -> bool:
    fits = 0 < len(name) <= MAX_NAME_LENGTH and name.isprintable() and name == name.strip()
    return fits and not set(name) & set(FORBIDDEN_CHARACTERS) and name.strip(".") != ""


def _parse_names(name: str, key: str, value: Mapping[object, object]) -> Iterator[str]:
    """Yield a list of names; an empty list of groups is an error, since some servers admit everybody without groups."""
    if key not in value:
        return
    items = value[key]
    if not isinstance(items, list | tuple) or (not items and key == "groups"):
        raise AudiencesError(f"audience {name!r}: {key} is {items!r}; expected a list of names.", name, key)
    for item in items:
        if not isinstance(item, str) or not item.strip() or not item.isprintable():
            raise AudiencesError(f"audience {name!r}: {key} holds {item!r}; expected a name.", name, key)
        if item != item.strip():
            message = f"audience {name!r}: {key} holds {item!r}; expected {item.strip()!r}, without spaces around it."
            raise AudiencesError(message, name, key)
        yield item


def _check_names(read: Mapping[str, Audience]) -> None:
    """Refuse audiences whose names differ only by case and punctuation: they would share a folder."""
    seen: dict[str, str] = {}
    for audience in read.values():
        for form in {normalize_name(audience.name), audience.slug}:
            if other := seen.get(form):
                raise AudiencesError(
                    f"audiences {other!r} and {audience.name!r} are too alike to be told apart.", audience.name
                )
        seen |= dict.fromkeys((normalize_name(audience.name), audience.slug), audience.name)


def _check_includes(audience: Audience, known: Mapping[str, Audience]) -> None:
    for name in audience.includes:
        if name not in known:
            raise AudiencesError(
                f"audience {audience.name!r} includes {name!r}, which is not configured.{did_you_mean(name, known)}",
                audience.name,
                "includes",
            )
        if audience.anyone and not known[name].anyone:
            raise AudiencesError(
                f"audience {audience.name!r} is open to anyone and includes {name!r}, which is not.",
                audience.name,
                "includes",
            )
