"""Regular expressions for people, shared by the wording rules, and tests of the sentence around a match.

Only people can be blamed: software that is called a "manager" or an "operator" is told apart.
"""

from __future__ import annotations

import re

_ONES = (
    r"engineer|developer|dev|operator|administrator|admin|sysadmin|SRE|sre|DBA|dba|on-?call|responder|reviewer|maintainer"
    r"|technician|intern|contractor|employee|colleague|coworker|co-worker|teammate|programmer|manager|person"
    r"|individual|human|volunteer|member|newcomer|committer|contributor|vendor|supplier|consultant|trainee|apprentice"
    r"|nurse|doctor|physician|surgeon|pharmacist|clinician|captain|commander|officer|inspector|auditor|analyst"
    r"|architect|tester|designer|director|mechanic|electrician|author"
    r"|(?:product|service|process)\sowner|(?:shift|team|tech|project)\slead"
)
_GROUPS = r"team|crew|staff|people|personnel|management|leadership|(?:night|day|late|early|morning|weekend)\sshift"
ROLES = rf"(?:{_ONES}|{_GROUPS})s?"
"""Names of roles and groups, such as `engineers` or `the team`, without an article."""
PERSON = rf"(?:{_ONES}|team\smember|crew\smember)s?"
"""Names of roles of individuals, without groups."""
_ONE = r"(?:[Tt]he|[Oo]ur|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ss]ome|[Tt]wo|[Bb]oth|[Tt]heir)"
_STOPS = r"(?!(?:and|or|but|to|of|in|for|that|which|when|where|was|were|is|had|has|by)\b)"
SOMEBODY = rf"{_ONE}\s(?:{_STOPS}[\w-]+\s){{0,3}}{ROLES}"
"""A role with its article and adjectives: `the on-call engineer`."""
WHO = (
    r"(?:I|[Ww]e|[Hh]e|[Ss]he|[Nn]obody|[Nn]o\sone|[Ss]omeone|[Ss]omebody|[Ee]veryone|@[A-Za-z][\w-]{1,38}"
    rf"|[Ww]hoever(?:\s[\w'’-]+){{1,4}}|{SOMEBODY}"
    r"|[Ee]ngineers|[Oo]perators|[Dd]evelopers|[Rr]eviewers|[Pp]ilots|[Bb]oth\spilots|[Tt]he\spilots?|[Ss]taff"
    r"|[Pp]ersonnel|[Mm]anagement|[Ll]eadership)"
)
"""A person or group as the subject of a verb, with personal pronouns."""

_SOFTWARE = re.compile(
    r"""(?:^|[\s-])(?!(?:the|a|an|our|one|this|that|their|another|both|these|those|some|two)\s)
        (?P<kind>\S+)[\s-](?P<word>managers?|operators?)$""",
    re.IGNORECASE | re.VERBOSE,
)
_MANAGED = re.compile(
    r"(?:incident|release|product|project|shift|duty|site|general|line|account|case|store|plant|problem|change|service"
    r"|engineering|it|qa|communications?|programme?|delivery|ward|office|hr|hiring|team|branch|night|regional|senior"
    r"|junior|operations|security|support|facility|facilities|floor|call|responsible|new|former|own|same|deputy)$",
    re.IGNORECASE,
)


def is_software(who: str) -> bool:
    """Whether a "manager" or an "operator" is software: `the eviction manager`, `the Strimzi operator`."""
    found = _SOFTWARE.search(who)
    if not found:
        return False
    kind = found["kind"].rpartition("-")[2] or found["kind"]
    if found["word"].lower().startswith("manager"):
        return not _MANAGED.match(kind)
    return kind[:1].isupper() or "-operator" in who.lower()


_NEGATED = re.compile(
    r"""(?:\b(?:not|never|nobody|no|nor|neither|without|nothing|hardly|isn['’]t|wasn['’]t|aren['’]t|weren['’]t|don['’]t
    |doesn['’]t|didn['’]t|cannot|can['’]t|rather\sthan|instead(?:\sof)?|avoid\w*|blameless\w*
    |assum\w+|suspect\w+|thought|whether)\W++(?:\w[\w'’-]{0,40}+(?:\W++|(?<=[-'’]))){0,3})$""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = re.compile(r"[.!?;]\s|\n\n")
_NEGATION_REACH = 70
"""Characters before a match in which a negation can apply to it."""


def is_negated(text: str, offset: int) -> bool:
    """Whether the words just before an offset, in the same sentence, negate what follows or mark it as a guess."""
    return _NEGATED.search(before(text, offset, _NEGATION_REACH)) is not None


def before(text: str, offset: int, reach: int = 300) -> str:
    """Return the part of the sentence before an offset, at most `reach` characters."""
    return _SENTENCE.split(text[max(0, offset - reach) : offset])[-1]


def is_one_sentence(text: str, start: int, end: int) -> bool:
    """Whether two offsets of a text are in the same sentence."""
    return _SENTENCE.search(text, start, end) is None
