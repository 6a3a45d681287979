"""Proposes the severity that a document states in a field, a table column, a section, a badge or its title."""

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
    r"""(?<!\s)\s++(?: [—–→-]++>?\s | [A-Z][\w ]{0,24}: | (?:for|as|due|because|since|with|until)\b )
    |   [(\[,;|•·] | \.\s | (?<!\s)\s*+/\s*+ | :\s""",
    re.VERBOSE,
)
"""What separates the name of a severity from a remark that follows it."""
_IN_LINE = re.compile(
    r"(?:^|[|•·]|\s{2})[\s*_]{0,12}(?:severity|sev)[\s*_]{0,12}:[\s*_]{0,12}([^|•·\n]{1,60})", re.IGNORECASE
)
"""A severity field among several fields in one line."""
_BADGE = re.compile(r"!\[([^\[\]]{0,60})\]\(([^()\s]{0,300})")
_BADGE_ADDRESS = re.compile(r"badge/(?:severity|sev|priority)-((?:[^-/?]|--){1,30})-", re.IGNORECASE)
_BADGE_TEXT = re.compile(r"(?:severity|sev|priority)?\W*(.*)", re.IGNORECASE | re.DOTALL)
_IN_TITLE = re.compile(
    r"^\W*+(sev(?:erity)?[\s_-]?[0-5]|[ps][0-5](?=\s*+[\])|:—–-]))\b|[\[(](sev[\s-]?[0-5])[\])]",
    re.IGNORECASE,
)
_COLUMNS = frozenset({"severity", "sev", "severity level", "incident severity"})
_FIELD_TABLE_COLUMNS = 2
"""The number of columns of a table with one field in each row, which is parsed elsewhere."""
_FACT_SECTIONS = (None, SectionName.SUMMARY, SectionName.STATS, SectionName.IMPACT)


def propose_severity(parsed: ParsedDocument, taxonomy: Taxonomy) -> Iterator[Proposal]:
    """Yield the severity if all places that state one agree, else nothing."""
    found: dict[str, int | None] = {}
    for line, text in _candidate_texts(parsed):
        if value := _severity_in(text, taxonomy):
            found.setdefault(value, line)
        elif _levels(text):
            return  # Ambiguous, or not in the taxonomy.
    if len(found) == 1:
        [(value, line)] = found.items()
        yield Proposal("severity", value, line, parsed.quote(line), 0.95)


def _severity_in(text: str, taxonomy: Taxonomy) -> str | None:
    """Return the severity that a text begins with or names in a remark; `None` if it names several or none.

    Words such as "critical" mean different severities in different organisations, so they count only if the site's
    taxonomy has them.
    """
    levels, head = _levels(text), _NAME_END.split(text.strip(" *_`"), maxsplit=1)[0].strip(" *_`.:")
    if len(levels) > 1:
        return None
    terms = taxonomy.terms(Vocabulary.SEVERITIES)
    if not taxonomy.is_declared or not terms:
        return head if _LEVEL_ONLY.fullmatch(head) else next(iter(levels.values()), None)
    lookup = TermLookup(terms)
    spellings = (_without_symbols(head), *levels, *levels.values())
    return next((term.id for spelling in spellings if (term := lookup.find(spelling))), None)


def _without_symbols(text: str) -> str:
    """Return a text without symbols at its ends, such as a coloured dot before a severity."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def _levels(text: str) -> dict[str, str]:
    """Return the levels that a text names and their spelling: `{"sev2": "Severity 2"}`."""
    found: dict[str, str] = {}
    for match in _LEVEL.finditer(text):
        kind = "sev" if match[1] else "p" if match[2] else "s"
        if not any(level[-1] == match[3] for level in found):
            found[f"{kind}{match[3]}"] = match[0]
    return found


def _candidate_texts(parsed: ParsedDocument) -> Iterator[tuple[int | None, str]]:
    """Yield texts that may state a severity, each with its line; the line is `None` if the title has none."""
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
    """Return the severity of a badge image, from its URL (shields.io) or its alternative text; empty if none."""
    if found := _BADGE_ADDRESS.search(address):
        return found[1].replace("--", "-").replace("_", " ").replace("%20", " ")
    match = _BADGE_TEXT.fullmatch(label)
    return match[1] if match and (match[1] != label or _LEVEL_ONLY.fullmatch(label)) else ""


def _in_title(parsed: ParsedDocument) -> Iterator[tuple[int | None, str]]:
    heading = parsed.heading()
    titles = [(parsed.header.lines.get("title"), parsed.header.fields.title or "")]
    titles += [(heading.line, plain_text(heading.text))] if heading else []
    for line, title in titles:
        if match := _IN_TITLE.search(title):
            yield line, match[1] or match[2]
