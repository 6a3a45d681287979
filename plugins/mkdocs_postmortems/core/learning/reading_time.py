"""Estimates how long reading a document takes."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import Postmortem

_WORDS_PER_MINUTE = 220
"""Most adults read 175 to 300 words of English non-fiction a minute, 238 on average (Brysbaert 2019)."""


def reading_minutes(document: Postmortem) -> int:
    """Return the minutes that reading a document takes, at least 1."""
    return max(1, round(len(re.findall(r"\w+", document.body)) / _WORDS_PER_MINUTE))
