"""Front matter fields with a different value per audience, such as `title` and `title.security`.

In a document with the label `public`, the audience `security`, and any that includes it, reads `title.security` instead
of `title`. `title.public` is read by the audience `public` only; audiences that include it read `title`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.folder_rules import unknown_audience_message
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.restricted_spans import MarkerError
from mkdocs_postmortems.core.frontmatter.block import FrontMatterBlock
from mkdocs_postmortems.core.located_values import LocatedDict
from mkdocs_postmortems.core.schema.field_model import is_extension_key

_YAML_REFERENCE = re.compile(r"(?:^|[\s:,\[{-])[&*][A-Za-z0-9_]")
"""YAML anchors and aliases, which would copy a value from one field to another."""


@dataclass(frozen=True, slots=True)
class _FieldVariant:
    """A variant of a field, with its lines in the text of the front matter."""

    field: str
    audience: str | None
    """`None` for the field without a suffix."""
    first: int
    """Index of its first line."""
    last: int
    """Index of the line after its last one."""


@dataclass(frozen=True, slots=True)
class FieldVariants:
    """Front matter that contains variants of fields."""

    audience: str
    """The label of the document."""
    lines: tuple[str, ...]
    entries: tuple[_FieldVariant, ...]
    """All variants, including the plain fields that have variants."""

    def text_for(self, reading_audience: str, audiences: Audiences) -> str:
        """Return the front matter of one audience: one variant of each field, under the plain name."""
        chosen = {
            field: self._chosen_audience(field, reading_audience, audiences)
            for field in {e.field for e in self.entries}
        }
        dropped: set[int] = set()
        renamed: dict[int, str] = {}
        for entry in self.entries:
            if entry.audience != chosen[entry.field]:
                dropped.update(range(entry.first, entry.last))
            elif entry.audience:
                renamed[entry.first] = _without_suffix(self.lines[entry.first], entry)
        kept = (renamed.get(i, line) for i, line in enumerate(self.lines) if i not in dropped)
        return "\n".join(kept)

    def _chosen_audience(self, field: str, reading_audience: str, audiences: Audiences) -> str | None:
        """Return the suffix of the variant that an audience reads; `None` for the plain field."""
        forms = [entry.audience for entry in self.entries if entry.field == field]
        narrow = self._narrowest(field, reading_audience, audiences)
        is_alone = reading_audience == self.audience or None not in forms
        return narrow[0] if narrow else self.audience if self.audience in forms and is_alone else None

    def _narrowest(self, field: str, reading_audience: str, audiences: Audiences) -> list[str]:
        """Return the suffixes that an audience may read, without those that another of them includes."""
        named = [entry.audience for entry in self.entries if entry.field == field and entry.audience]
        read = [name for name in named if name != self.audience and audiences.may_read(reading_audience, name)]
        return [name for name in read if not any(other != name and audiences.may_read(other, name) for other in read)]

    def find_conflict(self, audiences: Audiences) -> str | None:
        """Return a message about a variant that no audience reads or two for one audience; `None` if all is well."""
        for entry in self.entries:
            if entry.audience and entry.audience != self.audience and audiences.may_read(self.audience, entry.audience):
                return f"{entry.field}.{entry.audience} is read by nobody, since the document is for {self.audience!r}."
            for audience in audiences.names:
                if len(named := self._narrowest(entry.field, audience, audiences)) > 1:
                    forms = " and ".join(f"{entry.field}.{name}" for name in named)
                    return f"{forms} are both for {audience!r}; expected one form for each reader."
        return None


def _without_suffix(line: str, entry: _FieldVariant) -> str:
    return line.replace(f"{entry.field}.{entry.audience}", entry.field, 1)


def read_field_variants(
    block: FrontMatterBlock, table: LocatedDict | None, audience: str, audiences: Audiences
) -> FieldVariants | None:
    """Return the front matter with the variants of its fields; `None` if no field has a variant.

    Args:
        block: the text of the front matter.
        table: its parsed fields; `None` if it cannot be parsed.
        audience: the label of the document.
        audiences: all audiences of the site.

    Raises:
        MarkerError: a variant is for an unknown audience, no audience reads it, two are for the same audience, or the
            lines of a variant cannot be determined.
    """
    if block.fence != "---" or table is None:
        return None
    forms = {
        key: _split_key(key, table.lines[key], audiences) for key in table if "." in key and not is_extension_key(key)
    }
    if not forms:
        return None
    variants = FieldVariants(audience, tuple(block.text.split("\n")), tuple(_field_variants(block, table, forms)))
    line = table.lines[next(iter(forms))]
    if conflict := variants.find_conflict(audiences):
        raise MarkerError(line, conflict, "PM062")
    if _YAML_REFERENCE.search(block.text):
        raise MarkerError(line, "front matter with several forms of a field must not use anchors and aliases.", "PM062")
    return variants


def _split_key(key: str, line: int, audiences: Audiences) -> tuple[str, str]:
    field, _, name = key.partition(".")
    if name not in audiences.by_name:
        raise MarkerError(line, unknown_audience_message(name, audiences), "PM061", highlight=name)
    return field, name


def _field_variants(
    block: FrontMatterBlock, table: LocatedDict, forms: Mapping[str, tuple[str, str]]
) -> list[_FieldVariant]:
    """Return all variants, including the plain fields that have variants."""
    fields = {field for field, _ in forms.values()}
    starts = sorted(line - block.first_line for line in table.lines.values())
    ends = dict(zip(starts, [*starts[1:], block.text.count("\n")], strict=True))
    lines = block.text.split("\n")
    entries = []
    for key, line in table.lines.items():
        first = line - block.first_line
        field, name = forms.get(key, (key, None))
        if field in fields:
            if len(ends) != len(starts) or not re.match(rf"[\"']?{re.escape(key)}[\"']?\s*:", lines[first]):
                message = f"field {key!r} has several forms; expected each form on lines of its own."
                raise MarkerError(line, message, "PM062", highlight=key)
            entries.append(_FieldVariant(field, name, first, ends[first]))
    return entries
