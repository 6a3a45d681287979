"""Tells which pages would be drawn as they are in the previous site, so that they are taken from there.

A page is known by its digest. A build gets digests alone, and no page of an earlier one: where the digest is the same
it neither renders the text nor draws the page, but leaves a placeholder, and `build/`, or a preview, puts the page of
the previous site in its place. Where anything else than our own templates and those of MkDocs and Material could see
more than the digests tell, each page is drawn.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.build_info import BuildInfo
from mkdocs_postmortems.site.document import TEMPLATE_FOLDER, DocumentPage, Rendered
from mkdocs_postmortems.site.page_digests import PageDigest, digests_tell_all, files_by_key, page_digests
from mkdocs_postmortems.site.page_key import page_key
from mkdocs_postmortems.site.site_build import SiteBuild

PLACEHOLDER = f"{TEMPLATE_FOLDER}drawn-before.html"
"""The template of a page that is taken from the previous site."""


_MAX_NEW = 50
"""With more new files than these, each page is drawn."""


class KnownPages(NamedTuple):
    """What is known of a site."""

    pages: Mapping[str, Any]
    """By `page_key`."""
    addresses: frozenset[str]
    """The digests of the addresses of all files, as of `files_by_key`."""


class PageRecord(Protocol):
    """Keeps what is known of pages from one build to the next."""

    def read(self) -> KnownPages:
        """Return what is known of the previous site's pages."""

    def write(self, pages: Mapping[str, Any], addresses: Iterable[str], same: Iterable[str]) -> None:
        """Take what is known of this site's pages, by destination path, its addresses, and the pages left out."""


class StageRecord:
    """A file in a staging folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> KnownPages:
        """Return what is known of the previous site's pages."""
        known = json.loads(self._path.read_text(encoding="utf-8"))
        return KnownPages(known["previous"], frozenset(known["addresses"]))

    def write(self, pages: Mapping[str, Any], addresses: Iterable[str], same: Iterable[str]) -> None:
        """Write what is known of this site's pages."""
        known = {"pages": pages, "addresses": sorted(addresses), "same": sorted(same)}
        self._path.write_text(json.dumps(known), encoding="utf-8")


class DrawnPages:
    """The pages of one build, with what the next build may know of them."""

    def __init__(self, record: PageRecord, files: Mapping[str, File]) -> None:
        """Take the record of the previous site's pages, which gets what is known of this one's, and its files."""
        self._record = record
        self._files = files
        self._digests: dict[str, str] = {}
        """Destination path of a page -> its digest."""
        self._same: set[str] = set()
        """Destination paths of the pages that are left out."""
        self._pages: list[DocumentPage] = []
        self._said = _Said()

    @classmethod
    def begin(
        cls,
        site_build: SiteBuild,
        nav: Navigation,
        config: MkDocsConfig,
        build_info: BuildInfo,
        record: PageRecord,
    ) -> DrawnPages | None:
        """Find the pages that are as they were, before any is rendered, and leave them out.

        Return `None` where digests cannot tell all of a page.
        """
        if not digests_tell_all(config):
            return None
        drawn = cls(record, files_by_key(site_build))
        drawn._leave_out(lambda new: page_digests(site_build, nav, config, build_info, new))
        logging.getLogger("mkdocs").addHandler(drawn._said)
        return drawn

    def _leave_out(self, digests: Callable[[Collection[File]], Iterable[PageDigest]]) -> None:
        """Leave out the pages with the same digest, unless they may link to what is new; if a file is gone, none."""
        previous = self._record.read()
        new = [file for key, file in self._files.items() if key not in previous.addresses]
        has_only_grown = previous.addresses <= self._files.keys() and len(new) <= _MAX_NEW
        for page, digest, mentions_new in digests(new if has_only_grown else ()):
            address = page.file.dest_uri
            self._pages.append(page)
            self._digests[address] = digest
            known = previous.pages.get(page_key(address)) if has_only_grown and not mentions_new else None
            if known and known["digest"] == digest:
                page.front_matter["template"] = PLACEHOLDER
                page.rendered = Rendered(tuple(map(tuple, known["headings"])), frozenset(known["anchors"]))
                self._same.add(address)

    def note_said(self, page: Page) -> None:
        """Note that what is logged from now on is about this page."""
        self._said.page = page.file.dest_uri

    def stop(self) -> None:
        """Listen no more to what is said."""
        logging.getLogger("mkdocs").removeHandler(self._said)

    def end(self) -> None:
        """Write what the next build may know, after the texts of all pages were rendered.

        Of a page that something was said about while it was rendered nothing is known, so that it is said again. Nor
        of one that links to places on other pages, which may be gone.
        """
        self.stop()
        pages = {}
        for page in self._pages:
            address = page.file.dest_uri
            others = {file.dest_uri for file in page.links_to_anchors or ()} - {address}
            if address in self._same or (address not in self._said.pages and not others):
                pages[address] = self._known(page)
        self._record.write(pages, self._files, self._same)

    def _known(self, page: DocumentPage) -> dict[str, Any]:
        rendered = page.rendered or Rendered.of(page)
        source = page.file.src_uri if page.render_hook else ""
        return {
            "digest": self._digests[page.file.dest_uri],
            "source": source,
            "headings": rendered.headings,
            "anchors": sorted(rendered.anchors),
        }


class _Said(logging.Handler):
    """Notes which pages something is said about."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.page = ""
        self.pages: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging passes it
        self.pages.add(self.page)
