"""Classifies a document as a postmortem, a notice or an ordinary page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import plain_text
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
    """Return the kind of a document, judged by front matter, file name, sections and wording."""
    if _is_guide(features):
        return DocumentKind.PAGE
    if _is_status_entry(features) and not features.sections & _ANALYSIS_SECTIONS:
        return DocumentKind.PAGE if _is_planned(features) else DocumentKind.NOTICE
    if _has_analysis(features) or _is_named_incident(features):
        return DocumentKind.POSTMORTEM
    if _is_short_narrative(features):
        return DocumentKind.NOTICE
    has_story = features.is_dated and features.timed_event_count >= _MIN_EVENTS and _INCIDENT.search(features.lead_text)
    return DocumentKind.POSTMORTEM if has_story else DocumentKind.PAGE


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
