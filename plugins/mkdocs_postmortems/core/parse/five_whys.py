"""Parses the chain that authors write as five whys: what happened, why, and why that.

A chain is the list, table or paragraphs of a section of that name, or at least two questions that begin with "Why" in
another section about causes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mkdocs_postmortems.core.model import SectionName, Why
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import (
    PLACEHOLDER_WORDS,
    is_italic,
    is_picture,
    normalize_words,
    plain_text,
    without_emoji,
)
from mkdocs_postmortems.core.parse.sections import SectionBlocks

_MIN_ANSWERS = 2
"""One answer is no chain."""
_CAUSES = frozenset({SectionName.ROOT_CAUSE, SectionName.CONTRIBUTING_FACTORS})
_TITLE = re.compile(
    r"""\b(?:5|five|the)\ why(?:\ ?s)?\b | ^whys$ | \b(?:5|cinq)\ pourquoi\b | \b(?:5|fünf)\ (?:mal\ )?warum\b
    |   \b(?:5|cinco)\ por\ ?qu(?:é|ês?)s?\b | \b5\ perché\b | \b5\ (?:x\ )?waarom\b | なぜなぜ | 5\ ?回?のなぜ""",
    re.VERBOSE,
)
_QUESTION = re.compile(
    r"""\W{0,8} (?:\d{1,2}\W{1,4})? (?:\d(?:st|nd|rd|th)\s)?
    (?:(?:why|warum|wieso|weshalb|pourquoi|por\ qué|por\ que|perché|waarom|dlaczego)\b|なぜ|为什么|왜)""",
    re.IGNORECASE | re.VERBOSE,
)
_QUESTION_END = re.compile(r"[?？]\W{0,6}")
_NUMBERED_END = re.compile(
    r"\W{0,8}(?:\d{1,2}\W{1,4})?[^\W\d_]{3,10}\s?[#(]?\d{0,2}\)?\s?[:：.)–—-]\s{0,4}", re.IGNORECASE
)
"""The end of a question that only counts: "Why 2: the table was locked", "Why: nobody looked"."""
_WHAT = re.compile(
    r"\W{0,8}(?:what(?:\s+happened)?|problem|symptom|issue|was|quoi|qué)\s?[?:：？]\W{0,6}", re.IGNORECASE
)
_LEAD = re.compile(r"\W{0,4}(?:answer|a|antwort|réponse)\s?[:：]\s{0,4}|[\s:：–—→>-]{1,8}", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"\W{0,4}(?:why\W{0,4}(?=\d))?\d{0,2}\W{0,4}", re.IGNORECASE)
_ENDS = " :：-–—→>*.)"
"""What stands between a question and its answer."""
_LONGEST_QUESTION = 300
_EMPTY = PLACEHOLDER_WORDS | {""}


def parse_five_whys(sections: Sequence[SectionBlocks]) -> tuple[Why, ...]:
    """Return the steps of the first chain, as asked: from what happened to what is behind it; empty if there is none.

    The first step has no question where the author begins with what happened.
    """
    for section in sections:
        is_titled = bool(_TITLE.search(normalize_words(section.title)))
        if not is_titled and section.name not in _CAUSES:
            continue
        steps = tuple(_steps(section.blocks, is_titled=is_titled))
        if _is_chain(steps, is_titled=is_titled):
            return steps
    return ()


def _is_chain(steps: Sequence[Why], *, is_titled: bool) -> bool:
    """Whether enough is answered: of a section without the name, enough that a question stands before."""
    return sum(1 for step in steps if is_titled or step.question) >= _MIN_ANSWERS


def _steps(blocks: Sequence[Block], *, is_titled: bool) -> Iterator[Why]:
    """Yield what is asked and answered; in a section of that name, also entries without a question."""
    asked: tuple[int, str] | None = None
    listed = _kind_of_entries(blocks) if is_titled else None
    for block, following in pairwise([*blocks, None]):
        if block is None or block.is_quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            continue
        if block.kind is BlockKind.HEADING and not is_titled:
            continue  # Headings that ask divide a text, and each may be answered for itself.
        question, answer = _split(block, is_titled=is_titled)
        if question and not answer:
            asked = block.line, question
            continue
        if question or asked:
            line, question = (block.line, question) if question else asked or (block.line, "")
            asked = None
        elif not _WHAT.match(block.text) and (block.kind is not listed or _is_hint(block, following)):
            continue
        else:
            line = block.line
        if normalize_words(answer) not in _EMPTY:
            yield Why(line, question, answer)


def _kind_of_entries(blocks: Sequence[Block]) -> BlockKind:
    """Return of which kind entries without a question are: items where there is a list, else rows, else paragraphs."""
    kinds = [block.kind for block in blocks]
    return next((kind for kind in (BlockKind.ITEM, BlockKind.ROW) if kind in kinds), BlockKind.PARAGRAPH)


def _is_hint(block: Block, following: Block | None) -> bool:
    """Whether a text is none of the author's: a hint of the template, a picture, or the lead of what is below it."""
    text = block.text.rstrip(" *_")
    leads = following is not None and following.kind is not block.kind and text.endswith((":", "："))
    return leads or is_italic(block.text) or is_picture(block.text) or bool(_TITLE.search(normalize_words(text)))


def _split(block: Block, *, is_titled: bool) -> tuple[str, str]:
    """Return what a block asks, empty if nothing, and what it answers, in plain text."""
    if block.kind is BlockKind.ROW:
        cells = [cell for cell in map(plain_text, block.cells) if not _ROW_NUMBER.fullmatch(cell)]
        if len(cells) > 1 and (is_titled or _QUESTION.match(cells[0])):
            return without_emoji(cells[0]), without_emoji(cells[1])
    text = without_emoji(plain_text(block.text))
    if block.kind is BlockKind.HEADING:
        return (text, "") if _QUESTION.match(text) else ("", "")
    if not _QUESTION.match(text):
        lead = _WHAT.match(text)
        return "", text[lead.end() :] if lead else text
    end = _QUESTION_END.search(text, 0, _LONGEST_QUESTION) or _NUMBERED_END.match(text)
    if end is None:
        return "", text
    question, answer = text[: end.end()].strip(_ENDS), text[end.end() :]
    lead = _LEAD.match(answer)
    return question, answer[lead.end() :] if lead else answer
