"""Classifies a document as a postmortem, a notice or an ordinary page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import label, plain_text
from mkdocs_postmortems.core.parse.record_types import RecordSigns, find_record_signs
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.parse.title_summary import DOCUMENT_TYPE, INCIDENT_ID

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
_TITLE_WEIGHT = 2
_SEVERITY_WEIGHT = 2
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

_STAMP = r"(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\s*(?:UTC|GMT|Z|[+-]\d\d:?\d\d)?\s*[-–—:]?\s*)?"
_UPDATE = re.compile(
    rf"""^\s*(?:[*_]{{1,2}}|\[|\#+\s*)?\s*{_STAMP}
    (?: investigating | identified | monitoring | update | resolved | fixed | post-?mortem | completed | in\ progress
    |   scheduled | verifying | (?:initial|final|first|last)\ (?:message|notice|update) | message | notice )
    \s*(?:\d+\s*)?(?:[*_]{{1,2}}|\]|[-–—:(]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_ONGOING = re.compile(r"\W*(?:investigating|monitoring|update|in progress|verifying)\b", re.IGNORECASE)
"""Labels of updates that are never names of sections."""
_PLANNED = re.compile(
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
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_MAX_NOTE_WORDS = 250
_MAX_MESSAGE_WORDS = 120
_MAINTENANCE = re.compile(r"maintenance", re.IGNORECASE)
_INCIDENT = re.compile(
    r"""\b(?: incidents? | outages? | post-?mortems? | down(?:time)? | degrad\w+ | disrupt\w+
    |   fail(?:s|ed|ing|ure|ures)? | errors? | unavailab\w+ | breach | leak\w* | compromis\w+ | crash\w* | loss | lost
    |   accident\w* | mistaken\w* | inadvertent\w*
    |   attack\w* | vulnerabilit\w+ | unauthori[sz]ed | stall\w* | bugs? | exploit\w* | broken | broke | 5\d\d )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_INCIDENT_DAY = re.compile(
    r"""\b(?:incident|outage|vorfall\w*|störung\w*)\b.{0,12}\b(?:dates?|days?|time|start|datum)\b
    |   \b(?:dates?|days?|datum|tag|fechas?|data)\b.{0,12}\b(?:incident\w*|outage|vorfalls?|störung)
    |   発生日 | 发生时间""",
    re.IGNORECASE | re.VERBOSE,
)
"""The name of a field that states when an incident was."""
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
    headline: str = ""
    """The title in front matter and the first heading, as written."""

    @property
    def headings(self) -> Iterator[str]:
        """The headings and the labels of paragraphs, as plain text."""
        for block in self.blocks:
            if block.kind is BlockKind.HEADING:
                yield plain_text(block.text)
            elif block.kind is BlockKind.PARAGRAPH and (found := label(block.text)):
                yield found.title

    @property
    def field_names(self) -> Iterator[str]:
        """The headings, labels and first cells of rows, as plain text."""
        yield from self.headings
        yield from (plain_text(block.cells[0]) for block in self.blocks if block.kind is BlockKind.ROW and block.cells)

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

    @property
    def word_count(self) -> int:
        """Number of words of all blocks."""
        return sum(len(block.text.split()) for block in self.blocks)

    def count_blocks(self, *kinds: BlockKind) -> int:
        """Count the blocks of these kinds."""
        return sum(1 for block in self.blocks if block.kind in kinds)


def classify_document(features: DocumentFeatures) -> DocumentKind:
    """Return the kind that the author declares, else the one that front matter, names, sections and wording suggest."""
    if features.declared.kind is not None:
        return features.declared.kind
    is_record = _is_record(features)
    if not _is_declared_incident(features, is_record=is_record):
        return DocumentKind.PAGE if is_record or _is_guide(features) else _kind_by_text(features)
    return _kind_of_status_entry(features) or DocumentKind.POSTMORTEM


def _kind_by_text(features: DocumentFeatures) -> DocumentKind:
    """Return the kind of a document that is neither declared nor a guide; the first sign that applies decides."""
    if kind := _kind_of_status_entry(features):
        return kind
    kinds: tuple[tuple[DocumentKind, tuple[Callable[[DocumentFeatures], bool], ...]], ...] = (
        (DocumentKind.PAGE, (is_announcement,)),
        (DocumentKind.NOTICE, (_is_message,)),
        (DocumentKind.POSTMORTEM, (_has_analysis, _is_named_incident, _calls_itself_postmortem, _is_short_note)),
        (DocumentKind.NOTICE, (_is_short_narrative,)),
        (DocumentKind.POSTMORTEM, (_is_story,)),
    )
    return next((kind for kind, signs in kinds if any(sign(features) for sign in signs)), DocumentKind.PAGE)


def _kind_of_status_entry(features: DocumentFeatures) -> DocumentKind | None:
    if not _is_status_entry(features) or features.sections & _ANALYSIS_SECTIONS:
        return None
    return DocumentKind.PAGE if _is_planned(features) else DocumentKind.NOTICE


def _is_story(features: DocumentFeatures) -> bool:
    is_eventful = features.is_dated and features.timed_event_count >= _MIN_EVENTS
    return is_eventful and bool(_INCIDENT.search(features.lead_text))


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
    declared = _SEVERITY_WEIGHT + features.is_dated if "severity" in features.keys else 0
    title = _TITLE_WEIGHT if _INCIDENT.search(features.title) else 0
    return sections + is_eventful + declared + title


def _has_analysis(features: DocumentFeatures) -> bool:
    if features.postmortem_section_count >= 2 or (features.postmortem_section_count and features.is_dated):
        return True
    return bool(features.keys & _INCIDENT_KEYS) or {"company", "url"} <= features.keys


def _is_named_incident(features: DocumentFeatures) -> bool:
    text = f"{features.title} {file_stem(features.path)}"
    is_named = bool(_INCIDENT.search(text) or INCIDENT_ID.search(text))
    states_day = any(_INCIDENT_DAY.search(name) for name in features.field_names)
    return features.is_dated and (is_named or states_day) and not _PLANNED.search(features.title)


def _calls_itself_postmortem(features: DocumentFeatures) -> bool:
    """Whether a title says that it is a postmortem, and a section that it is not only about postmortems."""
    return bool(features.postmortem_section_count and DOCUMENT_TYPE.search(features.headline))


def is_announcement(features: DocumentFeatures) -> bool:
    """Whether it tells users, without any section of an incident, what is planned."""
    if features.postmortem_section_count:
        return False
    return bool(_WILL_BE_DOWN.search(features.lead_text)) and not _TOLD_TO_USERS.search(features.lead_text)


def _is_message(features: DocumentFeatures) -> bool:
    """Whether it is one short message to users, without sections, events and a cause."""
    if features.postmortem_section_count or features.timed_event_count or features.word_count > _MAX_MESSAGE_WORDS:
        return False
    return bool(_TOLD_TO_USERS.search(features.lead_text)) and not DOCUMENT_TYPE.search(features.headline)


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
        and bool(_INCIDENT.search(f"{features.title} {text}"))
    )


def _is_short_narrative(features: DocumentFeatures) -> bool:
    if not features.is_dated or not features.timed_event_count or features.postmortem_section_count:
        return False
    return features.word_count < _MAX_NOTICE_WORDS


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
    return placeholders >= _MIN_PLACEHOLDERS or (
        len(_sections_beside_updates(features)) >= 2 and _is_skeleton(features)
    )


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
    if len(_sections_beside_updates(features)) >= 2:
        return False
    updates = sum(1 for block in features.blocks if block.kind is not BlockKind.CODE and _UPDATE.match(block.text))
    return updates >= 2 and updates * 3 >= features.count_blocks(BlockKind.PARAGRAPH, BlockKind.HEADING)


def _sections_beside_updates(features: DocumentFeatures) -> frozenset[SectionName]:
    """Return the sections of postmortems; of a series of updates, "Resolved" and "Identified" are labels."""
    headings = [block.text for block in features.blocks if block.kind is BlockKind.HEADING]
    labels = [text for text in headings if _UPDATE.match(text)]
    is_series = any(_ONGOING.match(plain_text(text)) for text in labels) and len(labels) >= 2
    named = {canonical_section(plain_text(text)) for text in labels} if is_series else set()
    return frozenset(name for name in features.sections & _POSTMORTEM_SECTIONS if name not in named)


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
