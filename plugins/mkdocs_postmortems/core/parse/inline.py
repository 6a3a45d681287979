"""Extracts plain text, links and labels from inline Markdown. Takes time linear in the length of the text."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import NamedTuple

# Every repetition has an upper bound, so that matching takes linear time.
_LINK = re.compile(
    r"""!?\[([^\[\]]{0,2000})\]                                              # text
        \(\s*+
        <?([^()\s<>]{0,2000}(?:\([^()\s]{0,200}\)[^()\s<>]{0,500})?)>?      # address, with one pair of brackets at most
        (?:\s++["'(][^"'()]{0,300}["')])?                                   # title
        \s*+\)""",
    re.VERBOSE,
)
_REFERENCE = re.compile(r"!?\[([^\[\]]{1,500})\]\[([^\[\]]{0,200})\]")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>")
_BARE_URL = re.compile(r"https?://[^\s<>()\[\]|\"'`]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()\[\]|\"'`]{0,500})?")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]{0,30}(?:\s[^<>]{0,300})?/?>")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_STRONG = re.compile(
    r"\*\*(?=\S)((?:[^*]|\*(?!\*)){1,2000})(?<=\S)\*\*"
    r"|__(?=\S)((?:[^_]|_(?!_)){1,2000})(?<=\S)__"
)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=\S)([^*]{1,2000}?)(?<=\S)\*(?![\w*])"
    r"|(?<![\w_])_(?=\S)([^_]{1,2000}?)(?<=\S)_(?![\w_])"
)
_STRIKE = re.compile(r"~~(?=\S)([^~]{1,2000}?)~~")
_CODE = re.compile(r"(?<!`)(`++)([^`]{1,2000})\1")
_CODE_ESCAPES = {ord(sign): 0x10FF00 + index for index, sign in enumerate("<>{}[]():*_~\\!^")}
"""Markup characters within code -> private use characters that stand for them while markup is removed."""
_CODE_UNESCAPES = {chr(hidden): chr(sign) for sign, hidden in _CODE_ESCAPES.items()}
_CODE_ESCAPED = re.compile(f"[{''.join(_CODE_UNESCAPES)}]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# Hugo shortcodes, Liquid and Jinja tags, Material's icons
_SHORTCODE = re.compile(
    r"\{\{<[^{\n]{0,2000}?>\}\}|\{%[^{\n]{0,2000}?%\}|:(?:material|fontawesome|octicons|simple)-[a-z0-9-]{1,80}:"
)
_ATTRIBUTES = re.compile(r"\{[:.#][^{}\n]{0,200}\}")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMOJI = re.compile(
    r":x:|(?<!:):[a-z][a-z0-9_+-]{1,40}:(?!:)|[\U0001F000-\U0001FAFF\u231A\u231B\u23E9-\u23FA\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D]"
)


class TextLabel(NamedTuple):
    """A label at the start of a text: `**Impact:** three users` is `("Impact", "three users", True)`."""

    title: str
    rest: str
    bold: bool


@lru_cache(maxsize=4_096)
def plain_text(text: str) -> str:
    """Return the words of inline Markdown on one line, without markup, HTML tags and footnote marks; code is kept."""
    if "`" not in text:
        return _strip_markup(text)
    plain = _strip_markup(_CODE.sub(lambda code: code[2].translate(_CODE_ESCAPES), text))
    return _CODE_ESCAPED.sub(lambda hidden: _CODE_UNESCAPES[hidden[0]], plain)


def _strip_markup(text: str) -> str:
    if "<" in text:
        text = _TAG.sub(" ", _AUTOLINK.sub(r"\1", _BREAK.sub(" ", _COMMENT.sub("", text))))
    if "{" in text or ":" in text:
        text = _ATTRIBUTES.sub("", _SHORTCODE.sub("", text))
    if "[" in text:
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _FOOTNOTE.sub("", text)))
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(lambda m: m[1] or m[2], _STRONG.sub(lambda m: m[1] or m[2], text))
    if "~~" in text:
        text = _STRIKE.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def without_emoji(text: str) -> str:
    """Return a text without emoji and emoji shortcodes."""
    return " ".join(_EMOJI.sub(" ", text).split())


def links(text: str) -> list[tuple[str, str]]:
    """Return `(url, text)` of each inline link, autolink and bare address, in order; images are left out."""
    if "[" not in text and "://" not in text and "mailto:" not in text:
        return []
    inline = list(_LINK.finditer(text))
    found = [(match.start(), match[2], plain_text(match[1])) for match in inline if match[2] and match[0][0] != "!"]
    rest = _blank_out(text, [match.span() for match in inline])
    for pattern, group in ((_AUTOLINK, 1), (_BARE_URL, 0)):
        matches = list(pattern.finditer(rest))
        found += [(match.start(), match[group].rstrip(".,;:!?*_"), "") for match in matches]
        rest = _blank_out(rest, [match.span() for match in matches])
    return [(url, title) for _, url, title in sorted(found)]


def without_links(text: str) -> str:
    """Return a text without its links and their texts."""
    return _BARE_URL.sub(" ", _AUTOLINK.sub(" ", _LINK.sub(" ", text)))


def _blank_out(text: str, spans: list[tuple[int, int]]) -> str:
    """Replace spans by spaces, so that they are not matched again and positions stay."""
    pieces, end = [], 0
    for first, last in spans:
        pieces += [text[end:first], " " * (last - first)]
        end = last
    return "".join([*pieces, text[end:]])


_BOLD_START = re.compile(r"(?:(?<!\s)\s++)?(\*\*|__)\s*+([^*_\n]{1,80}?)(?<!\s)\s*+[:：]\s*+\1\s*+")
_BOLD_LABEL = re.compile(
    r"(?:(?<!\s)\s++)?(\*\*|__)\s*+(.{1,100}?)(?<!\s)\s*+:?\s*+\1(?:\s*+(?:[:：]\s*+|[-–—]\s++|$)|[^\S\n]*+(?=\n|<br))",
    re.DOTALL,
)
_ITALIC_LABEL = re.compile(r"(?:(?<!\s)\s++)?([*_])(?![*_\s])([^*_\n]{1,80}?)(?<!\s)\s*+(?::\1|\1\s*+[:：])\s*+")
_BRACKET_LABEL = re.compile(r"(?:(?<!\s)\s++)?\[([^\[\]\n]{2,80})\](?![(\[:])\s*+:?\s*+")
_PLAIN_LABEL = re.compile(r"(?:(?<!\s)\s++)?([^\W\d_][^\n:：|.!;`\[\]<>]{1,60}?)(?<!\s)\s*+[:：](?!//)(?=\s|$)\s*+")

_LABELS = (
    (_BOLD_START, 2, True),
    (_BOLD_LABEL, 2, True),
    (_ITALIC_LABEL, 2, True),
    (_BRACKET_LABEL, 1, False),
    (_PLAIN_LABEL, 1, False),
)
"""Pattern, group of the title, and whether the label stands out from the text."""
_LONGEST_LABEL = 200
_LEADING_BREAK = re.compile(r"\s{0,8}<br\s{0,2}/?>", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def label(text: str) -> TextLabel | None:
    """Return the label at the start of `text`, or `None`: bold, italic with colon, `[Label]`, or `Words:`."""
    head = text[:_LONGEST_LABEL]
    for pattern, group, bold in _LABELS:
        if match := pattern.match(head):
            return TextLabel(
                plain_text(match[group]).rstrip(" :："), _LEADING_BREAK.sub("", text[match.end() :]).strip(), bold
            )
    return None


def is_italic(text: str) -> bool:
    """Whether the whole paragraph is in italics, as hints of templates are."""
    text = text.strip()
    return (
        len(text) > 2 and text[0] in "*_" and text[0] == text[-1] and text[1] != text[0] and text[0] not in text[1:-1]
    )


_PICTURE = re.compile(
    r"\s*(?:\[?!\[[^\[\]]{0,500}\]\([^\n]{0,1000}\)(?:\]\([^\n]{0,1000}\))?|<img\b[^<>]{0,1000}>)(?:\{[^{}\n]{0,200}\})?\s*",
    re.IGNORECASE,
)


def is_picture(text: str) -> bool:
    """Whether a paragraph is nothing but a picture."""
    return _PICTURE.fullmatch(text) is not None


def split_at_breaks(text: str) -> list[str]:
    """Split inline text at hard breaks written as `<br>`."""
    return _BREAK.split(text) if "<" in text else [text]


_NOT_WORD = re.compile(r"[\W_]+")

PLACEHOLDER_WORDS = frozenset(("n a", *"none na tbd tba tbc todo".split(), "to be determined"))
"""Texts that mean that nothing is written yet, as `normalize_words` returns them."""


def normalize_words(text: str) -> str:
    """Return the words of `text` in lower case, one space apart, without punctuation."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def parse_phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a text, case-folded; `|` separates them, and lines may break anywhere."""
    return tuple(" ".join(phrase.split()).casefold() for phrase in text.split("|"))


_TITLE_CODE = re.compile(r"(?<!`)(`++)(.{1,300}?)(?<!`)\1(?!`)")


def title_to_html(title: str) -> str:
    """Return a title as HTML: code spans as `<code>`, everything else escaped."""
    return _TITLE_CODE.sub(lambda found: f"<code>{found[2].strip()}</code>", escape(title))


def title_to_text(title: str) -> str:
    """Return a title as plain text: code spans without backticks."""
    return _TITLE_CODE.sub(lambda found: found[2].strip(), title)
