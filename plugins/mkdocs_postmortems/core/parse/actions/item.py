"""Parses the text of one action item."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import ActionItem, ActionStatus
from mkdocs_postmortems.core.parse.actions.attributes import find_tracker, with_attributes, without_attributes
from mkdocs_postmortems.core.parse.actions.status import (
    FINISHED_STATUSES,
    is_done,
    is_struck,
    split_remarked_state,
    split_state,
)
from mkdocs_postmortems.core.parse.inline import (
    PLACEHOLDER_WORDS,
    normalize_words,
    parse_phrases,
    plain_text,
    without_emoji,
)

CHECKBOX = re.compile(r"^\s*\[([ xX✓✔*~/>!-]?)\]\s+")
_UNTICKED = ("", " ", "-", "~", "/", ">", "!")
_IN_PROGRESS = ("~", "/")
"""Marks that editors have for a task that somebody has begun; `[>]` is put off, and `[!]` important."""
_STRUCK_BOX = re.compile(r"^(\s*(?:~~|<(?:del|s|strike)>))\s*(\[[ xX]\]\s+)(?=\S)", re.IGNORECASE)
"""A checkbox within what is struck through."""
EMPTY_ITEMS = PLACEHOLDER_WORDS.union(
    parse_phrases(
        """nothing | no action items | none yet | no actions | to be added | none identified | no action required
        | x | action item | action items | action 1 | action 2 | item 1 | item 2"""
    )
)
"""Texts that are no action item: nothing to do, or left over from a template."""

_TEMPLATE = re.compile(
    r"""\{\{\s*\w+(?:\s\w+)?\s*\}\}
    |   <(?:insert|your|action|describe|todo|add)\b[^<>]*>
    |   \[(?:link\ to|insert|describe|your|action\ item)[^\[\]]*\]""",
    re.IGNORECASE | re.VERBOSE,
)
_LEFT_OVER = re.compile(r"\W*(?:\.{3}|…)\s?(?:an(?:other)?\s|more\s|further\s|etc|und\s|y\s|et\s)", re.IGNORECASE)
"""An item by which a template asks for more: "... another item"."""
_BRACES = re.compile(r"\{\{|\}\}")
_BARE_ADDRESS = re.compile(r"\s*<?(https?://[^\s<>]{1,2000})>?\s*")
_TASK_LABEL = re.compile(
    r"^\W{0,4}(?:task|action(?:\s?item)?|todo|to-do|tarea|tarefa|tâche|aufgabe|attività|taak|zadanie)\W{0,2}[:：]\W{0,3}\s(?=\S)",
    re.IGNORECASE,
)
"""A label that only says that it is an action: "Task: review the keys"."""
_NUMBER = re.compile(r"^\s*#?\d{1,3}[.)]\s+")
_LEADING_NUMBER = re.compile(r"\[?(#\d{1,7}|[A-Z][A-Z0-9]{1,9}-\d{1,6})\]?\s?(?:[:：]|[-–—](?=\s))\s+(?=\S.{7})")
"""The number of an issue in front of what is to be done: `#2226: add a log line`."""
_LEADING_PRIORITY = re.compile(r"[\[(](?:p\d|high|medium|low|critical|urgent)[\])]\s?[:–—-]?\s+(?=\S)", re.IGNORECASE)
_TRAILING_HANDLE = re.compile(r"\s[(\[]?@[\w-]{2,38}[)\]]?$")
_TRAILING_TYPE = re.compile(
    r"\s\[(?:prevent|mitigate|detect|repair|process|document|investigate|train)\w{0,4}\]$", re.IGNORECASE
)
_MIN_TASK_LENGTH = 12
"""Characters besides placeholders; with fewer, a text is left over from a template."""
_MIN_TEXT_LENGTH = 8


def parse_action(line: int, text: str) -> ActionItem | None:
    """Parse the text of one item; `None` for an empty bullet, a placeholder or "None"."""
    if address := _BARE_ADDRESS.fullmatch(text):
        return ActionItem(line, address[1], tracker=address[1])
    text = _STRUCK_BOX.sub(r"\2\1", text)
    box = CHECKBOX.match(text)
    unmarked, remark = split_remarked_state(_NUMBER.sub("", text[box.end() :] if box else text))
    if remark:
        item = parse_action(line, unmarked)
        return item and with_attributes(item, f"({remark})")
    stated, raw = split_state(unmarked)
    words = " ".join(_TEMPLATE.sub(" ", _task_text(raw)).split())
    if normalize_words(words) in EMPTY_ITEMS or not re.search(r"\w", words) or _is_template(raw):
        return None
    ticked = box[1] not in _UNTICKED if box else None
    if box and box[1] in _IN_PROGRESS:
        stated = stated or ActionStatus.IN_PROGRESS
    if ticked is False and is_struck(raw):  # Nobody did it, and nobody is to do it.
        return with_attributes(ActionItem(line, words, done=False, status=ActionStatus.WONT_DO), raw)
    done = ticked or is_done(raw, ticked=ticked)
    if stated and not done:
        return with_attributes(ActionItem(line, words, done=stated in FINISHED_STATUSES, status=stated), raw)
    return with_attributes(ActionItem(line, words, done=done), raw)


def _is_template(raw: str) -> bool:
    if _LEFT_OVER.match(raw):
        return True
    return bool(_TEMPLATE.search(raw)) and len(plain_text(_TEMPLATE.sub("", raw)).strip(" .:-")) < _MIN_TASK_LENGTH


def _task_text(raw: str) -> str:
    """Return the text of an item without owner, date and tracker, unless hardly anything is left."""
    text, cut = without_attributes(raw)
    words = plain_text(cut)
    if len(words) < _MIN_TEXT_LENGTH:
        words = plain_text(text)
    words = _TASK_LABEL.sub("", _TRAILING_TYPE.sub("", words))
    words = _LEADING_PRIORITY.sub("", words, count=1) if _LEADING_PRIORITY.match(words) else words
    if (number := _LEADING_NUMBER.match(words)) and find_tracker(number[1]):
        words = words[number.end() :]
    words = _TRAILING_HANDLE.sub("", _NUMBER.sub("", without_emoji(_BRACES.sub(" ", words)).strip(" -–—:|;,")))
    return words.rstrip(" -–—:|;,") or plain_text(raw)
