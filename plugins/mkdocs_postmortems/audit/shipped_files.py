"""Files and texts that installed themes, Pagefind and this program put into sites, and that tell of no document."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from mkdocs_postmortems.audit.decoded import DecodedText
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.system.pagefind_client import IndexingError, find_binary, read_programs

_TEXT_EXTENSIONS = (".html", ".js", ".map", ".css", ".json", ".xml", ".py", ".yml", ".md", ".svg", ".txt")
_SKIPPED_FOLDERS = {".icons", "node_modules", "__pycache__"}
"""Folders whose files are in no site as they are, without readable text: thousands of icons, and code of packages."""
_OWN_PACKAGE = __name__.partition(".")[0]
_PAGEFIND = "pagefind"
"""How the names of Pagefind's programs begin."""


@cache
def shipped_folders() -> tuple[Path, ...]:
    """Return the folders of this program, of MkDocs' search and of all installed themes."""
    themes = sorted({point.module for point in entry_points(group="mkdocs.themes")})
    folders = (_folder(package) for package in (_OWN_PACKAGE, "mkdocs.contrib.search", *themes))
    return tuple(dict.fromkeys(folder for folder in folders if folder is not None))


@cache
def shipped_files(folders: tuple[Path, ...]) -> ShippedFiles:
    """Return the files of folders of installed packages, which do not change while this program runs."""
    return ShippedFiles(folders)


def _folder(package: str) -> Path | None:
    try:
        spec = find_spec(package)
    except ImportError:
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _list_files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted({*folders} - _SKIPPED_FOLDERS)
        yield from (Path(place, name).relative_to(folder).as_posix() for name in sorted(names))


@dataclass(frozen=True)
class ShippedFiles:
    """The files of public folders, and the programs that Pagefind writes beside its index."""

    folders: tuple[Path, ...]

    def holds(self, name: str, data: bytes) -> bool:
        """Return whether a file of a site is one of them, to the last byte."""
        if any(path.read_bytes() == data for path in self._by_size.get(len(data), ())):
            return True
        return name.startswith(_PAGEFIND) and data in self._programs.values()

    def texts(self) -> Iterator[str]:
        """Yield the names and all texts of the files, as decoded."""
        decoder = Decoder()
        files = (
            (path, (folder / path).read_bytes()) for folder, path in self._paths if path.endswith(_TEXT_EXTENSIONS)
        )
        for source in (files, self._programs.items()):
            for path, data in source:
                yield path
                yield from (part.text for part in decoder.decode(path, data) if isinstance(part, DecodedText))

    @cached_property
    def _paths(self) -> tuple[tuple[Path, str], ...]:
        """Each folder with the POSIX path of each file below it."""
        return tuple((folder, path) for folder in self.folders for path in _list_files(folder))

    @cached_property
    def _by_size(self) -> Mapping[int, list[Path]]:
        """The paths of all files by their size in bytes."""
        found = defaultdict(list)
        for folder, path in self._paths:
            found[(folder / path).stat().st_size].append(folder / path)
        return found

    @cached_property
    def _programs(self) -> Mapping[str, bytes]:
        """The programs of the installed Pagefind by their names; they are only in the files that it writes."""
        binary = find_binary()
        try:
            return read_programs(binary) if binary else {}
        except IndexingError:
            return {}
