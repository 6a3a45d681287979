"""What stands for a page in the record that one build leaves for the next."""

from __future__ import annotations

import hashlib


def page_key(path: str) -> str:
    """Return what stands for the destination path of a page: a build must not learn which pages are gone."""
    return hashlib.sha256(path.encode()).hexdigest()
