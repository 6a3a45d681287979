"""Heuristic checks for restricted information that readers could infer from documents that they may read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.diagnostics import Diagnostic

_SENTENCE = re.compile(r"[^.!?\n|]{30,2000}")
_WORD = re.compile(r"\w+")
_MIN_SENTENCE_WORDS = 8
"""Minimum number of words of a sentence that does not recur by chance."""
_NUMBERED = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,30}[-_])(\d{1,7})")
_SECRETS = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----")),
    ("an access key of AWS", re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")),
    ("a token of GitHub", re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b")),
    ("a token of Slack", re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,200}")),
    ("a signed token", re.compile(r"\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.")),
    ("a password in an address", re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,100}:[^\s/:@]{3,100}@")),
    (
        "a password",
        re.compile(r"(?i)\b(?:password|passwd|secret|api[_-]?key)\s{0,3}[:=]\s{0,3}['\"]?[^\s'\"<>]{8,100}"),
    ),
    ("an e-mail address", re.compile(r"\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}\b")),
    ("a bank account", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b")),
)


def find_inference_hints(
    labelled: Collection[LabelledDocument], ids: Collection[tuple[str, str]], audiences: Audiences
) -> Iterator[Diagnostic]:
    """Yield diagnostics of repeated sentences, gaps in ids and possible secrets; nothing without audiences.

    Args:
        labelled: all documents of the site.
        ids: (path, id) of each postmortem.
        audiences: the audiences.
    """
    if audiences:
        yield from _repeated_sentences(labelled, audiences)
        yield from _id_gaps(labelled, ids, audiences)
        yield from _secrets(labelled, audiences)


def _sentences(one: LabelledDocument) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Yield (normalised words, line, labels) of each long sentence."""
    for span in one.spans:
        labels = (one.audience, *span.audiences)
        for match in _SENTENCE.finditer(span.text):
            words = _WORD.findall(match[0].casefold())
            if len(words) >= _MIN_SENTENCE_WORDS:
                yield " ".join(words), span.line + span.text.count("\n", 0, match.start()), labels


def _repeated_sentences(labelled: Iterable[LabelledDocument], audiences: Audiences) -> Iterator[Diagnostic]:
    where: dict[str, list[tuple[str, int, frozenset[str]]]] = {}
    for one in labelled:
        for words, line, labels in _sentences(one):
            readable_by = audiences.audiences_for(labels)
            where.setdefault(words, []).append((one.path, line, readable_by))
    for words, places in where.items():
        narrow = min(places, key=lambda place: (len(place[2]), place[0], place[1]))
        wide = [place for place in places if place[2] - narrow[2] and place[0] != narrow[0]]
        # A sentence in many documents comes from a template.
        if wide and len(places) <= 3:
            path, line, _ = wide[0]
            start = " ".join(words.split()[:_MIN_SENTENCE_WORDS])
            message = f"these words also stand in {narrow[0]!r}, which fewer people read: {start!r} …"
            yield Diagnostic(path, line, "PM066", message, related_paths=(narrow[0],))


def _id_gaps(
    labelled: Iterable[LabelledDocument], ids: Iterable[tuple[str, str]], audiences: Audiences
) -> Iterator[Diagnostic]:
    """Yield documents whose id an audience can infer, since it reads the ids before and after but not this one."""
    labels = {one.path: one.audience for one in labelled}
    numbers: dict[str, dict[int, tuple[str, str]]] = {}
    for path, id in ids:
        match = _NUMBERED.fullmatch(id)
        if match and path in labels:
            numbers.setdefault(match[1], {})[int(match[2])] = path, id
    for _, series in sorted(numbers.items()):
        for number, (path, id) in sorted(series.items()):
            around = [labels[series[n][0]] for n in (number - 1, number + 1) if n in series]
            for name in audiences.names:
                reads = [audiences.may_read(name, label) for label in around]
                if len(reads) == 2 and all(reads) and not audiences.may_read(name, labels[path]):
                    message = f"{name!r} reads the ids before and after {id}, so that it can infer this one."
                    yield Diagnostic(path, 1, "PM067", message)
                    break


def _secrets(labelled: Iterable[LabelledDocument], audiences: Audiences) -> Iterator[Diagnostic]:
    wide = frozenset(name for name in audiences.names if audiences.by_name[name].anyone) or {audiences.common_audience}
    for one in labelled:
        for span in one.spans:
            if one.audience not in wide or any(label not in wide for label in span.audiences):
                continue
            for what, pattern in _SECRETS:
                for match in pattern.finditer(span.text):
                    line = span.line + span.text.count("\n", 0, match.start())
                    yield Diagnostic(one.path, line, "PM068", f"this looks like {what}, and {one.audience!r} reads it.")
