"""Titles that authors give to sections of postmortems, and how a title is matched with them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.inline import normalize_words, parse_phrases

# Collected from published templates (Google SRE book, PagerDuty, Atlassian, Etsy, AWS and Azure status histories) and
# from public postmortem repositories. Lower case and without punctuation, as `normalize_title` returns them.
_PHRASES_BY_SECTION: dict[SectionName, str] = {
    SectionName.SUMMARY: """summary | executive summary | resumen ejecutivo | resumo | sumário | riepilogo
        | überblick | kurzfassung | what was the problem | what is the problem | overview | tl dr | tldr
        | abstract | synopsis | description | summary impact | management summary | what happened | in short
        | at glance | introduction | sommaire | résumé | résumé exécutif | zusammenfassung | resumen | 概要
        | サマリー | サマリ""",
    SectionName.IMPACT: """impact | impacts | impacto usuarios | impatto | impact clients | user impact
        | users impact | customer impact | customers impact | business impact | client impact | service impact
        | impact users | impact customers | impacted users | impacted services | affected users
        | affected customers | affected services | services affected | users affected | customers affected
        | who was affected | what was affected | scope | scope impact | blast radius | damage | extent | effect
        | effects | consequences | user visible impact | impact assessment | external impact | internal impact
        | production impact | incidence | auswirkung | auswirkungen | impacto | 影響 | インパクト | 影響範囲""",
    SectionName.BACKGROUND: """background | context | leadup | lead up | leading up | lead in | prior state
        | background information | background context | events leading up | setup | prelude | preface | contexte
        | hintergrund | 背景""",
    SectionName.TIMELINE: """timeline | línea tiempo | linha tempo | cronologia | zeitlicher ablauf | verlauf
        | timelines | time line | timeline events | key events | chronology | events | sequence events
        | event log | events log | chain events | course events | order events | log events
        | timeline key events | timeline actions | timeline response | log | narrative | key timestamps
        | history | chronologie | chronologie événements | zeitleiste | ablauf | cronología | タイムライン | 時系列""",
    SectionName.DETECTION: """detection | detecção | erkennung | identified | identification | how detected
        | how was detected | discovery | how we found out | how did we find out | how we detected
        | how did we detect | how was it detected | detection method | detected | notification | alerting
        | how discovered | how was discovered | how was identified | how were we alerted | détection
        | entdeckung | detección | 検知 | 検出""",
    SectionName.TRIGGER: """trigger | triggers | triggering event | what triggered | triggering change
        | déclencheur | auslöser | トリガー""",
    SectionName.ROOT_CAUSE: """root cause | causas raíz | causa raiz | grundursache | hauptursache
        | analysis causes | root causes | cause | causes | root cause s | cause s | root cause analysis
        | analysis root cause | blameless root cause | five whys | five why s | 5 whys | 5 why s | five why
        | rca | why | whys | how did happen | why did happen | how did this happen | why did this happen
        | what was cause | what caused | underlying cause | underlying causes | underlying problem
        | proximate cause | primary cause | probable cause | cause analysis | technical cause
        | technical root cause | root causes trigger | root cause trigger | root cause mitigation
        | causal analysis | origin | origins | origin incident | genesis | what went wrong technically
        | diagnosis | why did we have | cause problem | fault | what was root cause | cause première
        | cause racine | causes racines | analyse causes racines | analyse causes | causes profondes | ursache
        | ursachen | causa | causa raíz | 根本原因 | 原因""",
    SectionName.CONTRIBUTING_FACTORS: """contributing factors | contributing factor | contributing causes
        | contributing conditions | contributing cause | contributing factors root causes | factors
        | contributors | causes contributing factors | root causes contributing factors
        | root cause contributing factors | contributing events | what contributed | facteurs contributifs
        | 寄与要因""",
    SectionName.RESOLUTION: """resolution | resolución recuperación | resolução | risoluzione
        | resolution recovery | recovery | mitigation | remediation | fix | solution | response
        | resolution steps | how was resolved | how was fixed | how fixed | how resolved | how we fixed
        | how did we fix | how did we resolve | how did we respond | how we resolved | how we responded
        | workaround | mitigation resolution | resolution mitigation | response recovery | response resolution
        | repair | resolved | corrective actions taken | immediate actions | immediate fix | immediate response
        | immediate mitigation | actions taken | action taken | steps taken | what we did | what did we do
        | recovery steps | rollback | short term fix | how we recovered | response actions | restoration
        | remediation steps | incident resolution | incident response | résolution | behebung | lösung
        | resolución | 解決 | 復旧 | 対応""",
    SectionName.WENT_WELL: """what went well | went well | lo que salió bien | qué salió bien | salió bien
        | lo que funcionó bien | lief gut | was lief gut | das lief gut | o que deu certo | o que correu bem
        | things went well | things that went well | what worked | what worked well | what went right
        | went right | good | positives | the good | what we did well | what did go well | what did we do well
        | things we did well | what did well | highlights | strengths | ce qui a bien fonctionné | was gut lief
        | うまくいったこと | 良かった点""",
    SectionName.WENT_WRONG: """what went wrong | went wrong | lo que salió mal | qué salió mal | salió mal
        | was lief schlecht | lief schlecht | was schief lief | verbesserungspotenzial | o que deu errado
        | o que correu mal | what went poorly | went poorly | what went badly | what didn t go well
        | didn t go well | what did not go well | what didn t go so well | what went not so well
        | things went poorly | things went wrong | what could have gone better | what could be improved
        | what could have been better | what could go better | what can be improved | what could we improve
        | areas improvement | what didn t work | what did not work | what could we do better
        | what was difficult | the bad | bad | negatives | challenges | what went less well
        | could have gone better | what needs improvement | what did we do poorly | what we could do better
        | what we could have done better | opportunities improvement | room improvement | what to improve
        | where we can improve | what could we have done better | things that went wrong
        | things that could have gone better | things went badly | weaknesses | うまくいかなかったこと | 悪かった点""",
    SectionName.LUCKY: """where we got lucky | where did we get lucky | got lucky | luck | lucky
        | where we were lucky | how we got lucky | we got lucky | what went lucky | what we got lucky with
        | 幸運だったこと""",
    SectionName.LESSONS: """lessons | lecciones aprendidas | lições aprendidas | erkenntnisse | lessons learned
        | lesson learned | lessons learnt | lesson learnt | learnings | learning | takeaways | key takeaways
        | takeaway | what did we learn | what we learned | what we learnt | what have we learned | reflection
        | reflections | retrospective | key learnings | insights | main takeaways | conclusions lessons learned
        | lessons we learned | leçons apprises | leçons retenues | lehren | 教訓 | 学んだこと""",
    SectionName.ACTION_ITEMS: """action items | acciones seguimiento | acciones correctivas | plan acción
        | ações | ações corretivas | plano ação | folgemaßnahmen | looking forward | looking ahead
        | going forward | moving forward | resulting action | resulting actions | action item | follow up
        | follow ups | followup | followups | next steps | follow up items | follow up actions | follow up tasks
        | follow up action items | followup items | followup actions | follow up work | corrective actions
        | corrective action | preventative actions | preventive actions | preventative measures
        | preventive measures | corrective measures | remediation items | corrective preventative measures
        | corrective preventive measures | corrective preventative measure | corrective preventive measure
        | corrective preventative actions | corrective preventive actions | prevention | preventing recurrence
        | preventing future | preventing future incidents | prevention measures | future prevention
        | how do we prevent | how will we prevent | how can we prevent | how we prevent | how prevent | todo
        | to do | todos | tasks | improvements | recommendations | recommended actions | review actions
        | actions following review | actions | future actions | post actions | next actions
        | remediation actions | remediation plan | remediation tasks | planned actions | planned improvements
        | long term fix | long term fixes | long term solution | long term actions | short term actions
        | long term remediation | future work | action plan | actions items | ongoing work | ongoing actions
        | future improvements | improvement actions | proposed actions | what we re doing | what we are doing
        | what we re changing | what are we doing | what will we do | what s next | what next
        | what happens next | steps prevent recurrence | measures | plan | changes we re making
        | what we re doing about | future steps | corrective and preventative measures | remedial measures
        | remedial actions | remedial measure | further actions | further work | outstanding actions | issues
        | actions suivi | actions correctives | actions correctives prévention | mesures préventives
        | plan actions | mesures correctives | prochaines étapes | maßnahmen | nächste schritte | acciones
        | アクションアイテム | 再発防止策 | 今後の対応 | 対策""",
    SectionName.ATTENDEES: """attendees | attendee | participants | people involved | involved parties
        | responders | parties involved | involved people | team members | who was involved | who responded
        | people | present | responding team | responders involved | participants roles | roles | personnel
        | responder | stakeholders | 参加者""",
    SectionName.STATS: """stats | statistics | metrics | time repair | time resolve | time detection
        | time detect | time recovery | time mitigate | time mitigation | time resolution | key metrics | mttr
        | mttd | time acknowledge | key figures | numbers | response metrics | time to repair | time to resolve
        | time to detection | time to detect | time to recovery | time to mitigate | time to resolution""",
    SectionName.REFERENCES: """references | reference | links | related | further reading | see also | resources
        | related links | related incidents | related documents | supporting information | supporting materials
        | additional information | useful links | relevant links | supporting documents | related issues
        | external links | additional reading | sources | related tickets | related docs | related documentation
        | related pages | related resources | additional resources | appendix links | documentation links | 参考
        | 関連リンク""",
}

SECTION_BY_PHRASE = {phrase: name for name, row in _PHRASES_BY_SECTION.items() for phrase in parse_phrases(row)}
"""Canonical section by normalised title."""


AMBIGUOUS_ACTION_TITLES = frozenset({"actions", "issues", "measures", "plan", "improvements", "tasks"})
"""Titles that mean action items unless the document has a section with a clearer title."""

_FILLERS = frozenset(
    """the a an of our this that it for in to and amp on with outage incident incidents issue problem event detailed
    detail details full brief initial final post mortem postmortem s was is were are complete rough high level
    preliminary technical main major some here
    be de des du la le les l d et un une der die das und von zur del los las el y e lo que da do dos""".split()
)
"""Words that do not distinguish sections; they are dropped only if the title with them is not found."""

_MAX_TITLE_LENGTH = 80
"""A longer text is a sentence, not a label."""
_MAX_WORDS = 12

_ANNOTATION = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]|:[a-z0-9_+-]{2,40}:")
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|step)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|[ivx]{1,4}[.)]|[a-h][.)])\s+", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{3,60})[)\]]")
_PREFIX_END = re.compile(r"[.:;–—(\d]|\s-\s")
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
"""Characteristic words of longer titles ("Timeline of what we saw"); the first match decides."""


def normalize_title(title: str) -> str:
    """Return a title as case-folded words, without emoji, numbering, remarks in brackets and punctuation."""
    text = _ANNOTATION.sub(" ", title[: _MAX_TITLE_LENGTH * 2]).casefold()
    return normalize_words(_NUMBERING.sub("", text))


def canonical_section(title: str) -> SectionName | None:
    """Return the canonical name of a section with this title, or `None` if the title is unknown."""
    if len(title) > _MAX_TITLE_LENGTH:
        return _by_prefix(title, "")
    phrase = normalize_title(title)
    return _lookup(phrase) or _by_prefix(title, phrase) or _by_remark(title) or _by_half(title)


def canonical_sections(title: str) -> tuple[SectionName, ...]:
    """Return the names of a section; two for a title such as "What went wrong / where we got lucky"."""
    halves = [canonical_section(half) for half in _AND.split(title)]
    if len(halves) == 2 and halves[0] is not halves[1] and normalize_title(title) not in SECTION_BY_PHRASE:
        first, second = halves
        if first and second:
            return first, second
    whole = canonical_section(title)
    return (whole,) if whole else ()


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


@cache
def _lookup(phrase: str) -> SectionName | None:
    words = phrase.split()
    core = _without_fillers(phrase)
    if found := SECTION_BY_PHRASE.get(phrase) or SECTION_BY_PHRASE.get(core):
        return found
    return _by_pattern(phrase) or _by_misspelling(core) if 0 < len(words) <= _MAX_WORDS else None


def _by_pattern(phrase: str) -> SectionName | None:
    return next((name for pattern, name in _PATTERNS if pattern.search(phrase)), None)


def _by_misspelling(phrase: str) -> SectionName | None:
    """Match a title of at least seven letters with a typing error."""
    if not 7 <= len(phrase) <= 30:
        return None
    return next((name for known, name in SECTION_BY_PHRASE.items() if _is_misspelling(known, phrase)), None)


def _is_misspelling(known: str, phrase: str) -> bool:
    return (
        len(known) >= 7
        and known[0] == phrase[0]
        and abs(len(known) - len(phrase)) <= 2
        and SequenceMatcher(None, known, phrase, autojunk=False).ratio() >= 0.9
    )
