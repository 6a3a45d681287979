"""Classifies a document as a postmortem, a notice or an ordinary page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import label, plain_text
from mkdocs_postmortems.core.parse.record_types import RecordSigns, find_record_signs
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.parse.title_summary import INCIDENT_ID

_ANALYSIS_SECTIONS = frozenset(
    {
        SectionName.ROOT_CAUSE,
        SectionName.CONTRIBUTING_FACTORS,
        SectionName.LESSONS,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
        SectionName.LUCKY,
        SectionName.ACTION_ITEMS,
        SectionName.TRIGGER,
    }
)
_POSTMORTEM_SECTIONS = _ANALYSIS_SECTIONS | {
    SectionName.TIMELINE,
    SectionName.IMPACT,
    SectionName.DETECTION,
    SectionName.RESOLUTION,
}

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
_INCIDENT_TITLE_WEIGHT = 2
_FOLDER_WEIGHT = 3
_NAME_WEIGHT = 2
_MIN_RECORD_HEADINGS = 2

_INCIDENT_KEYS = frozenset(
    """severity sev started_at start_time detected_at resolved_at end_time contributing_factors root_causes
    action_items incident_id""".split()
)
"""Front matter keys that only incidents have."""
_REPOSITORY_FILES = frozenset("readme index license contributing changelog about _index summary".split())
"""Stems of files that any repository may have."""
_MILD_SEVERITIES = frozenset({"notice", "maintenance", "info", "", "none"})
_GRAVE_SEVERITIES = frozenset({"down", "disrupted"})
"""Severities of cState."""

_UPDATE = re.compile(
    r"""^\s*(?:[*_]{1,2}|\[|\#+\s*)?\s*
    (?: investigating | identified | monitoring | update | resolved | fixed | post-?mortem | completed | in\ progress
    |   scheduled | verifying | initial\ message | final\ message | message | notice )
    \s*(?:\d+\s*)?(?:[*_]{1,2}|\]|[-–—:(]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_PLANNED = re.compile(
    r"""\b(?: maintenance | scheduled | planned | upgrade\ window | migration\ window | rollout | end\ of\ life
    |   deprecat\w+ | announc\w+ )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MAINTENANCE = re.compile(r"maintenance", re.IGNORECASE)
_INCIDENT = re.compile(
    r"""\b(?: incidents? | outages? | post-?mortems? | down(?:time)? | degrad\w+ | disrupt\w+
    |   fail(?:s|ed|ing|ure|ures)? | errors? | unavailab\w+ | breach | leak\w* | compromis\w+ | crash\w* | loss | lost
    |   attack\w* | vulnerabilit\w+ | unauthori[sz]ed | stall\w* | bugs? | exploit\w* | broken | broke | 5\d\d )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TEMPLATE = re.compile(r"\btemplates?\b|modele|テンプレート", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
"""A file named after a day is about an event, even if its title has the word "template"."""
_GUIDE = re.compile(
    r"""\b(?: templates? | guides? | guidelines? | how\ to | readme | index | about | checklist | process | policy
    |   policies | handbook | runbooks? | playbooks? | instructions? | glossary | changelog | contributing
    |   licen[cs]e | code\ of\ conduct | overview\ of | examples? | training | introduction | modèle
    |   テンプレート )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACEHOLDER = re.compile(
    r"""\{\{[^{}\n]{0,80}\}\} | <[a-z][a-z\ /,'.-]{3,60}>
    |   \[(?:insert|your|name|date|link|describe|add)\b[^\[\]\n]{0,80}\](?!\()
    |   \bYYYY\b | \bHH:MM\b | \bTODO\b | \bXX:XX\b | ___+""",
    re.IGNORECASE | re.VERBOSE,
)
"""A placeholder of a template."""
_MIN_PLACEHOLDERS = 5
_MIN_EVENTS = 3
_MAX_NOTICE_WORDS = 400
"""A dated text of fewer words, without analysis, is a notice."""
_LEAD_LENGTH = 1500


@dataclass(frozen=True, slots=True)
class DeclaredFacts:
    """What the front matter states of an incident. Placeholders of a template state nothing."""

    kind: DocumentKind | None = None
    """The kind that the author names, which is final."""
    has_id: bool = False
    has_severity: bool = False
    has_times: bool = False
    """Whether it states when an incident started, was detected or ended; the date of a document is no such time."""
    has_analysis: bool = False
    """Whether it lists factors, action items, services or a trigger."""
    has_placeholders: bool = False
    """Whether its id or severity is a placeholder, `INC-YYYY-NNN`."""


@dataclass(frozen=True, slots=True)
class DocumentFeatures:
    """The features by which a document is classified."""

    path: str
    title: str
    metadata: Mapping[str, object]
    """Front matter by key. Only severity and passthrough keys have their value; other keys have `True`."""
    sections: frozenset[SectionName]
    blocks: Sequence[Block]
    timed_event_count: int
    """Timeline events with a time."""
    is_dated: bool
    """Whether the document states when it happened."""
    declared: DeclaredFacts = DeclaredFacts()

    @property
    def headings(self) -> Iterator[str]:
        """The headings and the labels of paragraphs, as plain text."""
        for block in self.blocks:
            if block.kind is BlockKind.HEADING:
                yield plain_text(block.text)
            elif block.kind is BlockKind.PARAGRAPH and (found := label(block.text)):
                yield found.title

    @property
    def postmortem_section_count(self) -> int:
        """Number of different sections that postmortems have."""
        return len(self.sections & _POSTMORTEM_SECTIONS)

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the front matter, case-folded."""
        return frozenset(str(key).casefold() for key in self.metadata)

    @property
    def lead_text(self) -> str:
        """Plain text of the first blocks, without code."""
        texts = (block.text for block in self.blocks[:6] if block.kind is not BlockKind.CODE)
        return plain_text(" ".join(texts)[:_LEAD_LENGTH])

    def count_blocks(self, *kinds: BlockKind) -> int:
        """Count the blocks of these kinds."""
        return sum(1 for block in self.blocks if block.kind in kinds)


def classify_document(features: DocumentFeatures) -> DocumentKind:
    """Return the kind that the author declares, else the one that front matter, names, sections and wording suggest."""
    if features.declared.kind is not None:
        return features.declared.kind
    is_record = _is_record(features)
    is_declared = _is_declared_incident(features, is_record=is_record)
    if not is_declared and (is_record or _is_guide(features)):
        return DocumentKind.PAGE
    if _is_status_entry(features) and not features.sections & _ANALYSIS_SECTIONS:
        return DocumentKind.PAGE if _is_planned(features) else DocumentKind.NOTICE
    if is_declared or _has_analysis(features) or _is_named_incident(features):
        return DocumentKind.POSTMORTEM
    if _is_short_narrative(features):
        return DocumentKind.NOTICE
    has_story = features.is_dated and features.timed_event_count >= _MIN_EVENTS and _INCIDENT.search(features.lead_text)
    return DocumentKind.POSTMORTEM if has_story else DocumentKind.PAGE


def _is_declared_incident(features: DocumentFeatures, *, is_record: bool) -> bool:
    """Whether the front matter states an incident, whatever the name of the document.

    An id and a severity are not enough where the document is a record of another type: runbooks have both.
    """
    declared = features.declared
    if declared.has_times:
        return declared.has_id or declared.has_severity or declared.has_analysis
    return declared.has_id and declared.has_severity and not is_record and not _is_blank_template(features)


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
    is_eventful = features.timed_event_count >= _MIN_EVENTS
    return sections + is_eventful + (_INCIDENT_TITLE_WEIGHT if _INCIDENT.search(features.title) else 0)


def _has_analysis(features: DocumentFeatures) -> bool:
    if features.postmortem_section_count >= 2 or (features.postmortem_section_count and features.is_dated):
        return True
    return bool(features.keys & _INCIDENT_KEYS) or {"company", "url"} <= features.keys


def _is_named_incident(features: DocumentFeatures) -> bool:
    text = f"{features.title} {file_stem(features.path)}"
    named = _INCIDENT.search(text) or INCIDENT_ID.search(text)
    return features.is_dated and bool(named) and not _PLANNED.search(features.title)


def _is_short_narrative(features: DocumentFeatures) -> bool:
    if not features.is_dated or not features.timed_event_count or features.postmortem_section_count:
        return False
    return sum(len(block.text.split()) for block in features.blocks) < _MAX_NOTICE_WORDS


def _is_guide(features: DocumentFeatures) -> bool:
    """Whether it explains how to write postmortems, is a template to fill in, or is a standard file of a repository."""
    name = file_stem(features.path).casefold()
    if name in _REPOSITORY_FILES:
        return not (features.is_dated and features.postmortem_section_count >= 2)
    is_eventful = features.timed_event_count >= _MIN_EVENTS
    if features.is_dated and is_eventful:
        return False
    if not (features.is_dated and _DAY.match(name)) and _TEMPLATE.search(
        f"{name} {features.title}".replace("_", " ").replace("-", " ")
    ):
        return True
    if features.declared.has_placeholders and not features.declared.has_times and _is_blank_template(features):
        return True
    return not features.is_dated and not is_eventful and (_is_blank_template(features) or _is_named_guide(features))


def _is_named_guide(features: DocumentFeatures) -> bool:
    folders = PurePosixPath(features.path).parts[:-1]
    return bool(_GUIDE.search(features.title)) or any(_GUIDE.fullmatch(folder) for folder in folders)


def _is_blank_template(features: DocumentFeatures) -> bool:
    """Whether it has many placeholders, or hardly any text below its headings."""
    placeholders = sum(
        len(_PLACEHOLDER.findall(block.text)) for block in features.blocks if block.kind is not BlockKind.CODE
    )
    return placeholders >= _MIN_PLACEHOLDERS or (features.postmortem_section_count >= 2 and _is_skeleton(features))


def _is_skeleton(features: DocumentFeatures) -> bool:
    text = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)
    words = sum(len(block.text.split()) for block in features.blocks if block.kind in text)
    headings = features.count_blocks(BlockKind.HEADING)
    return headings >= 4 and words < 12 * headings


def _is_status_entry(features: DocumentFeatures) -> bool:
    """Whether it has the front matter of a status page, or consists of status updates."""
    keys = features.keys
    if keys & {"resolved", "resolvedwhen", "informational"} or {"section", "affected"} <= keys:
        return True
    if features.postmortem_section_count >= 2:
        return False
    updates = sum(1 for block in features.blocks if block.kind is not BlockKind.CODE and _UPDATE.match(block.text))
    return updates >= 2 and updates * 3 >= features.count_blocks(BlockKind.PARAGRAPH, BlockKind.HEADING)


def _is_planned(features: DocumentFeatures) -> bool:
    if features.metadata.get("informational") is True:
        return True
    severity = str(features.metadata.get("severity", "")).casefold()
    if _PLANNED.search(features.title):
        went_wrong = (
            severity in _GRAVE_SEVERITIES
            and _INCIDENT.search(features.title)
            and not _MAINTENANCE.search(features.title)
        )
        return not went_wrong
    return severity in _MILD_SEVERITIES and bool(_PLANNED.search(features.lead_text))
