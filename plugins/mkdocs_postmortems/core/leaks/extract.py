"""What in a hidden document could give a leak away; whether a view has it anyway is decided elsewhere.

Of prose, every sentence's first words and then every following run of words is a candidate, so that eleven words of
it in a row, or half of that from a sentence's beginning, cannot be quoted unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint, FingerprintKind, GapRule, HiddenText, shorten
from mkdocs_postmortems.core.leaks.normalize import is_cjk_letter, normalize, split_words, word_weight
from mkdocs_postmortems.core.leaks.phrase_matcher import MIN_EMBEDDED_LENGTH
from mkdocs_postmortems.core.search.plain_text import plain_paragraphs

RUN_LENGTH = 6
"""Words of a run; of letters, in scripts without spaces, twice as many."""
_MIN_WORDS = 3
"""Words that are no chance when nothing parts them."""
_MIN_IDENTIFIER_LENGTH = 5

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|[。！？]|\n| · |\s\|\s")
_IDENTIFIER = re.compile(r"[^\W_]+(?:[-_.:@+#]{1,2}[^\W_]+)*")
_NUMERIC = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,4}(?![^\W\d_])|\W|_)*")
"""Numbers with units, times and versions: what a site computes may look the same."""
_IP_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_INNER_CAPITAL = re.compile(r"[^\W\d_][^\W\d_]*[a-z][A-Z]|[A-Z]{4}")
_NOUN = re.compile(r"(?<=[^\W_][ ,] )[A-Z][^\W\d_]{7,}|(?<=[^\W_.] )[A-Z][^\W\d_]{7,}")
_HEADING = re.compile(r"^\s{0,3}#.*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"(---|\+\+\+)\n.*?\n\1(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"\n(?:\s*-\s+)?(?:[\w-]+\s*[:=](?:\s|$))?|[\[\]{},]")
"""What parts the values of front matter; names and values of fields side by side are no sentence."""
_DATE = re.compile(r"^\d{4}-?\d{2}-?\d{2}[-_ ]+")


def extract_fingerprints(hidden: HiddenText) -> Iterator[Fingerprint]:
    """Yield all candidates of a document, those that say most about it first."""
    if hidden.id:
        yield from _identifier_fingerprints(FingerprintKind.ID, hidden, hidden.id)
    yield from _run_fingerprints(FingerprintKind.TITLE, hidden, hidden.title)
    yield from _file_name_fingerprints(hidden)
    for name in hidden.names:
        yield from _name_fingerprints(hidden, name)
    yield from _text_fingerprints(hidden)


def _file_name_fingerprints(hidden: HiddenText) -> Iterator[Fingerprint]:
    """Yield folders, the file's name with and without its ending, and the name without a date before it."""
    for part in hidden.path.split("/"):
        stem = part.rsplit(".", 1)[0] if "." in part.lstrip(".") else part
        for form in dict.fromkeys((part, stem, _DATE.sub("", stem))):
            yield from (
                _identifier_fingerprints(FingerprintKind.FILE, hidden, form)
                if form == part
                else _run_fingerprints(FingerprintKind.FILE, hidden, form)
            )


def _name_fingerprints(hidden: HiddenText, name: str) -> Iterator[Fingerprint]:
    """Yield a name, and its parts that are long enough to stand alone."""
    sequence = tuple(split_words(normalize(name)))
    if "@" in name or len(sequence) == 1:
        yield from _identifier_fingerprints(FingerprintKind.NAME, hidden, name)
    elif sequence:
        yield Fingerprint(
            FingerprintKind.NAME,
            (hidden.path,),
            shorten(name),
            sequence[: RUN_LENGTH * 2],
            GapRule.NARROW,
            normalize(name),
        )
    for word in sequence:
        if len(word) >= MIN_EMBEDDED_LENGTH and len(sequence) > 1:
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
    """Whether a run of characters names one thing: `kafka-broker-7`, `OPS-1234`, `10.2.3.4`, `HighErrorRate`."""
    size = sum(map(str.isalnum, written))
    if _IP_ADDRESS.fullmatch(written):
        return True
    if size < _MIN_IDENTIFIER_LENGTH or not written.isascii():
        return False
    if any(map(str.isdigit, written)):
        return not _NUMERIC.fullmatch(written) or _looks_random(written)
    return size >= MIN_EMBEDDED_LENGTH and (not written.isalpha() or _INNER_CAPITAL.search(written) is not None)


def _looks_random(written: str) -> bool:
    """Whether it is a key or a digest, rather than a number with units; tickets have letters before a number."""
    ticket = re.fullmatch(r"[A-Z]{2,4}-\d{2,}(?:-\d+)*", written)
    digits = sum(map(str.isdigit, written))
    return bool(ticket) or (
        written.isalnum() and len(written) >= MIN_EMBEDDED_LENGTH and 2 <= digits <= len(written) - 3
    )


def _identifier_fingerprints(kind: FingerprintKind, hidden: HiddenText, written: str) -> Iterator[Fingerprint]:
    literal = normalize(written.strip())
    sequence = tuple(split_words(literal))
    size = sum(map(len, sequence))
    is_address = _IP_ADDRESS.fullmatch(literal) is not None
    if sequence and (is_address or not all(word.isdigit() and len(word) < _MIN_IDENTIFIER_LENGTH for word in sequence)):
        gap = GapRule.TIGHT if size >= MIN_EMBEDDED_LENGTH and not is_address else GapRule.EXACT
        yield Fingerprint(kind, (hidden.path,), shorten(written), sequence, gap, literal)


def _run_fingerprints(kind: FingerprintKind, hidden: HiddenText, text: str) -> Iterator[Fingerprint]:
    """Yield a short text as a whole, and runs of a longer one."""
    sequence = tuple(split_words(normalize(text)))
    letters = sum(map(is_cjk_letter, sequence))
    span = RUN_LENGTH * 2 if letters * 2 > len(sequence) else RUN_LENGTH
    if len(sequence) <= span:
        if kind is not FingerprintKind.SENTENCE or word_weight(sequence) > _MIN_WORDS:
            yield from _whole_fingerprint(kind, hidden, text, sequence)
        return
    for start in [*range(0, len(sequence) - span, span), len(sequence) - span]:
        run = sequence[start : start + span]
        if word_weight(run) >= _MIN_WORDS:
            yield Fingerprint(kind, (hidden.path,), shorten(text), run, _long_run_gap(kind), " ".join(run))


def _whole_fingerprint(
    kind: FingerprintKind, hidden: HiddenText, text: str, sequence: tuple[str, ...]
) -> Iterator[Fingerprint]:
    if sequence and not all(map(str.isdigit, sequence)):
        gap = _long_run_gap(kind) if word_weight(sequence) >= RUN_LENGTH else GapRule.NARROW
        yield Fingerprint(kind, (hidden.path,), shorten(text), sequence, gap, normalize(text).strip())


def _long_run_gap(kind: FingerprintKind) -> GapRule:
    return GapRule.PROSE if kind is FingerprintKind.SENTENCE else GapRule.ANY
