"""Who can be blamed: words for persons, as parts of patterns. Machines fail without being at fault."""

from __future__ import annotations

import re

ROLES = (
    r"(?:engineer|developer|dev|operator|administrator|admin|sysadmin|sre|dba|on-?call|responder|reviewer|maintainer"
    r"|technician|intern|contractor|employee|colleague|staff|coworker|co-worker|teammate|programmer|manager|person"
    r"|people|individual|human|volunteer|team|crew|member|newcomer|committer|contributor|personnel)s?"
)
"""What people are called by what they do."""
PERSON = ROLES.replace("|team|crew|", "|team\\smember|").replace("|staff|", "|").replace("|people|", "|")
"""The same without groups."""
_ONE = r"(?:[Tt]he|[Oo]ur|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ss]ome|[Tt]wo|[Bb]oth|[Tt]heir)"
_STOPS = r"(?!(?:and|or|but|to|of|in|for|that|which|when|where|was|were|is|had|has|by)\b)"
SOMEBODY = rf"{_ONE}\s(?:{_STOPS}[\w-]+\s){{0,3}}{ROLES}"
"""`the on-call engineer`."""
WHO = (
    r"(?:I|[Ww]e|[Hh]e|[Ss]he|[Nn]obody|[Nn]o\sone|[Ss]omeone|[Ss]omebody|[Ee]veryone|@[A-Za-z][\w-]{1,38}"
    rf"|{SOMEBODY}|(?:[Ee]ngineers|[Oo]perators|[Dd]evelopers|[Ss]taff|[Pp]ersonnel))"
)
"""Somebody as the subject of a verb."""

_NEGATED = re.compile(
    r"""(?:\b(?:not|never|nobody|no|nor|neither|without|nothing|hardly|isn['’]t|wasn['’]t|aren['’]t|weren['’]t|don['’]t
    |doesn['’]t|didn['’]t|cannot|can['’]t|rather\sthan|instead(?:\sof)?|avoid\w*|blameless\w*
    |assum\w+|suspect\w+|thought|whether)\W+(?:[\w'’-]+\W+){0,3})$""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = re.compile(r"[.!?;]\s|\n\n")
_REACH = 70


def is_negated(text: str, place: int) -> bool:
    """Whether the words at a place are denied, or put as a guess, by those just before them in the sentence."""
    before = _SENTENCE.split(text[max(0, place - _REACH) : place])[-1]
    return _NEGATED.search(before) is not None
