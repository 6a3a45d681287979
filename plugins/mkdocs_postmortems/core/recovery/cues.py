"""Words by which a sentence says what ended an incident, and those by which it says something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortems.core.parse.inline import label, plain_text, without_links

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that say one thing: single ones, and phrases for which it takes more than one."""

    words: frozenset[str]
    phrases: re.Pattern[str]

    def is_in(self, text: str, words: frozenset[str]) -> bool:
        """Return whether a text, whose words are given, says it."""
        return not self.words.isdisjoint(words) or self.phrases.search(text) is not None


def _cue(words: str, *phrases: str) -> _Cue:
    return _Cue(frozenset(words.split()), re.compile("|".join(phrases)))


_ENDED = _cue(
    """resolved resolves resolving recovered recovers recovering recovery restored restores restoring restoration
    mitigated
    mitigates mitigating mitigation remediated repaired unblocked alleviated stabilised stabilized fixed solved
    resumed
    cleared subsided disappeared succeeded drained addressed
    behoben wiederhergestellt gelöst entschärft résolu résolue résolus rétabli rétablie rétablis corrigé corrigée
    restauré
    restaurée resuelto resuelta restablecido restablecida restaurado solucionado resolvido resolvida
    ripristinato""",
    r"\bfix(?:es)? (?:this|that|it|the )",
    r"\b(?:back|return(?:ed|s|ing)?) (?:to (?:normal|service|baseline|operation|full|its|their|healthy|green"
    r"|ready|being)|up\b|online|in service|on\b)",
    r"\b(?:went|came|come|comes|was|were|is|are) back\b",
    r"\bbrought (?:\S+ ){0,6}(?:back|up)\b",
    r"\b(?:up|working|healthy|available|normal|functional|operational|online|running|accessible"
    r"|reachable) again\b",
    r"\b(?:caught up|incident (?:closed|over|ended|was closed)|stopped (?:failing|alerting|firing|crashing"
    r"|growing|the errors))",
    r"\b(?:had (?:\S+ ){1,4}back|closed (?:the|this) (?:issue|incident|case|ticket))\b",
    r"\b(?:fix|resolution|solution|mitigation|remediation|remedy|workaround) (?:was|is|involved|consisted"
    r"|required|included)\b",
    r"復旧|解消|恢复|修复|복구",
)
"""That it ended."""

_ACTED = _cue(
    """rollback rollbacks rolled-back reverted revert reverts restarted restarts restart rebooted reboot
    redeployed recreated re-created
    rebuilt reprovisioned reinstalled reinstated re-enabled reenabled reconnected rescheduled reindexed re-ran
    reran resynced
    re-synced regenerated re-generated reissued re-issued reset rebooting restarting reloaded reload rerouted
    re-routed resized
    replayed replaced replacement swapped recycled rotated renewed deployed shipped merged hotfix hotfixed
    hot-fix hotfixes
    patched patches applied implemented installed upgraded downgraded pinned migrated moved failover failed-over
    scaled
    increased raised doubled lowered reduced added expanded extended reallocated deallocated allocated
    provisioned created
    generated allowlisted whitelisted granted disabled enabled toggled switched deleted removed cleaned purged
    flushed dropped
    truncated freed evicted cordoned killed terminated paused blocked banned blackholed throttled rate-limited
    redirected
    diverted bypassed unlocked detached attached mounted unmounted remounted corrected changed updated edited
    adjusted
    reconfigured configured modified tuned manually workaround work-around ran executed triggered forced promoted
    bounced
    imported copied backfilled unset rotated revoked quarantined isolated suspended evacuated
    zurückgerollt neugestartet zurückgesetzt deaktiviert gelöscht erhöht ausgerollt ersetzt erneuert redémarré
    redémarrée
    redémarrés annulé annulée désactivé désactivée supprimé supprimée augmenté augmentée déployé déployée
    remplacé renouvelé
    reiniciado reiniciada reinició reiniciamos revertido revertida revirtió desactivado eliminado eliminada
    aumentado
    desplegado desplegada""",
    r"\broll(?:ed|ing|s)? (?:\S+ ){0,7}(?:back|forward|out)\b",
    r"\b(?:fail(?:ed|ing)? over|shut(?:ting)? (?:down|off)|turn(?:ed|ing) (?:\S+ ){0,4}(?:off|on)"
    r"|stopped (?:the|all|it)\b|by hand|set (?:the|up|a|an|it|\S+ to)\b)",
    r"\b(?:(?:re)?started (?:the|a|all|up|each|it|new)|released (?:a|the|version|v?\d)|pushed (?:a|an|the|out)"
    r"|neu gestartet|recovered from|restored (?:from|the|a)|fix (?:was|in|has|were|deployed|released|merged"
    r"|applied))",
    r"\bafter (?:a|an|the) (?:\S+ ){0,3}(?:migration|upgrade|deletion|deployment|release|change)\b",
    r"\b(?:this|these|the) (?:changes?|fix|actions?|steps|efforts|measures?) (?:\S+ ){0,2}(?:restored|resolved"
    r"|fixed|stabili[sz]ed|mitigated|solved)\b",
    r"\b(?:by itself|on (?:its|their) own|by themselves|without (?:our )?intervention|self-heal)",
    r"再起動|ロールバック|切り戻し|無効化|回滚|重启|롤백|재시작",
)
"""What was done."""

