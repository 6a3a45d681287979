"""Extracts candidate fingerprints from a hidden document; `select` drops those that also occur in readable text.

Each sentence is cut into consecutive runs of six words, starting at its beginning. So any quotation of eleven words of
a sentence, or of its first six, contains a complete run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint, FingerprintKind, GapRule, HiddenText, shorten
from mkdocs_postmortems.core.leaks.normalize import is_cjk_letter, normalize, split_words, word_weight
from mkdocs_postmortems.core.leaks.phrase_matcher import MIN_EMBEDDED_LENGTH
from mkdocs_postmortems.core.plain_text import plain_paragraphs

RUN_LENGTH = 6
"""Words in a run; twice as many letters in scripts without spaces."""
_MIN_WORDS = 3
"""Minimum weight of a run, in words: shorter sequences occur by chance."""
_MIN_IDENTIFIER_LENGTH = 5
"""Minimum number of letters and digits of an identifier."""
_MAX_IDENTIFIER_WORDS = 24
"""Words of an identifier that is searched for as a whole; a longer one is searched for in runs, as sentences are."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|[。！？]|\n| · |\s\|\s")
_IDENTIFIER = re.compile(r"[^\W_]+(?:[-_.:@+#]{1,2}[^\W_]+)*")
_NUMERIC = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,4}(?![^\W\d_])|\W|_)*")
"""Matches numbers with units, times and versions, which a site may also compute itself."""
_IP_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_INNER_CAPITAL = re.compile(r"[^\W\d_][a-z][A-Z]|[A-Z]{4}")
_NOUN = re.compile(r"(?<=[^\W_][ ,] )[A-Z][^\W\d_]{7,}|(?<=[^\W_.] )[A-Z][^\W\d_]{7,}")
_HEADING = re.compile(r"^\s{0,3}#.*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"(---|\+\+\+)\n.*?\n\1(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"\n(?:[^\S\n]*+-\s++)?(?:[\w-]++\s*+[:=](?:\s|$))?|[\[\]{},]")
"""Separators between the values of front matter, including the keys, so that values do not form one sentence."""
_DATE = re.compile(r"^\d{4}-?\d{2}-?\d{2}[-_ ]+")


def extract_fingerprints(hidden: HiddenText) -> Iterator[Fingerprint]:
    """Yield the candidate fingerprints of a hidden document, the most specific first; may contain duplicates."""
    if hidden.id:
        yield from _identifier_fingerprints(FingerprintKind.ID, hidden, hidden.id)
    yield from _run_fingerprints(FingerprintKind.TITLE, hidden, hidden.title)
    yield from _file_name_fingerprints(hidden)
    for name in hidden.names:
        yield from _name_fingerprints(hidden, name)
    yield from _text_fingerprints(hidden)


def _file_name_fingerprints(hidden: HiddenText) -> Iterator[Fingerprint]:
    """Yield folder names, the file name with and without its extension, and without a leading date."""
    for part in hidden.path.split("/"):
        stem = part.rsplit(".", 1)[0] if "." in part.lstrip(".") else part
        for form in dict.fromkeys((part, stem, _DATE.sub("", stem))):
            yield from (
                _identifier_fingerprints(FingerprintKind.FILE, hidden, form)
                if form == part
                else _run_fingerprints(FingerprintKind.FILE, hidden, form)
            )


def _name_fingerprints(hidden: HiddenText, name: str) -> Iterator[Fingerprint]:
    """Yield a name, and those of its words that are long enough to be fingerprints themselves."""
    words = tuple(split_words(normalize(name)))
    if "@" in name or len(words) == 1:
        yield from _identifier_fingerprints(FingerprintKind.NAME, hidden, name)
    elif words:
        yield Fingerprint(
            FingerprintKind.NAME,
            (hidden.path,),
            shorten(name),
            words[: RUN_LENGTH * 2],
            GapRule.NARROW,
            normalize(name),
        )
    for word in words:
        if len(word) >= MIN_EMBEDDED_LENGTH and len(words) > 1:
            yield Fingerprint(FingerprintKind.NAME, (hidden.path,), word, (word,), GapRule.TIGHT, word)


def _text_fingerprints(hidden: HiddenText) -> Iterator[Fingerprint]:
    head = _FRONT_MATTER.match(hidden.text)
    body = hidden.text[head.end() :] if head else hidden.text
    values = _KEY.split(head[0]) if head else []
    for paragraph in dict.fromkeys([*values, *plain_paragraphs(_HEADING.sub("\n\\g<0>\n", body).split("\n"))]):
        for sentence in _SENTENCE_END.split(paragraph):
            yield from _run_fingerprints(FingerprintKind.SENTENCE, hidden, sentence)
    for written in dict.fromkeys(_IDENTIFIER.findall(hidden.text)):
        if is_identifier(written):
            yield from _identifier_fingerprints(FingerprintKind.IDENTIFIER, hidden, written)
    for noun in dict.fromkeys(_NOUN.findall(hidden.text)):
        yield Fingerprint(
            FingerprintKind.WORD, (hidden.path,), noun, (normalize(noun),), GapRule.TIGHT, normalize(noun)
        )


def is_identifier(written: str) -> bool:
    """Return whether a string looks like an identifier: `kafka-broker-7`, `OPS-1234`, `10.2.3.4`, `HighErrorRate`."""
    size = sum(map(str.isalnum, written))
    if _IP_ADDRESS.fullmatch(written):
        return True
    if size < _MIN_IDENTIFIER_LENGTH or not written.isascii():
        return False
    if any(map(str.isdigit, written)):
        return not _NUMERIC.fullmatch(written) or _looks_random(written)
    return size >= MIN_EMBEDDED_LENGTH and (not written.isalpha() or _INNER_CAPITAL.search(written) is not None)


def _looks_random(written: str) -> bool:
    """Return whether a string is a ticket key such as `OPS-12`, or a token or digest, and not a number with units."""
    ticket = re.fullmatch(r"[A-Z]{2,4}-\d{2,}(?:-\d+)*", written)
    digits = sum(map(str.isdigit, written))
    return bool(ticket) or (
        written.isalnum() and len(written) >= MIN_EMBEDDED_LENGTH and 2 <= digits <= len(written) - 3
    )


def _identifier_fingerprints(kind: FingerprintKind, hidden: HiddenText, written: str) -> Iterator[Fingerprint]:
    literal = normalize(written.strip())
    words = tuple(split_words(literal))
    if len(words) > _MAX_IDENTIFIER_WORDS:
        yield from _run_fingerprints(kind, hidden, written)
        return
    size = sum(map(len, words))
    is_address = _IP_ADDRESS.fullmatch(literal) is not None
    if words and (is_address or not all(word.isdigit() and len(word) < _MIN_IDENTIFIER_LENGTH for word in words)):
        gap = GapRule.TIGHT if size >= MIN_EMBEDDED_LENGTH and not is_address else GapRule.EXACT
        yield Fingerprint(kind, (hidden.path,), shorten(written), words, gap, literal)


def _run_fingerprints(kind: FingerprintKind, hidden: HiddenText, text: str) -> Iterator[Fingerprint]:
    """Yield a short text as one fingerprint, a longer one as runs."""
    words = tuple(split_words(normalize(text)))
    letters = sum(map(is_cjk_letter, words))
    span = RUN_LENGTH * 2 if letters * 2 > len(words) else RUN_LENGTH
    if len(words) <= span:
        if kind is not FingerprintKind.SENTENCE or word_weight(words) > _MIN_WORDS:
            yield from _whole_fingerprint(kind, hidden, text, words)
        return
    shown, gap = shorten(text), _long_run_gap(kind)
    for start in [*range(0, len(words) - span, span), len(words) - span]:
        run = words[start : start + span]
        if word_weight(run) >= _MIN_WORDS:
            yield Fingerprint(kind, (hidden.path,), shown, run, gap, " ".join(run))


def _whole_fingerprint(
    kind: FingerprintKind, hidden: HiddenText, text: str, words: tuple[str, ...]
) -> Iterator[Fingerprint]:
    if words and not all(map(str.isdigit, words)):
        gap = _long_run_gap(kind) if word_weight(words) >= RUN_LENGTH else GapRule.NARROW
        yield Fingerprint(kind, (hidden.path,), shorten(text), words, gap, normalize(text).strip())


def _long_run_gap(kind: FingerprintKind) -> GapRule:
    return GapRule.PROSE if kind is FingerprintKind.SENTENCE else GapRule.ANY
