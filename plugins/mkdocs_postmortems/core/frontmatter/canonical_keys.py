"""The field that a key of front matter means, at any depth: spellings, aliases, keys that move into another field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields, Learning, Participants, Review
from mkdocs_postmortems.core.frontmatter.list_entries import (
    ADDRESS_KEYS,
    ID_KEYS,
    NOTE_KEYS,
    RELATION,
    TITLE_KEYS,
    ActionForm,
)
from mkdocs_postmortems.core.frontmatter.nested_keys import NESTED_KEYS
from mkdocs_postmortems.core.name_matching import to_snake_case

MAPPING_FIELDS = frozenset(
    """
    action_items compliance contributing_factors impact learning links participants provenance related review roles
    root_causes
    """.split()
)
"""Fields of which the value may be a mapping with any keys."""
_NAME_KEYS = ("id", "name", "title")
"""Keys of an item of a list of names, which mean the name."""
_KEYS_WITHIN: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "action_items": ActionForm.field_by_key,
    "participants": Participants.field_by_key,
    "learning": Learning.field_by_key,
    "review": Review.field_by_key,
    "contributing_factors": dict.fromkeys(ID_KEYS, "id") | dict.fromkeys(NOTE_KEYS, "note"),
    "root_causes": dict.fromkeys(ID_KEYS, "id") | dict.fromkeys(NOTE_KEYS, "note"),
    "links": dict.fromkeys(ADDRESS_KEYS, "url") | dict.fromkeys(TITLE_KEYS, "title"),
})  # fmt: skip
"""Field -> keys within it, in snake case, with what they mean."""


def canonical_path(parents: Sequence[str], key: str) -> tuple[str, ...]:
    """Return the path of the field that a key means.

    Args:
        parents: The path of the field around it; empty at the top of the front matter.
        key: The key as written, without the name of an audience.
    """
    snake = to_snake_case(key)
    if not parents:
        return NESTED_KEYS.get(snake) or (FrontMatterFields.field_by_key.get(snake, snake),)
    field, *deeper = parents
    moved_field, moved_key = NESTED_KEYS.get(snake, ("", ""))
    if not deeper and moved_field == field:
        return (field, moved_key)
    if not deeper and field == "related":
        return (field, str(RELATION.find(key) or snake))
    return (*parents, _KEYS_WITHIN.get(field, dict.fromkeys(_NAME_KEYS, "name")).get(snake, snake))
