"""Tells sentences about what was done from those about what is to be done, by the form of their first verb."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.inline import plain_text

TASK_VERBS = """add|adjust|adopt|alert|allocate|allow|always|apply|assign|audit|automate|avoid|block|build|buy|catch
|centrali[sz]e|change|check|clarify|clean|conduct|configure|consider|convert|create|decide|define|deploy
|develop|disable|document|educate|enable|encourage|enforce|enhance|ensure|establish|evaluate|expand
|extend|extract|find|fix|harden|implement|improve|include|increase|install|instrument|integrate
|introduce|investigate|isolate|keep|limit|lower|maintain|make|measure|merge|migrate|monitor|move|never
|optimi[sz]e|perform|pin|prefer|prevent|provide|publish|raise|rebuild|record|reduce|refactor|refine
|remove|rename|replace|require|restrict|review|rewrite|rotate|run|schedule|separate|set|simplify|split
|standardi[sz]e|stop|strengthen|switch|test|tighten|track|train|tune|unify|update|upgrade|use|validate
|verify|warn|write"""
"""Verbs with which tasks begin, as alternatives of a verbose pattern."""
_TASK = re.compile(rf"\W*(?:{TASK_VERBS})\s+(?!(?:was|were|is|are|did)\b)\S", re.IGNORECASE | re.VERBOSE)
_NARRATED = re.compile(
    r"""^\W*(?:\d{1,2}:\d\d\W+)?
    (?: (?:we|i|they|he|she|it|the\ [\w -]{1,40}|[A-Z]\w{1,20})\s+ )??
    (?:then\s+|also\s+|manually\s+|quickly\s+|temporarily\s+)?
    (?: (?!need\b|embed\b|feed\b|speed\b|seed\b|shed\b|proceed\b|exceed\b)[a-z]{2,14}ed\b
    |   was\b | were\b | had\b | took\b | went\b | ran\b | made\b | brought\b | sent\b | found\b | began\b | shut\b
    |   saw\b | became\b | broke\b | lost\b | rose\b | fell\b | came\b | gave\b | died\b | burst\b | got\b | did\b )""",
    re.IGNORECASE | re.VERBOSE,
)
_PASSIVE = re.compile(
    r"""^(?:(?!\b(?:which|what|who|why|how|where|when|whether|that|if|should|must|will|would|to|be)\b)[^.!?:;]){0,120}?
        \b(?:was|were|(?:has|have)\ (?:now\ |since\ |also\ )?been)\ (?:\w{3,14}ly\ )?
        (?!not\b)\w{3,14}(?:ed|en|out|t)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What was done to something that a sentence names first: "All hosts were rebuilt"."""


def is_narrated(text: str) -> bool:
    """Whether a text tells of the past: "Restarted the pods", "We rolled back", "All hosts were rebuilt"."""
    words = plain_text(text)
    return bool(_NARRATED.match(words) or _PASSIVE.match(words))


def is_task(text: str) -> bool:
    """Whether a text begins with a verb that says what to do: "Require an approval"."""
    return bool(_TASK.match(plain_text(text)))


def are_tasks(texts: Sequence[str]) -> bool:
    """Whether more than half of the texts say what to do: "Require an approval"."""
    return sum(map(is_task, texts)) * 2 > len(texts)


def are_narrated(texts: Sequence[str]) -> bool:
    """Whether more than half of the texts begin in the past tense."""
    return sum(map(is_narrated, texts)) * 2 > len(texts)
