"""Where a field of front matter is kept and shown: the attribute of `Postmortem`, and the part of the site.

Fields declare this as metadata beside their type and aliases. Parsing, the facts card, the requirements and the output
of `inspect` use it, so that a field that is only copied and shown is named in none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mkdocs_postmortems.core.schema.field_model import FieldModel
from mkdocs_postmortems.core.taxonomy import Vocabulary


@dataclass(frozen=True, slots=True)
class Copied:
    """The value is copied to this attribute of `Postmortem`. The default, with the name of the field."""

    attribute: str


@dataclass(frozen=True, slots=True)
class Computed:
    """`core.parse.document` computes the attribute, from the field and from the body of the document."""

    attribute: str = ""
    """Empty if it has the name of the field."""


@dataclass(frozen=True, slots=True)
class NotKept:
    """The value is validated, but no attribute holds it."""


class FactFormat(StrEnum):
    """Format of a text in the facts card. Whole numbers, lists and times have only one format."""

    AS_WRITTEN = "as_written"
    SPELLED_OUT = "spelled_out"
    """`restart_service` as `Restart service`."""
    NUMBERS = "numbers"
    """`120000` as `120,000`; anything else as written."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the facts card; for a mapping, a row for each key, labelled by the key."""

    label: str
    format: FactFormat = FactFormat.AS_WRITTEN
    vocabulary: Vocabulary | None = None
    """Vocabulary of the values, which become links to their pages."""
    label_key: str = ""
    """The key of a mapping whose row is labelled by `label` instead."""
    is_first: bool = False
    """Whether it precedes the rows without this mark; otherwise rows follow the order of the fields."""


@dataclass(frozen=True, slots=True)
class ShownBy:
    """A template shows the field, instead of the facts card's generic rows."""

    where: str
    """The part of the site that shows it."""


@dataclass(frozen=True, slots=True)
class NotShown:
    """No page shows the field."""

    reason: str


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """The placement of one field."""

    name: str
    attribute: str | None
    """The attribute of `Postmortem` that holds the value, if there is one."""
    is_copied: bool
    """Whether the value is copied to the attribute."""
    display: Fact | ShownBy | NotShown | None
    """`None` if the declaration does not say it, which a test refuses."""


def field_specs(model: type[FieldModel]) -> tuple[FieldSpec, ...]:
    """Return the placement of each field of a model, in the order of the fields."""
    return tuple(_field_spec(name, info.metadata) for name, info in model.model_fields.items())


def _field_spec(name: str, metadata: list[object]) -> FieldSpec:
    kept = next((mark for mark in metadata if isinstance(mark, Copied | Computed | NotKept)), Copied(name))
    display = next((mark for mark in metadata if isinstance(mark, Fact | ShownBy | NotShown)), None)
    attribute = None if isinstance(kept, NotKept) else kept.attribute or name
    return FieldSpec(name, attribute, isinstance(kept, Copied), display)
