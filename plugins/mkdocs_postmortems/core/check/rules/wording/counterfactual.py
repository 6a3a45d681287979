"""Rule PC140: counterfactual sentences, such as "should have", which describe a past that did not happen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.prose import ProseBlock
from mkdocs_postmortems.core.check.rule import Rule, RuleContext
from mkdocs_postmortems.core.check.rules.wording.people import WHO, before, is_one_sentence, is_software
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import BlockKind

_IRREGULAR = (
    "been|seen|done|gone|known|taken|given|made|caught|kept|told|found|thought|sent|set|run|put|built|had|come|left"
    "|begun|broken|chosen|gotten|got|held|led|met|paid|read|shown|shut|spent|understood|woken|written|brought|felt|said"
    "|hit|let|cut|lost|won|thrown|grown|driven|fallen|drawn|spoken"
)
_ADJECTIVES = (
    "limited|dedicated|increased|improved|reduced|detailed|restricted|shared|automated|advanced|unlimited|varied|related"
    "|enabled|distributed|elevated|written|set|broken"
)
_SOFT = (
    r"(?:also|probably|likely|clearly|really|definitely|certainly|instead|then|already|easily|just|simply"
    r"|perhaps|both|all|ideally|never|immediately|better|at\sleast)"
)
_PARTICIPLE = rf"(?!(?:{_ADJECTIVES})\s(?!by\b|to\b|up\b)[a-z])(?:{_IRREGULAR}|\w{{2,}}ed)"
_DONE = rf"(?:{_SOFT}\s){{0,2}}{_PARTICIPLE}\b"
_HAVE = rf"(?:\s?n['’]t|\snot)?(?:\s{_SOFT})?(?:\shave|['’]ve)"
_MODAL = rf"(?:[Ss]hould|[Oo]ught\sto|[Nn]eeded\sto){_HAVE}"
_DECIDED = (
    "(?:double-)?checked|tested|reviewed|caught|noticed|spotted|seen|known|told|informed|warned|asked|consulted"
    "|communicated|announced|escalated|planned|considered|anticipated|foreseen|documented|discussed|verified"
    "|investigated|monitored|fixed|patched|prevented|avoided|addressed|done|used|followed|reverted|rolled\\sback|tried"
    "|trained|prepared|questioned|raised|recogni[sz]ed|identified|picked\\sup|prioriti[sz]ed|declared|called|involved"
    "|clarified|coordinated|handled|implemented|merged|deployed|released|approved|reported|thought|found|renewed|rushed"
)
"""Verbs for what only people do; "cleared" or "routed" are left out, since systems do that too."""
_SOON = (
    r"earlier|sooner|first|at\sonce|immediately|right\saway|straight\saway|more\scarefully"
    r"|from\sthe\s(?:start|beginning)|ago"
)
_SOMEBODY = rf"(?P<who>{WHO})(?:\son[\s-](?:call|duty)|\swho(?:\s[\w'’-]+){{1,5}}?)?"
_WORK = r"(?:(?:[Cc]ode|[Pp]eer|[Oo]ur|[Tt]he|[Dd]esign)\s){1,4}(?:review|testing|investigation|QA|planning)"
"""Joint work of people as a subject."""
_SHOULD = (
    re.compile(rf"\b{_SOMEBODY}\s(?:{_SOFT}\s)?(?P<words>{_MODAL})\s(?P<done>{_DONE})"),
    re.compile(rf"(?:\A[-*+\s|]*|\s[–—-]\s)(?P<words>{_MODAL})\s(?P<done>(?:{_SOFT}\s)?(?:{_DECIDED}))\b"),
    re.compile(rf"\b{_WORK}\s(?P<words>{_MODAL})\s(?P<done>{_DONE})"),
    re.compile(rf"\b[Tt]hey\s(?P<words>{_MODAL})\s(?P<done>(?:{_SOFT}\s)?(?:{_DECIDED}))\b"),
    re.compile(rf"\b[Tt]here\s(?P<words>{_MODAL})\s(?P<done>been)\s(?:an?|some|more|better|clear)\b"),
    re.compile(rf"\b(?P<words>{_MODAL})\s(?P<done>been\s(?:{_SOFT}\s)?(?:{_DECIDED}))\b"),
    re.compile(rf"\b(?P<words>{_MODAL})\s(?P<done>been\s{_PARTICIPLE})\b(?=[^.,;]{{0,40}}\b(?:{_SOON})\b)"),
)
_HELPED = r"prevented|avoided|averted|caught|detected|spotted|revealed|uncovered|saved|mitigated|shortened|surfaced"
_EFFORT = (
    r"(?:[Tt]esting|[Rr]eview|[Cc]ommunicat(?:ion|ing)|[Pp]lanning|[Tt]raining|[Cc]onsult(?:ation|ing)|[Cc]oordination"
    r"|[Pp]reparation|[Dd]iscussi(?:on|ng)|[Aa]sking|[Ll]ooking|[Rr]eading|[Cc]hecking|[Ww]aiting|pair\sof\seyes)"
)
"""Efforts of people that could have been greater. A missing automatic check is a fact about the system instead."""
_COULD = (
    re.compile(
        rf"\b(?P<words>{_SOMEBODY}\s(?:{_SOFT}\s)?(?:could|would|might){_HAVE})\s(?!expected|liked|thought|to\b)"
        rf"(?P<done>{_DONE})"
    ),
    re.compile(rf"\b[Tt]hey\s(?P<words>(?:could|might){_HAVE})\s(?P<done>(?:{_SOFT}\s)?(?:{_DECIDED}))\b"),
    re.compile(
        rf"""\b(?P<words>(?:[Cc]ould|[Mm]ight){_HAVE}\sbeen)\s(?:(?:{_SOFT}|successfully)\s)?(?P<done>prevented|avoided
        |averted|caught|detected|noticed|mitigated|restored|fixed|found|discovered|spotted|resolved|addressed|handled
        |shortened|minimi[sz]ed|(?:(?:much|far|a\slot|even|significantly)\s)?(?:better|faster|quicker|sooner|shorter
        |smaller|earlier|smoother|clearer|less)
        |{_PARTICIPLE}\s(?=[^.,;]{{0,40}}\b(?:{_SOON}|faster|better)\b))\b""",
        re.VERBOSE,
    ),
    re.compile(
        rf"\b{_EFFORT}\b[^.,;:]{{0,80}}?\s(?P<words>(?:could|would|might)(?:\s{_SOFT})?(?:\shave|['’]ve))\s"
        rf"(?P<done>(?:{_SOFT}\s)?(?:{_HELPED}))\b"
    ),
    re.compile(
        r"\b[Ii]t\s(?P<words>(?:would|might)(?:\shave|['’]ve)\sbeen)\s(?:much\s|far\s)?"
        r"(?P<done>better|best|wiser|safer|preferable|helpful|useful|quicker|faster|easier|good|nice)\b"
    ),
)
_IF = (
    re.compile(r"\b(?P<words>[Ii]f\sonly)\s(?:the\s|our\s)?\S+(?:\s\S+){0,2}?\s(?P<done>had|could|would|knew|were)\b"),
    re.compile(rf"\b(?P<words>[Hh]ad\s{_SOMEBODY})\s(?!to\b|an?\b|the\b|any\b|no\b|some\b)(?P<done>{_DONE})"),
    re.compile(
        rf"\b(?P<words>[Ii]f\s{_SOMEBODY}\shad(?:\snot|n['’]t)?)\s(?P<done>{_DONE})"
        r"(?=[^.;]{0,150}\b(?:would|could|might)(?:n['’]t|\snot)?(?:\s\w+)?(?:\shave|['’]ve)\b)"
    ),
)
_EXPECTED = re.compile(
    r"\bshould\shave\s(?:already\s|now\s|all\s)?been\s(?:[\w-]+\s){0,3}(?:by\snow|now|already)\b|\bby\snow\b"
    r"|\bautomatically\b|\bby\s(?:an?|the|our|its)\s(?:[\w-]+\s){0,2}(?:default|job|cron|script|controller|pipeline)\b",
    re.IGNORECASE,
)
"""An expectation of the present or of a machine is not counterfactual: `should have been updated by now`."""
_POSITIVE_SECTIONS = (SectionName.LUCKY, SectionName.WENT_WELL)
"""Sections in which things that did not happen are good news."""
_LUCK = re.compile(
    r"\b(?:luck\w*|fortunate\w*|thank\w*|otherwise)\b(?!.*\b(?:but|however|although)\b)", re.IGNORECASE | re.DOTALL
)
_HYPOTHESIS = re.compile(r"\bif\s(?:the|this|that|it|these|an?|no|both|all)\b", re.IGNORECASE)
"""`if the backup had failed too, we would have been …`: what was spared, not what anybody neglected."""
_RECEIVED = frozenset("received gotten got existed resulted occurred happened heard".split())
"""`should have resulted in`, `we should have received`: how a system was meant to work."""
_NOTIFIED = frozenset("alerted paged notified able unable".split())
"""`we should have been paged`: what a system was meant to do for people."""
_QUESTION = re.compile(r"\b(?:assum\w*|whether|wonder\w*|think|guess\w*)\s(?:that\s|if\s)?$", re.IGNORECASE)


def counterfactuals(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each counterfactual sentence."""
    for passage in context.passages:
        if passage.section in _POSITIVE_SECTIONS or passage.kind is BlockKind.HEADING:
            continue
        last = -1
        for found in sorted(_found(passage), key=lambda one: one.start("words")):
            start = found.start("words")
            if last < 0 or not is_one_sentence(passage.text, last, start):
                last = start
                yield _diagnostic(
                    context, passage.line_at(start), " ".join(found["words"].split()), found["done"].split()[-1]
                )


