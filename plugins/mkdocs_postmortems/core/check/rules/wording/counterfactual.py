"""What should have been: a past that did not happen explains nothing about the one that did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.prose import Passage
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.rules.wording.people import WHO
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import BlockKind

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
_DONE = rf"(?:{_SOFT}\s){{0,2}}(?!(?:{_ADJECTIVES})\s(?!by\b|to\b|up\b)[a-z])(?:{_IRREGULAR}|\w{{2,}}ed)\b"
_HAVE = rf"(?:\s?n['’]t|\snot)?(?:\s{_SOFT})?(?:\shave|['’]ve)"
_SHOULD = re.compile(rf"\b(?P<words>(?:should|ought\sto){_HAVE})\s(?P<done>{_DONE})", re.IGNORECASE)
_COULD = re.compile(
    rf"\b(?P<words>{WHO}\s(?:{_SOFT}\s)?(?:could|would|might){_HAVE})\s(?!expected|liked|thought)(?P<done>{_DONE})"
)
_AVOIDED = re.compile(
    rf"\b(?P<words>(?:could|might){_HAVE}\sbeen)\s(?:{_SOFT}\s)?(?P<done>prevented|avoided|averted|caught|detected|noticed"
    r"|mitigated|restored|fixed|found)\b",
    re.IGNORECASE,
)
_IF_ONLY = re.compile(
    r"""\b(?P<words>if\sonly\s(?=(?:we|they|he|she|I|somebody|someone|it|the|there)\b)
    |had\s(?:we|they|he|she|anyone|somebody|someone)\s(?!to\b|a\b|the\b|any\b|no\b|not\b|some\b))(?P<done>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)
_EXPECTED = re.compile(
    r"\bshould\shave\s(?:already\s|now\s|all\s)?been\s(?:[\w-]+\s){0,3}(?:by\snow|now|already)\b|\bby\snow\b",
    re.IGNORECASE,
)
"""What is expected of the present is no counterfactual: `should have been updated by now`."""


_GRATEFUL = (SectionName.LUCKY, SectionName.WENT_WELL)
"""Where what did not happen is good news."""
_DESIGNED = frozenset({"existed", "resulted", "occurred", "happened"})
"""`should have resulted in`: how a thing was meant to work."""
_QUESTION = re.compile(r"\b(?:assum\w*|whether|wonder\w*|think|guess\w*)\s(?:that\s|if\s)?$", re.IGNORECASE)


def counterfactuals(case: Case) -> Iterator[Flaw]:
    """Yield sentences about a past that did not happen."""
    for passage in case.passages:
        if passage.section in _GRATEFUL or passage.kind is BlockKind.HEADING:
            continue
        told = passage.section is SectionName.TIMELINE
        for pattern in (_SHOULD,) if told else (_SHOULD, _COULD, _AVOIDED, _IF_ONLY):
            for found in pattern.finditer(passage.text):
                if not _is_meant_otherwise(passage, found):
                    yield _flaw(passage.line_at(found.start()), " ".join(found["words"].split()), found["done"])


def _is_meant_otherwise(passage: Passage, found: re.Match[str]) -> bool:
    """Whether it is about what was expected of a machine, about the present, or only somebody's question."""
    before = passage.text[max(0, found.start() - 40) : found.start()]
    after = passage.text[found.end() : found.end() + 40]
    if _EXPECTED.search(f"{found[0]}{after}") or found["done"].lower() in _DESIGNED:
        return True
    in_clause = passage.section is SectionName.TIMELINE and re.search(r"\b(?:that|which|who|where)\s$", before)
    return bool(in_clause) or bool(_QUESTION.search(before))


def _flaw(line: int, words: str, done: str) -> Flaw:
    return Flaw(
        line,
        f"{words!r} tells what did not happen.",
        "Say what happened and what it looked like then; make what you wish for an action item: "
        f"“… was not {done}, because …”.".replace("was not been", "was not").replace("was not had", "did not have"),
    )


RULES = (
    Rule(
        code="PC140",
        name="counterfactual",
        title="A sentence is about what should have been done.",
        rationale="“Should have” measures people by what is known afterwards. It ends the search for reasons where it "
        "gets interesting: why what was done looked right at the time, and what hid the better way. "
        "What you want to be "
        "different the next time is an action item. Quotations, code, expectations (“should have "
        "been fixed by now”) and "
        "the sections on luck and on what went well are left alone.",
        bad="The on-call engineer should have checked the queue before restarting.",
        good="The on-call engineer restarted the service without looking at the queue: the runbook does "
        "not mention it, "
        "and the dashboard was green.",
        find=counterfactuals,
    ),
)
