"""Parses the front matter of a document: fields, their lines, and keys of other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostics import Diagnostic, DiagnosticCollector
from mkdocs_postmortems.core.frontmatter.bare_block import find_bare_block
from mkdocs_postmortems.core.frontmatter.block import TableReader, find_block, parse_block
from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields
from mkdocs_postmortems.core.frontmatter.nested_keys import nest_keys
from mkdocs_postmortems.core.frontmatter.passthrough_keys import PASSTHROUGH_KEYS
from mkdocs_postmortems.core.frontmatter.publication import is_draft
from mkdocs_postmortems.core.located_values import LocatedDict, to_python
from mkdocs_postmortems.core.model import ActionItem, Factor, Moment, Status
from mkdocs_postmortems.core.name_matching import to_snake_case
from mkdocs_postmortems.core.schema.field_model import is_extension_key
from mkdocs_postmortems.core.schema.moment_parser import is_before
from mkdocs_postmortems.core.source import Source

_MILESTONE_ORDER = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The parsed front matter of a document, and the body after it."""

    fields: FrontMatterFields
    lines: Mapping[str, int]
    """Field -> the line of its key."""
    extra: Mapping[str, object]
    """Values of `x_` keys and of keys of other programs, such as the theme, as plain data."""
    body: str
    body_line: int
    diagnostics: tuple[Diagnostic, ...]
    is_present: bool = False
    """Whether the document has front matter."""
    is_readable: bool = True
    """Whether it could be parsed; false if it is invalid, unclosed or not a mapping."""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Contributing factors, then root causes."""
        return (*self.fields.contributing_factors, *self.fields.root_causes)

    @property
    def actions(self) -> tuple[ActionItem, ...]:
        """The action items."""
        return tuple(item for item in self.fields.action_items if item is not None)

    @property
    def status(self) -> Status | None:
        """The status; without one, `draft: true` of site generators means a draft."""
        if self.fields.status is None and is_draft(self.extra):
            return Status.DRAFT
        return self.fields.status


def parse_front_matter(source: Source, read_table: TableReader = parse_block) -> FrontMatter:
    """Parse the front matter of a document. Never raises: an invalid value gives a diagnostic, the others are kept."""
    text = source.text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    block = find_block(text) or find_bare_block(text)
    if block is None:
        return FrontMatter(FrontMatterFields.model_construct(), MappingProxyType({}), MappingProxyType({}), text, 1, ())
    diagnostics = DiagnosticCollector(source.path)
    parsed = read_table(block)
    for diagnostic in parsed.findings:
        diagnostics.add(*diagnostic)
    table = parsed.entries
    fields = FrontMatterFields.model_validate(table or LocatedDict(block.first_line), context=diagnostics)
    lines = _field_lines(table)
    _check_order(fields, lines, diagnostics)
    return FrontMatter(
        fields=fields,
        lines=lines,
        extra=_passthrough_values(table),
        body=block.body,
        body_line=block.body_line,
        diagnostics=diagnostics.diagnostics(),
        is_present=True,
        is_readable=table is not None,
    )


def _field_lines(table: LocatedDict | None) -> Mapping[str, int]:
    lines: dict[str, int] = {}
    if table is None:
        return MappingProxyType(lines)
    for key, line in nest_keys(table).lines.items():
        if name := FrontMatterFields.field_by_key.get(to_snake_case(key)):
            lines.setdefault(name, line)
    return MappingProxyType(lines)


def _passthrough_values(table: LocatedDict | None) -> Mapping[str, object]:
    items = (table or {}).items()
    return MappingProxyType({key: to_python(value) for key, value in items if _is_passthrough(key)})


def _is_passthrough(key: str) -> bool:
    return is_extension_key(key) or (
        to_snake_case(key) in PASSTHROUGH_KEYS and to_snake_case(key) not in FrontMatterFields.model_fields
    )


def _check_order(fields: FrontMatterFields, lines: Mapping[str, int], diagnostics: DiagnosticCollector) -> None:
    """Report each time that is before the preceding milestone."""
    last: tuple[str, Moment] | None = None
    for name in _MILESTONE_ORDER:
        moment = getattr(fields, name)
        if moment is None:
            continue
        if last and is_before(moment, last[1]):
            message = f"{name} ({moment.iso}) lies before {last[0]} ({last[1].iso})."
            diagnostics.add(lines.get(name, 1), "PM018", message)
        else:
            last = (name, moment)
