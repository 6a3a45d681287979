"""Makes Pagefind's files deterministic (it writes filters in the order of hash tables), and names pages by keys.

Programs that no language of the index needs are removed.

The key becomes the start of a page's id, by which browsers know its filter values and its place before they load it.

The files are gzipped CBOR after a signature. File names are digests of the content, so unchanged files keep their
names.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_postmortems.core import cbor
from mkdocs_postmortems.system.pagefind_client import IndexingError

SIGNATURE = b"pagefind_dcd"
PAGES_FIELD = 1
"""Position of the list of pages in the metadata."""

CHUNKS_FIELD = 2
"""Where the list of files with words is in the metadata; the last value of each entry is a file's name."""

FILTERS_FIELD = 3
"""Position of the list of filters in the metadata."""


def make_deterministic(folder: Path, keys: Mapping[str, str]) -> None:
    """Sort the filters of an index alphabetically, and put its key before the id of each page.

    The format of the files is private to Pagefind. Anything unexpected is an error, so that a changed format is noticed
    during the build and not as a search that finds nothing.

    Args:
        folder: the folder of the index.
        keys: URL of each page -> its key.

    Raises:
        IndexingError: the index is not as Pagefind 1.5 writes it.
    """
    try:
        _rewrite_index(folder, keys)
    except (OSError, EOFError, zlib.error, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise _unexpected(f"{type(error).__name__}: {error}") from error


def _unexpected(what: str) -> IndexingError:
    return IndexingError(f"Pagefind's files are not as version 1.5 writes them: {what}")


def _check(is_as_expected: bool, what: str) -> None:  # noqa: FBT001 - a condition is what it is given
    if not is_as_expected:
        raise _unexpected(what)


def _rewrite_index(folder: Path, keys: Mapping[str, str]) -> None:
    entry = folder / "pagefind-entry.json"
    index = json.loads(entry.read_text(encoding="utf-8"))
    _check((folder / "pagefind.js").is_file(), "there is no pagefind.js")
    pages = 0
    programs = set()
    for language in index["languages"].values():
        programs.add(_program(folder, language["wasm"]))
        meta = folder / f"pagefind.{language['hash']}.pf_meta"
        content = load(meta)
        pages += len(content[PAGES_FIELD])
        language["hash"] = _rewrite_metadata(folder, language["hash"].rsplit("_", 1)[0], content, keys)
        meta.unlink()
    _check(pages == len(keys), f"there are {pages} pages of {len(keys)}")
    for path in set(folder.glob("wasm.*.pagefind")) - programs:
        path.unlink()
    entry.write_text(json.dumps(index, separators=(",", ":"), sort_keys=True), encoding="utf-8")


def _program(folder: Path, language: str | None) -> Path:
    """Return the program that searches; without a language, for which Pagefind knows no word stems, the general one."""
    path = folder / f"wasm.{language or 'unknown'}.pagefind"
    _check(path.is_file(), f"there is no {path.name}")
    return path


def _rewrite_metadata(folder: Path, prefix: str, content: list[Any], keys: Mapping[str, str]) -> str:
    """Write the metadata of a language, and all that it names, with new names; return its new digest."""
    for *_, name in content[CHUNKS_FIELD]:
        _check((folder / "index" / f"{name}.pf_index").is_file(), f"there is no {name}.pf_index")
    content[PAGES_FIELD] = [[_rename_fragment(folder, name, keys), *others] for name, *others in content[PAGES_FIELD]]
    content[FILTERS_FIELD] = sorted(_rewrite_filter(folder, prefix, name, old) for name, old in content[FILTERS_FIELD])
    data = cbor.encode(content)
    digest = f"{prefix}_{_digest(data, 10)}"
    _write(folder / f"pagefind.{digest}.pf_meta", data)
    return digest


def _rewrite_filter(folder: Path, prefix: str, name: str, old: str) -> list[str]:
    """Sort the values of a filter, and return its name with its new digest."""
    path = folder / "filter" / f"{old}.pf_filter"
    content = load(path)
    written, values = content
    _check(
        written == name and all(isinstance(value, str) and isinstance(pages, list) for value, pages in values),
        f"{path.name} is no list of the values of {name!r}",
    )
    values.sort()
    data = cbor.encode(content)
    path.unlink()
    new = f"{prefix}_{_digest(data, 10)}"
    _write(path.with_name(f"{new}.pf_filter"), data)
    return [name, new]


def _rename_fragment(folder: Path, name: str, keys: Mapping[str, str]) -> str:
    """Rename what is shown of a page, and return its new name."""
    path = folder / "fragment" / f"{name}.pf_fragment"
    marked = f"{keys[json.loads(_read(path))['url']]}-{name}"
    path.rename(path.with_name(f"{marked}.pf_fragment"))
    return marked


def _read(path: Path) -> bytes:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(SIGNATURE):
        raise _unexpected(f"{path.name} does not begin with {SIGNATURE.decode()!r}")
    return data[len(SIGNATURE) :]


def load(path: Path) -> Any:
    """Return the decoded CBOR of one of Pagefind's files."""
    try:
        return cbor.decode(_read(path))
    except cbor.CborError as error:
        raise _unexpected(f"{path.name} {error}") from error


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(SIGNATURE + data, mtime=0))


def _digest(data: bytes, length: int) -> str:
    return hashlib.sha256(data).hexdigest()[:length]
