"""Finds the causes that sentences state where a document has no section of them: "The root cause was a full disk."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_postmortems.core.model import Factor, SectionName
from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text, without_emoji
from mkdocs_postmortems.core.parse.sections import SectionBlocks

_TELLING = frozenset(
    {
        None,
        SectionName.SUMMARY,
        SectionName.IMPACT,
        SectionName.BACKGROUND,
        SectionName.TRIGGER,
        SectionName.DETECTION,
        SectionName.OTHER,
    }
)
"""Sections that may tell the cause; how it was resolved is no place where readers look for it."""
_STATED = re.compile(
    r"""\b(?:root|underlying|primary|main|actual|real|ultimate)\ (?:root\ )?cause\b [^.!?:,;\n]{0,80}?
        \b(?:was|were|is|turned\ out\ to\ be|happened\ to\ be|proved\ to\ be|lay\ in)\b
        (?!\ (?:\w+ly\ |now\ |then\ |also\ )?
            (?: (?:not|never|un(?!expected|intended)\w+|still|being|to\ be|yet|discovered|clear|resolved|fixed|addressed
                    |investigated|why|what|how|this)\b
            |   (?:identified|found|determined|traced)(?!\ (?:as|to)\b) ))
        (?!(?:\ (?:identified|determined|found)\ (?:as|to\ be))?\ an?\ (?:complex\ |unlucky\ )?
            (?:combination|interaction|series|number|mix|confluence)\ of\ [\w ]{0,40}
            (?:factors|issues|things|causes|events|problems)\W*$)
    |   \b(?:this|the)\ (?:\w+\ )?(?:outage|incident|downtime|failure|crash|disruption|breach|interruption)
        \ (?:was|has\ been)\ (?:\w+ly\ )?(?:caused\ by|due\ to|the\ (?:result|consequence)\ of)\b
    |   \b(?:die|als)\ (?:eigentliche\ )?ursache\ (?:war|ist)\b | \bla\ cause\ (?:était|est|en\ est)\b
    |   \bla\ causa\ (?:ra[ií]z\ )?(?:fue|era)\b | \ba\ causa\ (?:raiz\ )?foi\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a sentence states a cause."""
_SENTENCE_END = re.compile(r"(?<=[.!?。])\s+(?=[^a-z])")
_MAX_LENGTH = 4_000
_MIN_WORDS = 6


def stated_causes(sections: Sequence[SectionBlocks]) -> tuple[Factor, ...]:
    """Return the sentences of paragraphs that state a cause, in document order."""
    return tuple(
        Factor(block.line, text=without_emoji(sentence))
        for section in sections
        if section.name in _TELLING
        for block in section.blocks
        if block.kind is BlockKind.PARAGRAPH and not block.is_quoted
        for sentence in _stating(block.text)
    )


def _stating(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph that state a cause."""
    for sentence in _SENTENCE_END.split(plain_text(text[:_MAX_LENGTH])):
        is_whole = len(sentence.split()) >= _MIN_WORDS and not sentence.endswith(("?", ":"))
        if is_whole and _STATED.search(sentence):
            yield sentence
