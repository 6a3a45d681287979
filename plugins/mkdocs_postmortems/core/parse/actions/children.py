"""Decides whether the items below another one complete its sentence, or are items themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.narration import TASK_VERBS, is_task

_OPEN_ENDED = re.compile(
    r"\b(?:for|in|of|with|from|by|at|on|about|like|into|between|including|e\.g\.|such\s+as|für|mit|von|pour|de|para|con)\s*[:：…]*$",
    re.IGNORECASE,
)
"""A sentence that lacks its object."""
_BOLD_TASK = re.compile(
    rf"\s*(?:\*\*|__)\W{{0,2}}(?:{TASK_VERBS})\s+\S+\s[^*\n]{{1,120}}(?:\*\*|__)\W{{0,2}}(?:\s[^*\n]{{1,60}})?",
    re.IGNORECASE | re.VERBOSE,
)
"""A bold task of at least three words, as opposed to the name of a group."""
_MIN_TITLED = 2
_NOUN = re.compile(
    r"^\W*(?:the|a|an|our|its|their|all|any|each|every|both|his|her|some|die|der|das|le|la|les|el|los|las|o|os|as)\s+\w",
    re.IGNORECASE,
)


_ADDRESS = re.compile(r"(?:[\w -]{1,30}:\s)?<?https?://\S{1,2000}")
_BARE_ADDRESS = re.compile(r"<?https?://\S{1,2000}")
_REMARK = re.compile(
    r"""\W{0,3}(?: (?:proposed|suggested|propuesto|sugerido|proposto|proposé|vorschlag|proposta)\b
    |   @[\w-]{1,40}\s?[:,] | [QA]\s?[:：]\s | <?https?://
    |   (?:it|this|that|these|those|there|the|an?|we|our|i|they|which|because|since|already|same|also|not
        |includes?|including|currently|for\ example|e\.g\.|as|if|when|so|but|done|note)\b )""",
    re.IGNORECASE | re.VERBOSE,
)
_INFINITIVE = re.compile(r"\W*[A-ZÁÉÍÓÚÂÊÔÀÇ][a-záéíóúâêôàçãõñü]{2,14}(?:ar|er|ir|rse|ser)\s\S")
"""How a task begins in Spanish, Portuguese and French."""
_DOING = re.compile(r"\W*[A-Z][a-z]{2,14}ing\b")
_SOMEBODY_TO_DO = re.compile(
    r"""\W*@?(?!(?:What|Which|Why|How|Who|When|We|The|This|It|They|Need|Needs)\b)[A-Z][\w.-]{0,20}
        (?:(?:,|\s(?:and|&))\s@?[A-Z][\w.-]{0,20}|\s[A-Z][\w.-]{0,20}|\steam){0,3}\s(?:to|will|should)\s[a-z]{2}""",
    re.VERBOSE,
)
_MIN_TASK_WORDS = 4
_SIGNS_OF_TASK = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff][^:：]{6,200}(?:する|させる|ること|れる|よう|える|ける|てる|める|びる)[。]?"
)
"""A sentence about what to do in Japanese, which ends in its verb."""


def complete_their_parent(parent: Block, children: Sequence[Block]) -> bool:
    """Whether the children only complete their parent: "Ask the insurer to pay for:", "the printers", "the carpet"."""
    text = plain_text(parent.text)
    nouns = sum(1 for child in children if _NOUN.match(plain_text(child.text)))
    if not children:
        return False
    if _explain(parent.text, children):
        return True
    if _OPEN_ENDED.search(text):
        return nouns * 2 >= len(children) or all(plain_text(child.text)[:1].islower() for child in children)
    return text.endswith((":", "：")) and nouns == len(children)


def _explain(parent: str, children: Sequence[Block]) -> bool:
    """Whether the children only discuss a task, or link to it: "@sam: good idea", "Which days?"."""
    task = plain_text(parent)
    texts = [plain_text(child.text) for child in children]
    if _SIGNS_OF_TASK.fullmatch(task):
        return len(children) == 1
    says_all = _says_task(task) and len(task.split()) >= _MIN_TASK_WORDS
    if are_addresses(children):
        is_named = task.endswith(":") or not any(map(_BARE_ADDRESS.fullmatch, texts))
        return len(task.split()) > 1 and (is_named or says_all)
    if says_all and _OPEN_ENDED.search(task):
        return not any(map(_says_task, texts))
    return says_all and not task.endswith((":", "：")) and all(map(_is_remark, texts))


def _is_remark(text: str) -> bool:
    """Whether a text says something about a task rather than what to do."""
    is_said = bool(_REMARK.match(text) or _BARE_ADDRESS.fullmatch(text))
    return is_said or text.rstrip(" *_").endswith(("?", "？"))


def are_addresses(children: Sequence[Block]) -> bool:
    """Whether all children are links: "https://…", "Stable: https://…"."""
    return all(_ADDRESS.fullmatch(plain_text(child.text)) for child in children)


def _says_task(text: str) -> bool:
    """Whether a text begins as tasks do: "Add a float", "Adding a float", "Sam to add a float"."""
    words = plain_text(text)
    if words.rstrip(" *_").endswith(("?", "？")):
        return False
    is_said = _DOING.match(words) or _SOMEBODY_TO_DO.match(words) or _INFINITIVE.match(words)
    return is_task(words) or is_said is not None


def are_titled(blocks: Sequence[Block]) -> bool:
    """Whether the items of the highest level are bold tasks that those below them explain: "1. **Add a float**"."""
    parents = [block for block in blocks if block.kind is BlockKind.ITEM and block.level == 1]
    titled = [block for block in parents if _BOLD_TASK.fullmatch(block.text)]
    explained = sum(1 for block in titled if block.child_count)
    return explained >= _MIN_TITLED and len(titled) * 2 > len(parents)


def children_of(blocks: Sequence[Block], index: int) -> list[Block]:
    """Return the items directly below the item at `index`."""
    inside = range(index + 1, end_of_children(blocks, index))
    return [blocks[i] for i in inside if blocks[i].group_id and blocks[i].level == blocks[index].level + 1]


def end_of_children(blocks: Sequence[Block], index: int) -> int:
    """Return the index after everything below the item at `index`."""
    level = blocks[index].level
    after = range(index + 1, len(blocks))
    return next((i for i in after if blocks[i].kind is BlockKind.HEADING or blocks[i].level <= level), len(blocks))
