"""Words that judge people, and people as causes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.rules.wording.people import ROLES, WHO, is_negated

_AUX = r"(?:\s(?:had|have|has|also|then|simply|just|initially|both|all|clearly|completely|obviously))*"
_OMITTED = re.compile(
    rf"\b(?P<who>{WHO}){_AUX}\s(?P<words>failed\sto|neglected\sto|forgot(?:ten)?(?:\sto|\sabout|\sthat|\sthe)?|did\s?n['’]t\sbother|ignored\s(?:the|an?|all|our|several|this|these|those)\b|overlooked)"
)
_JUDGED = re.compile(
    r"\b(?P<words>careless(?:ly|ness)?|negligen(?:t|tly|ce)|incompeten(?:t|tly|ce)|sloppy|sloppiness|reckless(?:ly|ness)?"
    r"|irresponsibl[ey]|lazy|laziness|stupid(?:ly|ity)?|inexcusabl[ey]|unprofessional|sheer\sluck\sof\sincompetence"
    r"|known\sbetter|common\ssense|bad\sengineering|(?:at|(?:my|our|his|her|their|whose)(?:\sown)?)\sfault|to\sblame(?!less)"
    r"|(?:is|are|was|were)\sto\sblame|screw(?:ed)?[\s-]up|messed\sup|(?:we|I|he|she|they)\sfucked\sup)\b",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"\blazy[\s-](?:load|init|eval|import|fetch|delet|creat|connect|alloc|compil|mode|unmount|expir|sync|updat|way|option|consensus|cache|bind)",
    re.IGNORECASE,
)
_HUMAN_ERROR = re.compile(
    rf"\b(?P<words>(?:human|operator|user|pilot|people|engineer|manual|administrator|personnel)[\s-](?:errors?|mistakes?)|(?:errors?|mistakes?|oversight|negligence|failure)\s(?:made\s)?by\s(?:an?|the|one|our|some)\s(?:[\w-]+\s){{0,2}}{ROLES})\b",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"\b(?:user|manual)[\s-]errors?\s(?:rates?|messages?|reports?|pages?|counts?|logs?|budget|handling|codes?|graph|metrics?)|\b(?:end[\s-])user[\s-]errors?",
    re.IGNORECASE,
)
_CAUSED = r"(?:caused|triggered|introduced|broken|created|brought\s(?:on|about)|initiated)\sby|due\sto|because\sof|thanks\sto|(?:fault|mistake|error|carelessness)\sof"
_SOMEBODY = rf"(?:an?|the|our|one)\s(?:[\w-]+\s){{0,2}}(?!team\b|teams\b|member|people|staff|crew){ROLES}(?!['’]s?\s(?:team|tool|machine|laptop|account|key|credential))|@[A-Za-z][\w-]{{1,38}}"
_PERSON = re.compile(
    rf"\b(?P<words>{_CAUSED}|(?:root\s)?cause\s(?:was|is|were|being|of\s\w+\swas))\s(?P<who>{_SOMEBODY})(?![\w-])",
    re.IGNORECASE,
)
_OWN_MISTAKE = re.compile(
    r"(?P<who>@[A-Za-z][\w-]{1,38}|\b(?:[Tt]he|[Oo]ur|[Aa]n?)\s(?:[\w-]+\s){0,2}(?:engineer|developer|operator|admin(?:istrator)?|intern|contractor|responder|reviewer|author|colleague|employee))['’]s\s(?P<words>(?:own\s)?(?:mistake|error|fault|carelessness|oversight|negligence|failure))\b"
)


def omissions(case: Case) -> Iterator[Flaw]:
    """Yield sentences in which somebody failed, forgot, neglected or ignored."""
    for passage in case.passages:
        for found in _OMITTED.finditer(passage.text):
            if not is_negated(passage.text, found.start("words")) or found["who"].lower() in ("nobody", "no one"):
                words = " ".join(found["words"].split())
                yield Flaw(
                    passage.line_at(found.start("words")),
                    f"{words!r} blames {' '.join(found['who'].split())!r} for something that was not done.",
                    _better_omission(words),
                )


def _better_omission(words: str) -> str:
    verb = words.split()[0].lower()
    if verb == "ignored":
        return "Say what the alert looked like among the others, and what was being worked on: “… was not acted on, because …”."
    if verb.startswith("forgot"):
        return "Say what the step depended on: “… was not done; nothing reminded of it, since …”."
    return "Say what was done and why it made sense: “… was not …, because …”."


def judgements(case: Case) -> Iterator[Flaw]:
    """Yield words that judge."""
    for passage in case.passages:
        for found in _JUDGED.finditer(passage.text):
            if is_negated(passage.text, found.start()) or _MACHINES.match(passage.text, found.start()):
                continue
            words = " ".join(found["words"].split())
            yield Flaw(
                passage.line_at(found.start()),
                f"{words!r} judges people.",
                "Say what they knew and what they were trying to do: “with what was on the screen, … looked right”.",
            )


def human_errors(case: Case) -> Iterator[Flaw]:
    """Yield "human error" and its kin."""
    for passage in case.passages:
        for found in _HUMAN_ERROR.finditer(passage.text):
            if is_negated(passage.text, found.start()) or _TECHNICAL.match(passage.text, found.start()):
                continue
            words = " ".join(found["words"].split())
            yield Flaw(
                passage.line_at(found.start()),
                f"{words!r} is where the analysis starts, and no cause.",
                "Say what made it easy to do: “the two commands differ in one letter, and nothing asks before …”.",
            )


def persons(case: Case) -> Iterator[Flaw]:
    """Yield sentences that name a person as the cause."""
    for passage in case.passages:
        for pattern in (_PERSON, _OWN_MISTAKE):
            for found in pattern.finditer(passage.text):
                if is_negated(passage.text, found.start()):
                    continue
                who = " ".join(found["who"].split())
                yield Flaw(
                    passage.line_at(found.start("who")),
                    f"{who!r} is named as a cause.",
                    "Name the change and what let it through: “a change of … reached production, since …”.",
                )


RULES = (
    Rule(
        code="PC141",
        name="omission-blamed",
        title="Somebody “failed to”, “forgot to”, “neglected to” or “ignored”.",
        rationale="To fail is to miss a mark that somebody set afterwards. At the time people did something else, for a "
        "reason that the next one in their place will have as well; that reason is what a postmortem is for. Machines "
        "may fail: only sentences about people are meant.",
        bad="We failed to notice the full disk.",
        good="Nobody noticed the full disk: the alert for it goes to a channel that was archived in May.",
        find=omissions,
    ),
    Rule(
        code="PC142",
        name="judging-word",
        title="A word such as “careless” or “at fault” judges people.",
        rationale="People who expect to be judged tell less, and what they do not tell happens again. A judgement also "
        "gives nothing to act on: one cannot order a team to be careful.",
        bad="The careless rollout took down both zones.",
        good="The rollout took down both zones, since the pipeline has no step between them.",
        find=judgements,
    ),
    Rule(
        code="PC143",
        name="human-error",
        title="“Human error” is given as an explanation.",
        rationale="Whoever worked there could have made the slip. What made it easy, what hid it, and what it took to "
        "undo it are properties of the system, and can be changed.",
        bad="The outage was due to human error.",
        good="The command for staging and the one for production differ in one letter, and neither asks.",
        find=human_errors,
    ),
    Rule(
        code="PC144",
        name="person-as-cause",
        title="A person is named as the cause.",
        rationale="An individual's action is never a root cause. Readers remember the name, and not what could be "
        "changed; and the next postmortem gets written without the people who know.",
        bad="The outage was caused by an engineer who ran the migration twice.",
        good="The migration ran twice: the first run gave no output for a minute, and nothing locks it.",
        find=persons,
    ),
)
