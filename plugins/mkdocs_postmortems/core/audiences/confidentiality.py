"""Finds what a document says of itself: that it is confidential, for internal use only, or not to be shared.

That names no audience, so it is no label. It does tell that the document is not for everybody.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, LocatedValue
from mkdocs_postmortems.core.lookalikes import fold

_STRONG = frozenset(
    """
    classified confidential confidentially proprietary
    geheim streng vertraulich confidentiel confidentielle confidencial confidenciais reservado riservato riservata
    vertrouwelijk poufne konfidentiell konfidensiell fortrolig конфиденциально секретно
    社外秘 部外秘 機密 極秘 取扱注意 関係者限り 机密 机密文件 保密 内部资料 内部文件 내부용 대외비 기밀
    """.split()
)
"""Words that say so alone."""
_WEAK = frozenset(
    """
    internal internally private restricted secret sensitive
    intern internen interne interner internes interno interna internos intern wewnetrzne внутренний
    """.split()
)
"""Words that say so beside one of `_LIMITS`, or in brackets: there are internal services, and secrets that expire."""
_LIMITS = frozenset(
    """
    only use eyes strictly solely nur gebrauch verwendung ausschliesslich usage uniquement seulement uso solo somente
    exclusivo gebruik uzytek
    """.split()
)
_NEGATIONS = frozenset("not dont never nicht pas nao niet".split())
_SHARING = frozenset(
    """
    copy disclose disclosed distribute distributed forward forwarded publish published redistribute redistributed
    release released share shared sharing distribution disclosure
    weitergeben veroffentlichen diffuser partager divulgar compartilhar compartir delen
    """.split()
)
_PROTOCOL = frozenset("amber red".split())
"""The restricting colours of the Traffic Light Protocol (FIRST, version 2.0)."""
_AROUND = frozenset(
    """
    a all and any are at be beyond by company contains copying document documents employees external externally
    for from information intended is it its keep know material may more must need notice of on or organisation
    organization our out outside page people permission please postmortem public publicly report review staff strict
    team the these this to unauthorised unauthorized us warning with without
    bitte das den der des die dieses dokument fur im ist und zum ce cet document est et le les ne por para de da do e
    el este documento es em per la het is voor niet do uzytku tylko для использования служебного
    """.split()
)
_MAX_WORDS = 20
_MAX_NAME_WORDS = 2
"""Words that a line of few words may have beside a strong one, such as the name of a firm."""
_FIRST_LINES = 40
_MAX_LINE = 300
_STATE_KEYS = frozenset(
    "banner category class handling label level marking release sensitivity sharing state status tlp type".split()
)
"""Keys whose values are single words that describe the document."""
_SWITCHED_ON = frozenset("true yes on y 1 only strict strictly".split())
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?\w[^<>]{0,300}>|<!--|-->")
_ADMONITION = re.compile(r"\s{0,12}(?:!!!|\?\?\?\+?|:::)[ \t]*[\w-]{0,40}")
_BRACKETED = re.compile(r"[\[(【{（]([^\[\](){}【】（）]{1,80})[\])】}）]")
_SEPARATOR = re.compile(r"[:|–—]|[ \t]-+[ \t]")
_EMPHASIS = re.compile(r"[>*_`\[(【!:~=⚠🔒🚫⛔️ \t-]{1,20}")
_BLOCK_STARTS = ("-", "*", "+", "|", "#", "```", "~~~")


@dataclass(frozen=True, slots=True)
class ConfidentialityStatement:
    """A place in a document that says that it is not for everybody."""

    line: int
    """1-based."""
    text: str
    """As written."""


def find_confidentiality(
    lines: Sequence[str], front_matter: LocatedDict | None, first: int = 0
) -> ConfidentialityStatement | None:
    """Return what a document says of itself in its front matter, its title or its first lines; `None` if nothing.

    Args:
        lines: The lines of a document.
        front_matter: Its front matter.
        first: Index of the first line of the body.
    """
    found = (*_in_front_matter(front_matter), *_in_lines(lines[: first + _FIRST_LINES], first))
    return min(found, key=lambda statement: statement.line, default=None)


def _in_front_matter(table: LocatedDict | None) -> Iterator[ConfidentialityStatement]:
    if table is None:
        return
    for key, value in table.items():
        line = table.lines[key]
        texts = list(_texts(value))
        is_switch = len(texts) == 1 and texts[0].strip().casefold() in _SWITCHED_ON
        is_state = fold(key) in _STATE_KEYS
        if is_switch and _says(key, is_marked=True):
            yield ConfidentialityStatement(line, f"{key}: {texts[0]}")
        for text in texts:
            if _says(text, is_marked=is_state) or (fold(key) == "title" and _title_says(text)):
                yield ConfidentialityStatement(line, text)


def _texts(value: LocatedValue) -> Iterator[str]:
    if isinstance(value, LocatedList):
        yield from (str(item) for item in value if isinstance(item, LocatedStr))
    elif isinstance(value, LocatedStr):
        yield str(value)


def _in_lines(lines: Sequence[str], first: int) -> Iterator[ConfidentialityStatement]:
    """Yield the first headings that say so, and the paragraphs that say nothing else."""
    for start, text in _paragraphs(lines, first):
        if text.startswith("#"):
            says = text.startswith(("# ", "#\t")) and _title_says(text)
        else:
            plain = _plain(text)
            is_marked = plain.isupper() or _EMPHASIS.match(text) is not None
            says = _says(plain, is_marked=is_marked) or _is_named(plain) or _opens_with_mark(plain)
        if says:
            yield ConfidentialityStatement(start + 1, text)


def _paragraphs(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield headings of one line, and paragraphs, each with the index of its first line; neither lists nor tables."""
    start, collected = first, list[str]()
    for index in range(first, len(lines) + 1):
        line = lines[index][:_MAX_LINE].strip() if index < len(lines) else ""
        is_edge = not line or line.startswith("#") or set(line) <= set("-=*_")
        if is_edge:
            if collected and not _is_other_block(collected[0]):
                yield start, " ".join(collected)
            if line.startswith("#"):
                yield index, line
            collected = []
        else:
            start = start if collected else index
            collected.append(line)


