"""File and URL names for values that people invented: safe everywhere, unique, and the same in every build."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

MAX_BYTES = 80
"""Bytes of UTF-8; file systems end at 255, and percent-encoding makes three characters of each byte."""

RESERVED = frozenset(
    ["index", "readme", "con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))]
)
"""Names that MkDocs or Windows give a meaning of their own."""


def make_slugs(ids: Iterable[str]) -> dict[str, str]:
    """Give each id its slug. One that has to share, or cannot be written as it is, ends in a digest of the id."""
    known = sorted(set(ids))
    wanted = {id: make_slug(id) for id in known}
    owners: dict[str, str] = {}
    for id in known:
        if wanted[id] not in owners or wanted[id] == id:
            owners[wanted[id]] = id
    taken = set(owners)
    return {id: wanted[id] if owners[wanted[id]] == id else _unused_slug(wanted[id], id, taken) for id in known}


def make_slug(text: str) -> str:
    """Return letters, digits and hyphens of any script, lower case."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    words = re.sub(r"[\W_]+", "-", plain).strip("-")
    short = words.encode()[:MAX_BYTES].decode(errors="ignore").strip("-")
    if not short:
        return f"value-{_digest(text)}"
    if short != words or short in RESERVED:
        return f"{short}-{_digest(text)}"
    return short


def make_filename(text: str) -> str:
    """Return a text as the name of a file, or a part of it: with its case and its dots; empty if there is no text."""
    if not text:
        return ""
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", text)).strip("-.")
    short = name.encode()[:MAX_BYTES].decode(errors="ignore").strip("-.")
    if not short:
        return f"value-{_digest(text)}"
    is_whole = short == name and short.split(".")[0].casefold() not in RESERVED
    return short if is_whole else f"{short}-{_digest(text)}"


def _unused_slug(wanted: str, id: str, taken: set[str]) -> str:
    name = f"{wanted}-{_digest(id)}"
    while name in taken:
        name = f"{name}-{_digest(name)}"
    taken.add(name)
    return name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:6]
