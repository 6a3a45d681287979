"""One action item's text: what is to be done, and whether it has been."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import ActionItem
from mkdocs_postmortems.core.parse.actions.attributes import with_attributes, without_attributes
from mkdocs_postmortems.core.parse.actions.state import says_done
from mkdocs_postmortems.core.parse.inline import plain, without_emoji
from mkdocs_postmortems.core.parse.words import UNFILLED, bare, phrases

CHECKBOX = re.compile(r"^\s*\[([ xX✓✔*-]?)\]\s+")
NOTHING = UNFILLED.union(
    phrases(
        """nothing | no action items | none yet | no actions | to be added | none identified | no action required
        | x | action item | action items | action 1 | action 2 | item 1 | item 2"""
    )
)
"""Bare words of what is no item: nothing to do, or left over from a template."""

_TEMPLATE = re.compile(
    r"""\{\{\s*\w+(?:\s\w+)?\s*\}\}
    |   <(?:insert|your|action|describe|todo|add)\b[^<>]*>
    |   \[(?:link\ to|insert|describe|your|action\ item)[^\[\]]*\]""",
    re.IGNORECASE | re.VERBOSE,
)
_BRACES = re.compile(r"\{\{|\}\}")
_NUMBER = re.compile(r"^#?\d{1,3}[.)]\s+")
_HANDLE_BEHIND = re.compile(r"\s[(\[]?@[\w-]{2,38}[)\]]?$")
_ENOUGH_TO_DO = 12
"""So many characters besides a template's placeholder tell what is to be done."""
_ENOUGH_WORDS = 8


def read_item(line: int, text: str) -> ActionItem | None:
    """Read one item's text; `None` for an empty bullet, a placeholder or "None"."""
    box = CHECKBOX.match(text)
    raw = text[box.end() :] if box else text
    words = " ".join(_TEMPLATE.sub(" ", _own_words(raw)).split())
    if bare(words) in NOTHING or not re.search(r"\w", words) or _is_template(raw):
        return None
    ticked = box[1] not in ("", " ", "-") if box else None
    return with_attributes(ActionItem(line, words, done=ticked or says_done(raw, ticked=ticked)), raw)


def _is_template(raw: str) -> bool:
    return bool(_TEMPLATE.search(raw)) and len(plain(_TEMPLATE.sub("", raw)).strip(" .:-")) < _ENOUGH_TO_DO


def _own_words(raw: str) -> str:
    """The item without what names an owner, a date or a tracker, unless hardly anything is left."""
    text, cut = without_attributes(raw)
    words = plain(cut)
    if len(words) < _ENOUGH_WORDS:
        words = plain(text)
    words = _HANDLE_BEHIND.sub("", _NUMBER.sub("", without_emoji(_BRACES.sub(" ", words)).strip(" -–—:|;,")))
    return words or plain(raw)
