"""Puts what Pagefind wrote into an order of its own, since its filters come out of hash tables, and marks its pages.

A mark is what an answer says of a page before anything of the page is loaded: it becomes the beginning of its id.

Its files are CBOR behind a signature, compressed. Names of files are digests of what is in them, so that files which
did not change keep their names.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_postmortems.core import cbor
from mkdocs_postmortems.core.errors import PostmortemsError

SIGNATURE = b"pagefind_dcd"
PAGES_FIELD = 1
"""Where the list of pages is in the metadata."""

FILTERS_FIELD = 3
"""Where the list of filters is in the metadata."""


class FormatError(PostmortemsError):
    """Pagefind wrote something that this module does not know."""


def make_deterministic(folder: Path, sort_keys: Mapping[str, str]) -> None:
    """Rewrite the filters of an index, and what names them, in alphabetical order; mark pages, by their addresses.

    Raises:
        FormatError: the index is not as Pagefind 1.5 writes it.
    """
    entry = folder / "pagefind-entry.json"
    index = json.loads(entry.read_text(encoding="utf-8"))
    for language in index["languages"].values():
        meta = folder / f"pagefind.{language['hash']}.pf_meta"
        content = load(meta)
        prefix = language["hash"].rsplit("_", 1)[0]
        content[PAGES_FIELD] = [
            [_rename_fragment(folder, name, sort_keys), *others] for name, *others in content[PAGES_FIELD]
        ]
        content[FILTERS_FIELD] = sorted(
            _rewrite_filter(folder, prefix, name, old) for name, old in content[FILTERS_FIELD]
        )
        data = cbor.encode(content)
        language["hash"] = f"{prefix}_{_digest(data, 10)}"
        meta.unlink()
        _write(folder / f"pagefind.{language['hash']}.pf_meta", data)
    entry.write_text(json.dumps(index, separators=(",", ":"), sort_keys=True), encoding="utf-8")


def _rewrite_filter(folder: Path, prefix: str, name: str, old: str) -> list[str]:
    """Sort the values of a filter, and return its name with its new digest."""
    path = folder / "filter" / f"{old}.pf_filter"
    content = load(path)
    content[1].sort()
    data = cbor.encode(content)
    path.unlink()
    new = f"{prefix}_{_digest(data, 10)}"
    _write(path.with_name(f"{new}.pf_filter"), data)
    return [name, new]


def _rename_fragment(folder: Path, name: str, sort_keys: Mapping[str, str]) -> str:
    """Rename what is shown of a page, and return its new name."""
    path = folder / "fragment" / f"{name}.pf_fragment"
    marked = f"{sort_keys[json.loads(_read(path))['url']]}-{name}"
    path.rename(path.with_name(f"{marked}.pf_fragment"))
    return marked


def _read(path: Path) -> bytes:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(SIGNATURE):
        raise FormatError(f"{path.name} is not one of Pagefind's files")
    return data[len(SIGNATURE) :]


def load(path: Path) -> Any:
    """Return what one of Pagefind's files says."""
    try:
        return cbor.decode(_read(path))
    except cbor.CborError as error:
        raise FormatError(f"{path.name}: {error}") from error


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(SIGNATURE + data, mtime=0))


def _digest(data: bytes, length: int) -> str:
    return hashlib.sha256(data).hexdigest()[:length]
