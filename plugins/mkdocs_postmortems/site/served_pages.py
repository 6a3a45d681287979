"""Keeps the pages of a preview from one build to the next, which draws those alone that have changed."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.settings import read_config
from mkdocs_postmortems.site.drawn_pages import KnownPages
from mkdocs_postmortems.site.page_key import page_key


class ServedPages:
    """The pages of the previous build of a server, which has emptied its folder since."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="postmortems-serve-")
        self._aside = Path(self._folder.name)
        self._frame = ""
        """The digest of the settings and templates that the pages were drawn with."""
        self._known: Mapping[str, Any] = {}
        self._addresses: frozenset[str] = frozenset()
        self._next: Mapping[str, Any] = {}
        self._paths: tuple[str, ...] = ()
        """The destination paths of the pages that something is known of."""
        self._same: tuple[str, ...] = ()

    def begin(self, config: MkDocsConfig) -> None:
        """Put the pages of the previous site aside, before the server empties its folder."""
        frame = _frame(config)
        if frame != self._frame:
            self._known = {}
        self._frame, self._next, self._same = frame, {}, ()
        for path in self._paths:
            aside = self._aside / page_key(path)
            try:
                (Path(config.site_dir) / path).replace(aside)
            except OSError:
                aside.unlink(missing_ok=True)
        self._known = {key: page for key, page in self._known.items() if (self._aside / key).exists()}

    def read(self) -> KnownPages:
        """Return what is known of the previous site's pages; after a build that has failed, nothing is."""
        known, self._known = self._known, {}
        return KnownPages(known, self._addresses)

    def write(self, pages: Mapping[str, Any], addresses: Iterable[str], same: Iterable[str]) -> None:
        """Take what is known of this site's pages."""
        self._addresses = frozenset(addresses)
        self._next = {page_key(path): page for path, page in pages.items()}
        self._paths, self._same = tuple(pages), tuple(same)

    def end(self, config: MkDocsConfig) -> None:
        """Put back the pages that the build has left out."""
        for path in self._same:
            (self._aside / page_key(path)).replace(Path(config.site_dir) / path)
        self._known = self._next

    def close(self) -> None:
        """Remove what was put aside."""
        self._folder.cleanup()


def _frame(config: MkDocsConfig) -> str:
    """Return the digest of what pages depend on beside documents: the settings, and the site's own templates."""
    hashed = hashlib.sha256(repr(read_config(Path(config.config_file_path or "mkdocs.yml"))).encode())
    if config.theme.custom_dir:
        for path in sorted(Path(config.theme.custom_dir).rglob("*")):
            if path.is_file():
                hashed.update(path.as_posix().encode() + path.read_bytes())
    return hashed.hexdigest()
