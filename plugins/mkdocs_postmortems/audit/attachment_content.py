"""Reads attachments as far as a leak of them could be recognised: their bytes by a digest, and their words."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mkdocs_postmortems.audit.decoded import DecodedText
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.audit.decompression import Budget, TooLargeError
from mkdocs_postmortems.audit.manifest import file_digest

MIN_SIZE = 32
"""Minimum number of bytes of a file that is recognised by its digest: shorter ones may be equal by chance."""
_MAX_READ = 5_000_000
"""Maximum number of bytes of a file that is read for its words, and of characters of them."""


class AttachmentContent(NamedTuple):
    """What an attachment can be recognised by on a site: its bytes and its words."""

    digest: str
    """SHA-256 in hexadecimal digits; empty if the file is too short or cannot be read."""
    text: str
    """The words that people read in it: not markup, and not what bytes of a picture may look like."""


def read_attachment(path: Path) -> AttachmentContent:
    """Return the content of an attachment; nothing of one that cannot be read."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MAX_READ else b""
    except OSError:
        return AttachmentContent("", "")
    digest = file_digest(path) if size >= MIN_SIZE else ""
    parts = Decoder().decode(path.name, data)
    texts: dict[str, None] = {}
    left = Budget(_MAX_READ)
    with suppress(TooLargeError):
        for part in parts:
            if isinstance(part, DecodedText) and part.where.split(", ")[-1] == "text" and part.text not in texts:
                left.spend(len(part.text))
                texts[part.text] = None
    return AttachmentContent(digest, "\n".join(texts))
