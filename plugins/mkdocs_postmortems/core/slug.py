"""File and URL names for arbitrary values: safe on every file system, unique, and the same in every build."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

MAX_BYTES = 80
"""Maximum length in bytes of UTF-8: file systems allow 255, and percent-encoding makes three characters of a byte."""

RESERVED = frozenset(
    ["index", "readme", "con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))]
)
"""File names that MkDocs or Windows treats specially."""


def make_slugs(ids: Iterable[str]) -> dict[str, str]:
    """Return a unique slug for each id; it ends in a digest of the id if another id has the same slug."""
    known = sorted(set(ids))
    wanted = {id: make_slug(id) for id in known}
    owners: dict[str, str] = {}
    for id in known:
        if wanted[id] not in owners or wanted[id] == id:
            owners[wanted[id]] = id
    taken = set(owners)
    return {id: wanted[id] if owners[wanted[id]] == id else _unused_slug(wanted[id], id, taken) for id in known}


def make_slug(text: str) -> str:
    """Return a text as lower-case letters and digits of any script, joined by hyphens.

    A text that is too long, reserved or without letters gets a digest at its end.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    words = re.sub(r"[\W_]+", "-", plain).strip("-")
    short = words.encode()[:MAX_BYTES].decode(errors="ignore").strip("-")
    if not short:
        return f"value-{_digest(text)}"
    if short != words or short in RESERVED:
        return f"{short}-{_digest(text)}"
    return short


def make_filename(text: str) -> str:
    """Return a text as a file name, or as a part of one, with its case and dots; empty for an empty text."""
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
