"""A template with answers put in: front matter by field, text by section and blank."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.blanks import filled
from mkdocs_postmortems.core.drafting.scalar import clean, flow, scalar
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.frontmatter.block import find_block
from mkdocs_postmortems.core.frontmatter.fields import Fields
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.names import fold, snake
from mkdocs_postmortems.core.parse.block import BlockKind
from mkdocs_postmortems.core.parse.blocks import read_blocks
from mkdocs_postmortems.core.parse.labels import canonical
from mkdocs_postmortems.core.source import Source

_FOR = re.compile(r"<!--[ \t]*for:[ \t]*([^\n]{1,200}?)[ \t]*-->[ \t]*\n?")
_KEY = re.compile(r"([A-Za-z_][\w -]*?)\s*:(?:\s|$)")
_SCHEMA = "# yaml-language-server: $schema="
"""The line that tells editors what to complete front matter from."""
_MARKUP = re.compile(r"([\\*_\[\]#|])")


def write_skeleton(
    template: Source,
    answers: Answers,
    grades: Collection[str],
    needed: Collection[SectionName] | None = None,
    schema: str = "",
) -> str:
    """Return a template with the answers put in.

    Args:
        template: Front matter in YAML and Markdown.
        answers: What is known.
        grades: Names of type and severity: a section with `<!-- for: security, sev1 -->` stays if one of them is meant.
        needed: The sections that stay, of those that have a canonical name and no such mark; all, if not given.
        schema: The path of the schema of front matter, from the document; empty if there is none. A template that
            names one keeps its own.

    Raises:
        PostmortemsError: the template's front matter is nothing that answers can be put into.
    """
    block = find_block(template.text)
    if block and (block.fence != "---" or not block.closed):
        raise PostmortemsError(f"{template.path}: expected front matter in YAML, between lines of ---.")
    body = block.body if block else f"\n{template.text}"
    sections = _chosen(body, {fold(grade) for grade in grades}, needed)
    blanks = _blanks(answers)
    head = filled(block.text if block else "", {name: blanks[name] for name in ("date", "review_due")})
    text = filled("".join(sections), blanks).rstrip("\n")
    named = f"{_SCHEMA}{schema}\n" if schema and _SCHEMA not in head else ""
    return f"---\n{named}{_header(head, answers)}---\n{text}\n"


def _header(head: str, answers: Answers) -> str:
    """Put the answers into the lines of a front matter; a field that it does not have comes last."""
    written = {name: _field(name, value) for name, value in answers.fields() if value}
    lines: list[str] = []
    replaced = False
    for line in head.split("\n")[:-1]:
        key = _KEY.match(line)
        if key or line.startswith("#"):
            name = Fields.names.get(snake(key[1])) if key else None
            replaced = name in written
            if name and replaced:
                lines += written.pop(name)
                continue
        if key or line.startswith("#") or not replaced:
            lines.append(line)
    for rest in written.values():
        lines += rest
    return "".join(f"{line}\n" for line in lines)


def _field(name: str, value: str | tuple[str, ...] | Mapping[str, list[str]]) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {scalar(value)}"]
    if isinstance(value, tuple):
        return [f"{name}: {flow(value)}"]
    return [f"{name}:", *(f"  {kind}: {flow(targets)}" for kind, targets in value.items())]


def _chosen(body: str, grades: Collection[str], needed: Collection[SectionName] | None) -> Iterator[str]:
    """Yield the sections that stay, as text; what stands above the first of them does."""
    headings = [block for block in read_blocks(body) if block.kind is BlockKind.HEADING and block.level == 2]
    lines = body.split("\n")
    cuts = [heading.line - 1 for heading in headings]
    yield _lines(lines[: cuts[0] if cuts else None], last=not cuts)
    for number, heading in enumerate(headings):
        last = number + 1 == len(headings)
        text = _lines(lines[cuts[number] : None if last else cuts[number + 1]], last=last)
        if marked := _FOR.search(text):
            if any(fold(name) in grades for name in marked[1].split(",")):
                yield text[: marked.start()] + text[marked.end() :]
        elif needed is None or (name := canonical(heading.text)) is None or name in needed:
            yield text


def _lines(lines: list[str], *, last: bool) -> str:
    return "\n".join(lines) + ("" if last else "\n")


def _blanks(answers: Answers) -> Mapping[str, str]:
    """Return what the blanks of a template are filled with; as text, since nobody writes markup into an answer."""
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
    return {name: _MARKUP.sub(r"\\\1", clean(value)).replace("<", "&lt;") for name, value in values.items()}
