"""Titles that authors give to sections of postmortems, and how a title is matched with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import groupby

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.inline import normalize_words, parse_phrases
from mkdocs_postmortems.core.parse.section_titles import ENGLISH
from mkdocs_postmortems.core.parse.translated_titles import extended_section, translated_section

SECTION_BY_PHRASE = {phrase: name for name, row in ENGLISH.titles.items() for phrase in parse_phrases(row)}
"""Canonical section by normalised English title, without fillers."""
_FILLERS = frozenset(ENGLISH.fillers.split())
"""Words that do not distinguish sections; they are dropped only if the title with them is not found."""


_AMBIGUOUS_ACTION_TITLES = frozenset(
    {
        *"actions issues measures plan improvements tasks changes backlog guardrails safeguards repairs".split(),
        *"deliverables commitments".split(),
        *("short term", "long term", "medium term", "open items", "risk mitigation"),
    }
)
"""Titles that mean action items unless the document has a section with a clearer title."""

AMBIGUOUS_CAUSE_TITLES = frozenset(
    {
        *"fault diagnosis diagnostic analysis origin explanation mechanism bug reason reasons диагностика".split(),
        *(
            "the bug",
            "technical analysis",
            "problem analysis",
            "failure analysis",
            "technical explanation",
        ),
    }
)
"""Titles that mean the root cause unless the document has a section with a clearer title."""

WEAK_TITLES = frozenset(
    {
        *"changes backlog guardrails safeguards repairs deliverables commitments explanation mechanism bug".split(),
        *"reason reasons gaps milestones tracking".split(),
        *("short term", "long term", "medium term", "open items", "risk mitigation", "the bug", "technical analysis"),
        *("problem analysis", "technical explanation", "improvement tracking", "status updates", "backlog items"),
    }
)
"""Titles that name a section where a document is a postmortem, but do not tell that it is one."""

_ACTION_NOUNS = frozenset(
    """action actions task tasks ticket tickets todo todos followup followups measure measures improvement improvements
    remediation remediations fixes tracking""".split()
)
"""What is to be done, as titles call it."""
_ACTION_QUALIFIERS = frozenset(
    """planned done open opened completed finished future possible potential leftover left over remaining outstanding
    pending further proposed suggested recommended required needed short medium mid long term terms near longer shorter
    immediate later technical operational process organizational organisational preventive preventative corrective
    concrete additional new other next upcoming created filed raised from by owner owners assignee team person priority
    specific following address addressing include includes
    what take taking do need be up follow point points item items list all tracked linked now
    github gitlab jira clickup linear asana trello
    already we our will prevention
    detection mitigation some related committed agreed under way underway ongoing current currently progress identified
    resulting recovery response safety reliability monitoring security tooling testing documentation process arising
    going hardening systemic""".split()
)
"""Words that say which actions; "related tickets" and "actions taken" are titles of their own."""

_PLANNED_NOUNS = frozenset(
    """work item items change changes fix step steps plan plans roadmap solution solutions safeguard safeguards
    guardrail guardrails control controls mitigation mitigations consideration considerations enhancement
    enhancements correction corrections repairs efforts countermeasures investments project projects
    initiatives""".split()
)
"""What may have been done or is to be done, as titles call it: a word beside it has to say which."""
_PLANNING_WORDS = frozenset(
    """planned future possible potential leftover remaining outstanding pending further proposed suggested recommended
    required needed medium long longer later preventive preventative next upcoming todo deferred tracked scheduled
    open prevention permanent systemic hardening forward cleanup resiliency resilience""".split()
)
"""Words that say that something is still to be done."""

_WORDS_OF_ACTION_TITLES = _ACTION_NOUNS.union(_ACTION_QUALIFIERS, _FILLERS, _PLANNED_NOUNS, _PLANNING_WORDS)

_TO_READERS = re.compile(
    r"""\b(?: you | your | (?:for|to)\ (?:our\ )?(?:users|customers|clients|readers)
    | users\ (?:should|can|need) | customers\ (?:should|can|need) )\b""",
    re.VERBOSE,
)
"""What readers are to do is nothing that the authors track."""

_CAUSES = frozenset({SectionName.ROOT_CAUSE, SectionName.CONTRIBUTING_FACTORS})
"""Two sections that one heading may name, and the reader wants both."""

_MAX_TITLE_LENGTH = 80
"""A longer text is a sentence, not a label."""
_MAX_WORDS = 16

_ANNOTATION = re.compile(r"[(（][^()（）]{0,120}[)）]|[\[【][^\[\]【】]{0,120}[\]】]|:[a-z0-9_+-]{2,40}:")
_NUMBERING = re.compile(
    r"""^\s*(?: [一二三四五六七八九十\d]{1,3}[、．] \s*
    |   (?:(?:section|part|step)\s+)? (?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]? | [ivx]{1,4}[.)] | [a-h][.)]
    | d[0-8][.):]?) \s+ )""",
    re.IGNORECASE | re.VERBOSE,
)
_BRACKETED = re.compile(r"[(（]([^()（）]{3,60})[)）]")
_PREFIX_END = re.compile(r"[.:;–—(\d：（]|\s-\s")
_AND = re.compile(
    r"(?:(?<!\s)\s++)?(?:[/&+・、]\s*+|(?<=\s)(?:and|und|et|y|e|en|i|및)\s++)|(?<=[一-鿿])[と和及](?=[一-鿿])",
    re.IGNORECASE,
)

_PATTERNS: tuple[tuple[re.Pattern[str], SectionName], ...] = tuple(
    (re.compile(pattern, re.VERBOSE), name)
    for pattern, name in (
        (
            r"""^(?:why|pourquoi|warum|por\ qué|por\ que|perché|waarom)\b .*
                \b(?:and\ not|rather\ than|instead\ of|et\ (?:pas|non)
                    |plutôt\ que|und\ nicht|statt|y\ no|e\ (?:não|non)|en\ niet)\b""",
            SectionName.OTHER,  # It explains a choice: "Why p95 and not p50".
        ),
        (r"\b(?:lucky|luck)\b", SectionName.LUCKY),
        (
            r"""\b(?:not|n\ t)\b .* \b(?:well|work|right)\b
            |   \b(?:went|gone|go)\b .* \b(?:wrong|poorly|badly|better)\b""",
            SectionName.WENT_WRONG,
        ),
        (r"\bwhat\b .* \b(?:well|right)\b", SectionName.WENT_WELL),
        (r"\b(?:could|can)\b .* \b(?:better|improved?)\b", SectionName.WENT_WRONG),
        (
            r"""\b(?:prevent\w*|avoid\w*|stop\w*|ensur\w+|sure|reduc\w+)\b .*
                \b(?:again|future|recurr\w+|similar|happen\w*)\b
            |   \b(?:not|never|won\ t|doesn\ t|don\ t)\ (?:let\ )?(?:\w+\ )?happen\ again\b""",
            SectionName.ACTION_ITEMS,
        ),
        (
            r"""\b(?:less|not|more)\ (?:likely|impactful|resilient|robust|frequent)\b
            |   \b(?:keep|kept)\b .* \b(?:from\ happening|again|future)\b
            |   \b(?:we|will)\b .* \b(?:do|doing|change|changing|improve|improving)\b
                .* \b(?:next|differently|forward|future)\b
            |   \b(?:avoid|prevent)\w*\b .* \bnext\ time\b""",
            SectionName.ACTION_ITEMS,
        ),
        (r"^(?:why|how)\b .* \b(?:undetected|unnoticed|unseen|so\ late|slipped\ through)\b", SectionName.DETECTION),
        (
            r"^why\b .* \b(?:not|n\ t|didn\ t|wasn\ t)\b .* \b(?:detect|notic|caught|catch|alert|spotted|seen)\w*",
            SectionName.DETECTION,
        ),
        (
            r"""^(?:why|how)\b (?!.*\b(?:often|many|long|next|then|now)\b) .*
                \b(?:happen(?:ed|s)?|occur(?:red|s)?|possible|come\ (?:to|about)|came\ (?:to|about)
                |go\ wrong|went\ wrong)\b
            |   ^why\b .* \b(?:incident|outage|failed|fail|broke|break|go\ down|went\ down)\b
            |   ^reasons?\ (?:for|of|why|behind)\b.*\b(?:outage|incident|failure|downtime|disruption|crash)\b
            |   ^causes?\ (?:of|for|behind)\b""",
            SectionName.ROOT_CAUSE,
        ),
        (r"^(?:what|this|it)\b .* \bnot\b .* \bcause\b | ^(?:not|non)\b .* \bcauses?\b", SectionName.OTHER),
        (
            r"""\bcontributing\b .* \b(?:factors?|causes?)\b
            |   ^(?:secondary|other|another|additional|further|aggravating|related)\ (?:causes?|factors?)$
            |   ^(?:key|main|systemic|human|technical|organi[sz]ational|underlying|environmental|process
                |cultural|social|other)\ factors?$""",
            SectionName.CONTRIBUTING_FACTORS,
        ),
        (
            r"""^(?:immediate|direct|main|key|actual|real|deeper|systemic|initial|likely|suspected|confirmed|final|first|second
                |third|technical|human|organi[sz]ational|ultimate|apparent|possible|basic)\ (?:root\ )?causes?$""",
            SectionName.ROOT_CAUSE,
        ),
        (
            r"\broot\ causes?\ (?:class|category|categories|type|tags?|code|id|status|owner|confidence)$",
            SectionName.OTHER,
        ),
        (
            r"""\broot\ causes?\b | ^what\b (?!.*\b(?:would|could|can|may|might)\b) .* \bcaused?\b
            |   ^why\b .* \bcaused?$""",
            SectionName.ROOT_CAUSE,
        ),
        (
            r"""^what\b (?!.*\b(?:would|could|should|will)\b) .*
                \b(?:allowed|enabled|led\ to)\b
            |   ^(?!not\b|no\b|common\b|other\b|possible\b)(?:\w+\ ){1,2}causes?$""",
            SectionName.ROOT_CAUSE,
        ),
        (r"^(?:follow\ ?up|action)s?\ (?:item\ )?owners?\b", SectionName.OTHER),
        (r"\btimeline\b", SectionName.TIMELINE),
        (
            r"""\baction\ (?:items?|points?)\b | \bfollow\ ?ups?\b | \bnext\ steps\b
            |   \b(?:corrective|preventative|preventive)\b
            |   ^(?:regression|recurrence|future|incident|outage|failure)\ prevention\b""",
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
        (r"^what\b .* \b(?:do|did|done)\b .* \b(?:fix|resolve|mitigate|recover|restore)\w*", SectionName.RESOLUTION),
        (r"^how\b .* \b(?:resolve|fix|respond|recover|mitigate|remediate)\w*", SectionName.RESOLUTION),
        (r"^(?:resolution|recovery|mitigation|fix|remediation)\ summary$", SectionName.RESOLUTION),
        (r"^(?:detection|discovery)\ summary$", SectionName.DETECTION),
        (r"\bsummary\b", SectionName.SUMMARY),
        (r"^(?:resolution|recovery|mitigation)\b", SectionName.RESOLUTION),
        (r"^(?:background|context)\b", SectionName.BACKGROUND),
        (r"^detection\b", SectionName.DETECTION),
    )
)
"""Characteristic words of longer titles ("Timeline of what we saw"); the first match decides."""


@lru_cache(maxsize=4_096)
def normalize_title(title: str) -> str:
    """Return a title as case-folded words, without emoji, numbering, remarks in brackets and punctuation."""
    text = _ANNOTATION.sub(" ", title).casefold()
    return normalize_words(_NUMBERING.sub("", text))


@lru_cache(maxsize=4_096)
def canonical_section(title: str) -> SectionName | None:
    """Return the canonical name of a section with this title, or `None` if the title is unknown."""
    if len(title) > _MAX_TITLE_LENGTH:
        return _by_prefix(title, "")
    phrase = normalize_title(title)
    return _lookup(phrase) or _by_prefix(title, phrase) or _by_remark(title) or _by_half(title)


def canonical_sections(title: str) -> tuple[SectionName, ...]:
    """Return the names of a section; two for a title such as "What went wrong / where we got lucky"."""
    halves = [canonical_section(half) for half in _AND.split(title)]
    is_known = normalize_title(title) in SECTION_BY_PHRASE and not _CAUSES.issuperset(halves)
    if len(halves) == 2 and halves[0] is not halves[1] and not is_known:
        first, second = halves
        if first and second:
            return first, second
    whole = canonical_section(title)
    return (whole,) if whole else ()


def is_ambiguous_action_title(title: str) -> bool:
    """Whether a title may mean action items or something else: "Plan", "Technical changes"."""
    return normalize_title(title).removeprefix("technical ") in _AMBIGUOUS_ACTION_TITLES


def is_for_readers(title: str) -> bool:
    """Whether a title asks or says what readers are to do: "What should you do?", "Recommendations for users"."""
    return bool(_TO_READERS.search(normalize_title(title)))


def _by_prefix(title: str, phrase: str) -> SectionName | None:
    """Match the part before punctuation or a number: `Timeline: what we saw`, `Timeline 2024-02-04`."""
    head = normalize_title(_PREFIX_END.split(_NUMBERING.sub("", title), maxsplit=1)[0])
    return (SECTION_BY_PHRASE.get(head) or SECTION_BY_PHRASE.get(_without_fillers(head))) if head != phrase else None


def _by_remark(title: str) -> SectionName | None:
    """Match a remark in brackets: `Post-incident (follow-ups)`."""
    remark = _BRACKETED.search(title)
    return _lookup(normalize_title(remark[1])) if remark else None


def _by_half(title: str) -> SectionName | None:
    """Match the first known part between slashes: `References / artifacts`."""
    halves = title.split("/") if "/" in title else ()
    return next((name for half in halves if (name := _lookup(normalize_title(half)))), None)


def _without_fillers(phrase: str) -> str:
    return " ".join(word for word in phrase.split() if word not in _FILLERS)


def _lookup(phrase: str) -> SectionName | None:
    words = phrase.split()
    core = _without_fillers(phrase)
    if found := SECTION_BY_PHRASE.get(phrase) or SECTION_BY_PHRASE.get(core) or translated_section(phrase):
        return found
    if not 0 < len(words) <= _MAX_WORDS:
        return None
    named = SectionName.ACTION_ITEMS if _names_actions(words) else None
    return _by_pattern(phrase) or named or extended_section(phrase) or _by_misspelling(core)


def _names_actions(words: Sequence[str]) -> bool:
    """Whether a title consists of a word for actions and words that say which: "Leftover tasks from this incident".

    A word for what may as well have been done needs one that says that it is to be done: "Proposed changes".
    """
    if "github actions" in " ".join(words):
        return False  # They are programs.
    if _ACTION_NOUNS.isdisjoint(words) and (_PLANNED_NOUNS.isdisjoint(words) or _PLANNING_WORDS.isdisjoint(words)):
        return False
    return _WORDS_OF_ACTION_TITLES.issuperset(words)


def _by_pattern(phrase: str) -> SectionName | None:
    name = next((name for pattern, name in _PATTERNS if pattern.search(phrase)), None)
    return None if name is SectionName.ACTION_ITEMS and _TO_READERS.search(phrase) else name


def _by_misspelling(phrase: str) -> SectionName | None:
    """Match a title of at least seven letters with a typing error."""
    if not 7 <= len(phrase) <= 30:
        return None
    matcher = SequenceMatcher(None, b=phrase, autojunk=False)
    alike = (known for known in _long_titles().get(phrase[0], ()) if abs(len(known) - len(phrase)) <= 2)
    return next((SECTION_BY_PHRASE[known] for known in alike if _is_misspelling(known, matcher)), None)


@cache
def _long_titles() -> Mapping[str, tuple[str, ...]]:
    """Return the known titles of at least seven letters by their first letter, which few people mistype."""
    titles = sorted((known for known in SECTION_BY_PHRASE if len(known) >= 7), key=lambda known: known[0])
    return {letter: tuple(known) for letter, known in groupby(titles, key=lambda known: known[0])}


def _is_misspelling(known: str, matcher: SequenceMatcher[str]) -> bool:
    matcher.set_seq1(known)
    # The quick ratios are upper bounds.
    ratios = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(ratio() >= 0.9 for ratio in ratios)
