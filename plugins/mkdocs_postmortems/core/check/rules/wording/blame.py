"""Rules PC141 to PC144: blamed omissions, judging words, "human error", and people named as causes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.rule import Rule, RuleContext
from mkdocs_postmortems.core.check.rules.wording.people import (
    PERSON,
    ROLES,
    SOMEBODY,
    WHO,
    before,
    is_negated,
    is_software,
)
from mkdocs_postmortems.core.diagnostics import Diagnostic

_AUX = (
    r"(?:\s(?:had|have|has|also|then|simply|just|initially|both|all|clearly|completely|obviously|unfortunately|never))*"
)
_TRIED = r"(?!\s(?:reproduce|replicate|connect|log|ssh|access|load|open|start|restart|boot|recover|restore)\b)"
"""After "failed to", these verbs say that an attempt had no success, which blames nobody."""
_SIGN = r"alert|page|warning|signal|error|e-?mail|message|notification|step|check|sign|bug|flag|regression|deadline"
_OMITTED = re.compile(
    rf"""\b(?P<who>{WHO})(?:\son[\s-](?:call|duty))?{_AUX}\s(?P<words>failed\sto{_TRIED}|neglected\sto|omitted\sto
        |forgot(?:ten)?(?:\s(?:to|about|that|the))?|(?:did\s?n['’]t|did\snot|never)\sbother(?:ed)?
        |(?:did\s?n['’]t|did\snot)\sfollow\s(?:the|our|any|this|that|standard)|ignored(?!\sby\b)|disregarded|overlooked
        |missed\s(?:the|an?|this|that|these|those|several|our|two|both)(?=\s(?:[\w-]+\s){{0,2}}(?:{_SIGN})s?\b))
    |   \b(?P<who2>Support|Operations|Security|Engineering|Marketing|Sales|Finance|QA)\s(?P<words2>failed\sto
        (?=\s(?:escalate|follow|inform|tell|notice|reali[sz]e|consider|anticipate|appreciate|consult|ask|read)\b)
        |neglected\sto|forgot\sto)
    |   (?<!who\s)(?<!users\s)(?<!customers\s)(?<!you\s)\b(?P<words4>forgot(?:ten)?\sto)\b
    |   \A[\W\d]*(?:[*_\w\s]{{1,30}}:[*_\s]*)?(?P<words5>(?:Forgot|Missed|Neglected|Omitted)\sto)\b
    |   \b(?:was|were|been)\s(?P<words6>overlooked)\b
    |   \b(?P<words3>failures?)\s(?:of|by)\s(?P<who3>{SOMEBODY})\sto\b""",
    re.VERBOSE,
)
_GROUPS = ("words", "words2", "words3", "words4", "words5", "words6")
_JUDGED = re.compile(
    r"""\b(?P<words>careless(?:ly|ness)?|negligen(?:t|tly|ce)|incompeten(?:t|tly|ce)|sloppy|sloppiness
    |reckless(?:ly|ness)?|irresponsibl[ey]|laziness|stupid(?!\ssimple)|stupidly|stupidity|inexcusabl[ey]|unprofessional
    |dumb\s(?:mistake|error|decision|idea|move|change|configuration)|foolish(?:ly|ness)?
    |known\sbetter|(?:my|our|his|her|their|whose)(?:\sown)?\sfault
    |(?<=\btoo\s)lazy|(?<=\bwas\s)lazy|(?<=\bwere\s)lazy|(?<=\bbeing\s)lazy|(?<=\bbeen\s)lazy|(?<=\bgot\s)lazy)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PEOPLE = re.compile(
    rf"""\b{WHO}\s(?:is|are|was|were)\s(?:\w+\s)?(?P<words>at\sfault|to\sblame|lazy|not\spaying\sattention|inattentive)\b
    |   \b{WHO}{_AUX}\s(?P<words2>(?:screwed|messed)[\s-]up)\b
    |   \b(?P<words3>[Ii]nexperienced)\s(?:[a-z]+\s)?{ROLES}\b
    |   \b(?:[Tt]he|[Oo]ur|[Aa]n?)\s(?:[a-z][\w-]*\s){{0,2}}{ROLES}(?P<words4>['’]s?\s(?:own\s)?fault)\b""",
    re.VERBOSE,
)
_MACHINES = re.compile(r"sloppy\s(?:quorum|phrase|match)", re.IGNORECASE)
_HUMAN_ERROR = re.compile(
    rf"""\b(?P<words>(?:human|operator|pilot|people|engineer|administrator|personnel|manual)[\s-](?:errors?|mistakes?)
    |   user[\s-]error|finger\strouble|fat[\s-]finger(?:ed|ing|s)?
    |   (?:(?:errors?|mistakes?|oversight|negligence|failure)\s(?:(?:was|were)\s)?(?:made\s)?by|mistakes?\sof)
        \s(?:one\sof\s)?
        (?:an?|the|one|our|some)\s(?:[\w-]+\s){{0,2}}{PERSON})\b
        (?!\s(?:rates?|messages?|reports?|pages?|counts?|logs?|budgets?|handling|codes?|graph|metrics?|prone|class))""",
    re.IGNORECASE | re.VERBOSE,
)
_USER_ERROR = re.compile(
    r"\b(?:return|rais|throw|show|display|gav|giv|log|count|treat|class|report)\w*\s(?:as\s)?(?:an?\s)?$", re.IGNORECASE
)
_GUARDED = re.compile(
    r"""\b(?:prevent|protect|guard|avoid|reduc|minimi[sz]|eliminat|remov|mitigat|limit|catch|rul(?:es?|ed|ing)\sout|against|risks?
    |chances?|possib\w*|potential|prone|room|likel|suscept|accept|blam|treat|robust|resilien|toler)\w*
    \s(?:[\w'’-]+\s){0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""`to rule out human error`: a hazard that one guards against is not given as an explanation."""
_DENIED = re.compile(
    r"^\s(?:is|are|was|were)(?:\s(?:not|never|no|a\s(?:symptom|consequence))\b|n['’]t|\s(?:always\s|more\s)?(?:likely|possible))",
    re.IGNORECASE,
)
_CAUSED = (
    r"(?:(?:[Cc]aused|[Tt]riggered|[Ii]ntroduced|[Bb]roken|[Bb]rought\s(?:on|about|down)|[Tt]aken\sdown"
    r"|[Kk]nocked\s(?:out|over))\sby|[Rr]esult\sof"
    r"|[Dd]ue\sto|[Bb]ecause\sof|[Ff]ault\sof|[Mm]istake\sof|[Cc]ause\s(?:was|is|being))"
)
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?()|–—-])|\s+(?:who|that|which|whose|at|on|in|from|of|with|during|while|when|and|or|to|as|by|after"
    r"|before|for|trying|\w+ing|\w+ed|ran|did|was|had|has|is|made|put|set|left|took)\b)"
)
"""What may follow a person; anything else makes the word part of a name: `the developer portal`."""
_A_PERSON = (
    rf"(?:(?:(?:an?|the|our|one)\s(?:[a-z][\w-]*\s){{0,2}}{PERSON}"
    rf"|(?:the|our)\s(?:[a-z][\w-]*\s)?(?:crew|(?:night|day|late|early|morning|weekend)\sshift)){_ENDS}"
    r"|@[A-Za-z][\w-]{1,38})"
)
_PERSON = re.compile(rf"\b(?P<words>{_CAUSED})\s(?P<who>{_A_PERSON})(?![\w-])")
_MEANT = re.compile(
    r"(?:fail-?\s?over|roll-?\s?back|restart|reboot|deploy\w{0,12}|release|restore|build|page|call|review|sync|drain|escalation"
    r"|investigation|alarm|test|drill|exercise)\s(?:was|were|is|had\sbeen)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Things that people do on purpose: `the rollback was triggered by an engineer` blames nobody."""
_OWN_MISTAKE = re.compile(
    rf"(?P<who>@[A-Za-z][\w-]{{1,38}}|\b(?:[Tt]he|[Oo]ur|[Aa]n?)\s(?:[a-z][\w-]*\s){{0,2}}{PERSON})['’]s\s"
    r"(?P<words>(?:own\s)?(?:mistake|error|carelessness|oversight|negligence|failure))\b"
)
_AGENT = rf"(?P<who>(?:[Tt]he|[Oo]ur|[Aa]n?|[Oo]ne)\s(?:[\w-]+\s){{0,3}}{PERSON})\b"
_SLIPPED = re.compile(
    rf"\b{_AGENT}(?:\s(?:at|from|of)\s[\w-]+)?(?:,[^.,]{{1,60}},)?\s"
    r"(?:had\s|then\s)?(?P<words>mistakenly|accidentally|inadvertently|erroneously|wrongly|incorrectly)\s\w+"
)
_BROKE = re.compile(
    rf"\b{_AGENT}\s(?:had\s|then\s)?(?P<words>(?:caused|triggered)\s(?:the|an?|this)\s(?:\w+\s){{0,2}}(?:outage|incident"
    r"|downtime|failure|loss|disruption)|(?:took|brought|knocked)\s(?:down|out)\s(?:the|an?|our|both|all|production)"
    r"|broke\s(?:the|our|production))\b(?![^.]*\b(?:to|so\sthat)\s)"
)


def omissions(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield sentences in which people failed to, forgot to or neglected to do something, or ignored it."""
    for passage in context.passages:
        for found in _OMITTED.finditer(passage.text):
            group = next(name for name in _GROUPS if found[name])
            if not is_negated(passage.text, found.start(group)) and not is_software(found["who"] or ""):
                words = " ".join(found[group].split())
                message = f"{words!r} blames people for something that was not done."
                line = passage.line_at(found.start(group))
                yield context.diagnostic(line, message, _better_omission(words), highlight=words)


def _better_omission(words: str) -> str:
    verb = words.split(maxsplit=1)[0].lower()
    if verb == "ignored":
        return "Say what the alert looked like among the others: “… was not acted on, because …”."
    if verb.startswith("forgot"):
        return "Say what the step depended on: “… was not done; nothing reminded of it, since …”."
    return "Say what was done and why it made sense: “… was not …, because …”."


def judgements(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield words that judge people, such as "careless"."""
    for passage in context.passages:
        for found in (*_JUDGED.finditer(passage.text), *_PEOPLE.finditer(passage.text)):
            group = next(name for name, words in found.groupdict().items() if words)
            place = found.start(group)
            if is_negated(passage.text, place) or _MACHINES.match(passage.text, place):
                continue
            words = " ".join(found[group].split()).removeprefix("'s ").removeprefix("’s ")
            yield context.diagnostic(
                passage.line_at(place),
                f"{words!r} judges people.",
                "Say what they knew and what they were trying to do: “with what was on the screen, … looked right”.",
                highlight=words,
            )


def human_errors(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield "human error" and similar phrases that are given as an explanation."""
    for passage in context.passages:
        for found in _HUMAN_ERROR.finditer(passage.text):
            if is_negated(passage.text, found.start()) or _is_no_explanation(passage.text, found):
                continue
            words = " ".join(found["words"].split())
            yield context.diagnostic(
                passage.line_at(found.start()),
                f"{words!r} is not a cause; the analysis starts there.",
                "Say what made it easy to do: “the two commands differ in one letter, and nothing asks before …”.",
                highlight=words,
            )


def _is_no_explanation(text: str, found: re.Match[str]) -> bool:
    """Whether the phrase is guarded against, denied, or an error that a program reports."""
    sentence_start = before(text, found.start())
    is_program_output = found["words"].lower().startswith("user") and _USER_ERROR.search(sentence_start)
    return bool(
        is_program_output or _GUARDED.search(sentence_start) or _DENIED.match(text[found.end() : found.end() + 40])
    )


def persons(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield sentences that name a person as the cause."""
    for passage in context.passages:
        for pattern in (_PERSON, _OWN_MISTAKE, _SLIPPED, _BROKE):
            for found in pattern.finditer(passage.text):
                if is_negated(passage.text, found.start()) or is_software(found["who"]):
                    continue
                if _MEANT.search(before(passage.text, found.start())):
                    continue
                who = " ".join(found["who"].split())
                yield context.diagnostic(
                    passage.line_at(found.start("who")),
                    f"{who!r} is named as a cause.",
                    "Name the change and why nothing stopped it: “a change of … reached production, since …”.",
                    highlight=who,
                )


RULES = (
    Rule(
        code="PC141",
        name="omission-blamed",
        title="A sentence says that people “failed to”, “forgot to”, “neglected to” or “ignored” something.",
        rationale="Such a sentence measures people by a standard that was set afterwards. At the time they did "
        "something else, for a reason that the next person in their place will have as well; a postmortem is there to "
        "find that reason. Sentences about machines are not reported.",
        bad="We failed to notice the full disk.",
        good="Nobody noticed the full disk: the alert for it goes to a channel that was archived in May.",
        find=omissions,
    ),
    Rule(
        code="PC142",
        name="judging-word",
        title="A word such as “careless” or “at fault” judges people.",
        rationale="People who expect to be judged tell less, and what they do not tell happens again. A judgement also "
        "leads to no action: one cannot order a team to be careful.",
        bad="The careless rollout took down both zones.",
        good="The rollout took down both zones, since the pipeline has no step between them.",
        find=judgements,
    ),
    Rule(
        code="PC143",
        name="human-error",
        title="“Human error” is given as an explanation.",
        rationale="Anybody in that place could have made the mistake. What made it easy, what hid it, and how hard it "
        "was to undo are properties of the system, and can be changed.",
        bad="The outage was due to human error.",
        good="The command for staging and the one for production differ in one letter, and neither asks.",
        find=human_errors,
    ),
    Rule(
        code="PC144",
        name="person-as-cause",
        title="A person is named as the cause.",
        rationale="One person's action never explains an incident. Readers remember the person instead of what could "
        "be changed, and the next postmortem is written without the people who know what happened.",
        bad="The outage was caused by an engineer who ran the migration twice.",
        good="The migration ran twice: the first run gave no output for a minute, and nothing locks it.",
        find=persons,
    ),
)
