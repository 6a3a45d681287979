"""Classifies a document as a postmortem, a notice or an ordinary page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.document_features import (
    ANALYSIS_SECTIONS,
    MIN_EVENTS,
    POSTMORTEM_SECTIONS,
    DocumentFeatures,
)
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.guides import is_blank_template, is_guide
from mkdocs_postmortems.core.parse.record_types import RecordSigns, find_record_signs
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.parse.title_summary import DOCUMENT_TYPE, INCIDENT_ID
from mkdocs_postmortems.core.parse.user_messages import (
    INCIDENT,
    PLANNED,
    is_announcement,
    is_message,
    is_planned,
    is_status_entry,
)

_WEIGHT_BY_SECTION: Mapping[SectionName, int] = MappingProxyType(
    {
        **dict.fromkeys((SectionName.TIMELINE, SectionName.ROOT_CAUSE, SectionName.CONTRIBUTING_FACTORS), 2),
        **dict.fromkeys(
            (
                SectionName.TRIGGER,
                SectionName.DETECTION,
                SectionName.RESOLUTION,
                SectionName.IMPACT,
                SectionName.WENT_WELL,
                SectionName.WENT_WRONG,
                SectionName.LUCKY,
            ),
            1,
        ),
    }
)
"""How much a section speaks for an incident rather than for a decision, a proposal, a meeting or a runbook."""
_TITLE_WEIGHT = 2
_SEVERITY_WEIGHT = 2
_FOLDER_WEIGHT = 3
_NAME_WEIGHT = 2
_MIN_RECORD_HEADINGS = 2
_HAPPENED = re.compile(
    r"""\bwhat\ (?:has\ )?happened\b | \bincident\ summary\b | \bwas\ (?:ist\ )?(?:passiert|geschah)
    | \bs['’ ]est[- ](?:il[- ])?passé
    |   \bqué\ (?:pasó|ocurrió|sucedió) | \bo\ que\ (?:aconteceu|houve) | \bcosa\ è\ successo
    | \bwat\ (?:is\ )?er\ gebeurd
    |   \bco\ się\ (?:stało|wydarzyło) | 何が起き | 何が起こ | 发生了什么 | 무슨\ 일""",
    re.IGNORECASE | re.VERBOSE,
)
"""A heading that only a report of an incident has."""
_INCIDENT_KEYS = frozenset(
    """severity sev started_at start_time detected_at resolved_at end_time contributing_factors root_causes
    action_items incident_id""".split()
)
"""Front matter keys that only incidents have."""
_CAUSE = re.compile(
    r"""\bbecause\b | \bdue\ to\b | \bcaused\ by\b | \bthe\ (?:cause|reason)\b
    |   \blook(?:s|ed)?\ alike\b | \bturned\ out\b
    |   \bweil\b | \bparce\ que\b | \bporque\b | \bperché\b | 原因""",
    re.IGNORECASE | re.VERBOSE,
)
_CHANGE = re.compile(
    r"""\b(?:since\ then|from\ now\ on|no\ longer|now\ (?:has|have|is|are)|is\ now|are\ now)\b
    |   \b(?:has|have)\ been\ (?!aware)\w+ | \b(?:is|are)\ \w+\ now\b | \bsince\b\W*$
    |   \bwe\ (?:have\ )?(?:added|changed|replaced|fixed)\b
    |   \bseitdem\b | \bdepuis\b | \bdesde\ entonces\b | 再発防止""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_NOTE_WORDS = 250
_INCIDENT_DAY = re.compile(
    r"""\b(?:incident|outage|vorfall\w*|störung\w*)\b.{0,12}\b(?:dates?|days?|time|start|datum)\b
    |   \b(?:dates?|days?|datum|tag|fechas?|data)\b.{0,12}\b(?:incident\w*|outage|vorfalls?|störung)
    |   発生日 | 发生时间""",
    re.IGNORECASE | re.VERBOSE,
)
"""The name of a field that states when an incident was."""
_MAX_NOTICE_WORDS = 400
"""A dated text of fewer words, without analysis, is a notice."""


def classify_document(features: DocumentFeatures) -> DocumentKind:
    """Return the kind that the author declares, else the one that front matter, names, sections and wording suggest."""
    if features.declared.kind is not None:
        return features.declared.kind
    is_record = _is_record(features)
    if not _is_declared_incident(features, is_record=is_record):
        return DocumentKind.PAGE if is_record or is_guide(features) else _kind_by_text(features)
    return _kind_of_status_entry(features) or DocumentKind.POSTMORTEM


def _kind_by_text(features: DocumentFeatures) -> DocumentKind:
    """Return the kind of a document that is neither declared nor a guide; the first sign that applies decides."""
    if kind := _kind_of_status_entry(features):
        return kind
    kinds: tuple[tuple[DocumentKind, tuple[Callable[[DocumentFeatures], bool], ...]], ...] = (
        (DocumentKind.PAGE, (is_announcement,)),
        (DocumentKind.NOTICE, (is_message,)),
        (DocumentKind.POSTMORTEM, (_has_analysis, _is_named_incident, _calls_itself_postmortem, _is_short_note)),
        (DocumentKind.NOTICE, (_is_short_narrative,)),
        (DocumentKind.POSTMORTEM, (_is_story,)),
    )
    return next((kind for kind, signs in kinds if any(sign(features) for sign in signs)), DocumentKind.PAGE)


def _kind_of_status_entry(features: DocumentFeatures) -> DocumentKind | None:
    if not is_status_entry(features) or features.sections & ANALYSIS_SECTIONS:
        return None
    return DocumentKind.PAGE if is_planned(features) else DocumentKind.NOTICE


def _is_story(features: DocumentFeatures) -> bool:
    is_eventful = features.is_dated and features.timed_event_count >= MIN_EVENTS
    return is_eventful and bool(INCIDENT.search(features.lead_text))


def _is_declared_incident(features: DocumentFeatures, *, is_record: bool) -> bool:
    """Whether the front matter states an incident, whatever the name of the document.

    An id and a severity are not enough where the document is a record of another type: runbooks have both.
    """
    declared = features.declared
    if declared.has_times:
        return declared.has_id or declared.has_severity or declared.has_analysis
    return declared.has_id and declared.has_severity and not is_record and not is_blank_template(features)


def _is_record(features: DocumentFeatures) -> bool:
    """Whether it records a decision, a proposal, a meeting, instructions or releases rather than an incident."""
    signs = find_record_signs(features.path, features.title, features.headings)
    return any(_incident_weight(features, one) < _record_weight(one) for one in signs)


def _record_weight(signs: RecordSigns) -> int:
    headings = len(signs.headings) if len(signs.headings) >= _MIN_RECORD_HEADINGS else 0
    return headings + (_FOLDER_WEIGHT if signs.in_folder else _NAME_WEIGHT if signs.is_named else 0)


def _incident_weight(features: DocumentFeatures, signs: RecordSigns) -> int:
    """Return how much speaks for an incident, apart from headings that such records have as well."""
    explained = {canonical_section(heading) for heading in signs.headings}
    sections = sum(_WEIGHT_BY_SECTION.get(name, 0) for name in features.sections if name not in explained)
    is_eventful = features.timed_event_count >= MIN_EVENTS
    declared = _SEVERITY_WEIGHT + features.is_dated if "severity" in features.keys else 0
    is_named = INCIDENT.search(features.title) or DOCUMENT_TYPE.search(features.headline)
    title = _TITLE_WEIGHT if is_named else 0
    return sections + is_eventful + declared + title


def _has_analysis(features: DocumentFeatures) -> bool:
    if features.sections & POSTMORTEM_SECTIONS == {SectionName.ACTION_ITEMS} and PLANNED.search(features.title):
        return False  # What is listed is the work that is planned.
    tells_incident = features.is_dated or any(_HAPPENED.search(heading) for heading in features.headings)
    if features.postmortem_section_count >= 2 or (features.postmortem_section_count and tells_incident):
        return True
    return bool(features.keys & _INCIDENT_KEYS) or {"company", "url"} <= features.keys


def _is_named_incident(features: DocumentFeatures) -> bool:
    text = f"{features.title} {file_stem(features.path)}"
    is_named = bool(INCIDENT.search(text) or INCIDENT_ID.search(text))
    states_day = any(_INCIDENT_DAY.search(name) for name in features.field_names)
    return features.is_dated and (is_named or states_day) and not PLANNED.search(features.title)


def _calls_itself_postmortem(features: DocumentFeatures) -> bool:
    """Whether title or file name say that it is a postmortem, and a section that it is not only about postmortems."""
    name = file_stem(features.path).replace("_", " ").replace("-", " ")
    return bool(features.postmortem_section_count and DOCUMENT_TYPE.search(f"{features.headline}\n{name}"))


def _is_short_note(features: DocumentFeatures) -> bool:
    """Whether a few paragraphs without headings tell what happened on a day, why, and what was changed since."""
    text = features.lead_text
    is_short = not features.postmortem_section_count and features.word_count <= _MAX_NOTE_WORDS
    has_parts = features.count_blocks(BlockKind.HEADING) > 1
    return (
        features.is_dated
        and is_short
        and not has_parts
        and bool(_CAUSE.search(text))
        and bool(_CHANGE.search(text))
        and bool(INCIDENT.search(f"{features.title} {text}"))
    )


def _is_short_narrative(features: DocumentFeatures) -> bool:
    if not features.is_dated or not features.timed_event_count or features.postmortem_section_count:
        return False
    return features.word_count < _MAX_NOTICE_WORDS
