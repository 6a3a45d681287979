"""Recognises pages about postmortems: guides, templates to fill in, standard files of repositories."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.document_features import MIN_EVENTS, DocumentFeatures
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.user_messages import sections_beside_updates

_REPOSITORY_FILES = frozenset("readme index license contributing changelog about _index summary".split())
"""Stems of files that any repository may have."""
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


def is_guide(features: DocumentFeatures) -> bool:
    """Whether it explains how to write postmortems, is a template to fill in, or is a standard file of a repository."""
    name = file_stem(features.path).casefold()
    if name in _REPOSITORY_FILES:
        return not (features.is_dated and features.postmortem_section_count >= 2)
    is_eventful = features.timed_event_count >= MIN_EVENTS
    if features.is_dated and is_eventful:
        return False
    words = f"{name} {features.title}".replace("_", " ")
    if not (features.is_dated and _DAY.match(name)) and _TEMPLATE.search(words):
        return True
    if features.declared.has_placeholders and not features.declared.has_times and is_blank_template(features):
        return True
    return not features.is_dated and not is_eventful and (is_blank_template(features) or _is_named_guide(features))


def _is_named_guide(features: DocumentFeatures) -> bool:
    folders = PurePosixPath(features.path).parts[:-1]
    return bool(_GUIDE.search(features.title)) or any(_GUIDE.fullmatch(folder) for folder in folders)


def is_blank_template(features: DocumentFeatures) -> bool:
    """Whether it has many placeholders, or hardly any text below its headings."""
    placeholders = sum(
        len(_PLACEHOLDER.findall(block.text)) for block in features.blocks if block.kind is not BlockKind.CODE
    )
    return placeholders >= _MIN_PLACEHOLDERS or (len(sections_beside_updates(features)) >= 2 and _is_skeleton(features))


def _is_skeleton(features: DocumentFeatures) -> bool:
    text = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)
    words = sum(len(block.text.split()) for block in features.blocks if block.kind in text)
    headings = features.count_blocks(BlockKind.HEADING)
    return headings >= 4 and words < 12 * headings
