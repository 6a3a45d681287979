"""Takes the pages over from the previous site that a build would draw as they were.

What is remembered of a page is the digest of all that it was drawn from, and the headings of its document. The build
gets the digests, the headings of documents that are as they were, and no page.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mkdocs_postmortems.audit.manifest import file_digest
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.site.page_key import page_key
from mkdocs_postmortems.system.records import write_record

PAGES_FILE = "pages.json"
"""The name of the file of digests in the staging folder."""


class PagesError(PostmortemsError):
    """A build has left out a page that the previous site does not have."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What a build says of a page, so that the next one need not make it again."""

    digest: str
    """Of all that it was made of."""
    source: str = ""
    """The path of its document below the folder of documents; empty for a generated page."""
    headings: tuple[tuple[str, str], ...] = ()
    """Title and id of each heading of the document."""
    anchors: tuple[str, ...] = ()
    """All ids of its text."""
    text: str = ""
    """SHA-256 of the document that the build had; empty for a generated page."""


@dataclass(frozen=True, slots=True)
class KnownSite:
    """What is known of the pages of a site."""

    pages: Mapping[str, KnownPage] = field(default_factory=dict)
    """By path in the site; without those that the next build is to make again."""
    addresses: tuple[str, ...] = ()
    """Digests of the addresses of all files, which links depend on."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What a site was made from."""

    frame: str = ""
    """The digest of everything that its build could read but documents."""
    manifest: str = ""
    """SHA-256 of the site's manifest."""
    site: KnownSite = KnownSite()


@dataclass(frozen=True, slots=True)
class _Drawn(KnownSite):
    """What a build says of its pages."""

    same: tuple[str, ...] = ()
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
    known: KnownSite

    @classmethod
    def read(cls, record: Path, site: Path, manifest: str, frame: str) -> PreviousPages:
        """Read the record of a site; a damaged one, or one of another site or frame, counts as none."""
        try:
            known = _RECORD.validate_json(record.read_bytes())
        except (OSError, ValidationError):
            known = _Record()
        is_same = bool(manifest) and (known.manifest, known.frame) == (manifest, frame)
        return cls(record, site, frame, known.site if is_same else KnownSite())

    def offer(self, folder: Path, docs: Path) -> None:
        """Write what is known into a staging folder: nothing of documents that are not, or no longer, in it as then.

        Args:
            folder: The staging folder.
            docs: The folder of documents in it.
        """
        previous = {
            page_key(path): {
                "digest": page.digest,
                "headings": page.headings,
                "anchors": page.anchors,
            }
            for path, page in self.known.pages.items()
            if not page.source or (page.text and page.text == file_digest(docs / page.source))
        }
        (folder / PAGES_FILE).write_text(
            json.dumps({"previous": previous, "addresses": self.known.addresses}), encoding="utf-8"
        )

    def take(self, folder: Path, docs: Path, site: Path) -> KnownSite:
        """Put pages into a new site that its build has left out, and return what is known of all of its pages.

        Raises:
            PagesError: there is no such page.
        """
        try:
            drawn = _DRAWN.validate_json((folder / PAGES_FILE).read_bytes())
        except (OSError, ValidationError):
            return KnownSite()  # It was no build of ours, or something takes part whose pages digests do not tell.
        for path in drawn.same:
            known, page = self.known.pages.get(path), drawn.pages.get(path)
            if known is None or page is None or known.digest != page.digest:
                raise PagesError(f"the build has left out {path}, which is not in the previous site.")
            (site / path).unlink()
            link_file(str(self.site / path), str(site / path))
        pages = {
            path: replace(page, text=file_digest(docs / page.source) if page.source else "")
            for path, page in drawn.pages.items()
        }
        return KnownSite(pages, drawn.addresses)

    def remember(self, manifest: str, known: KnownSite) -> None:
        """Replace the record by that of a new site."""
        write_record(self.record, _RECORD.dump_json(_Record(self.frame, manifest, known)))


def link_file(source: str, target: str) -> None:
    """Make a file that nothing changes; where the file system allows, it is the same file as another."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
