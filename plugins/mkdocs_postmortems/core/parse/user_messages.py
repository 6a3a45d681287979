"""Recognises what is told to users: status updates, announcements of planned work, messages without an analysis."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.document_features import POSTMORTEM_SECTIONS, DocumentFeatures
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.parse.title_summary import DOCUMENT_TYPE
from mkdocs_postmortems.core.timestamps import parse_timestamp

_MILD_SEVERITIES = frozenset({"notice", "maintenance", "info", "", "none"})
_GRAVE_SEVERITIES = frozenset({"down", "disrupted"})
"""Severities of cState."""
_STAMP = r"(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\s*+(?:UTC|GMT|Z|[+-]\d\d:?\d\d)?\s*+[-–—:]?\s*+)?"
_UPDATE = re.compile(
    rf"""^\s*+(?:[*_]{{1,2}}|\[|\#++\s*+)?\s*+{_STAMP}
    (?: investigating | identified | monitoring | update | resolved | fixed | post-?mortem | completed | in\ progress
    |   scheduled | verifying | (?:initial|final|first|last)\ (?:message|notice|update) | message | notice )
    \s*+(?:\d++\s*+)?(?:[*_]{{1,2}}|\]|[-–—:(]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_ONGOING = re.compile(r"\W*(?:investigating|monitoring|update|in progress|verifying)\b", re.IGNORECASE)
"""Labels of updates that are never names of sections."""
PLANNED = re.compile(
    r"""\b(?: maintenance | scheduled | planned | upgrade\ window | downtime\ notice | wartung\w*
    |   mantenimiento | manutenção | manutenzione | onderhoud | migration\ window | rollout | end\ of\ life
    |   deprecat\w+ | announc\w+ )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WILL_BE_DOWN = re.compile(
    r"""\b(?:we|it|this|there|the\ [\w\ -]{1,40})\ (?:will|'ll|are\ going\ to|is\ going\ to)\b\s
        (?: be\ (?:\w+\ )?(?:unavailable|offline|down|closed|moved|upgraded|upgrading|migrating|performing|maintenance)
        |   (?:take|bring|switch|shut)\b.{1,80}\b(?:offline|down|off)\b
        |   (?:perform|carry\ out|upgrade|migrate|move|replace|restart)\b )
    |   \b(?:wird|werden)\b.{1,80}\b(?:abgeschaltet|gewartet|umgebaut|umgestellt|nicht\ verfügbar|erneuert)
    |   \bin\ dieser\ zeit\ kann\b | \bsera\ (?:indisponible|arrêté|coupé) | \bestará\ (?:fuera|cerrado|no\ disponible)
    |   \bestará\ (?:indisponível|fora) | \bsarà\ (?:non\ disponibile|chiuso|spento)
    |   停止します | 利用できなくなります | ご利用いただけません""",
    re.IGNORECASE | re.VERBOSE,
)
"""An announcement of what is to come."""
_TOLD_TO_USERS = re.compile(
    r"""\bwe\ (?:are|'re)\ (?:currently\ )?(?:aware\ of|working\ on|looking\ into|investigating)\b
    |   \bwe\ (?:sincerely\ )?apologi[sz]e\b | \b(?:we\ are\ )?sorry\ for\ (?:the|any)\ (?:inconvenience|trouble)\b
    |   \bworks?\ (?:normally\ )?again\b | \bthank\ you\ for\ your\ patience\b
    |   \b(?:has|have)\ been\ restored\b | \bnothing\ you\ need\ to\ do\b
    |   \bwir\ (?:entschuldigen\ uns|bitten\ um\ (?:entschuldigung|verständnis)|arbeiten\ (?:daran|an\ der))
    |   \bfunktionier(?:t|en)\ wieder\b | \bnous\ (?:nous\ excusons|travaillons)\b | \bveuillez\ nous\ excuser\b
    |   \bfonctionne(?:nt)?\ à\ nouveau\b | \b(?:pedimos\ disculpas|lamentamos|estamos\ trabajando)\b
    |   \bpedimos\ desculpas?\b | \bestamos\ (?:trabalhando|a\ trabalhar)\b | \bci\ scusiamo\b
    |   お詫び | ご迷惑 | 復旧しました | 调查中 | 给您带来""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that a message to users has, and an analysis has not."""
_MAX_MESSAGE_WORDS = 120
_MAINTENANCE = re.compile(r"maintenance", re.IGNORECASE)
INCIDENT = re.compile(
    r"""\b(?: incidents? | outages? | post-?mortems? | down(?:time)? | degrad\w+ | disrupt\w+
    |   fail(?:s|ed|ing|ure|ures)? | errors? | unavailab\w+ | breach | leak\w* | compromis\w+ | crash\w* | loss | lost
    |   accident\w* | mistaken\w* | inadvertent\w*
    |   attack\w* | vulnerabilit\w+ | unauthori[sz]ed | stall\w* | bugs? | exploit\w* | broken | broke | 5\d\d )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def is_announcement(features: DocumentFeatures) -> bool:
    """Whether it tells users, without any section of an incident, what is planned."""
    if features.postmortem_section_count:
        return False
    return bool(_WILL_BE_DOWN.search(features.lead_text)) and not _TOLD_TO_USERS.search(features.lead_text)


def is_message(features: DocumentFeatures) -> bool:
    """Whether it is one short message to users, without sections, events and a cause."""
    if features.postmortem_section_count or features.timed_event_count or features.word_count > _MAX_MESSAGE_WORDS:
        return False
    return bool(_TOLD_TO_USERS.search(features.lead_text)) and not DOCUMENT_TYPE.search(features.headline)


def is_status_entry(features: DocumentFeatures) -> bool:
    """Whether it has the front matter of a status page, or consists of status updates."""
    keys = features.keys
    if keys & {"resolved", "resolvedwhen", "informational"} or {"section", "affected"} <= keys:
        return True
    if len(sections_beside_updates(features)) >= 2:
        return False
    texts = [
        b.text for b in features.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and not _is_stamp(b.text)
    ]
    updates = sum(1 for block in features.blocks if block.kind is not BlockKind.CODE and _is_update(block.text))
    return updates >= 2 and updates * 3 >= len(texts)


def _is_update(text: str) -> bool:
    """Whether a text begins with the label of an update, or with a stamp and one."""
    if _UPDATE.match(text):
        return True
    stamp = parse_timestamp(text)
    return stamp is not None and stamp.has_day and stamp.has_clock and bool(_UPDATE.match(text[stamp.end :]))


def _is_stamp(text: str) -> bool:
    """Whether a text is nothing but a day and a time."""
    stamp = parse_timestamp(text)
    return stamp is not None and stamp.has_clock and not text[stamp.end :].strip(" *_)")


def sections_beside_updates(features: DocumentFeatures) -> frozenset[SectionName]:
    """Return the sections of postmortems; of a series of updates, "Resolved" and "Identified" are labels."""
    headings = [block.text for block in features.blocks if block.kind is BlockKind.HEADING]
    labels = [text for text in headings if _is_update(text)]
    is_series = any(_ONGOING.match(plain_text(text)) for text in labels) and len(labels) >= 2
    named = {canonical_section(plain_text(text)) for text in labels} if is_series else set()
    return frozenset(name for name in features.sections & POSTMORTEM_SECTIONS if name not in named)


def is_planned(features: DocumentFeatures) -> bool:
    """Whether a status entry is about planned work in which nothing went wrong."""
    if features.metadata.get("informational") is True:
        return True
    severity = str(features.metadata.get("severity", "")).casefold()
    if PLANNED.search(features.title):
        went_wrong = (
            severity in _GRAVE_SEVERITIES
            and INCIDENT.search(features.title)
            and not _MAINTENANCE.search(features.title)
        )
        return not went_wrong
    return severity in _MILD_SEVERITIES and bool(PLANNED.search(features.lead_text))
