"""Recognises pages about postmortems: guides, templates to fill in, standard files of repositories."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import PurePosixPath

from mkdocs_postmortems.core.parse.blocks import BlockKind
from mkdocs_postmortems.core.parse.document_features import MIN_EVENTS, DocumentFeatures
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import is_italic, plain_text
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
_EXPLAINING = re.compile(
    r"""\W*(?:what\ (?:is|are) | why\ (?:use|do|write|we|you|have)\b[^\n]{0,20} | when\ (?:to|do)\ \w+
        |   how\ (?:to|do|we)\b[^\n]{0,20})
        \ (?:an?\ |the\ |our\ |blameless\ )*
        (?:post[\s-]?mortems?|incident\ (?:reviews?|reports?)|retrospectives?|rcas?)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A heading below which it is explained what postmortems are."""
_PLACEHOLDER = re.compile(
    r"""\{\{[^{}\n]{0,80}\}\} | <[a-z][a-z\ /,'.-]{3,60}>
    |   \[(?:insert|your|name|date|link|describe|add)\b[^\[\]\n]{0,80}\](?!\()
    |   \bYYYY\b | \bHH:MM\b | \bTODO\b | \bXX:XX\b | ___+""",
    re.IGNORECASE | re.VERBOSE,
)
"""A placeholder of a template."""
_TO_DOCUMENT = re.compile(
    r"\]\((?!https?:|#)[^()\s]{1,300}\.(?:md|markdown|mdx|qmd)(?:#[^()\s]{0,100})?\)", re.IGNORECASE
)
_MIN_LISTED = 2
_MIN_PLACEHOLDERS = 5
_TERSE = 5
"""Words for each heading that a very short document has."""
_INSTRUCTION = re.compile(
    r"""\W*(?:describe|explain|list|write|state|summari[sz]e|give|provide|include|note|what|who|when|why|how|which|brief
    |short|insert|enter|décri\w+|lister|beschreib\w+|describ\w+|explicar?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a hint of a template begins."""


def is_guide(features: DocumentFeatures) -> bool:
    """Whether it explains how to write postmortems, is a template to fill in, or is a standard file of a repository."""
    if _lists_documents(features):
        return True
    name = file_stem(features.path).casefold()
    is_eventful = features.timed_event_count >= MIN_EVENTS
    if name in _REPOSITORY_FILES:
        return not ((features.is_dated or is_eventful) and features.postmortem_section_count >= 2)
    if features.is_dated and is_eventful:
        return False
    words = f"{name} {features.title}".replace("_", " ")
    if not (features.is_dated and _DAY.match(name)) and _TEMPLATE.search(words):
        return True
    if features.declared.has_placeholders and not features.declared.has_times and is_blank_template(features):
        return True
    return not features.is_dated and not is_eventful and (is_blank_template(features) or _is_named_guide(features))


def _lists_documents(features: DocumentFeatures) -> bool:
    """Whether it is an index: besides headings and a sentence or two, each entry leads to a document of the site."""
    entries = [b for b in features.blocks if b.kind in (BlockKind.ITEM, BlockKind.ROW)]
    paragraphs = features.count_blocks(BlockKind.PARAGRAPH)
    return (
        len(entries) >= _MIN_LISTED
        and not features.postmortem_section_count
        and paragraphs < len(entries)
        and all(_TO_DOCUMENT.search(entry.text) for entry in entries)
    )


def _is_named_guide(features: DocumentFeatures) -> bool:
    folders = PurePosixPath(features.path).parts[:-1]
    is_named = bool(_GUIDE.search(features.title)) or any(_GUIDE.fullmatch(folder) for folder in folders)
    return is_named or any(map(_EXPLAINING.match, features.headings))


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
    return headings >= 4 and words < 12 * headings and not (words >= _TERSE * headings and _is_filled(features))


def _is_filled(features: DocumentFeatures) -> bool:
    """Whether a short document is one all the same: all its sections have text, and none of that is a hint."""
    sections = [b for b in features.blocks if b.kind is not BlockKind.HTML][1:]
    pairs = pairwise([*sections, None])
    followed = ((before, after) for before, after in pairs if before and before.kind is BlockKind.HEADING)
    has_gap = any(
        after is None or (after.kind is BlockKind.HEADING and after.level <= before.level) for before, after in followed
    )
    texts = [block.text for block in sections if block.kind is not BlockKind.HEADING]
    return not has_gap and not any(_is_hint(text) for text in texts)


def _is_hint(text: str) -> bool:
    """Whether a text tells the author what to write: a question, in italics or brackets, with a placeholder."""
    words = plain_text(text)
    return (
        is_italic(text)
        or words.endswith(("?", "…", "...", ":", "]", "}", ">", "_"))
        or bool(_PLACEHOLDER.search(text))
        or bool(_INSTRUCTION.match(words))
    )
