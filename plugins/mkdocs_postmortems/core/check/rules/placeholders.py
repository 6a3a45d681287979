"""Rules PC113 to PC115: placeholders, guidance without text below it, and empty sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from mkdocs_postmortems.core.check.rule import INCIDENTS, Rule, RuleContext
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.guidance import find_unfilled_sections
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.comments import without_closed_comments

_PLACEHOLDER = re.compile(
    r"""\b(?:TODO|TBD|TBA|FIXME|XXX|TKTK)\b(?!\S{0,80}?\.\w)              # not in a name of a file
    |   (?<!\bha[ds]\s)(?<!have\s)(?<!need\s)(?<!needs\s)(?<!needed\s)(?<!going\s)(?<!about\s)
        \bto\ be\ (?:determined|filled\ (?:in|out)|completed|written|added|confirmed|announced)\b
        (?=\s*(?:[.):;,|(]|by\b|$))
    |   \blorem\ ipsum\b
    |   \[(?:insert|your|fill\ in|describe|add|enter)\b[^\[\]\n]{0,80}\](?!\()
    |   \{\{\s?[a-z_ ]{2,40}\s?\}\}
    |   \bYYYY-MM-DD\b""",
    re.VERBOSE,
)
# An address in angle brackets is a link: https://spec.commonmark.org/0.31.2/#autolinks
_BRACKETED = re.compile(
    r"<(?!/|[^\s<>]{1,80}@[^\s<>]{1,80}>|[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,200}>)(?=[^<>\n]{0,80}[a-z])(?:(?:insert|your|name|date|time|link|describe|add|enter|who|what|when|how|why|fill|short|"
    r"brief|owner|team|service|list|the|a|an|one|e\.g\.)\b[^<>\n=]{0,80}"
    r"|[A-Z][\w /-]{2,60}\s[\w /-]{2,60}|[A-Z][A-Z _-]{2,40})>"
)
_STATE = re.compile(r"^\W*TODO\b:?|(?<=\|)\s*[*_`]{0,3}TODO[*_`]{0,3}\s*(?=\||$)")
"""TODO as the state of an action item: before its text, or in a table cell of its own."""
_NEEDS_NO_TEXT = re.compile(r"\s*|[^:]{1,40}:\s*\S.*", re.DOTALL)
"""A heading without words, or one that holds its own value: `Date: 12 March 2023`."""


def placeholders(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield placeholders such as TODO, TBD and `<name of the service>`."""
    if context.is_retired:
        return
    for passage in context.passages:
        text = passage.text
        if passage.section is SectionName.ACTION_ITEMS:
            text = _STATE.sub(lambda found: " " * len(found[0]), text)
        for found in _PLACEHOLDER.finditer(text):
            yield _placeholder(context, passage.line_at(found.start()), found[0])
    yield from _bracketed(context)


def _bracketed(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield placeholders such as `<name of the service>`.

    They are searched for in blocks, since `own_words` removes them from passages as HTML tags.
    """
    for block in context.blocks:
        if block.kind is BlockKind.CODE or "<" not in block.text or block.is_quoted:
            continue
        text = re.sub(r"`[^`\n]{1,500}`", lambda found: " " * len(found[0]), block.text)
        for found in _BRACKETED.finditer(text):
            yield _placeholder(context, block.line + text.count("\n", 0, found.start()), found[0])


def empty_sections(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield headings without text before the next heading of the same or a higher level."""
    if context.is_draft:
        return
    sections = context.document.sections
    filled = [block.line for block in context.blocks if _has_text(block)]
    for section, after in zip_longest(sections, sections[1:]):
        has_parts = after is not None and (
            after.level == 0 or after.level > section.level or after.line == section.line
        )
        if has_parts or not section.level or _NEEDS_NO_TEXT.fullmatch(section.title):
            continue
        if not any(section.line < line <= section.last_line for line in filled):
            message = f"section {section.title!r} is empty."
            yield context.diagnostic(
                section.line, message, "Fill it in, or remove the heading.", highlight=section.title
            )


def _has_text(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return False
    return bool(without_closed_comments(block.text).strip(" |\n"))


def _placeholder(context: RuleContext, line: int, words: str) -> Diagnostic:
    message = f"placeholder {words!r} is not filled in."
    return context.diagnostic(line, message, "Fill it in, or say that it is not known.", highlight=words)


def guidance(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield guidance comments of a template in sections without text."""
    for place in find_unfilled_sections(context.source.text):
        if place.guidance:
            shown = place.guidance if len(place.guidance) <= 60 else f"{place.guidance[:57]}…"
            yield context.diagnostic(
                place.line, f"nothing is written here yet: {shown}", "Write it below; the comment may stay."
            )


RULES = (
    Rule(
        code="PC113",
        name="placeholder-left",
        title="A placeholder, such as TODO or `<name>`, is not filled in.",
        rationale="A placeholder shows readers that the text is unfinished, and leaves them to guess whether the rest "
        "can be relied on. If something cannot be found out any more, say so in a sentence.",
        bad="Error rate at its peak: TBD.",
        good="Error rate at its peak: not known, since the metrics of that hour were lost.",
        find=placeholders,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC114",
        name="guidance-left",
        title="A section has nothing but the guidance of the template.",
        rationale="Guidance comments of a template say what belongs in a section. Readers do not see comments, so they "
        "see an empty section.",
        bad="## Impact\n\n<!-- guidance: Who noticed what, for how long, in numbers. -->",
        good="## Impact\n\n4,210 of 12,890 orders failed between 14:32 and 15:20.",
        find=guidance,
    ),
    Rule(
        code="PC115",
        name="section-empty",
        title="A section is empty.",
        rationale="Readers cannot tell whether there was nothing to say or nobody wrote it. If there was nothing to "
        "say, write that.",
        bad="## Where we got lucky\n\n## Action items",
        good="## Where we got lucky\n\nNowhere that we know of.\n\n## Action items",
        find=empty_sections,
    ),
)
