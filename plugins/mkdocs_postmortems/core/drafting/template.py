"""Fills a template of a postmortem: placeholders such as `{{ title }}`, front matter, and conditional sections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.frontmatter.block import find_block
from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.name_matching import normalize_name, to_snake_case
from mkdocs_postmortems.core.parse.blocks import BlockKind, parse_blocks
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.yaml_writer import clean_line, flow_list, scalar

_PLACEHOLDER = re.compile(r"\{\{[ \t]*([a-z_]+)[ \t]*\}\}")


def fill_placeholders(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders replaced; those without a value stay as they are."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


_CONDITION = re.compile(r"<!--[ \t]*+for:[ \t]*+(?!-->)([^\n]{1,200}?)(?<![ \t])[ \t]*+-->[ \t]*+\n?")
_KEY = re.compile(r"([A-Za-z_][\w -]*?)(?<!\s)\s*+:(?:\s|$)")
_SCHEMA_COMMENT = "# yaml-language-server: $schema="
"""The start of the line that tells yaml-language-server which JSON Schema the front matter has."""
_MARKUP = re.compile(r"([\\*_\[\]#|])")


def fill_template(
    template: Source,
    answers: Answers,
    conditions: Collection[str],
    required_sections: Collection[SectionName] | None = None,
    schema: str = "",
) -> str:
    """Return the text of a new postmortem.

    Args:
        template: Markdown, with front matter in YAML or without any.
        answers: The facts about the incident.
        conditions: The names of its type and severity. A section with `<!-- for: security, sev1 -->` is kept if it
            names one of them.
        required_sections: The canonical sections to keep; `None` keeps all. Sections that are not canonical, and
            those with a `for` comment, do not depend on it.
        schema: The path of the JSON Schema of front matter, relative to the document; empty if there is none. A
            template that names a schema keeps its own.

    Raises:
        PostmortemsError: the front matter of the template is not YAML or is not closed.
    """
    block = find_block(template.text)
    if block and (block.fence != "---" or not block.is_closed):
        raise PostmortemsError(f"{template.path}: expected front matter in YAML, between lines of ---.")
    body = block.body if block else f"\n{template.text}"
    sections = _selected_sections(body, {normalize_name(name) for name in conditions}, required_sections)
    values = _placeholder_values(answers)
    head = fill_placeholders(block.text if block else "", {name: values[name] for name in ("date", "review_due")})
    text = fill_placeholders("".join(sections), values).rstrip("\n")
    schema_line = f"{_SCHEMA_COMMENT}{schema}\n" if schema and _SCHEMA_COMMENT not in head else ""
    return f"---\n{schema_line}{_front_matter(head, answers)}---\n{text}\n"


def _front_matter(head: str, answers: Answers) -> str:
    """Replace the fields of the template that have an answer; append answers whose field the template lacks."""
    written = {name: _field_lines(name, value) for name, value in answers.fields() if value}
    lines: list[str] = []
    replaced = False
    for line in head.split("\n")[:-1]:
        key = _KEY.match(line)
        if key or line.startswith("#"):
            name = FrontMatterFields.field_by_key.get(to_snake_case(key[1])) if key else None
            replaced = name in written
            if name and replaced:
                lines += written.pop(name)
                continue
        if key or line.startswith("#") or not replaced:
            lines.append(line)
    for rest in written.values():
        lines += rest
    return "".join(f"{line}\n" for line in lines)


def _field_lines(name: str, value: str | tuple[str, ...] | Mapping[str, list[str]]) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {scalar(clean_line(value))}"]
    if isinstance(value, tuple):
        return [f"{name}: {flow_list(map(clean_line, value))}"]
    return [f"{name}:", *(f"  {kind}: {flow_list(map(clean_line, targets))}" for kind, targets in value.items())]


def _selected_sections(
    body: str, conditions: Collection[str], required_sections: Collection[SectionName] | None
) -> Iterator[str]:
    """Yield the text above the first section of level 2, and the text of each section that is kept."""
    headings = [block for block in parse_blocks(body) if block.kind is BlockKind.HEADING and block.level == 2]
    lines = body.split("\n")
    cuts = [heading.line - 1 for heading in headings]
    yield _lines(lines[: cuts[0] if cuts else None], last=not cuts)
    for number, heading in enumerate(headings):
        last = number + 1 == len(headings)
        text = _lines(lines[cuts[number] : None if last else cuts[number + 1]], last=last)
        if condition := _CONDITION.search(text):
            if any(normalize_name(name) in conditions for name in condition[1].split(",")):
                yield text[: condition.start()] + text[condition.end() :]
        elif (
            required_sections is None or (name := canonical_section(heading.text)) is None or name in required_sections
        ):
            yield text


def _lines(lines: list[str], *, last: bool) -> str:
    return "\n".join(lines) + ("" if last else "\n")


def _placeholder_values(answers: Answers) -> Mapping[str, str]:
    """Return the values of the placeholders, with Markdown and HTML escaped, since answers are plain text."""
    values = {
        "id": answers.id,
        "title": answers.title,
        "date": answers.day,
        "start": (answers.start.clock or "") if answers.start else "",
        "timezone": answers.timezone,
        "type": answers.type.value if answers.type else "",
        "severity": answers.severity,
        "services": ", ".join(answers.services),
        "review_due": answers.review_due,
    }
    return {name: _MARKUP.sub(r"\\\1", clean_line(value)).replace("<", "&lt;") for name, value in values.items()}
