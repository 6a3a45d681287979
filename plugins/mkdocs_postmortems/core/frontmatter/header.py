"""Front matter: where it ends, what its fields say, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.findings import Findings
from mkdocs_postmortems.core.forms.form import is_private
from mkdocs_postmortems.core.forms.when import is_before
from mkdocs_postmortems.core.frontmatter.block import find_block, read_table
from mkdocs_postmortems.core.frontmatter.fields import Fields
from mkdocs_postmortems.core.frontmatter.foreign import FOREIGN_KEYS
from mkdocs_postmortems.core.frontmatter.parts import gathered
from mkdocs_postmortems.core.model import ActionItem, Factor, Moment, Status
from mkdocs_postmortems.core.names import snake
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.written import Table, natural

_PERIOD = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


@dataclass(frozen=True, slots=True)
class Header:
    """What the front matter of a document says, and the text after it."""

    fields: Fields
    lines: Mapping[str, int]
    """Field -> the line its key stands on."""
    extra: Mapping[str, object]
    """Values of keys that are not ours: `x_…`, the theme's and other generators' keys, as plain data."""
    body: str
    body_line: int
    problems: tuple[Problem, ...]
    present: bool = False
    """Whether there is front matter at all."""
    readable: bool = True
    """Whether it could be read; false if it is broken, endless or no mapping."""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Contributing factors by id and in words, then root causes."""
        return (*self.fields.contributing_factors, *self.fields.root_causes)

    @property
    def actions(self) -> tuple[ActionItem, ...]:
        """The action items."""
        return tuple(item for item in self.fields.action_items if item is not None)

    @property
    def status(self) -> Status | None:
        """The status; a site generator's `draft: true` counts where none is given."""
        if self.fields.status is None and self.extra.get("draft") is True:
            return Status.DRAFT
        return self.fields.status


def read_front_matter(source: Source) -> Header:
    """Read the front matter of a document. Never raises; what cannot be read is a problem, the rest still counts."""
    text = source.text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    block = find_block(text)
    if block is None:
        return Header(Fields.model_construct(), MappingProxyType({}), MappingProxyType({}), text, 1, ())
    found = Findings(source.path)
    table = read_table(block, found)
    fields = Fields.model_validate(table or Table(block.first_line), context=found)
    lines = _lines(table)
    _check_order(fields, lines, found)
    return Header(
        fields=fields,
        lines=lines,
        extra=_extra(table),
        body=block.body,
        body_line=block.body_line,
        problems=found.problems(),
        present=True,
        readable=table is not None,
    )


def _lines(table: Table | None) -> Mapping[str, int]:
    lines: dict[str, int] = {}
    if table is None:
        return MappingProxyType(lines)
    for key, line in gathered(table).lines.items():
        if name := Fields.names.get(snake(key)):
            lines.setdefault(name, line)
    return MappingProxyType(lines)


def _extra(table: Table | None) -> Mapping[str, object]:
    items = (table or {}).items()
    return MappingProxyType({key: natural(value) for key, value in items if _is_foreign(key)})


def _is_foreign(key: str) -> bool:
    return is_private(key) or (snake(key) in FOREIGN_KEYS and snake(key) not in Fields.model_fields)


def _check_order(fields: Fields, lines: Mapping[str, int], found: Findings) -> None:
    """Report times that run backwards, each once, against the last time before it."""
    last: tuple[str, Moment] | None = None
    for name in _PERIOD:
        moment = getattr(fields, name)
        if moment is None:
            continue
        if last and is_before(moment, last[1]):
            message = f"{name} ({moment.iso}) lies before {last[0]} ({last[1].iso})."
            found.add(lines.get(name, 1), "PM018", message)
        else:
            last = (name, moment)
