"""The severity that a document states: in a field, a column, a section, a badge, or in front of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.adopt.proposal import ParsedDocument, Proposal
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import normalize_words, plain_text
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup, Vocabulary

_LEVEL = re.compile(r"\b(?:(sev(?:erity)?|level)|(p|prio(?:rity)?)|s)[\s:_-]{0,2}([0-5])\b", re.IGNORECASE)
_LEVEL_ONLY = re.compile(r"[\W_]*(?:(?:sev(?:erity)?|s|p|priority|level)?[\s-]?[0-5])[\W_]*", re.IGNORECASE)
_NAME_END = re.compile(
    r"""\s+[—–→-]+>?\s | [(\[,;|•·] | \.\s | \s*/\s* | :\s
    |   \s+[A-Z][\w ]{0,24}: | \s+(?:for|as|due|because|since|with|until)\b""",
    re.VERBOSE,
)
"""What ends the name of a severity; a remark follows."""
_IN_LINE = re.compile(r"(?:^|[|•·]|\s{2})[\s*_]*(?:severity|sev)[\s*_]*:[\s*_]*([^|•·\n]{1,60})", re.IGNORECASE)
"""One of several fields in a line."""
_BADGE = re.compile(r"!\[([^\[\]]{0,60})\]\(([^()\s]{0,300})")
_BADGE_ADDRESS = re.compile(r"badge/(?:severity|sev|priority)-((?:[^-/?]|--){1,30})-", re.IGNORECASE)
_BADGE_TEXT = re.compile(r"(?:severity|sev|priority)?\W*(.*)", re.IGNORECASE | re.DOTALL)
_IN_TITLE = re.compile(
    r"^\W*[\[(]?\s*(sev(?:erity)?[\s_-]?[0-5]|[ps][0-5](?=\s*[\])|:—–-]))\b|[\[(](sev[\s-]?[0-5])[\])]",
    re.IGNORECASE,
)
_COLUMNS = frozenset({"severity", "sev", "severity level", "incident severity"})
_FIELD_TABLE_COLUMNS = 2
"""Columns of a table that lists fields, one a row."""
_FACT_SECTIONS = (None, SectionName.SUMMARY, SectionName.STATS, SectionName.IMPACT)


def propose_severity(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield the severity if all places that state one agree."""
    found: dict[str, int | None] = {}
    for line, text in _candidate_texts(parsed):
        if value := _severity_in(text, taxonomy):
            found.setdefault(value, line)
        elif _levels(text):
            return  # Several, or one that the taxonomy does not have.
    if len(found) == 1:
        [(value, line)] = found.items()
        yield Proposal("severity", value, line, parsed.quote(line), 0.95)


def _severity_in(text: str, taxonomy: Taxonomy) -> str | None:
    """Return the severity that a text begins with, or names in a remark; `None` where it names several.

    Whose "critical" is a SEV1 only a taxonomy of one's own can tell.
    """
    levels, head = _levels(text), _NAME_END.split(text.strip(" *_`"), maxsplit=1)[0].strip(" *_`.:")
    if len(levels) > 1:
        return None
    terms = taxonomy.terms(Vocabulary.SEVERITIES)
    if not taxonomy.is_declared or not terms:
        return head if _LEVEL_ONLY.fullmatch(head) else next(iter(levels.values()), None)
    lexicon = TermLookup(terms)
    spellings = (_without_symbols(head), *levels, *levels.values())
    return next((term.id for spelling in spellings if (term := lexicon.find(spelling))), None)


def _without_symbols(text: str) -> str:
    """Return a text from its first letter or digit to its last: a coloured dot often stands before a severity."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def _levels(text: str) -> dict[str, str]:
    """Return the levels that a text names, `sev2` for "Severity 2", with how they are written."""
    found: dict[str, str] = {}
    for match in _LEVEL.finditer(text):
        kind = "sev" if match[1] else "p" if match[2] else "s"
        if not any(level[-1] == match[3] for level in found):
            found[f"{kind}{match[3]}"] = match[0]
    return found


def _candidate_texts(parsed: ParsedDocument) -> Iterator[tuple[int | None, str]]:
    """Yield what may be a severity, with its line."""
    if (field := parsed.body.stated_fields.get("severity")) and field.line is not None:
        yield field.line, field.value
    for part in parsed.body.sections:
        first = part.blocks[0] if part.blocks else None
        if first and normalize_words(part.title) in _COLUMNS and first.kind is not BlockKind.ROW:
            yield first.line, plain_text(first.text)
        for block in part.blocks if part.name in _FACT_SECTIONS else ():
            if not block.is_quoted:
                yield from _in_block(block)
    yield from _in_title(parsed)


def _in_block(block: Block) -> Iterator[tuple[int | None, str]]:
    if block.kind is BlockKind.ROW and len(block.header) > _FIELD_TABLE_COLUMNS:
        column = next((n for n, head in enumerate(block.header) if normalize_words(plain_text(head)) in _COLUMNS), None)
        if column is not None and column < len(block.cells):
            yield block.line, plain_text(block.cells[column])
    elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        for number, line in enumerate(block.text.split("\n"), block.line):
            yield from ((number, plain_text(match[1])) for match in _IN_LINE.finditer(line))
            yield from ((number, text) for match in _BADGE.finditer(line) if (text := _badge_severity(*match.groups())))


def _badge_severity(label: str, address: str) -> str:
    """Return the severity on a picture: as its address spells it, or in the text that stands in for it."""
    if shown := _BADGE_ADDRESS.search(address):
        return shown[1].replace("--", "-").replace("_", " ").replace("%20", " ")
    said = _BADGE_TEXT.fullmatch(label)
    return said[1] if said and (said[1] != label or _LEVEL_ONLY.fullmatch(label)) else ""


def _in_title(parsed: ParsedDocument) -> Iterator[tuple[int | None, str]]:
    heading = parsed.heading()
    titles = [(parsed.header.lines.get("title"), parsed.header.fields.title or "")]
    titles += [(heading.line, plain_text(heading.text))] if heading else []
    for line, title in titles:
        if match := _IN_TITLE.search(title):
            yield line, match[1] or match[2]
