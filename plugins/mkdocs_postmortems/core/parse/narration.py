"""Tells sentences about what was done from those about what is to be done, by the form of their first verb."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.inline import plain_text

_NARRATED = re.compile(
    r"""^\W*(?:\d{1,2}:\d\d\W+)?
    (?: (?:we|i|they|he|she|it|the\ [\w -]{1,40}|[A-Z]\w{1,20})\s+ )??
    (?:then\s+|also\s+|manually\s+|quickly\s+|temporarily\s+)?
    (?: (?!need\b|embed\b|feed\b|speed\b|seed\b|shed\b|proceed\b|exceed\b)[a-z]{2,14}ed\b
    |   was\b | were\b | had\b | took\b | went\b | ran\b | made\b | brought\b | sent\b | found\b | began\b | shut\b
    |   saw\b | became\b | broke\b | lost\b | rose\b | fell\b | came\b | gave\b | died\b | burst\b | got\b | did\b )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_narrated(text: str) -> bool:
    """Whether a text begins in the past tense: "Restarted the pods", "We rolled back", "The disk was full"."""
    return bool(_NARRATED.match(plain_text(text)))


def are_narrated(texts: Sequence[str]) -> bool:
    """Whether more than half of the texts begin in the past tense."""
    return sum(map(is_narrated, texts)) * 2 > len(texts)