def _found(passage: ProseBlock) -> Iterator[re.Match[str]]:
    """Yield all counterfactual phrases of a passage. A timeline may record what people wished at the time."""
    in_timeline = passage.section is SectionName.TIMELINE
    could = () if passage.section is SectionName.ACTION_ITEMS else _COULD
    for pattern in _SHOULD if in_timeline else (*_SHOULD, *could, *_IF):
        for found in pattern.finditer(passage.text):
            if not _is_exempt(passage, found):
                yield found


def _is_exempt(passage: ProseBlock, found: re.Match[str]) -> bool:
    """Whether a phrase is about what was expected of a machine, about the present, about luck, or only a question."""
    text, start = passage.text, found.start()
    preceding = text[max(0, start - 40) : start]
    if is_software(found.groupdict().get("who") or ""):
        return True
    if _EXPECTED.search(f"{found[0]}{text[found.end() : found.end() + 60]}") or _is_about_system(found, text):
        return True
    if found["done"].endswith("been") and "would" in found["words"] and _HYPOTHESIS.search(before(text, start)):
        return True
    in_clause = passage.section is SectionName.TIMELINE and re.search(r"\b(?:that|which|who|where)\s$", preceding)
    return bool(in_clause) or bool(_QUESTION.search(preceding)) or bool(_LUCK.search(before(text, start)))


