"""What a template left, and nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.rule import INCIDENTS, Rule
from mkdocs_postmortems.core.guidance import unfilled
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind

_OPEN = re.compile(
    r"""\b(?:TODO|TBD|TBA|FIXME|XXX|TKTK)\b(?!\S*\.\w)              # not in a name of a file
    |   (?<!\bha[ds]\s)(?<!have\s)(?<!need\s)(?<!needs\s)(?<!needed\s)(?<!going\s)(?<!about\s)
        \bto\ be\ (?:determined|filled\ (?:in|out)|completed|written|added|confirmed|announced)\b
        (?=\s*(?:[.):;,|(]|by\b|$))
    |   \blorem\ ipsum\b
    |   \[(?:insert|your|fill\ in|describe|add|enter)\b[^\[\]\n]{0,80}\](?!\()
    |   \{\{\s?[a-z_ ]{2,40}\s?\}\}
    |   \bYYYY-MM-DD\b""",
    re.VERBOSE,
)
_BRACKETED = re.compile(
    r"<(?!/)(?=[^<>\n]{0,80}[a-z])(?:(?:insert|your|name|date|time|link|describe|add|enter|who|what|when|how|why|fill|short|"
    r"brief|owner|team|service|list|the|a|an|one|e\.g\.)\b[^<>\n=]{0,80}"
    r"|[A-Z][\w /-]{2,60}\s[\w /-]{2,60}|[A-Z][A-Z _-]{2,40})>"
)
_COMMENT = re.compile(r"<!--(.{1,5000}?)-->", re.DOTALL)

_STATE = re.compile(r"^\W*TODO\b:?|(?<=\|)\s*TODO\s*(?=\||$)")
"""Of an action item: before its text, or in a cell of its own."""
_SAYS_ITSELF = re.compile(r"\s*|[^:]{1,40}:\s*\S.*", re.DOTALL)
"""A heading that keeps others apart, or says what is to be said: `Date: 12 March 2023`."""


def placeholders(case: Case) -> Iterator[Flaw]:
    """Yield words that stand for what is still to be written."""
    if case.is_history:
        return
    for passage in case.passages:
        text = passage.text
        if passage.section is SectionName.ACTION_ITEMS:
            text = _STATE.sub(lambda found: " " * len(found[0]), text)
        for found in _OPEN.finditer(text):
            yield _left(passage.line_at(found.start()), found[0])
    yield from _bracketed(case)


def _bracketed(case: Case) -> Iterator[Flaw]:
    """`<name of the service>`: blank in the author's words, since it looks like HTML."""
    for block in case.blocks:
        if block.kind is BlockKind.CODE or "<" not in block.text or block.quoted:
            continue
        text = re.sub(r"`[^`\n]{1,500}`", lambda found: " " * len(found[0]), block.text)
        for found in _BRACKETED.finditer(text):
            yield _left(block.line + text.count("\n", 0, found.start()), found[0])


def empty_sections(case: Case) -> Iterator[Flaw]:
    """Yield headings with nothing below them, before the next one of their level."""
    if case.is_draft:
        return
    sections = case.document.sections
    filled = [block.line for block in case.blocks if _says_something(block)]
    for section, after in zip_longest(sections, sections[1:]):
        goes_on = after is not None and (after.level == 0 or after.level > section.level or after.line == section.line)
        if goes_on or not section.level or _SAYS_ITSELF.fullmatch(section.title):
            continue
        if not any(section.line < line <= section.last_line for line in filled):
            yield Flaw(section.line, f"section {section.title!r} is empty.", "Fill it in, or take the heading out.")


def _says_something(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return False
    return bool(_COMMENT.sub("", block.text).strip(" |\n"))


def _left(line: int, words: str) -> Flaw:
    return Flaw(line, f"placeholder {words!r} is left.", "Fill it in, or say that nobody knows.")


def guidance(case: Case) -> Iterator[Flaw]:
    """Yield comments of a template that tell what to write, where nothing is written beside them."""
    for place in unfilled(case.source.text):
        if place.guidance:
            shown = place.guidance if len(place.guidance) <= 60 else f"{place.guidance[:57]}…"
            yield Flaw(place.line, f"nothing is written here yet: {shown}", "Write it below; the comment may stay.")


RULES = (
    Rule(
        code="PC113",
        name="placeholder-left",
        title="Words of a template, such as TODO or `<name>`, stand where something is to be written.",
        rationale="A placeholder tells readers that nobody finished the text, and leaves them to guess whether "
        "the rest "
        "can be relied on. If something cannot be found out any more, that is worth a sentence.",
        bad="Error rate at its peak: TBD.",
        good="Error rate at its peak: not known, since the metrics of that hour were lost.",
        find=placeholders,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC114",
        name="guidance-left",
        title="Nothing is written where a template tells the author what to write.",
        rationale="Comments of a template say what belongs into a section. Readers do not see them; where nothing "
        "stands beside them, they see an empty section.",
        bad="## Impact\n\n<!-- guidance: Who noticed what, for how long, in numbers. -->",
        good="## Impact\n\n4,210 of 12,890 orders failed between 14:32 and 15:20.",
        find=guidance,
    ),
    Rule(
        code="PC115",
        name="section-empty",
        title="A section has nothing in it.",
        rationale="A heading promises something. That there was nothing to say is worth a word; that nobody said it is "
        "what readers take from an empty section.",
        bad="## Where we got lucky\n\n## Action items",
        good="## Where we got lucky\n\nNowhere that we know of.\n\n## Action items",
        find=empty_sections,
    ),
)
