"""Parses contributing factors from the sections of that name, of root causes and of five whys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mkdocs_postmortems.core.model import Factor, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import (
    PLACEHOLDER_WORDS,
    is_italic,
    is_picture,
    label,
    normalize_words,
    plain_text,
    without_emoji,
)
from mkdocs_postmortems.core.parse.numbered_headings import numbered_headings, without_number
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.parse.sections import SectionBlocks

_SECTIONS = frozenset({SectionName.CONTRIBUTING_FACTORS, SectionName.ROOT_CAUSE})
_EMPTY = PLACEHOLDER_WORDS | {"", "unknown", "not known yet"}
_WHY_QUESTION = re.compile(r"^\W*(?:\d\W*)?why\b", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)[^\n]{1,300}?\1\s*[:：]?\s*")
_STEPS = re.compile(
    r"""\b(?: you\ can | reproduc\w+ | steps?\ to | see\ (?:it|this|for\ yourself) | try\ (?:it|this)
    | for\ example | to\ verify
    | to\ check | run\ the\ following | do\ the\ following )\b [^\n]{0,80} [:：]\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPTION_WORDS = 4
"""Words of a line that only names the code below it."""
_CODE_LEAD = re.compile(
    r"\b(?:following|this|these|such|an?)\s(?:\w{1,30}\s){0,2}(?:errors?|messages?|logs?|lines?|output|trace|exception|warning)\W{0,6}$",
    re.IGNORECASE,
)
"""How a sentence ends that shows what a program printed."""
_CODE_LEAD_TAIL = 100
_EXAMPLES = re.compile(r"[,;—–-]\s?(?:including|such as|for example|e\.g\.|among them)\s?:[*_\s]{0,6}$", re.IGNORECASE)
_EXAMPLES_TAIL = 40
"""Characters at the end of a sentence that announce examples; what is before them is the cause."""
_REMEDY = re.compile(
    r"""\W*(?:(?:to|in\ order\ to)\ (?:resolve|fix|mitigate|remedy|restore|address|solve|work\ around|correct)\b
    |   (?:the\ )?(?:fix|solution|workaround|resolution|remedy)\ (?:was|is|consist\w+)\b
    |   (?:the\ )?(?:correct|right|proper)\ (?:\w+\ )?(?:is|would\ be)\b
    |   (?:for\ this\ [\w -]{1,30},\ )?\S{1,40}\ (?:is|would\ be)\ the\ (?:appropriate|correct|right|proper)\b
    |   pour\ (?:corriger|résoudre|remédier)\b | para\ (?:corregir|resolver|solucionar|corrigir)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a paragraph begins that tells the remedy rather than the cause."""
_COUNT_WORDS = {word: number for number, word in enumerate("two three four five six seven".split(), 2)}
_CAUSE_COLUMN = re.compile(
    r"""\b(?:causes?|factors?|reasons?|conditions?|ursachen?|faktor(?:en)?|facteurs?|causas?|fator(?:es)?|factor(?:es)?
    |cause|fattor[ei]|oorzaak|przyczyna)\b|原因|要因|因素|원인""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTE_COLUMN = re.compile(
    r"""\b(?:evidence|proof|notes?|comments?|remarks?|explanation|rationale|details?|likelihood|probability|confidence
        |weight|status|mitigation|fix|remedy|beleg|hinweis|preuve|remarque|evidencia|notas?|observa\w+|prova|bewijs|uwagi)\b
    |   証拠 | 根拠 | 備考 | 证据 | 备注 | 依据 | 可能性 | 근거 | 비고 | 의심""",
    re.IGNORECASE | re.VERBOSE,
)
"""Columns of a table of causes that say something about them."""
_RANKS = frozenset("direct immediate proximate primary secondary underlying deeper distal root main".split())
_MAX_COUNT_LENGTH = 200
_ROW_NUMBER = re.compile(r"\W*\d{0,2}\W*")
_ABOUT_WHYS = re.compile(r"^\W*what\b\??|\b(?:5|five)\s+whys\b", re.IGNORECASE)


def parse_factors(sections: Sequence[SectionBlocks]) -> tuple[Factor, ...]:
    """Return a factor per list item, or per paragraph where the section is prose, in document order."""
    return tuple(factor for section in sections if section.name in _SECTIONS for factor in _section_factors(section))


def _section_factors(section: SectionBlocks) -> Iterator[Factor]:
    blocks, numbered = _split_at_numbered_headings(section.blocks)
    yield from _factors_in(blocks)
    for heading in numbered:
        yield Factor(heading.line, text=without_number(heading))


def _split_at_numbered_headings(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks above numbered headings, which are the factors that the text below each explains, and these."""
    numbered = numbered_headings(blocks)
    return (blocks[: blocks.index(numbered[0])], numbered) if numbered else (blocks, ())


def _factors_in(blocks: Sequence[Block]) -> Iterator[Factor]:
    in_prose = _lists_in_prose(blocks)
    whys = sum(1 for b in blocks if b.kind is not BlockKind.HEADING and _WHY_QUESTION.match(b.text)) >= 2
    steps = _lists_of_steps(blocks) | _lists_of_examples(blocks)
    depth = min((block.level for block in blocks if block.kind is BlockKind.ITEM), default=1)
    for block, following in pairwise([*blocks, None]):
        if block is None or block.is_quoted or (block.kind is BlockKind.ITEM and block.group_id in in_prose | steps):
            continue
        if _is_labelled_otherwise(block):
            continue
        introduces = _introduces(block, following) and not (following and following.group_id in in_prose)
        introduces = introduces or _counts(block, following, blocks)
        introduces = introduces and not _names_examples(block, following)
        if block.kind is BlockKind.ITEM and _captions_code(block, following):
            continue
        if _is_factor(block, introduces=introduces, is_five_whys=whys, depth=depth):
            yield Factor(block.line, text=without_emoji(plain_text(_text(block))))


def _lists_in_prose(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lists that belong to the paragraph before them: those after a colon where most is prose."""
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.level == 0]
    items = [b for b in blocks if b.kind is BlockKind.ITEM and b.level == 1]
    if len(paragraphs) <= len(items) + 1:
        return frozenset()
    return frozenset(
        after.group_id
        for before, after in pairwise(blocks)
        if after.kind is BlockKind.ITEM and before.kind is BlockKind.PARAGRAPH and _introduces(before, after)
    )


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether a block ends in a colon and only introduces the list or paragraph after it."""
    if following is None or following.is_quoted:
        return False
    if following.kind is BlockKind.CODE:
        is_caption = len(block.text.split()) <= _CAPTION_WORDS or bool(_CODE_LEAD.search(block.text[-_CODE_LEAD_TAIL:]))
        return block.text.rstrip(" *_").endswith(":") and is_caption
    is_group = following.kind is BlockKind.ITEM and bool(_BOLD_LINE.fullmatch(block.text))
    return is_group or block.text.rstrip(" *_").endswith((":", "："))


def _names_examples(block: Block, following: Block | None) -> bool:
    """Whether a sentence is whole without the list that it introduces: "It stopped everything, including:"."""
    is_list = following is not None and following.kind is BlockKind.ITEM
    return is_list and block.kind is BlockKind.PARAGRAPH and _announces_examples(block.text)


def _announces_examples(text: str) -> bool:
    return len(text) > _EXAMPLES_TAIL and _EXAMPLES.search(text[-_EXAMPLES_TAIL:]) is not None


def _lists_of_examples(blocks: Sequence[Block]) -> frozenset[int]:
    return frozenset(after.group_id for before, after in pairwise(blocks) if _names_examples(before, after))


def _captions_code(block: Block, following: Block | None) -> bool:
    """Whether an entry only names the code inside it: "Error of the browser:"."""
    is_code = following is not None and following.kind is BlockKind.CODE and following.level == block.level
    return is_code and block.text.rstrip(" *_").endswith((":", "："))


def _is_labelled_otherwise(block: Block) -> bool:
    """Whether a label says that a block is no cause: "Resolution: the key was removed", "Root cause class: wear"."""
    found = label(block.text) if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) else None
    if found is None or not found.rest:
        return False
    name = canonical_section(found.title)
    return name is SectionName.OTHER or (name is SectionName.RESOLUTION and block.kind is BlockKind.ITEM)


def _counts(block: Block, following: Block | None, blocks: Sequence[Block]) -> bool:
    """Whether a sentence says how many causes are in the list below it: "Two failures, neither of them new."."""
    if following is None or following.kind is not BlockKind.ITEM or len(block.text) > _MAX_COUNT_LENGTH:
        return False
    items = sum(1 for one in blocks if one.group_id == following.group_id and one.level == following.level)
    return any(_COUNT_WORDS.get(word) == items for word in normalize_words(block.text).split())


def _lists_of_steps(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lists of what to do or what was done: after "You can see it for yourself:", "To resolve it, we:"."""
    return frozenset(
        after.group_id
        for before, after in pairwise(blocks)
        if after.kind is BlockKind.ITEM
        and before.kind is BlockKind.PARAGRAPH
        and (_STEPS.search(before.text) or _REMEDY.match(before.text))
    )


def _is_factor(block: Block, *, introduces: bool, is_five_whys: bool, depth: int) -> bool:
    """Whether a block is a factor; among five whys only the answers are, and of lists only items at `depth`."""
    if block.kind in (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING):
        return False
    text = block.text.strip()
    if normalize_words(plain_text(text)) in _EMPTY or is_italic(text) or is_picture(text) or _is_question(text):
        return False
    if block.kind is BlockKind.ITEM:
        return block.level <= depth and (not is_five_whys or bool(_WHY_QUESTION.match(text)))
    if block.kind is BlockKind.ROW:
        return True
    if _REMEDY.match(text) or (is_five_whys and _ABOUT_WHYS.search(text)):
        return False
    return block.level == 0 and not introduces


def _is_rank(title: str) -> bool:
    """Whether a label only says which of the causes it is: "Direct: the key had expired"."""
    return normalize_words(title) in _RANKS


def _is_question(text: str) -> bool:
    """Whether a bold line is only a question, under which the factors stand."""
    return bool(_BOLD_LINE.fullmatch(text)) and text.rstrip(" *_").endswith(("?", "？"))


def _text(block: Block) -> str:
    """Return the text of a block without a label such as "Root cause:"; of a row, its cause or longest cell."""
    if block.kind is not BlockKind.ROW:
        found = label(block.text)
        is_named = found and found.rest and (canonical_section(found.title) in _SECTIONS or _is_rank(found.title))
        return found.rest if found and is_named else block.text
    if any(_WHY_QUESTION.match(plain_text(cell)) for cell in block.cells):
        return " ".join(cell for cell in block.cells if cell.strip() and not _ROW_NUMBER.fullmatch(plain_text(cell)))
    named = (i for i, title in enumerate(block.header) if _CAUSE_COLUMN.search(plain_text(title)))
    cell = next((block.cells[i] for i in named if i < len(block.cells) and block.cells[i].strip()), None)
    notes = {i for i, title in enumerate(block.header) if _NOTE_COLUMN.search(plain_text(title))}
    free = [cell for i, cell in enumerate(block.cells) if i not in notes and cell.strip()]
    return cell or max(free or block.cells, key=lambda cell: len(plain_text(cell)), default="")
