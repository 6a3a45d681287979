"""The canonical name of a section, whatever its author calls it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.synonyms import CALLED
from mkdocs_postmortems.core.parse.words import bare

WEAK_ACTIONS = frozenset({"actions", "issues", "measures", "plan", "improvements", "tasks"})
"""Titles that mean action items unless the document has a section with a clearer title."""

_FILLERS = frozenset(
    """the a an of our this that it for in to and amp on with outage incident incidents issue problem event detailed
    detail details full brief initial final post mortem postmortem s was is were are complete rough high level
    preliminary technical main major some here
    be de des du la le les l d et un une der die das und von zur del los las el y e lo que da do dos""".split()
)
"""Words that do not tell one section from another; tried only after the phrase with them was not found."""

_LONGEST_LABEL = 80
"""A longer text is a sentence, not a label."""
_MOST_WORDS = 12

_REMARK = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]|:[a-z0-9_+-]{2,40}:")
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|step)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|[ivx]{1,4}[.)]|[a-h][.)])\s+", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{3,60})[)\]]")
_HEAD_END = re.compile(r"[.:;–—(\d]|\s-\s")
_AND = re.compile(r"\s*[/&+]\s*|\s+and\s+", re.IGNORECASE)

_PATTERNS: tuple[tuple[re.Pattern[str], SectionName], ...] = tuple(
    (re.compile(pattern, re.VERBOSE), name)
    for pattern, name in (
        (r"\b(?:lucky|luck)\b", SectionName.LUCKY),
        (
            r"""\b(?:not|n\ t)\b .* \b(?:well|work|right)\b
            |   \b(?:went|gone|go)\b .* \b(?:wrong|poorly|badly|better)\b""",
            SectionName.WENT_WRONG,
        ),
        (r"\bwhat\b .* \b(?:well|right)\b", SectionName.WENT_WELL),
        (r"\b(?:could|can)\b .* \b(?:better|improved?)\b", SectionName.WENT_WRONG),
        (r"^(?:what|this|it)\b .* \bnot\b .* \bcause\b | ^(?:not|non)\b .* \bcauses?\b", SectionName.OTHER),
        (r"\bcontributing\b .* \b(?:factors?|causes?)\b", SectionName.CONTRIBUTING_FACTORS),
        (r"\broot\ causes?\b | ^(?:what|why)\b .* \bcaused?\b", SectionName.ROOT_CAUSE),
        (r"\btimeline\b", SectionName.TIMELINE),
        (
            r"""\baction\ items?\b | \bfollow\ ?ups?\b | \bnext\ steps\b
            |   \b(?:prevent|avoid)\b .* \b(?:again|future|recurrence|similar)\b
            |   \b(?:corrective|preventative|preventive)\b""",
            SectionName.ACTION_ITEMS,
        ),
        (r"^lessons?\b | \blessons?\b .* \blearn(?:ed|t)\b | \bwhat\b .* \blearn(?:ed|t)?\b", SectionName.LESSONS),
        (r"^time\ (?:to|until|from)\b | ^(?:mean\ )?time\ to\b", SectionName.STATS),
        (
            r"""\b(?:user|customer|business|service|client)s?\b .* \b(?:impact|affected)\b
            |   ^impact\b | \bimpact$
            |   ^(?:what|who|which)\b .* \b(?:impact|affected|impacted)\b
            |   ^(?:affected|impacted)\ \w+$""",
            SectionName.IMPACT,
        ),
        (r"^how\b .* \b(?:detect|discover|notice|alert|find|found)\w*", SectionName.DETECTION),
        (r"^how\b .* \b(?:resolve|fix|respond|recover|mitigate|remediate)\w*", SectionName.RESOLUTION),
        (r"\bsummary\b", SectionName.SUMMARY),
        (r"^(?:resolution|recovery|mitigation)\b", SectionName.RESOLUTION),
        (r"^(?:background|context)\b", SectionName.BACKGROUND),
        (r"^detection\b", SectionName.DETECTION),
    )
)
"""The telling words of wordier labels ("Timeline of what we saw"); the first that fits decides."""


def normal_form(title: str) -> str:
    """Reduce a label to lower-case words: no markup, emoji, numbering, bracketed remark or punctuation."""
    text = _REMARK.sub(" ", title[: _LONGEST_LABEL * 2]).casefold()
    return bare(_NUMBERING.sub("", text))


def canonical(title: str) -> SectionName | None:
    """Return the canonical name of a section called `title`, or `None` if nobody calls one so."""
    if len(title) > _LONGEST_LABEL:
        return _by_head(title, "")
    phrase = normal_form(title)
    return _lookup(phrase) or _by_head(title, phrase) or _by_remark(title) or _by_half(title)


def canonical_names(title: str) -> tuple[SectionName, ...]:
    """The names of a section that is two at once: "What went wrong / where we got lucky"."""
    halves = [canonical(half) for half in _AND.split(title)]
    if len(halves) == 2 and halves[0] is not halves[1] and normal_form(title) not in CALLED:
        first, second = halves
        if first and second:
            return first, second
    whole = canonical(title)
    return (whole,) if whole else ()


def _by_head(title: str, phrase: str) -> SectionName | None:
    """`Timeline: what we saw`, `Timeline 2024-02-04`: what stands before the punctuation or number."""
    head = normal_form(_HEAD_END.split(_NUMBERING.sub("", title), maxsplit=1)[0])
    return (CALLED.get(head) or CALLED.get(_core(head))) if head != phrase else None


def _by_remark(title: str) -> SectionName | None:
    """`Post-incident (follow-ups)`: the remark in brackets."""
    remark = _BRACKETED.search(title)
    return _lookup(normal_form(remark[1])) if remark else None


def _by_half(title: str) -> SectionName | None:
    """`References / artifacts`: the first half that somebody calls a section."""
    halves = title.split("/") if "/" in title else ()
    return next((name for half in halves if (name := _lookup(normal_form(half)))), None)


def _core(phrase: str) -> str:
    return " ".join(word for word in phrase.split() if word not in _FILLERS)


@cache
def _lookup(phrase: str) -> SectionName | None:
    words = phrase.split()
    core = _core(phrase)
    if found := CALLED.get(phrase) or CALLED.get(core):
        return found
    return _by_pattern(phrase) or _misspelt(core) if 0 < len(words) <= _MOST_WORDS else None


def _by_pattern(phrase: str) -> SectionName | None:
    return next((name for pattern, name in _PATTERNS if pattern.search(phrase)), None)


def _misspelt(phrase: str) -> SectionName | None:
    """Forgive one slip of the pen in a label of seven letters or more."""
    if not 7 <= len(phrase) <= 30:
        return None
    return next((name for known, name in CALLED.items() if _differ_by_a_slip(known, phrase)), None)


def _differ_by_a_slip(known: str, phrase: str) -> bool:
    return (
        len(known) >= 7
        and known[0] == phrase[0]
        and abs(len(known) - len(phrase)) <= 2
        and SequenceMatcher(None, known, phrase, autojunk=False).ratio() >= 0.9
    )
