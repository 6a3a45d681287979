"""Parses contributing factors from the sections of that name, of root causes and of five whys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mkdocs_postmortems.core.model import Factor, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.cause_headings import (
    CAUSES,
    labelled_causes,
    listed_causes,
    split_at_numbered_headings,
    without_remedies,
)
from mkdocs_postmortems.core.parse.cause_lists import REMEDY, TAIL, is_whole_without_list, lists_without_causes
from mkdocs_postmortems.core.parse.inline import (
    PLACEHOLDER_WORDS,
    is_italic,
    is_picture,
    label,
    normalize_words,
    parse_phrases,
    plain_text,
    without_emoji,
)
from mkdocs_postmortems.core.parse.numbered_headings import is_counted, without_number
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.parse.sections import SectionBlocks

_EMPTY = PLACEHOLDER_WORDS | {"", "unknown", "not known yet"}
_WHY_QUESTION = re.compile(r"^\W*(?:\d\W*)?why\b", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)[^\n]{1,300}?\1\s*[:：]?\s*")
_DENIED = re.compile(
    r"""\W*(?:(?:it|this|that)\ (?:was|is)\ (?:\w+\ )?(?:not|never)\b | (?:it|this|that)\ (?:wasn|isn)['’]t\b
    |   not\ (?:the|a|an|because|caused)\b | no\ (?:fue|es|era)\b | não\ (?:foi|é)\b | ce\ n['’](?:est|était)\ pas\b
    |   [\w][\w -]{0,40}\ (?:was|were|is|are)\ (?:not|never)\ (?:the\ |a\ |an\ )?(?:\w+\ )?(?:cause|reason|culprit)\b
    |   [\w][\w -]{0,40}\ (?:no|não)\ (?:es|fue|era|é|foi)\ (?:la\ |una\ |a\ |uma\ )?causa\b
    |   es\ (?:war|lag)\ nicht\b | non\ (?:è|era)\b | het\ was\ niet\b )""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a paragraph begins that says what was not the cause."""
_NO_MORE = re.compile(
    r"""\bno\ evidence\ (?:of|that|for)\b
    |   \bno\ other\ [\w -]{1,40}\ (?:was|were|is|are|has\ been|have\ been)
        \ (?:affected|impacted|compromised|involved)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a sentence says how far an incident did not go."""
_SENTENCE_END = re.compile(r"[.!?。]\s+\S")
_MIN_HEADING_WORDS = 2
_CODE_CAPTION = re.compile(
    r"""\b(?:is|are|was|were|as|like|follows|this|these|below|here|e\.g\.|reads?|says?|looks?|became|becomes)
        [\s*_]{0,4}[:：][\s*_]{0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)
_CAUSAL = re.compile(
    r"""\b(?:caus\w+|because|due\ to|root|fail\w*|broke\w*|led|bug|missing|wrong\w*|incorrect\w*|mis\w{4,20}|invalid
        |expired|without|never|no\ longer|not)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a sentence that tells what went wrong, even if code follows it."""
_OPEN_LABELS = frozenset(
    parse_phrases(
        """unknown | open question | open questions | ruled out | not a cause | not the cause | apparent cause
        | surface cause | symptom | symptoms | result | results | outcome | effect | effects | consequence | resultado
        | consecuencia | consequência | efecto | résultat | conséquence | ergebnis | folge | risultato
        | 表面原因 | 直接现象 | 表面的な原因 | 표면적 원인 | ungeklärt | offen | inconnu | desconocido | desconhecido"""
    )
)
"""Labels of what is not known, or only looks like a cause."""
_REMARK = re.compile(r"\s?[(（][^()（）]{1,60}[)）]")
_MAX_NAME = 40
_MAX_GROUP_WORDS = 5
_MAX_LEAD_WORDS = 12
"""Words of a sentence that only introduces the headings below it."""
_BECAUSE = re.compile(r"[^\w\n]{0,6}(?:because|weil|parce\ que|porque|perché|omdat|ponieważ|因为)\b", re.IGNORECASE)
_WITHIN_BECAUSE = re.compile(r"\b(?:because|weil|parce\ que|porque|perché|omdat|ponieważ)\b|因为", re.IGNORECASE)
_MAX_REMEDY_WORDS = 3
"""Words of a label that names a remedy; longer ones, "Why the fix was slow", may tell a cause."""
_CAPTION_WORDS = 4
"""Words of a line that only names the code below it."""
_CODE_LEAD = re.compile(
    r"\b(?:following|this|these|such|an?)\s(?:\w{1,30}\s){0,2}(?:errors?|messages?|logs?|lines?|output|trace|exception|warning)\W{0,6}$",
    re.IGNORECASE,
)
"""How a sentence ends that shows what a program printed."""
_CODE_LEAD_TAIL = 100
_CAUSES_FOLLOW = re.compile(
    r"""\b(?:reasons?|causes?|factors|mistakes|flaws|gaps|failures|oversights|defects|gründe|ursachen|raisons|razones|motivos
        |razões|motivi|redenen|oorzaken|powody|przyczyny)\b[^.!?:：\n]{0,40}[:：][\s*_]{0,4}$
    |   (?:原因|理由|要因|因素)[^。:：\n]{0,12}[:：]\s{0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a sentence ends that announces causes."""
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
_MIN_TITLED = 2
_ROW_NUMBER = re.compile(r"\W*\d{0,2}\W*")
_ABOUT_WHYS = re.compile(r"^\W*what\b\??|\b(?:5|five)\s+whys\b", re.IGNORECASE)


def parse_factors(sections: Sequence[SectionBlocks]) -> tuple[Factor, ...]:
    """Return a factor per list item, or per paragraph where the section is prose, in document order."""
    causes = [section for section in sections if section.name in CAUSES]
    titled = [section for section in causes if section.level and is_counted(section.title)]
    are_titled = len(titled) >= _MIN_TITLED
    return tuple(
        factor
        for section in causes
        for factor in ([_titled(section)] if are_titled and section in titled else _section_factors(section))
    )


def _titled(section: SectionBlocks) -> Factor:
    """Return the factor that the numbered heading of a section is: "Bug 1: the title has spaces that nobody sees"."""
    return Factor(section.line, text=without_number(section.title))


def _section_factors(section: SectionBlocks) -> Iterator[Factor]:
    if stated := labelled_causes(section.blocks) or listed_causes(section.blocks):
        yield from (Factor(block.line, text=without_emoji(plain_text(_text(block)))) for block in stated)
        return
    blocks, numbered = split_at_numbered_headings(section.blocks)
    if numbered and blocks and _counts_all(blocks[-1], len(numbered)):
        blocks = blocks[:-1]  # "Three flaws met."
    found = tuple(_factors_in(without_remedies(blocks), numbered[0] if numbered else None))
    yield from found or _named_in_heading(section, numbered)
    for heading in numbered:
        yield Factor(heading.line, text=without_number(heading.text))


def _named_in_heading(section: SectionBlocks, numbered: Sequence[Block]) -> Iterator[Factor]:
    """Yield the cause that the heading of a section itself tells, if nothing below it does: "Root cause: no limit"."""
    name = label(section.title) if section.level and not section.is_continued and not numbered else None
    if name and len(name.rest.split()) >= _MIN_HEADING_WORDS and canonical_section(name.title) in CAUSES:
        yield Factor(section.line, text=without_emoji(plain_text(name.rest)))


def _factors_in(blocks: Sequence[Block], end: Block | None = None) -> Iterator[Factor]:
    """Yield the factors in the blocks of a section, or in those above the heading at its `end`."""
    in_prose = _lists_in_prose(blocks)
    asked = (b for b in blocks if b.kind is not BlockKind.HEADING and _WHY_QUESTION.match(b.text))
    whys = sum(1 for block in asked if not _asks_only(block)) >= 2
    steps = lists_without_causes(blocks)
    depth = min((block.level for block in blocks if block.kind is BlockKind.ITEM), default=1)
    in_group = False
    for before, block, following in zip([None, *blocks], blocks, [*blocks[1:], end], strict=False):
        if block.is_quoted or (block.kind is BlockKind.ITEM and block.group_id in in_prose | steps):
            continue
        if block.level <= depth:
            in_group = _is_group(block)
        if in_group and block.level <= depth:
            continue
        if _is_labelled_otherwise(block) or _is_effect_of(block, following):
            continue
        introduces = _introduces(block, following) and not (following and following.group_id in in_prose)
        introduces = introduces or _counts(block, following, blocks)
        introduces = introduces and not is_whole_without_list(block, following)
        if _goes_on(block, before) or (block.kind is BlockKind.ITEM and _captions_code(block, following)):
            continue
        if _is_factor(block, introduces=introduces, is_five_whys=whys, depth=depth + in_group):
            yield Factor(block.line, text=without_emoji(plain_text(_text(block))))


def _goes_on(block: Block, before: Block | None) -> bool:
    """Whether a paragraph is the rest of a sentence that a list interrupts: "It asked for the same:", "as users"."""
    is_after = before is not None and before.kind is BlockKind.ITEM and block.kind is BlockKind.PARAGRAPH
    return is_after and block.text[:1].islower()


def _is_group(block: Block) -> bool:
    """Whether an entry only names the kind of the causes below it: "**Contributing factors:**"."""
    words = block.text.rstrip(" *_")
    is_name = words.endswith((":", "：")) and len(words.split()) <= _MAX_GROUP_WORDS
    return block.kind is BlockKind.ITEM and block.child_count > 0 and is_name


def _is_effect_of(block: Block, following: Block | None) -> bool:
    """Whether an entry is what happened because of the next: "All mail bounced", "… because the name was gone"."""
    if following is None or following.kind is not BlockKind.ITEM or block.kind is not BlockKind.ITEM:
        return False
    return bool(_BECAUSE.match(following.text)) and not _WITHIN_BECAUSE.search(block.text)


def _lists_in_prose(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lists that belong to the paragraph before them: those after a colon where most is prose."""
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.level == 0]
    items = [b for b in blocks if b.kind is BlockKind.ITEM and b.level == 1]
    if len(paragraphs) <= len(items) + 1:
        return frozenset()
    return frozenset(
        after.group_id
        for before, after in pairwise(blocks)
        if after.kind is BlockKind.ITEM
        and before.kind is BlockKind.PARAGRAPH
        and _introduces(before, after)
        and not _names_causes(before.text)
    )


def _names_causes(text: str) -> bool:
    """Whether a line before a list says that it is one of causes: "Real causes:", "It failed for two reasons:"."""
    is_name = len(text) <= _MAX_NAME and canonical_section(plain_text(text).rstrip(" :：")) in CAUSES
    return is_name or bool(_CAUSES_FOLLOW.search(text[-TAIL:]))


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether a block ends in a colon and only introduces the list or paragraph after it."""
    if following is None:
        return block.kind is BlockKind.PARAGRAPH and block.text.rstrip(" *_").endswith((":", "："))
    if following.is_quoted:
        return False
    if following.kind is BlockKind.CODE:
        is_caption = len(block.text.split()) <= _CAPTION_WORDS or bool(_CODE_LEAD.search(block.text[-_CODE_LEAD_TAIL:]))
        is_caption = is_caption or (bool(_CODE_CAPTION.search(block.text[-TAIL:])) and not _CAUSAL.search(block.text))
        return block.text.rstrip(" *_").endswith(":") and is_caption
    if following.kind is BlockKind.HEADING and len(block.text.split()) > _MAX_LEAD_WORDS:
        return False  # "It compares two keys that …, by rules that do not agree:", with a section on each.
    is_group = following.kind is BlockKind.ITEM and bool(_BOLD_LINE.fullmatch(block.text))
    return is_group or block.text.rstrip(" *_").endswith((":", "："))


def _captions_code(block: Block, following: Block | None) -> bool:
    """Whether an entry only names the code inside it: "Error of the browser:"."""
    is_code = following is not None and following.kind is BlockKind.CODE and following.level == block.level
    return is_code and block.text.rstrip(" *_").endswith((":", "："))


def _is_labelled_otherwise(block: Block) -> bool:
    """Whether a label says that a block is no cause: "Resolution: the key was removed", "Root cause class: wear"."""
    found = label(block.text) if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) else None
    if found is None or not found.rest:
        return False
    if normalize_words(found.title) in _OPEN_LABELS:
        return True
    name = canonical_section(found.title)
    is_remedy = name is SectionName.RESOLUTION and len(found.title.split()) <= _MAX_REMEDY_WORDS
    return name is SectionName.OTHER or (is_remedy and block.kind is BlockKind.ITEM)


def _counts(block: Block, following: Block | None, blocks: Sequence[Block]) -> bool:
    """Whether a sentence says how many causes are in the list below it: "Two failures, neither of them new."."""
    if following is None or following.kind is not BlockKind.ITEM:
        return False
    items = sum(1 for one in blocks if one.group_id == following.group_id and one.level == following.level)
    return _counts_all(block, items)


def _counts_all(block: Block, number: int) -> bool:
    is_short = block.kind is BlockKind.PARAGRAPH and len(block.text) <= _MAX_COUNT_LENGTH
    return is_short and any(_COUNT_WORDS.get(word) == number for word in normalize_words(block.text).split())


def _is_factor(block: Block, *, introduces: bool, is_five_whys: bool, depth: int) -> bool:
    """Whether a block is a factor; among five whys only the answers are, and of lists only items at `depth`."""
    if block.kind in (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING):
        return False
    text = block.text.strip()
    is_empty = normalize_words(plain_text(text)) in _EMPTY or is_picture(text)
    if is_empty or is_italic(text) or _asks_only(block):
        return False
    if block.kind is BlockKind.ITEM:
        return block.level <= depth and (not is_five_whys or bool(_WHY_QUESTION.match(text)))
    if block.kind is BlockKind.ROW:
        return True
    if REMEDY.match(text) or _DENIED.match(text) or _denies_more(text) or (is_five_whys and _ABOUT_WHYS.search(text)):
        return False
    return block.level == 0 and not introduces


def _denies_more(text: str) -> bool:
    """Whether a paragraph of one sentence only says how far it did not go: "There is no evidence that …"."""
    return _NO_MORE.search(text) is not None and not _SENTENCE_END.search(text)


def _is_rank(title: str) -> bool:
    """Whether a label only says which of the causes it is: "Direct: the key had expired"."""
    return normalize_words(title) in _RANKS


def _names_cause(title: str) -> bool:
    """Whether a label only calls what is behind it a cause, unlike "Wrong time zone (the real cause): …"."""
    return canonical_section(title) in CAUSES and canonical_section(_REMARK.sub("", title)) in CAUSES


def _asks_only(block: Block) -> bool:
    """Whether a bold line is a question, under which the factors stand, or an entry is one that has no answer."""
    text = block.text.rstrip(" *_")
    is_bare = bool(_BOLD_LINE.fullmatch(block.text)) or len(text.split()) <= _CAPTION_WORDS
    return is_bare and text.endswith(("?", "？")) and not block.child_count


def _text(block: Block) -> str:
    """Return the text of a block without a label such as "Root cause:"; of a row, its cause or longest cell."""
    if block.kind is not BlockKind.ROW:
        found = label(block.text)
        is_named = found and found.rest and (_names_cause(found.title) or _is_rank(found.title))
        return found.rest if found and is_named else block.text
    if any(_WHY_QUESTION.match(plain_text(cell)) for cell in block.cells):
        return " ".join(cell for cell in block.cells if cell.strip() and not _ROW_NUMBER.fullmatch(plain_text(cell)))
    named = (i for i, title in enumerate(block.header) if _CAUSE_COLUMN.search(plain_text(title)))
    cell = next((block.cells[i] for i in named if i < len(block.cells) and block.cells[i].strip()), None)
    notes = {i for i, title in enumerate(block.header) if _NOTE_COLUMN.search(plain_text(title))}
    free = [cell for i, cell in enumerate(block.cells) if i not in notes and cell.strip()]
    return cell or max(free or block.cells, key=lambda cell: len(plain_text(cell)), default="")