def _is_other_block(line: str) -> bool:
    """Whether a line begins a list, a table or code; emphasis is none."""
    return line.startswith(_BLOCK_STARTS) and not line.startswith("**") and not re.match(r"\*\S", line)


def _plain(text: str) -> str:
    """Return a text without tags, entities and the beginning of an admonition."""
    return _ADMONITION.sub("", _TAG.sub(" ", html.unescape(text)), count=1)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text.replace("'", "").replace("’", ""))[:_MAX_LINE])


def _says(text: str, *, is_marked: bool) -> bool:
    """Whether a text says so, and nothing else. `is_marked`: a weak word is enough, since it stands out."""
    words = _words(text)
    known = (_STRONG, _WEAK, _LIMITS, _NEGATIONS, _SHARING, _AROUND)
    if not 0 < len(words) <= _MAX_WORDS:
        return False
    if words[0] == "tlp":
        return len(words) > 1 and words[1] in _PROTOCOL
    return all(any(word in some for some in known) for word in words) and _restricts(set(words), is_marked=is_marked)


def _restricts(words: set[str], *, is_marked: bool) -> bool:
    is_weak = not _WEAK.isdisjoint(words) and (not _LIMITS.isdisjoint(words) or (is_marked and len(words) == 1))
    is_refusal = not _NEGATIONS.isdisjoint(words) and not _SHARING.isdisjoint(words)
    return not _STRONG.isdisjoint(words) or is_weak or is_refusal


def _is_named(text: str) -> bool:
    """Whether a short line is a strong word with the name of a firm: `ACME CONFIDENTIAL`, `Confidential – Acme Ltd`."""
    words = _words(text)
    if not 1 < len(words) <= _MAX_NAME_WORDS + 1:
        return False
    before = _words(_SEPARATOR.split(text, maxsplit=1)[0])
    return words[-1] in _STRONG or (len(before) == 1 and before[0] in _STRONG)


def _opens_with_mark(text: str) -> bool:
    """Whether a paragraph has a statement in brackets in front: `[confidential] The key was stolen.`."""
    bracketed = _BRACKETED.match(text.strip())
    return bracketed is not None and _says(bracketed[1], is_marked=True)


def _title_says(title: str) -> bool:
    """Whether a part of a title says so: `[internal] …`, `CONFIDENTIAL: …`, `… (internal use only)`."""
    bracketed = any(_says(match[1], is_marked=True) for match in _BRACKETED.finditer(title[:_MAX_LINE]))
    parts = _SEPARATOR.split(title[:_MAX_LINE].lstrip("# \t"))
    return bracketed or any(_says(part, is_marked=False) for part in parts)
