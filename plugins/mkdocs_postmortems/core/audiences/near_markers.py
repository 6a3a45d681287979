"""Finds what resembles the marker of a restricted span and is none: other words, letters, brackets or attributes.

What is meant as a marker and is none restricts nothing, so a document with one is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.nearness import (
    FOREIGN_LABEL_KEYS,
    LIMITS,
    RESTRICTING_WORDS,
    is_access_key,
    names_audience,
    names_audience_exactly,
    names_key_and_audience,
    says_only_who_reads,
)
from mkdocs_postmortems.core.label_words import has_label_word, may_mean_label, resembles_label
from mkdocs_postmortems.core.lookalikes import fold

_BOUNDARY_WORDS = frozenset(
    """
    begin close closing else end endif endregion except exclude finish for from hidden hide if ifdef not only open
    opening region show start stop to unless until when
    """.split()
)
"""Words of a marker beside the name of an audience, such as `end` and `only`."""
_ASKING_WORDS = frozenset("in group groups has role roles user viewer".split())
"""Words of a condition of a template: `{% if 'security' in groups %}`."""
_RESTRICTING_NAMES = RESTRICTING_WORDS | LIMITS
"""Names of elements that restrict by an attribute: `<Restricted to="security">`."""
_MAX_COMMENT_WORDS = 4
"""Words that a marker has; a comment of more is a sentence."""
# Every repetition has an upper bound, so that matching takes linear time.
_COMMENT = re.compile(r"(?:<!|\{>>|\{#(?=\s)|\{%|\{\{|<%|%%)[\W_]{0,12}(?=(?P<content>[^\n>}]{0,80}))")
_BRACKET = re.compile(r"<(?=[^\w\s!])[\W_]{0,12}(?P<content>[^\n<>]{0,80})")
_TAG = re.compile(r"</?(?P<content>[a-z][^<>]{0,400})")
_ATTRIBUTES = re.compile(r"\{[:.# \t]{0,4}(?P<content>[a-z][^{}\n]{0,120})\}")
_SQUARE = re.compile(r"\[[^\w\]\n]{0,4}(?P<content>[^\[\]\n]{1,80})\](?P<after>.?)")
_FENCE = re.compile(r"^[ \t>]{0,12}(?:`{3,6}|~{3,6})[ \t]{0,4}\{?[^\w\n]{0,3}(?P<content>[^\n]{0,80})", re.MULTILINE)
_OPENED = re.compile(
    r"^[ \t>]{0,12}[:%!?/+.$&@\\|~=]{1,5}(?P<sign>[:%!?/+.$&@\\|~=])[ \t]{0,4}(?P<content>[^\n]{0,80})", re.MULTILINE
)
_COMMAND = re.compile(r"^[ \t>]{0,12}(?:#\+?|[@\\$&%!/]|[a-z]{2,12}::)(?P<content>[a-z][^\n]{0,80})", re.MULTILINE)
_TITLE = re.compile(
    r"^[ \t>]{0,12}(?:#{1,6}[ \t]{1,8}|(?:!!!|\?\?\?|===|///)[^\n\"]{0,40}\")(?P<content>[^\n\"]{1,80})",
    re.MULTILINE,
)
"""A heading, or the title of a box, of a tab, or of what is folded."""
_SUMMARY = re.compile(r"<summary>(?P<content>[^<>]{1,80})")
_LINK_TARGET = re.compile(r"\[(?P<name>[^\]\n]{0,80})\]:[ \t]{0,8}(?=(?P<content>[^\n]{1,120}))")
_ATTRIBUTE = re.compile(
    r"(?P<name>(?:[a-z][\w:.-]{0,20}[ \t])?[a-z][\w:.-]{0,40})\s{0,5}=\s{0,5}"
    r"(?:[\"'](?P<quoted>[^\"'<>=]{0,80})|(?P<bare>[^\s\"'<>=]{0,80}))"
)
_YAML_TAG = re.compile(r"[:\-,\[{][ \t]{1,8}!{1,2}(?P<content>[a-z][\w-]{0,40})")
_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile(r"[:=]")


_Kind = tuple[re.Pattern[str], Callable[[re.Match[str], Audiences], bool]]
"""What may be meant as a marker, and whether a match of it is near one."""


class NearMarker(NamedTuple):
    """What resembles a marker: the number of line feeds before it, and its beginning in folded letters."""

    lines_before: int
    text: str


def find_near_marker(text: str, audiences: Audiences, *, is_front_matter: bool = False) -> NearMarker | None:
    """Return the first thing that resembles a marker; `None` if there is none.

    Args:
        text: A text without valid markers.
        audiences: All audiences of the site.
        is_front_matter: Whether the text is YAML or TOML, where brackets are no markup.
    """
    folded = fold(text)
    kinds = _KINDS_IN_FRONT_MATTER if is_front_matter else _KINDS
    found = min(_near_markers(folded, kinds, audiences), key=lambda match: match.start(), default=None)
    if found is None:
        return None
    whole = folded[found.start() : found.end("content")]
    shown = " ".join(whole.split())[:40]
    start = found.start() + len(whole) - len(whole.lstrip())
    return NearMarker(folded.count("\n", 0, start), shown)


def _near_markers(folded: str, kinds: Iterable[_Kind], audiences: Audiences) -> Iterator[re.Match[str]]:
    """Yield the first match of each kind."""
    for pattern, is_near in kinds:
        match = next((one for one in pattern.finditer(folded) if is_near(one, audiences)), None)
        if match is not None:
            yield match


def _is_near_comment(match: re.Match[str], audiences: Audiences) -> bool:
    """Whether a comment, for people or for a template engine, says what a marker says."""
    content = match["content"]
    return _is_near_content(content, audiences) or _delimits_audience(content, match[0], audiences)


def _is_near_content(content: str, audiences: Audiences) -> bool:
    head, *rest = _SIGN.split(content, maxsplit=1)
    words = _WORD.findall(head)
    if not words:
        return False
    if _begins_with_key(words) or (len(words) <= _MAX_COMMENT_WORDS and bool(rest) and has_label_word(head)):
        return True
    value = rest[0] if rest else " ".join(words[1:])
    if len(words) > _MAX_COMMENT_WORDS or not names_audience(value, audiences):
        return False
    return has_label_word(head) or may_mean_label(words[-1] if rest else words[0]) or _restricts(words, head)


def _restricts(words: list[str], key: str) -> bool:
    return len(words) < _MAX_COMMENT_WORDS and (not FOREIGN_LABEL_KEYS.isdisjoint(words) or is_access_key(key))


def _begins_with_key(words: list[str]) -> bool:
    """Whether the first word, after those like `end`, resembles a key, or the first two do together."""
    kept = _without_boundaries(words)
    joined = "".join(words[:1]).removeprefix("end")
    return any(map(resembles_label, (*kept[:1], "".join(kept[:2]), joined))) if kept else False


def _without_boundaries(words: list[str]) -> list[str]:
    first = next((index for index, word in enumerate(words) if word not in _BOUNDARY_WORDS), len(words))
    return words[first : first + 2]


def _delimits_audience(content: str, opener: str, audiences: Audiences) -> bool:
    """Whether a comment has an audience, or a word like `private`, with one like `end` or a slash: `/security`."""
    words = _WORD.findall(content)
    names = [word for word in words if word not in _BOUNDARY_WORDS and word not in _ASKING_WORDS]
    is_boundary = len(names) < len(words) or "/" in opener
    if not is_boundary or len(words) > _MAX_COMMENT_WORDS:
        return False
    is_restriction = len(names) == 1 and names[0] in RESTRICTING_WORDS
    return is_restriction or names_audience_exactly(" ".join(names), audiences)


def _is_near_bracket(match: re.Match[str], audiences: Audiences) -> bool:
    return _is_near_content(match["content"], audiences)


def _is_near_tag(match: re.Match[str], audiences: Audiences) -> bool:
    """Whether an HTML tag has a name or an attribute that resembles a key, or a value with a key and an audience."""
    content = match["content"]
    name = re.split(r"[\s/:=>]", content, maxsplit=1)[0]
    if resembles_label(name) or (match[0].startswith("</") and name in map(fold, audiences.names)):
        return True
    attributes = [(one["name"], one["quoted"] or one["bare"] or "") for one in _ATTRIBUTE.finditer(content)]
    return any(_is_near_attribute(name, value, audiences) for name, value in attributes) or (
        (name in _RESTRICTING_NAMES or any(resembles_label(value) for _, value in attributes))
        and any(names_audience_exactly(value, audiences) for _, value in attributes)
    )


def _is_near_attribute(name: str, value: str, audiences: Audiences) -> bool:
    if not has_label_word(name):
        gives_access = is_access_key(name.rsplit(maxsplit=1)[-1].removeprefix("data-")) and names_audience_exactly(
            value, audiences
        )
        is_limit = says_only_who_reads(_WORD.findall(value), audiences)
        return gives_access or is_limit or names_key_and_audience(value, audiences)
    # `visibility` is an attribute of SVG.
    return "visib" not in name or names_audience(value, audiences)


def _is_near_attribute_list(match: re.Match[str], audiences: Audiences) -> bool:
    return names_key_and_audience(match["content"], audiences)


def _is_near_square(match: re.Match[str], audiences: Audiences) -> bool:
    """Whether square brackets, unless they are a link, hold what a marker holds."""
    content, opener = match["content"], match[0][: match.start("content") - match.start()]
    head, *rest = _SIGN.split(content, maxsplit=1)
    words = _WORD.findall(head)
    is_link = match["after"] in ("(", "[", ":") and match["after"] != ""
    begins = _begins_with_key(words)
    if "/" in opener and not is_link and names_audience_exactly(content, audiences):
        return True
    is_closing = "/" in opener or "!" in opener or (bool(words) and words[0] in _BOUNDARY_WORDS)
    if is_link:
        return begins and bool(rest) and names_audience(rest[0], audiences)
    return begins and (bool(rest) or is_closing or names_audience(" ".join(words[1:]), audiences))


def _is_near_title(match: re.Match[str], audiences: Audiences) -> bool:
    """Whether a title says that nobody else reads what follows: `For security only`, `Cause (audience: security)`."""
    content = match["content"]
    words = _WORD.findall(content)
    if not LIMITS.isdisjoint(words) and says_only_who_reads(words, audiences):
        return True
    within = content.partition("(")[2].partition(")")[0]
    return len(_WORD.findall(within)) <= _MAX_COMMENT_WORDS and names_key_and_audience(within, audiences)


def _gives_access(content: str, audiences: Audiences) -> bool:
    """Whether a word that means who may read is followed by the name of an audience: `{only} security`."""
    key, *rest = _WORD.findall(content) or [""]
    return is_access_key(key) and names_audience_exactly(" ".join(rest), audiences)


def _is_near_command(match: re.Match[str], audiences: Audiences) -> bool:
    words = _WORD.findall(match["content"])
    kept = words[len(words) > 1 and words[0] in _BOUNDARY_WORDS :]
    if len(kept) < len(words) and names_audience_exactly(" ".join(kept), audiences):
        return True
    return bool(kept) and resembles_label(kept[0]) and names_audience(" ".join(kept[1:]), audiences)


def _is_near_opened(match: re.Match[str], audiences: Audiences) -> bool:
    if match["sign"] in (":", "/") and names_audience_exactly(match["content"], audiences):
        return True
    if _gives_access(match["content"], audiences):
        return True
    return _begins_with_key(_WORD.findall(_SIGN.split(match["content"], maxsplit=1)[0]))


def _is_near_fence(match: re.Match[str], audiences: Audiences) -> bool:
    content = match["content"]
    return _begins_with_key(_WORD.findall(content)) or _gives_access(content, audiences)


def _is_near_link_target(match: re.Match[str], audiences: Audiences) -> bool:
    """Whether the definition of a link, which Markdown does not show, is used as a comment."""
    content = match["content"].lstrip("#<>/ \t")
    text = content.strip("\"'() \t")
    if resembles_label(match["name"]) and names_audience(text, audiences):
        return True
    return content != match["content"] and _is_near_content(text, audiences)


def _is_near_yaml_tag(match: re.Match[str], audiences: Audiences) -> bool:
    """Whether the type of a value, which has no effect here, is an audience: `title: !security The key`."""
    return resembles_label(match["content"]) or names_audience_exactly(match["content"], audiences)


_KINDS_ANYWHERE: tuple[_Kind, ...] = (
    (_COMMENT, _is_near_comment),
    (_BRACKET, _is_near_bracket),
    (_TAG, _is_near_tag),
)
_KINDS_IN_FRONT_MATTER: tuple[_Kind, ...] = (*_KINDS_ANYWHERE, (_YAML_TAG, _is_near_yaml_tag))
_KINDS: tuple[_Kind, ...] = (
    *_KINDS_ANYWHERE,
    (_ATTRIBUTES, _is_near_attribute_list),
    (_SQUARE, _is_near_square),
    (_FENCE, _is_near_fence),
    (_OPENED, _is_near_opened),
    (_COMMAND, _is_near_command),
    (_TITLE, _is_near_title),
    (_SUMMARY, _is_near_title),
    (_LINK_TARGET, _is_near_link_target),
)
