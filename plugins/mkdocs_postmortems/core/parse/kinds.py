"""What sort of document it is: postmortem, notice, or page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mkdocs_postmortems.core.model import Kind, SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.filename import stem
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.titles import ID

_ANALYSIS = frozenset(
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
_TELLING = _ANALYSIS | {SectionName.TIMELINE, SectionName.IMPACT, SectionName.DETECTION, SectionName.RESOLUTION}

_INCIDENT_KEYS = frozenset(
    """severity sev started_at start_time detected_at resolved_at end_time contributing_factors root_causes
    action_items incident_id""".split()
)
"""Front matter that only incidents have."""
_NO_INCIDENTS = frozenset("readme index license contributing changelog about _index summary".split())
"""Files of a repository."""
_MILD = frozenset({"notice", "maintenance", "info", "", "none"})
_GRAVE = frozenset({"down", "disrupted"})
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
"""A file that is named after a day tells of it, also if what broke was a template."""
_GUIDE = re.compile(
    r"""\b(?: templates? | guides? | guidelines? | how\ to | readme | index | about | checklist | process | policy
    |   policies | handbook | runbooks? | playbooks? | instructions? | glossary | changelog | contributing
    |   licen[cs]e | code\ of\ conduct | overview\ of | examples? | training | introduction | modèle
    |   テンプレート )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BLANK = re.compile(
    r"""\{\{[^{}\n]{0,80}\}\} | <[a-z][a-z\ /,'.-]{3,60}>
    |   \[(?:insert|your|name|date|link|describe|add)\b[^\[\]\n]{0,80}\](?!\()
    |   \bYYYY\b | \bHH:MM\b | \bTODO\b | \bXX:XX\b | ___+""",
    re.IGNORECASE | re.VERBOSE,
)
"""A blank to fill in."""
_MANY_BLANKS = 5
_MANY_EVENTS = 3
_SHORT = 400
"""A dated text of fewer words without analysis is a notice."""
_LEAD = 1500


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells the sort of a document."""

    path: str
    title: str
    meta: Mapping[str, object]
    """The front matter's keys as written, with the values that are known."""
    sections: frozenset[SectionName]
    blocks: Sequence[Block]
    events: int
    """Timeline events with a time."""
    dated: bool
    """Whether the document tells when it happened."""

    @property
    def telling(self) -> int:
        """How many sections it has that postmortems have."""
        return len(self.sections & _TELLING)

    @property
    def keys(self) -> frozenset[str]:
        """The front matter's keys in lower case."""
        return frozenset(str(key).casefold() for key in self.meta)

    @property
    def lead(self) -> str:
        """The beginning of the text."""
        texts = (block.text for block in self.blocks[:6] if block.kind is not BlockKind.CODE)
        return plain(" ".join(texts)[:_LEAD])

    def count(self, *kinds: BlockKind) -> int:
        """Count the blocks of these kinds."""
        return sum(1 for block in self.blocks if block.kind in kinds)


def kind_of(signs: Signs) -> Kind:
    """Decide from front matter, file name, sections and wording."""
    if _is_guide(signs):
        return Kind.PAGE
    if _is_status_entry(signs) and not signs.sections & _ANALYSIS:
        return Kind.PAGE if _is_planned(signs) else Kind.NOTICE
    if _is_analysed(signs) or _is_called_incident(signs):
        return Kind.POSTMORTEM
    if _is_short_story(signs):
        return Kind.NOTICE
    is_told = signs.dated and signs.events >= _MANY_EVENTS and _INCIDENT.search(signs.lead)
    return Kind.POSTMORTEM if is_told else Kind.PAGE


def _is_analysed(signs: Signs) -> bool:
    if signs.telling >= 2 or (signs.telling and signs.dated):
        return True
    return bool(signs.keys & _INCIDENT_KEYS) or {"company", "url"} <= signs.keys


def _is_called_incident(signs: Signs) -> bool:
    text = f"{signs.title} {stem(signs.path)}"
    called = _INCIDENT.search(text) or ID.search(text)
    return signs.dated and bool(called) and not _PLANNED.search(signs.title)


def _is_short_story(signs: Signs) -> bool:
    if not signs.dated or not signs.events or signs.telling:
        return False
    return sum(len(block.text.split()) for block in signs.blocks) < _SHORT


def _is_guide(signs: Signs) -> bool:
    """Whether it tells how to write postmortems, or is a form to fill in, or a file that every repository has."""
    name = stem(signs.path).casefold()
    if name in _NO_INCIDENTS:
        return not (signs.dated and signs.telling >= 2)
    is_eventful = signs.events >= _MANY_EVENTS
    if signs.dated and is_eventful:
        return False
    if not (signs.dated and _DAY.match(name)) and _TEMPLATE.search(
        f"{name} {signs.title}".replace("_", " ").replace("-", " ")
    ):
        return True
    return not signs.dated and not is_eventful and (_is_form(signs) or _is_called_guide(signs))


def _is_called_guide(signs: Signs) -> bool:
    folders = PurePosixPath(signs.path).parts[:-1]
    return bool(_GUIDE.search(signs.title)) or any(_GUIDE.fullmatch(folder) for folder in folders)


def _is_form(signs: Signs) -> bool:
    """Whether it has many blanks, or hardly any text below its headings."""
    blanks = sum(len(_BLANK.findall(block.text)) for block in signs.blocks if block.kind is not BlockKind.CODE)
    return blanks >= _MANY_BLANKS or (signs.telling >= 2 and _is_skeleton(signs))


def _is_skeleton(signs: Signs) -> bool:
    text = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)
    words = sum(len(block.text.split()) for block in signs.blocks if block.kind in text)
    headings = signs.count(BlockKind.HEADING)
    return headings >= 4 and words < 12 * headings


def _is_status_entry(signs: Signs) -> bool:
    """Whether it has a status page's front matter, or consists of a status page's updates."""
    keys = signs.keys
    if keys & {"resolved", "resolvedwhen", "informational"} or {"section", "affected"} <= keys:
        return True
    if signs.telling >= 2:
        return False
    updates = sum(1 for block in signs.blocks if block.kind is not BlockKind.CODE and _UPDATE.match(block.text))
    return updates >= 2 and updates * 3 >= signs.count(BlockKind.PARAGRAPH, BlockKind.HEADING)


def _is_planned(signs: Signs) -> bool:
    if signs.meta.get("informational") is True:
        return True
    severity = str(signs.meta.get("severity", "")).casefold()
    if _PLANNED.search(signs.title):
        went_wrong = severity in _GRAVE and _INCIDENT.search(signs.title) and not _MAINTENANCE.search(signs.title)
        return not went_wrong
    return severity in _MILD and bool(_PLANNED.search(signs.lead))
