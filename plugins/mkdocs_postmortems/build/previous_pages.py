"""Takes the pages over from the previous site that a build would draw as they were.

What is remembered of a page is the digest of all that it was drawn from. The build gets those digests and no page.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.system.records import write_record

PAGES_FILE = "pages.json"
"""The name of the file of digests in the staging folder."""


class PagesError(PostmortemsError):
    """A build has left out a page that the previous site does not have."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What is known of the pages of a site."""

    frame: str = ""
    """The digest of everything that its build could read but documents."""
    manifest: str = ""
    """SHA-256 of the site's manifest."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Path of a page in the site -> the digest of what it was drawn from."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a build says of its pages."""

    pages: Mapping[str, str]
    """Path -> digest."""
    same: tuple[str, ...]
    """The paths of those that it has left out."""


_RECORD = TypeAdapter(_Record)
_DRAWN = TypeAdapter(_Drawn)


@dataclass(frozen=True, slots=True)
class PreviousPages:
    """The pages of the previous site of an audience that its next build may leave out."""

    record: Path
    site: Path
    """The folder of the previous site."""
    frame: str
    """The digest of everything that the build can read but documents."""
    digests: Mapping[str, str]
    """Path of a page in the site -> the digest of what it was drawn from."""

    @classmethod
    def read(cls, record: Path, site: Path, manifest: str, frame: str) -> PreviousPages:
        """Read the record of a site; a damaged one, or one of another site or frame, counts as none."""
        try:
            known = _RECORD.validate_json(record.read_bytes())
        except (OSError, ValidationError):
            known = _Record()
        is_same = bool(manifest) and (known.manifest, known.frame) == (manifest, frame)
        return cls(record, site, frame, known.pages if is_same else {})

    def offer(self, folder: Path) -> None:
        """Write the digests into a staging folder."""
        (folder / PAGES_FILE).write_text(json.dumps({"previous": dict(self.digests)}), encoding="utf-8")

    def take(self, folder: Path, site: Path) -> Mapping[str, str]:
        """Put pages into a new site that its build has left out, and return the digests of all of its pages.

        Raises:
            PagesError: there is no such page.
        """
        try:
            drawn = _DRAWN.validate_json((folder / PAGES_FILE).read_bytes())
        except (OSError, ValidationError):
            return {}  # It was no build of ours, or something takes part whose pages digests do not tell.
        for path in drawn.same:
            if self.digests.get(path) != drawn.pages.get(path) or path not in self.digests:
                raise PagesError(f"the build has left out {path}, which is not in the previous site.")
            (site / path).unlink()
            link_file(str(self.site / path), str(site / path))
        return drawn.pages

    def remember(self, manifest: str, digests: Mapping[str, str]) -> None:
        """Replace the record by that of a new site."""
        write_record(self.record, _RECORD.dump_json(_Record(self.frame, manifest, digests)))


def link_file(source: str, target: str) -> None:
    """Make a file that nothing changes; where the file system allows, it is the same file as another."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
