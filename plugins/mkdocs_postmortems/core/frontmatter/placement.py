"""What becomes of a field of front matter: which attribute of a document holds it, and where readers see it.

A field says so beside its type and aliases. Parsing, the facts card, the requirements and the output of `inspect`
follow it, so that none of them names a field that is only copied and shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mkdocs_postmortems.core.schema.field_model import FieldModel
from mkdocs_postmortems.core.taxonomy import Vocabulary


@dataclass(frozen=True, slots=True)
class Copied:
    """An attribute of `Postmortem` has the value as it was read. Without a mark: the attribute of the field's name."""

    attribute: str


@dataclass(frozen=True, slots=True)
class Computed:
    """`core.parse.document` makes the attribute, since the text of a document may say the same."""

    attribute: str = ""
    """Empty where it has the name of the field."""


@dataclass(frozen=True, slots=True)
class NotKept:
    """The value is read and validated, but no attribute stands for it."""


class FactFormat(StrEnum):
    """How the facts card writes a text. Whole numbers, lists and times have one form only."""

    AS_WRITTEN = "as_written"
    SPELLED_OUT = "spelled_out"
    """`restart_service` as `Restart service`."""
    NUMBERS = "numbers"
    """`120000` as `120,000`; anything else as written."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the facts card; of a mapping a row for each key, which is called by the key."""

    label: str
    format: FactFormat = FactFormat.AS_WRITTEN
    vocabulary: Vocabulary | None = None
    """The list of the taxonomy that the values are terms of; each is a link to its page."""
    label_key: str = ""
    """The key of a mapping that is called by `label` instead."""
    is_first: bool = False
    """Whether it stands before the rows that are not; otherwise rows are in the order of the fields."""


@dataclass(frozen=True, slots=True)
class ShownBy:
    """A template names the field itself."""

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
    """The attribute of `Postmortem` that stands for it, if there is one."""
    is_copied: bool
    """Whether the attribute has the value as it was read."""
    display: Fact | ShownBy | NotShown | None
    """`None` where the declaration does not say it, which a test refuses."""


def field_specs(model: type[FieldModel]) -> tuple[FieldSpec, ...]:
    """Return the placement of each field of a model, in the order of the fields."""
    return tuple(_field_spec(name, info.metadata) for name, info in model.model_fields.items())


def _field_spec(name: str, metadata: list[object]) -> FieldSpec:
    kept = next((mark for mark in metadata if isinstance(mark, Copied | Computed | NotKept)), Copied(name))
    display = next((mark for mark in metadata if isinstance(mark, Fact | ShownBy | NotShown)), None)
    attribute = None if isinstance(kept, NotKept) else kept.attribute or name
    return FieldSpec(name, attribute, isinstance(kept, Copied), display)
