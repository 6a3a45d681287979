"""Guesses of which kind an event is, from its words, for drawings: most timelines do not label their events.

A guess decides where an event is drawn and with which icon, and is never data: what is read of a document, exported and
counted has the kinds that its author states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_postmortems.core.model import EventKind, TimelineEvent
from mkdocs_postmortems.core.parse.inline import plain_text

_READ = 240
"""Characters of an event that are read; what it is stands at its beginning."""
_A_FEW = r"(?: [\w-]{1,20}){0,3}"

_READERS = "customers? users? clients? subscribers? stakeholders? partners? everyone management executives?"
_WATCHERS = (
    f"{_READERS} support helpdesk desk engineers? managers? leads? on-?call team colleagues? staff operators? we"
)


def _words(patterns: str, **names: str) -> re.Pattern[str]:
    """Return what finds one of the patterns, one or more a line, as whole words of a text in lower case.

    In a pattern, `…` stands for up to three words, and a name in braces for one of several words.
    """
    lines = "|".join(line.strip() for line in patterns.strip().splitlines())
    for name, words in names.items():
        lines = lines.replace(f"{{{name}}}", f"(?:{words.replace(' ', '|')})")
    return re.compile(rf"(?<!\w)(?:{lines.replace('…', _A_FEW)})(?!\w)")


_TALK = _words(
    r"""
    status ?page|announce(?:s|d|ment)?|tweet(?:s|ed)?|press release|apolog(?:y|ised|ized)|banner
    {readers}… {told}|{tell}… {readers}
    (?:post|sen[dt]|publish|issue|share)(?:s|ed|d)?… {message}
    {message}… (?:posted|sent|published|issued|goes out|went out)
    statusseite|kund(?:en|innen)… informiert|page de statut|clients informés
    página de (?:estado|status)|clientes informados
    """,
    readers=_READERS,
    told="informed notified told updated contacted e-?mailed advised",
    tell="inform(?:s|ed)? notif(?:y|ies|ied) tells? told e-?mail(?:s|ed)? contacted advis(?:es|ed)",
    message="updates? notices? messages? statements? notifications? e-?mails?",
)
_NOTICED = _words(
    r"""
    paged|paging|pages? (?:\w{1,20} ){0,3}(?:on-?call|engineers?|teams?)|pages?(?=$| \(|;)|pagerduty|opsgenie
    alert(?:s|ed|ing)?|alarm(?:s|ed)?|fires|fired|acknowledge[sd]?|acked
    {watchers}… (?:report|complain|detect|spot)(?:s|ed)?
    (?:first|internal|external|customer|user|support) (?:report|complaint|ticket|call)s?
    report(?:s|ed) (?:by|from|of|that)|notices|noticed|detect(?:s|ed|ion)|complaints?
    alarmier(?:t|ung)|alerte|alerta|bemerkt|gemeldet|signalé|avisó|reportó
    """,
    watchers=_WATCHERS,
)
_DECIDED = _words(
    r"""
    decision|decid(?:e|es|ed)|agreed? (?:to|that|on|upon)|chose|chosen|go/no-go|call(?:s|ed)? off|ruled out
    considered and (?:dropped|rejected)|war room|incident commander
    {incident} (?:is |was )?declared|declare[sd]?… {incident}
    (?:upgraded|downgraded|raised|lowered) to (?:sev|p)-?\d
    entschieden|beschlossen|entscheidung|décid(?:é|ons|e)|décision|decid(?:ió|imos|iu)|decisión|decisão
    """,
    incident=r"incident outage emergency sev-?\d p\d",
)
_ENDED = _words(
    r"""
    recover(?:s|ed|y|ing)?|resolve[sd]?|resolution|restored|mitigated|all clear|caught up|(?:re)?stabili[sz]ed?
    stable|normali[sz]ed?|healthy|subside[sd]?|clear(?:s|ed)|operational|(?:as usual|usual level)
    (?:back|return(?:s|ed|ing)?) (?:to (?:normal|service|baseline|usual|healthy|green|full)|up|online|in service)
    (?:is|are|was|were|came|come|comes|goes|went) back
    {incident} (?:is |was )?(?:ends?|ended|over|closed)|end of {incident}|close[sd] (?:the )?incident
    {measure}… (?:drops?|falls?|fell|dropped|decreas(?:es|ed)|shrink(?:s|ing)|zero|gone|below|stops|stopped)
    (?:drops?|falls?|dropped|fell|down) to (?:zero|0|normal)
    behoben|wiederhergestellt|erholt|gelöst|résolue?|rétablie?|resuelto|restablecid[oa]|resolvido|restabelecid[oa]
    """,
    incident="outage incident impact maintenance",
    measure="errors? rate latency load lag queue 5xx",
)
_CLOSES = re.compile(
    r"(?:^|[.;:,–—-] )(?:outage (?:ends|ended|mitigated|resolved)|(?:incident |issue )?(?:resolved|mitigated|recovered)"
    r"|all clear|behoben|résolu|resuelto|resolvido)[.!]?$"
)
"""A last clause that says nothing else."""
_BUT = _words(
    r"""
    not|no(?! longer)|never|without|none|fails?|failed|unsuccessful(?:ly)?|again|still|come back|came back|until|unable
    nicht|kein|pas|sin
    """
)
_DONE = _words(
    r"""
    roll(?:s|ed|ing)? (?:back|out)|rollback|revert(?:s|ed|ing)?|restart(?:s|ed|ing)?|reboot(?:s|ed|ing)?
    redeploy(?:s|ed)?|deploy(?:s|ed|ing)|releas(?:es|ed|ing)|ship(?:s|ped)|hotfix(?:ed)?|patch(?:es|ed)|merge[sd]?|upgrad(?:es|ed|ing)
    migrat(?:es|ed|ing)|applied|applies|implement(?:s|ed)|{work}… {progress}
    scal(?:e|es|ed|ing) (?:up|out|down|in|from|to)|increas(?:e|es|ed) (?:the|to|from)|raised|lowered|reduced|resized
    expanded|added|adds|removed|removes|deleted|deletes|drain(?:s|ed)|purged|flushed|cleared the|truncated|evicted
    kill(?:s|ed)|terminated|paused|disabled?|enabled?|turn(?:s|ed) (?:on|off)|switch(?:es|ed)|blocked|throttled
    rate-?limit(?:s|ed)?|redirect(?:s|ed)|rerout(?:es|ed)|fail(?:s|ed)? ?over|replac(?:es|ed)|rotat(?:es|ed)
    revok(?:es|ed)|renew(?:s|ed)|re-?creat(?:es|ed)|rebuil[dt]s?|resets|configured|reconfigured|set to|ran|triggered
    moved (?:away|to|from)|started (?:the )?(?:restore|rebuild|job|migration)|isolat(?:es|ed)
    neu gestartet|neugestartet|zurückgerollt|ausgerollt|deaktiviert|redémarrée?s?|déployée?s?|désactivée?s?
    reinici(?:ó|ado|ada|amos)|despleg(?:ó|ado|ada|amos)|revertid[oa]
    """,
    work="deployment deploy release rollout upgrade migration failover restore maintenance change rebuild",
    progress="begins? began starts? started initiated underway completed? finish(?:es|ed) done",
)
_LEARNT = _words(
    r"""
    found|finds|identif(?:y|ies|ied)|root cause|cause (?:is|was)|hypothes[ie]s|investigat(?:e|es|ed|ing|ion|ions)
    discover(?:s|ed|y)?|suspect(?:s|ed)?|suspicion|confirm(?:s|ed)?|diagnos(?:e|es|ed|is)|reali[sz]e[sd]?
    look(?:s|ed|ing) (?:at|into)|observ(?:es|ed|ation)|trac(?:es|ed) (?:to|back)|correlat(?:es|ed|ion)
    analy[sz](?:e|es|ed|ing|is)|debug(?:s|ged|ging)?|narrow(?:s|ed)|troubleshoot(?:s|ing)?|sees|checks?|checked
    logs? (?:show|shows|showed)|determin(?:es|ed)|pinpoint(?:s|ed)?|understand|understood
    ursache|vermut(?:et|ung)|untersuch(?:t|ung)|hypothèse|cause identifiée|investiga(?:ción|ção|mos)|causa raíz
    """
)
_HURT = _words(
    r"""
    fail(?:s|ed|ing|ures?)?|errors?|outage|down|unavailable|unreachable|unresponsive|time(?:s|d)?[ -]?outs?|latency
    rises?|rising|rose|spikes?|spiked|degrad(?:es|ed|ation)|crash(?:es|ed|ing)?|out of memory|oom(?:killed)?|[45]xx
    5\d\d|lag|expires?|expired|exhausted|full|lost|loses|slow(?:er|ly)?|stop(?:s|ped) (?:working|responding|serving)
    impact|broken|breaks?|unhealthy|rejected|drops|dropped
    ausfall|fehler|störung|panne|erreurs?|caída|falla(?:s|ron)?|falha(?:s|ram)?
    """
)
_OTHERS = ((EventKind.ACTION, _DONE), (EventKind.DIAGNOSIS, _LEARNT), (EventKind.IMPACT, _HURT))
_WITHOUT_SPACES = {
    EventKind.COMMUNICATION: re.compile(r"告知|お知らせ|アナウンス|ステータスページ"),
    EventKind.DETECTION: re.compile(r"検知|アラート|通報|問い合わせ|报警|告警|감지"),
    EventKind.DECISION: re.compile(r"判断|決定|决定|결정"),
    EventKind.RECOVERY: re.compile(r"復旧|解消|恢复|복구"),
    EventKind.ACTION: re.compile(r"再起動|ロールバック|切り戻し|デプロイ|リリース|回滚|重启|扩容|재시작|롤백|배포"),
    EventKind.DIAGNOSIS: re.compile(r"原因|調査|特定|判明|排查|定位|조사|확인"),
    EventKind.IMPACT: re.compile(r"エラー|障害|発生|故障|异常|장애|오류"),
}
"""Scripts without spaces, whose words are found anywhere."""


def likely_kinds(events: Sequence[TimelineEvent]) -> tuple[EventKind | None, ...]:
    """Return for each event the kind that its author states, else the one that its words tell; `None` if neither does.

    What was changed before anybody noticed anything is a change, and afterwards an action.
    """
    kinds = [event.kind or _kind_of(plain_text(event.text[:_READ]).lower()) for event in events]
    noticed = next((n for n, kind in enumerate(kinds) if kind is EventKind.DETECTION), None)
    return tuple(_before(kinds, events, noticed))


def _before(
    kinds: Sequence[EventKind | None], events: Sequence[TimelineEvent], noticed: int | None
) -> Iterator[EventKind | None]:
    for number, (kind, event) in enumerate(zip(kinds, events, strict=True)):
        is_early = noticed is not None and number < noticed
        yield EventKind.CHANGE if is_early and kind is EventKind.ACTION and not event.kind else kind


def _kind_of(text: str) -> EventKind | None:
    if found := next((kind for kind, pattern in _WITHOUT_SPACES.items() if pattern.search(text)), None):
        return found
    is_ended = _CLOSES.search(text) or (_ENDED.search(text) and not _BUT.search(text))
    if _TALK.search(text):
        return EventKind.COMMUNICATION
    if _DECIDED.search(text):
        return EventKind.DECISION
    if _NOTICED.search(text):
        return EventKind.RECOVERY if is_ended else EventKind.DETECTION
    if is_ended:
        return EventKind.RECOVERY
    return _first(text)


def _first(text: str) -> EventKind | None:
    """Return the kind of whichever words come first: a text says what happened before it says what came of it."""
    found = ((kind, pattern.search(text)) for kind, pattern in _OTHERS)
    return min(((match.start(), kind) for kind, match in found if match), default=(0, None))[1]
