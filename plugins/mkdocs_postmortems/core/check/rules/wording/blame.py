"""Words that judge people, and people as causes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.rules.wording.people import PERSON, SOMEBODY, WHO, is_negated

_AUX = r"(?:\s(?:had|have|has|also|then|simply|just|initially|both|all|clearly|completely|obviously|unfortunately))*"
_OMITTED = re.compile(
    rf"""\b(?P<who>{WHO}){_AUX}\s(?P<words>failed\sto|neglected\sto|forgot(?:ten)?(?:\s(?:to|about|that|the))?
        |did\s?n['’]t\sbother|ignored\s(?:the|an?|all|our|several|this|these|those)\b|overlooked)
    |   \b(?P<words2>forgot(?:ten)?\sto)\b
    |   \b(?P<words3>failures?)\s(?:of|by)\s(?P<who3>{SOMEBODY})\sto\b""",
    re.VERBOSE,
)
_JUDGED = re.compile(
    r"""\b(?P<words>careless(?:ly|ness)?|negligen(?:t|tly|ce)|incompeten(?:t|tly|ce)|sloppy|sloppiness
    |reckless(?:ly|ness)?|irresponsibl[ey]|lazy|laziness|stupid(?:ly|ity)?|inexcusabl[ey]|unprofessional
    |known\sbetter|(?:my|our|his|her|their|whose)(?:\sown)?\sfault|screwed[\s-]up|messed\sup)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FAULT = re.compile(rf"\b{WHO}\s(?:is|are|was|were)\s(?:\w+\s)?(?P<words>at\sfault|to\sblame)\b")
_MACHINES = re.compile(
    r"""lazy[\s-](?:load|init|eval|import|fetch|delet|creat|connect|alloc|compil|mode|unmount|expir|sync|updat|way|option
    |consensus|cache|bind|replic|migrat)""",
    re.IGNORECASE | re.VERBOSE,
)
_HUMAN_ERROR = re.compile(
    rf"""\b(?P<words>(?:human|operator|pilot|people|engineer|administrator|personnel)[\s-](?:errors?|mistakes?)
    |   user[\s-]error\b(?!\s(?:rates?|messages?|reports?|pages?|counts?|logs?|budget|handling|codes?|graph|metrics?))
    |   (?:errors?|mistakes?|oversight|negligence|failure)\s(?:made\s)?by\s(?:an?|the|one|our|some)\s(?:[\w-]+\s){{0,2}}
        {PERSON})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CAUSED = (
    r"(?:(?:[Cc]aused|[Tt]riggered|[Ii]ntroduced|[Bb]roken|[Cc]reated|[Bb]rought\s(?:on|about)|[Ii]nitiated)\sby"
    r"|[Dd]ue\sto|[Bb]ecause\sof|[Ff]ault\sof|[Mm]istake\sof|[Cc]ause\s(?:was|is|being))"
)
_A_PERSON = (
    rf"(?:(?:an?|the|our|one)\s(?:[a-z][\w-]*\s){{0,2}}{PERSON}(?!['’\s-]*(?:error|mistake|factor|tool"
    r"|account|key))|@[A-Za-z][\w-]{1,38})"
)
_PERSON = re.compile(rf"\b(?P<words>{_CAUSED})\s(?P<who>{_A_PERSON})(?![\w-])")
_OWN_MISTAKE = re.compile(
    rf"(?P<who>@[A-Za-z][\w-]{{1,38}}|\b(?:[Tt]he|[Oo]ur|[Aa]n?)\s(?:[a-z][\w-]*\s){{0,2}}{PERSON})['’]s\s"
    r"(?P<words>(?:own\s)?(?:mistake|error|fault|carelessness|oversight|negligence|failure))\b"
)
_SLIPPED = re.compile(
    rf"\b(?P<who>(?:[Tt]he|[Oo]ur|[Aa]n?|[Oo]ne)\s(?:[\w-]+\s){{0,3}}{PERSON})\b(?:\s(?:at|from|of)\s[\w-]+)?(?:,[^.,]{{1,60}},)?\s"
    r"(?:had\s|then\s)?(?P<words>mistakenly|accidentally|inadvertently|erroneously|wrongly|incorrectly)\s\w+"
)


def omissions(case: Case) -> Iterator[Flaw]:
    """Yield sentences in which somebody failed, forgot, neglected or ignored."""
    for passage in case.passages:
        for found in _OMITTED.finditer(passage.text):
            group = next(name for name in ("words", "words2", "words3") if found[name])
            if not is_negated(passage.text, found.start(group)):
                words = " ".join(found[group].split())
                message = f"{words!r} blames people for something that was not done."
                yield Flaw(passage.line_at(found.start(group)), message, _better_omission(words))


def _better_omission(words: str) -> str:
    verb = words.split(maxsplit=1)[0].lower()
    if verb == "ignored":
        return "Say what the alert looked like among the others: “… was not acted on, because …”."
    if verb.startswith("forgot"):
        return "Say what the step depended on: “… was not done; nothing reminded of it, since …”."
    return "Say what was done and why it made sense: “… was not …, because …”."


def judgements(case: Case) -> Iterator[Flaw]:
    """Yield words that judge."""
    for passage in case.passages:
        for found in (*_JUDGED.finditer(passage.text), *_FAULT.finditer(passage.text)):
            if is_negated(passage.text, found.start("words")) or _MACHINES.match(passage.text, found.start("words")):
                continue
            words = " ".join(found["words"].split())
            yield Flaw(
                passage.line_at(found.start("words")),
                f"{words!r} judges people.",
                "Say what they knew and what they were trying to do: “with what was on the screen, … looked right”.",
            )


def human_errors(case: Case) -> Iterator[Flaw]:
    """Yield "human error" and its kin."""
    for passage in case.passages:
        for found in _HUMAN_ERROR.finditer(passage.text):
            if is_negated(passage.text, found.start()):
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
        for pattern in (_PERSON, _OWN_MISTAKE, _SLIPPED):
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
        rationale="To fail is to miss a mark that somebody set afterwards. At the time people did something "
        "else, for a "
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
