"""What in a hidden document could give a leak away; whether a view has it anyway is decided elsewhere.

Of prose, every sentence's first words and then every following run of words is a candidate, so that eleven words of
it in a row, or half of that from a sentence's beginning, cannot be quoted unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.canaries.canary import Canary, Gap, Hidden, Kind, shorten
from mkdocs_postmortems.core.canaries.folded import fold, is_letter, weight, words
from mkdocs_postmortems.core.canaries.lookout import LONG
from mkdocs_postmortems.core.search.text import paragraphs

SPAN = 6
"""Words of a run; of letters, in scripts without spaces, twice as many."""
_ENOUGH = 3
"""Words that are no chance when nothing parts them."""
_SHORTEST = 5

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|[。！？]|\n| · |\s\|\s")
_IDENTIFIER = re.compile(r"[^\W_]+(?:[-_.:@+#]{1,2}[^\W_]+)*")
_NUMERIC = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,4}(?![^\W\d_])|\W|_)*")
"""Numbers with units, times and versions: what a site computes may look the same."""
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_INNER_CAPITAL = re.compile(r"[^\W\d_][^\W\d_]*[a-z][A-Z]|[A-Z]{4}")
_NOUN = re.compile(r"(?<=[^\W_][ ,] )[A-Z][^\W\d_]{7,}|(?<=[^\W_.] )[A-Z][^\W\d_]{7,}")
_HEADING = re.compile(r"^\s{0,3}#.*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"(---|\+\+\+)\n.*?\n\1(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"\n(?:\s*-\s+)?(?:[\w-]+\s*[:=](?:\s|$))?|[\[\]{},]")
"""What parts the values of front matter; names and values of fields side by side are no sentence."""
_DATE = re.compile(r"^\d{4}-?\d{2}-?\d{2}[-_ ]+")


def candidates(hidden: Hidden) -> Iterator[Canary]:
    """Yield all candidates of a document, those that say most about it first."""
    if hidden.id:
        yield from _identifier(Kind.ID, hidden, hidden.id)
    yield from _runs(Kind.TITLE, hidden, hidden.title)
    yield from _file_names(hidden)
    for name in hidden.names:
        yield from _name(hidden, name)
    yield from _prose(hidden)


def _file_names(hidden: Hidden) -> Iterator[Canary]:
    """Yield folders, the file's name with and without its ending, and the name without a date before it."""
    for part in hidden.path.split("/"):
        stem = part.rsplit(".", 1)[0] if "." in part.lstrip(".") else part
        for form in dict.fromkeys((part, stem, _DATE.sub("", stem))):
            yield from _identifier(Kind.FILE, hidden, form) if form == part else _runs(Kind.FILE, hidden, form)


def _name(hidden: Hidden, name: str) -> Iterator[Canary]:
    """Yield a name, and its parts that are long enough to stand alone."""
    sequence = tuple(words(fold(name)))
    if "@" in name or len(sequence) == 1:
        yield from _identifier(Kind.NAME, hidden, name)
    elif sequence:
        yield Canary(Kind.NAME, (hidden.path,), shorten(name), sequence[: SPAN * 2], Gap.NARROW, fold(name))
    for word in sequence:
        if len(word) >= LONG and len(sequence) > 1:
            yield Canary(Kind.NAME, (hidden.path,), word, (word,), Gap.TIGHT, word)


def _prose(hidden: Hidden) -> Iterator[Canary]:
    head = _FRONT_MATTER.match(hidden.text)
    body = hidden.text[head.end() :] if head else hidden.text
    values = _KEY.split(head[0]) if head else []
    for paragraph in dict.fromkeys([*values, *paragraphs(_HEADING.sub("\n\\g<0>\n", body).split("\n"))]):
        for sentence in _SENTENCE_END.split(paragraph):
            yield from _runs(Kind.SENTENCE, hidden, sentence)
    for written in dict.fromkeys(_IDENTIFIER.findall(hidden.text)):
        if is_identifier(written):
            yield from _identifier(Kind.IDENTIFIER, hidden, written)
    for noun in dict.fromkeys(_NOUN.findall(hidden.text)):
        yield Canary(Kind.WORD, (hidden.path,), noun, (fold(noun),), Gap.TIGHT, fold(noun))


def is_identifier(written: str) -> bool:
    """Whether a run of characters names one thing: `kafka-broker-7`, `OPS-1234`, `10.2.3.4`, `HighErrorRate`."""
    size = sum(map(str.isalnum, written))
    if _ADDRESS.fullmatch(written):
        return True
    if size < _SHORTEST or not written.isascii():
        return False
    if any(map(str.isdigit, written)):
        return not _NUMERIC.fullmatch(written) or _looks_random(written)
    return size >= LONG and (not written.isalpha() or _INNER_CAPITAL.search(written) is not None)


def _looks_random(written: str) -> bool:
    """Whether it is a key or a digest, rather than a number with units; tickets have letters before a number."""
    ticket = re.fullmatch(r"[A-Z]{2,4}-\d{2,}(?:-\d+)*", written)
    digits = sum(map(str.isdigit, written))
    return bool(ticket) or (written.isalnum() and len(written) >= LONG and 2 <= digits <= len(written) - 3)


def _identifier(kind: Kind, hidden: Hidden, written: str) -> Iterator[Canary]:
    literal = fold(written.strip())
    sequence = tuple(words(literal))
    size = sum(map(len, sequence))
    is_address = _ADDRESS.fullmatch(literal) is not None
    if sequence and (is_address or not all(word.isdigit() and len(word) < _SHORTEST for word in sequence)):
        gap = Gap.TIGHT if size >= LONG and not is_address else Gap.EXACT
        yield Canary(kind, (hidden.path,), shorten(written), sequence, gap, literal)


def _runs(kind: Kind, hidden: Hidden, text: str) -> Iterator[Canary]:
    """Yield a short text as a whole, and runs of a longer one."""
    sequence = tuple(words(fold(text)))
    letters = sum(map(is_letter, sequence))
    span = SPAN * 2 if letters * 2 > len(sequence) else SPAN
    if len(sequence) <= span:
        if kind is not Kind.SENTENCE or weight(sequence) > _ENOUGH:
            yield from _whole(kind, hidden, text, sequence)
        return
    for start in [*range(0, len(sequence) - span, span), len(sequence) - span]:
        run = sequence[start : start + span]
        if weight(run) >= _ENOUGH:
            yield Canary(kind, (hidden.path,), shorten(text), run, _long(kind), " ".join(run))


def _whole(kind: Kind, hidden: Hidden, text: str, sequence: tuple[str, ...]) -> Iterator[Canary]:
    if sequence and not all(map(str.isdigit, sequence)):
        gap = _long(kind) if weight(sequence) >= SPAN else Gap.NARROW
        yield Canary(kind, (hidden.path,), shorten(text), sequence, gap, fold(text).strip())


def _long(kind: Kind) -> Gap:
    return Gap.PROSE if kind is Kind.SENTENCE else Gap.ANY