_DOING = re.compile(
    r"""(?:^|\b(?:by|after|via|with|through|team|then|and|was|were|involved|started)\s(?:manually\s|the\s)?)
    (?:re)?-?(?:start|boot|deploy|creat|build|roll|revert|scal|increas|rais|lower|reduc|add|remov|delet|disabl|enabl|turn|switch
    |kill|terminat|block|ban|throttl|drain|clear|clean|purg|flush|renew|rotat|replac|patch|upgrad|downgrad|pin|mov|migrat
    |appl|install|fix|correct|chang|updat|adjust|configur|modif|forc|runn|promot|delet|free|expand|extend|resiz|set|merg
    |provision|allocat|restor|stopp|shutt|paus|instat|issu|generat|sync|connect|rout|direct|validat)y?\w{0,2}ing\b""",
    re.VERBOSE,
)
"""What was done, as "by restarting the pods"."""

_CAUSAL = re.compile(
    r"""\b(?:
    (?:resolved|fixed|mitigated|restored|recovered|solved|addressed|remediated|corrected|repaired|alleviated)\s
            (?:\S+\s){0,3}(?:by|after|with|via|when|once|through|using)
        | (?:to|and|which|that|this|immediately|quickly|successfully|then)\s(?:\S+\s)?
            (?:resolve|fix|mitigate|restore|recover|alleviate|stop|unblock|solve|resolved|fixed|mitigated|restored|brought|recovered|stopped|solved)
        | (?:fix|resolution|solution|mitigation|remediation|remedy|workaround)\s
            (?:was|were|is|involved|consisted|required|included|came)
        | (?<=,\s)(?:resolving|restoring|mitigating|fixing|stabili[sz]ing|ending)
        | behoben\ durch | résolue?\ (?:par|en) | resuelto\ (?:mediante|con|al) )\b""",
    re.VERBOSE,
)
"""That what was done ended it."""

_IN_VAIN = _cue(
    """cannot can't can’t unable unsuccessful unsuccessfully didn't didn’t doesn't doesn’t wasn't wasn’t weren't
    isn't isn’t hadn't
    couldn't couldn’t wouldn't wouldn’t haven't hasn't attempt attempted attempts tried trying tries""",
    r"\b(?:did|does|do|was|were|is|are|had|has|have|could|would) not\b",
    r"\b(?:without success|no (?:effect|luck|success|change|improvement|help)|in vain|to no avail|not (?:help"
    r"|work|enough|sufficient))",
    r"\b(?:fail(?:ed|s|ing)? (?:to|because|with|due|again)|taking (?:\S+ ){0,3}long)",
    r"\bfailed\W*$",
    r"\bstill (?:\S+ ){0,2}(?:failing|down|broken|affected|unavailable|slow|seeing|present|not|ongoing"
    r"|occurring|happening|persist)",
)
"""That it was not what ended it."""

