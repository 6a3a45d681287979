"""One build of one view: which files MkDocs gets for it, and what its templates see."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.build_info import format_build_info
from mkdocs_postmortems.core.pages.generated_pages import (
    FALLBACK_HOME_URI,
    HOME_URI,
    SEARCH_URI,
    SIMILAR_URI,
    build_generated_pages,
    build_tabs,
)
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.site.document import DocumentPage
from mkdocs_postmortems.site.drawing import DrawingExtension
from mkdocs_postmortems.site.field import scope
from mkdocs_postmortems.site.meta import WIDE
from mkdocs_postmortems.site.phrasebook import Phrasebook
from mkdocs_postmortems.site.searching import FOLDER, SearchDesk
from mkdocs_postmortems.site.shelf import Shelf
from mkdocs_postmortems.site.studio import Studio

ROOM = 7
"""How many entries of the site's own navigation fit beside our tabs; with more of them its sidebar stays."""


class Edition:
    """A view on its way into MkDocs."""

    def __init__(
        self,
        atlas: SiteModel,
        base: str,
        config: MkDocsConfig,
        extension: DrawingExtension,
        saved: tuple[SavedSearch, ...] = (),
    ) -> None:
        self.atlas = atlas
        self.saved = saved
        self.config = config
        self.shelf = Shelf(config, base)
        self.phrasebook = Phrasebook(self.shelf, atlas.today)
        self.studio = Studio(atlas, self.phrasebook, config.theme.get_env(), extension)
        self.desk = SearchDesk(atlas)

    def publish(self, files: Files) -> Iterator[str]:
        """Replace the documents in MkDocs' files, add the generated pages, and yield what stood in the way."""
        self.shelf.add_documents(files, self.atlas.view.records, self.studio.render)
        home = self.phrasebook.home = HOME_URI if self.shelf.has_room(HOME_URI) else FALLBACK_HOME_URI
        yield from self.shelf.add_generated(build_generated_pages(self.atlas, home, self.saved), home)

    def take(self, page: Page, html: str) -> None:
        """Hand a rendered page to the search; what we generate is found by the documents that it lists."""
        uri = page.file.src_uri
        if uri in self.shelf.documents:
            self.desk.take_document(page, self.shelf.documents[uri])
        elif uri not in self.shelf.generated:
            self.desk.take_page(page, html)

    def context(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Return what the template of one of our pages sees; nothing for any other page."""
        uri = page.file.src_uri
        if uri not in self.shelf.documents and uri not in self.shelf.generated:
            return {}
        assert isinstance(page, DocumentPage)
        found = self.phrasebook.on(page.file)
        found["age"] = format_build_info(self.atlas.build_info, self.atlas.today)
        found["tabs"] = build_tabs(self.atlas, self.phrasebook.home)
        found["shows_site"] = len(nav.items) <= ROOM
        if not found["shows_site"] and page.meta.get("hide") == WIDE:
            page.meta["hide"] = WIDE[1:]
        found["site"] = [item for item in nav.items if not self._is_beside_the_point(item)]
        generated = self.shelf.generated.get(uri)
        found["tab"] = generated.uri if generated else None
        if generated:
            found["data"] = generated.data
        else:
            found["article"] = page.article
        return {"postmortems": found}

    def addresses(self) -> dict[str, str]:
        """Return the address of each document by its path."""
        return self.shelf.addresses()

    @property
    def names(self) -> dict[str, str]:
        """What every template may say, ours or not: addresses below the site."""
        return {
            "postmortems_search": self.shelf.address(SEARCH_URI) or SEARCH_URI,
            "postmortems_index": FOLDER,
            "postmortems_scope": scope(self.shelf.base),
            "postmortems_similar": self.shelf.address(SIMILAR_URI) or "",
        }

    def _is_beside_the_point(self, item: StructureItem) -> bool:
        """Whether an entry of the site's own navigation leads to nothing but pages of ours, or to a form to fill in."""
        if isinstance(item, Section):
            return all(map(self._is_beside_the_point, item.children))
        if not isinstance(item, Page):
            return False
        uri = item.file.src_uri
        is_form = self.config.nav is None and "template" in posixpath.basename(uri).lower()
        return uri in self.shelf.generated or is_form
