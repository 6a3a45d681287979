"""Who can be blamed: words for persons, as parts of patterns. Machines fail without being at fault."""

from __future__ import annotations

import re

ROLES = (
    r"(?:engineer|developer|dev|operator|administrator|admin|sysadmin|sre|dba|on-?call|responder|reviewer|maintainer"
    r"|technician|intern|contractor|employee|colleague|staff|coworker|co-worker|teammate|programmer|manager|person"
    r"|people|individual|human|volunteer|team|crew|member|new\shire|committer|contributor)s?"
)
"""What people are called by what they do."""

_NAMED = r"(?:the|our|an?|one|another|this|that|these|those|some|several|two|both|their|its|each|any)"
WHO = rf"(?:I|[Ww]e|[Hh]e|[Ss]he|[Nn]obody|[Nn]o\sone|[Ss]omeone|[Ss]omebody|[Ee]veryone|@[A-Za-z][\w-]{{1,38}}|(?:{_NAMED}|{_NAMED.capitalize()}|(?:{_NAMED}\s)?\w[\w-]*)(?:\s(?!(?:and|or|but|to|of|in|for|that|which|when|where|was|were|is|had|has)\b)[\w-]+){{0,2}}\s{ROLES}|(?:[Ee]ngineer|[Oo]perator|[Dd]eveloper)s?)"
"""Somebody as the subject of a verb."""

_NEGATED = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|without|nothing|hardly|isn['’]t|wasn['’]t|aren['’]t|weren['’]t|don['’]t|doesn['’]t"
    r"|didn['’]t|cannot|can['’]t|rather\sthan|instead\sof|instead|avoid\w*|blameless\w*)\W+(?:[\w'’-]+\W+){0,3})$",
    re.IGNORECASE,
)


def is_negated(text: str, place: int) -> bool:
    """Whether the words at a place are denied by those just before them in the sentence."""
    before = re.split(r"[.!?;\n]\s", text[max(0, place - 60) : place])[-1]
    return _NEGATED.search(before) is not None