def _is_about_system(found: re.Match[str], text: str) -> bool:
    """Whether the phrase describes what a system does for people: `we should have been paged`."""
    done = found["done"].lower().split()
    following = re.match(r"\s(\w+)", text[found.end() :])
    return done[-1] in _RECEIVED or (done[-1] == "been" and following is not None and following[1] in _NOTIFIED)


def _diagnostic(context: RuleContext, line: int, words: str, done: str) -> Diagnostic:
    return context.diagnostic(
        line,
        f"{words!r} describes what did not happen.",
        "Say what happened and how it looked at the time; turn the wish into an action item: "
        f"“… was not {done}, because …”.".replace("was not been", "was not").replace("was not had", "did not have"),
        highlight=words,
    )


RULES = (
    Rule(
        code="PC140",
        name="counterfactual",
        title="A sentence says what should have been done.",
        rationale="“Should have” measures people by what is known afterwards. It ends the search for reasons too "
        "early: why the action looked right at the time, and what hid the better one. What is to be different next "
        "time belongs in an action item. Quotations, code, expectations (“should have been fixed by now”), what a "
        "machine was meant to do (“the job should have taken a minute”) and the sections on luck and on what went "
        "well are not checked.",
        bad="The on-call engineer should have checked the queue before restarting.",
        good="The on-call engineer restarted the service without looking at the queue: the runbook does not mention "
        "it, and the dashboard was green.",
        find=counterfactuals,
    ),
)