_BESIDES = _cue(
    """wrong wrongly accidentally accidental mistakenly unintentionally inadvertently unexpectedly unexpected
    ungracefully malformed
    faulty erroneous erroneously unclear unknown investigating investigated investigation investigate noticed
    reported reports
    reporting alerted suspected suspect though although despite unfortunately expires expired expire attacker
    malicious hypothesis
    responded informed announced notified communicated saying posted caused causing introduced""",
    r"\b(?:incident|ticket|issue|case|pr|pull request|question|alert|channel|bug)s? (?:was |were "
    r"|is )?(?:raised|opened|created|logged|declared|updated)\b",
    r"\b(?:raised|opened|created|logged|updated|ran) (?:\S+ ){0,3}(?:incident|ticket|issue|case|pull|pr|channel"
    r"|call|bridge|question|status)\b",
    r"\b(?:triggered by|root cause|led to|leading to|resulted in|resulting in|due to|looking into|looked into)\b",
    r"\b(?:(?:outage|incident) (?:began|started)|had (?:been )?(?:\w+ed|set))\b",
)
"""That it is about what began it, about looking into it or about telling others; no matter where one thing led
to its end."""

_LATER = _cue(
    """will shall should would must future prevent preventing follow-up follow-ups followup long-term longer-term
    recommend
    recommended recommendation recommendations consider considering todo tbd lesson lessons künftig zukünftig
    investing expect
    expected planned avoid i'll we'll""",
    r"\b(?:plan(?:s|ning)? (?:to|on)|going to|needs? to|need \w+ing|going forward|moving forward|from now on"
    r"|follow(?:ing)? up|long(?:er)? term|next steps?|action items?)\b",
    r"\b(?:we are|we['’]re) (?:\w+ )?(?:working|planning|looking|implementing|improving|reviewing|adding)",
    r"\b(?:ha(?:s|ve) since|since then|afterwards we|as a result of this|committed to|if (?:this|it"
    r"|that) happens|next time|has been planned)\b",
    r"\b(?:is|are) (?:\w+ly )?(?:also )?(?:addressing|implementing|working|reviewing|improving|planning"
    r"|enhancing|prioriti[sz]ing|developing|adding)\b",
    r"à l['’]avenir|en el futuro|今後",
)
"""That it is about what comes after."""

TOLD = 3
"""Points of a sentence that alone says what ended an incident."""


class Cues(NamedTuple):
    """What the words of a sentence say."""

    points: int
    """How much it says about what ended an incident; 0 or less if nothing.

    What was done has two points, that it ended has one, and one more that the first led to the second.
    """
    says_it_ended: bool
    is_about_later: bool


NO_CUES = Cues(points=0, says_it_ended=False, is_about_later=False)


def read_cues(sentence: str, *, must_end: bool = False) -> Cues:
    """Return what the words of a sentence, which is inline Markdown, say.

    Args:
        sentence: the sentence.
        must_end: whether one that does not say that it ended says nothing, which is found out sooner.
    """
    text = plain_text(sentence).lower()
    words = frozenset(_WORD.findall(text))
    ended = _ENDED.is_in(text, words)
    if must_end and not ended:
        return NO_CUES
    did = _ACTED.is_in(text, words) or _DOING.search(text) is not None
    is_later = _LATER.is_in(text, words)
    if not (did or ended) or _is_only_links(sentence):
        return Cues(0, ended, is_later)
    led = _CAUSAL.search(text) is not None
    against = 3 * is_later + 2 * _IN_VAIN.is_in(text, words) + (0 if led else 2 * _BESIDES.is_in(text, words))
    return Cues(2 * did + ended + led - against, ended, is_later)


def _is_only_links(sentence: str) -> bool:
    return "](" in sentence and not plain_text(without_links(sentence)).strip(" .,;:-–—()[]")


def without_label(text: str) -> str:
    """Return a text without the bold label that it begins with: `**Recovery:** it was back`."""
    marked = label(text)
    return marked.rest if marked and marked.bold and marked.rest else text
