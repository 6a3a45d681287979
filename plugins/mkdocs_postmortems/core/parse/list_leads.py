"""Recognises sentences that announce a list: "This was caused by two factors:", "To prevent this we will:"."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text

_MAX_LENGTH = 300
_SENTENCE_END = re.compile(r"[.!?。]\s+")
_NUMBER = r"(?:two|three|four|five|six|several|many|multiple|some|a\ few|a\ number\ of|various|both|these|following)"
_CAUSES = re.compile(
    rf"""\bcontributing\ (?:factors?|causes?) | \b(?:root|underlying|main|primary)\ causes?\ (?:was|were|is|are)\b
    |   \b(?:factors|causes|reasons|conditions|things|events|issues|problems|circumstances|mistakes|failures)\b
        .{{0,60}}?\b(?:contribut\w+|caus\w+|led|lead|combin\w+|made\ (?:this|it)|result\w+)\b
    |   \b(?:caus\w+|contribut\w+|result\w*|combination|because|due|led|happen\w*|occur\w*)\b .{{0,60}}?
        \b(?:{_NUMBER})\b .{{0,40}}?\b(?:factors|causes|reasons|conditions|things|events|issues|problems|failures)\b
    |   \b(?:{_NUMBER})\ (?:\w+\ )?(?:factors|causes|reasons)\b
    |   \b(?:{_NUMBER})\ (?:\w+\ )?(?:things|gaps|controls|safeguards|checks|protections|layers|defen[cs]es)\b.{{0,40}}
        \b(?:missing|missed|fail\w*|lack\w*|absent|wrong|broke\w*|compound\w*|lined\ up|stacked)\b
    |   \b(?:was|were|is|are)\ caused\ by\b | \bcombination\ of\b
    |   \b(?:faktoren|ursachen|gründe)\b | \b(?:facteurs|causes|raisons)\b | \b(?:factores|causas|razones|motivos)\b
    |   \b(?:fatores|causas|razões|motivos)\b | \b(?:fattori|cause|motivi)\b | \b(?:factoren|oorzaken|redenen)\b
    |   \b(?:czynniki|przyczyny|powody)\b | 要因 | 原因 | 因素 | 원인 | 요인""",
    re.IGNORECASE | re.VERBOSE,
)
_ROOT = re.compile(r"\broot\ causes?\b|根本原因|\bcauses?\ racines?\b|\bcausas?\ ra[ií]", re.IGNORECASE | re.VERBOSE)
_ACTIONS = re.compile(
    r"""\bwe\b.{0,30}?(?:\bwill\b|'ll\b|’ll\b|\b(?:are|re)\ (?:going\ to|planning|taking|working|making|adding|doing)\b
        |\bplan\ to\b|\bintend\ to\b|\bneed\ to\b|\bshould\b|\bwant\ to\b|\bpropose\b)
    |   \b(?:prevent\w*|avoid\w*|ensur\w+|reduc\w+|mitigat\w+)\b.{0,60}\b(?:again|future|recurr\w*|similar|happen\w*)\b
    |   \b(?:action\ (?:items?|points?)|follow-?ups?|next\ steps|to-?dos?|remediations?)\b
    |   \bnext\b.{0,30}\b(?:priorities|tasks|items|actions)\b
    |   \b(?:created|opened|filed|raised)\b.{0,20}\b(?:tickets|issues)\b
    |   \b(?:following|some|possible|several|planned|further|these|concrete)\b.{0,30}
        \b(?:actions|tasks|tickets|improvements|measures|changes)\b(?!.{0,40}\b(?:taken|caus\w+|led|broke|trigger\w+)\b)
    |   \b(?:maßnahmen|aufgaben)\b | \bactions\ (?:suivantes|correctives)\b | \b(?:acciones|medidas|ações|azioni)\b
    |   \b(?:acties|maatregelen|działania)\b | 対策 | 措施 | 대책 | 조치""",
    re.IGNORECASE | re.VERBOSE,
)
_EVENTS = re.compile(
    r"""\b(?:timeline|chronology|(?:sequence|course|order|chain)\ of\ events)\b | \bchronologie\b | \bcronolog[ií]a\b
    |   \bzeitlicher?\ ablauf\b | \blínea\ de\ tiempo\b | \blinha\ do\ tempo\b | 時系列 | タイムライン | 时间线
    |   타임라인""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_PROGRAMS = re.compile(
    r"""\b(?:calls?|executes?|performs?|runs?|invokes?|triggers?|attacker\w*|exploit\w*|contract|function|script|command)\b
        .{0,120}\bfollowing\s+(?:actions|tasks|changes|steps)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a program does, or somebody else did."""
_INTENT = re.compile(
    r"""\b(?:will|going\ to|plan\w*|prevent\w*|avoid\w*|future|again|recurr\w*|follow-?ups?|next|to-?dos?|action\ items?
        |need\ to|should|want\ to|intend|werden|vorbeug\w*|künftig|futur\w*|éviter|prévenir|evitar|prevenir)\b
    |   ['’]ll\b | 今後 | 再発 | 后续 | 避免 | 향후 | 재발""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a list in the resolution needs to be one of plans: "The remediation was:" announces what was done."""
_NOT_OURS = re.compile(
    r"""\b(?:you|your|users|customers)\b.{0,40}\b(?:can|should|need|may|must|could)\b
    |   \b(?:can|should|must)\b.{0,10}\b(?:you|users|customers)\b | \brecommend\w*\b.{0,20}\byou\b
    |   \b(?:please|you\ can|your)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Advice to readers is nothing that the authors track."""
_WITHOUT_LEADS = frozenset(
    {
        SectionName.ACTION_ITEMS,
        SectionName.ROOT_CAUSE,
        SectionName.CONTRIBUTING_FACTORS,
        SectionName.ATTENDEES,
        SectionName.REFERENCES,
        SectionName.STATS,
    }
)
"""Sections whose lists are what they are, however they are announced."""
_WITHOUT_ACTION_LEADS = frozenset({SectionName.TIMELINE, SectionName.DETECTION, SectionName.IMPACT})


def tells_intent(text: str) -> bool:
    """Whether a text speaks of what is still to be done, or to be prevented."""
    return bool(_INTENT.search(text))


def announced_section(lead: Block, following: Block | None, around: SectionName | None) -> SectionName | None:
    """Return the section that a sentence opens for the list below it, and for nothing else; `None` if it is none.

    Args:
        lead: Any block.
        following: The block after it.
        around: The section in which it stands.
    """
    if not _introduces_list(lead, following) or around in _WITHOUT_LEADS:
        return None
    sentence = _SENTENCE_END.split(plain_text(lead.text))[-1]
    return None if len(sentence) > _MAX_LENGTH or _NOT_OURS.search(sentence) else _announced(sentence, around)


def _announced(sentence: str, around: SectionName | None) -> SectionName | None:
    """Return what a sentence announces: causes, else events, else actions."""
    if _CAUSES.search(sentence) and not _ACTIONS.search(sentence):
        return SectionName.ROOT_CAUSE if _ROOT.search(sentence) else SectionName.CONTRIBUTING_FACTORS
    if _EVENTS.search(sentence) and around is not SectionName.TIMELINE:
        return SectionName.TIMELINE
    if around is SectionName.RESOLUTION and not tells_intent(sentence):
        return None
    if _ACTIONS.search(sentence) and not _OF_PROGRAMS.search(sentence) and around not in _WITHOUT_ACTION_LEADS:
        return SectionName.ACTION_ITEMS
    return None


def _introduces_list(lead: Block, following: Block | None) -> bool:
    return (
        lead.kind is BlockKind.PARAGRAPH
        and not lead.level
        and not lead.is_quoted
        and lead.text.rstrip(" *_").endswith((":", "："))
        and following is not None
        and following.kind is BlockKind.ITEM
    )
