"""What sort of document it is: postmortem, notice, or page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from mkdocs_postmortems.core.model import Kind, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.titles import ID, stem

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
_UPDATE = re.compile(
    r"^\s*(?:[*_]{1,2}|\[|#+\s*)?\s*(?:investigating|identified|monitoring|update|resolved|fixed|post-?mortem|completed|in progress|scheduled|verifying|initial message|final message|message|notice)"
    r"\s*(?:\d+\s*)?(?:[*_]{1,2}|\]|[-–—:(]|$)",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:maintenance|scheduled|planned|upgrade window|migration window|rollout|end of life|deprecat\w+|announc\w+)\b",
    re.IGNORECASE,
)
_INCIDENT = re.compile(
    r"\b(?:incidents?|outages?|post-?mortems?|down(?:time)?|degrad\w+|disrupt\w+|fail(?:s|ed|ing|ure|ures)?|errors?|unavailab\w+|breach|leak\w*|compromis\w+|crash\w*|loss|lost|attack\w*|vulnerabilit\w+|unauthori[sz]ed|stall\w*|bugs?|exploit\w*|broken|broke|5\d\d)\b",
    re.IGNORECASE,
)
_GUIDE = re.compile(
    r"\b(?:templates?|guides?|guidelines?|how to|readme|index|about|checklist|process|policy|policies|handbook|runbooks?|playbooks?|instructions?|glossary|changelog|contributing|licen[cs]e|code of conduct|overview of|examples?|training|introduction|modèle|テンプレート)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|<[a-z][a-z /,'.-]{3,60}>|\[(?:insert|your|name|date|link|describe|add)\b[^\[\]\n]{0,80}\](?!\()|\bYYYY\b|\bHH:MM\b|\bTODO\b|\bXX:XX\b|___+",
    re.IGNORECASE,
)


def kind_of(
    *,
    path: str,
    title: str,
    meta: Mapping[str, object],
    parts: Sequence[Part],
    blocks: Sequence[Block],
    events: int,
    dated: bool,
) -> Kind:
    """Decide from front matter, file name, sections and wording.

    Args:
        meta: the front matter's keys as written.
        events: number of timeline events.
        dated: whether the document tells when it happened.
    """
    names = {part.name for part in parts if part.name}
    telling = len(names & _TELLING)
    if _is_guide(path, title, blocks, telling=telling, events=events, dated=dated):
        return Kind.PAGE
    if _is_status_entry(meta, blocks, telling=telling) and not names & _ANALYSIS:
        return Kind.PAGE if _is_planned(meta, title, blocks) else Kind.NOTICE
    if telling >= 2 or _declares_incident(meta) or (telling and dated):
        return Kind.POSTMORTEM
    text = f"{title} {stem(path)}"
    if dated and (_INCIDENT.search(text) or ID.search(text)) and not _PLANNED.search(title):
        return Kind.POSTMORTEM
    if dated and events and not telling and sum(len(b.text.split()) for b in blocks) < 400:
        return Kind.NOTICE
    if dated and events >= 3 and _INCIDENT.search(_lead(blocks)):
        return Kind.POSTMORTEM
    return Kind.PAGE


def _declares_incident(meta: Mapping[str, object]) -> bool:
    keys = {str(key).casefold() for key in meta}
    return (
        bool(
            keys
            & {
                "severity",
                "sev",
                "started_at",
                "start_time",
                "resolved_at",
                "end_time",
                "contributing_factors",
                "root_causes",
                "action_items",
                "incident_id",
                "detected_at",
            }
        )
        or {"company", "url"} <= keys
    )


def _is_guide(path: str, title: str, blocks: Sequence[Block], *, telling: int, events: int, dated: bool) -> bool:
    name = stem(path).casefold()
    if name in {"readme", "index", "license", "contributing", "changelog", "about", "_index", "summary"}:
        return not (dated and telling >= 2)
    if re.search(
        r"\btemplates?\b|modele|テンプレート", f"{name} {title}".replace("_", " ").replace("-", " "), re.IGNORECASE
    ) and not (dated and events >= 3):
        return True
    if dated:
        return False
    placeholders = sum(len(_PLACEHOLDER.findall(b.text)) for b in blocks if b.kind is not BlockKind.CODE)
    if placeholders >= 5 and events < 3:
        return True
    if _GUIDE.search(title) or any(_GUIDE.fullmatch(part) for part in PurePosixPath(path).parts[:-1]):
        return events < 3
    return events < 3 and telling >= 2 and _unfilled(blocks)


def _unfilled(blocks: Sequence[Block]) -> bool:
    """Whether the text below the headings is short: a skeleton to fill in."""
    words = sum(len(b.text.split()) for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW))
    headings = sum(1 for b in blocks if b.kind is BlockKind.HEADING)
    return headings >= 4 and words < 12 * headings


def _is_status_entry(meta: Mapping[str, object], blocks: Sequence[Block], *, telling: int) -> bool:
    keys = {str(key).casefold() for key in meta}
    if {"resolved", "resolvedwhen"} & keys or ("section" in keys and "affected" in keys) or "informational" in keys:
        return True
    if telling >= 2:
        return False
    updates = sum(1 for b in blocks if b.kind is not BlockKind.CODE and _UPDATE.match(b.text))
    prose = sum(1 for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING))
    return updates >= 2 and updates * 3 >= prose


def _is_planned(meta: Mapping[str, object], title: str, blocks: Sequence[Block]) -> bool:
    if meta.get("informational") is True:
        return True
    severity = str(meta.get("severity", "")).casefold()
    mild = severity in {"notice", "maintenance", "info", "", "none"}
    planned = bool(_PLANNED.search(title)) or (mild and bool(_PLANNED.search(_lead(blocks))))
    return planned and not (
        severity in {"down", "disrupted"} and _INCIDENT.search(title) and not re.search(r"maintenance", title, re.IGNORECASE)
    )


def _lead(blocks: Sequence[Block]) -> str:
    return plain(" ".join(b.text for b in blocks[:6] if b.kind is not BlockKind.CODE)[:1500])
