"""One build of one view: which files MkDocs gets for it, and what its templates see."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.lists import indented
from mkdocs_postmortems.core.model import Postmortem, SectionName
from mkdocs_postmortems.core.pages.article import Article, build_article
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.generated import HOME, OTHER_HOME, SEARCH, SIMILAR, build_pages, tabs
from mkdocs_postmortems.core.pages.generated import Page as GeneratedPage
from mkdocs_postmortems.core.pages.prose import inline
from mkdocs_postmortems.core.pages.saved import SavedSearch
from mkdocs_postmortems.core.search import BY_FACET
from mkdocs_postmortems.core.title import with_code, without_code
from mkdocs_postmortems.site.compass import link_as_written, link_from, source_link
from mkdocs_postmortems.site.document import DocumentPage, bare, document_file
from mkdocs_postmortems.site.drawing import Drawing, DrawingExtension, Sheet, fold, words
from mkdocs_postmortems.site.field import scope
from mkdocs_postmortems.site.library import LEFT_OUT
from mkdocs_postmortems.site.searching import FOLDER, SearchDesk

WIDE = ["navigation", "toc"]
"""The theme's sidebars that our pages do without."""

ROOM = 7
"""How many entries of the site's own navigation fit beside our tabs; with more of them its sidebar stays."""

ALL_TIMES = " all times are in"
"""Words that authors say and the drawing repeats where all its times have one zone."""

TEMPLATES = "postmortems/"
"""Folder of our templates in a theme."""


class Edition:
    """A view on its way into MkDocs."""

    def __init__(
        self,
        atlas: Atlas,
        base: str,
        config: MkDocsConfig,
        extension: DrawingExtension,
        saved: tuple[SavedSearch, ...] = (),
    ) -> None:
        self.atlas = atlas
        self.saved = saved
        self.base = base
        self.config = config
        self.extension = extension
        self.files = Files([])
        self.stems: dict[str, str] = {}
        """The document of each name without endings, where there is only one."""
        self.taken: dict[str, str] = {}
        """Which source has which address."""
        self.instead: dict[str, str] = {}
        """Which page stands at the address of a generated one."""
        self.home = HOME
        self.documents: dict[str, Postmortem] = {}
        self.generated: dict[str, GeneratedPage] = {}
        self.env: jinja2.Environment = config.theme.get_env()
        self.desk = SearchDesk(atlas)

    def publish(self, files: Files) -> Iterator[str]:
        """Replace the documents in MkDocs' files, add the generated pages, and yield what stood in the way."""
        self.files = files
        self._make_room()
        self._add_documents()
        self.home = OTHER_HOME if self._destination(HOME) in self.taken else HOME
        yield from self._add_generated()

    def take(self, page: Page, html: str) -> None:
        """Hand a rendered page to the search; what we generate is found by the documents that it lists."""
        uri = page.file.src_uri
        if uri in self.documents:
            self.desk.take_document(page, self.documents[uri])
        elif uri not in self.generated:
            self.desk.take_page(page, html)

    def context(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Return what the template of one of our pages sees; nothing for any other page."""
        uri = page.file.src_uri
        if uri not in self.documents and uri not in self.generated:
            return {}
        found = self._names(page.file)
        found["tabs"] = tabs(self.atlas, self.home)
        found["shows_site"] = len(nav.items) <= ROOM
        if not found["shows_site"] and page.meta.get("hide") == WIDE:
            page.meta["hide"] = WIDE[1:]
        found["site"] = [item for item in nav.items if not self._is_beside_the_point(item)]
        found["tab"] = self.generated[uri].uri if uri in self.generated else None
        if uri in self.documents:
            found["article"] = build_article(self.atlas, self.documents[uri])
        else:
            found["data"] = self.generated[uri].data
        return {"postmortems": found}

    def _is_beside_the_point(self, item: StructureItem) -> bool:
        """Whether an entry of the site's own navigation leads to nothing but pages of ours, or to a form to fill in."""
        if isinstance(item, Section):
            return all(map(self._is_beside_the_point, item.children))
        if not isinstance(item, Page):
            return False
        uri = item.file.src_uri
        return uri in self.generated or (self.config.nav is None and "template" in posixpath.basename(uri).lower())

    def addresses(self) -> dict[str, str]:
        """Return the address of each document by its path."""
        files = {uri: self.files.get_file_from_path(uri) for uri in self.documents}
        return {self.documents[uri].path: file.url for uri, file in files.items() if file}

    def _make_room(self) -> None:
        """Move a README out of the first page's way: it introduces a repository. One that `nav` names stays."""
        readme = self.files.get_file_from_path(posixpath.join(self.base, "README.md"))
        if readme is None or readme.src_dir is None or self.config.nav is not None:
            return
        path = posixpath.join(self.base, "readme")
        address = f"{path}/index.html" if self.config.use_directory_urls else f"{path}.html"
        moved = File(readme.src_uri, readme.src_dir, readme.dest_dir, readme.use_directory_urls, dest_uri=address)
        self.files.remove(readme)
        self.files.append(moved)

    def _add_documents(self) -> None:
        documents = {posixpath.join(self.base, d.path): d for d in self.atlas.view.records}
        for uri in documents:
            original = self.files.get_file_from_path(uri)
            if original is not None:
                self.files.remove(original)
        self.taken = {file.dest_uri: file.src_uri for file in self.files if file.inclusion not in LEFT_OUT}
        stems = Counter(map(bare, documents))
        self.stems = {bare(uri): uri for uri in documents if stems[bare(uri)] == 1}
        for uri, document in sorted(documents.items(), key=lambda item: (not item[0].endswith(".md"), item[0])):
            self._add_document(uri, document)

    def _add_document(self, uri: str, document: Postmortem) -> None:
        file = document_file(self.config, uri, indented(document.body), self.taken)
        self.taken[file.dest_uri] = uri
        self.documents[uri] = document
        self.files.append(file)
        DocumentPage(without_code(document.title), file, self.config, _meta(document), self._render)

    def _add_generated(self) -> Iterator[str]:
        for page in build_pages(self.atlas, self.home, self.saved):
            uri = posixpath.join(self.base, page.uri)
            in_nav = page.uri == self.home and self.config.nav is None
            file = File.generated(
                self.config,
                uri,
                content="",
                inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
            )
            if file.dest_uri in self.taken:
                self.instead[uri] = self.taken[file.dest_uri]
                yield f"{self.taken[file.dest_uri]} has the address of the generated page {uri}, which is left out."
                continue
            file.edit_uri = None
            self.files.append(file)
            self.generated[uri] = page
            title = self.config.site_name if page.uri == HOME and not self.base else page.title
            DocumentPage(title, file, self.config, _hidden(f"{TEMPLATES}{page.template}"))

    def _render(self, page: Page, render: Callable[[], None]) -> None:
        """Render a document with its drawings."""
        assert isinstance(page, DocumentPage)
        article = build_article(self.atlas, self.documents[page.file.src_uri])
        relink = source_link(page.file, self.files, self.stems)
        labels = frozenset(fold(section.title) for section in article.document.sections)
        sheet = Sheet(self._drawings(page, article), article.document.title, relink, labels)
        self.extension.sheet = sheet
        try:
            render()
        finally:
            self.extension.sheet = None
        page.heading = sheet.heading
        page.drawings = {drawing.name: drawing.html for drawing in sheet.drawings if not drawing.placed}

    def _drawings(self, page: Page, article: Article) -> list[Drawing]:
        found = []
        document = article.document
        if article.chronicle:
            shown = " ".join(f"{event.text} {event.source or ''}" for event in document.timeline)
            shown += ALL_TIMES if article.chronicle.zone else ""
            found.append(self._drawing("timeline", SectionName.TIMELINE, shown, page, article))
        if _is_table(article):
            shown = " ".join(
                f"{a.id} {a.text} {a.owner} {a.due} {a.priority} {a.type} {a.tracker} {a.status} done open"
                for a in document.actions
            )
            found.append(self._drawing("actions", SectionName.ACTION_ITEMS, shown, page, article))
        return found

    def _drawing(self, name: str, section: SectionName, shown: str, page: Page, article: Article) -> Drawing:
        template = self.env.get_template(f"{TEMPLATES}partials/{name}.html")
        html = template.render(postmortems={**self._names(page.file), "article": article})
        sections = [s for s in article.document.sections if s.title]
        place = next((s for s in sections if s.name is section), None)
        if place is None and section is SectionName.TIMELINE:
            line = article.document.timeline[0].line
            around = max((s for s in sections if s.line < line), key=lambda s: s.line, default=None)
            return Drawing(name, around, html.strip(), words(shown), is_guess=True)
        return Drawing(name, place, html.strip(), words(shown))

    def _names(self, file: File) -> dict[str, Any]:
        """The functions that every template of ours may call."""
        as_written = link_as_written(file, self.files, self.stems)
        return {
            "href": link_from(file, self.files, self.base, self.instead),
            "inline": lambda text: inline(text, as_written),
            "written": as_written,
            "title": with_code,
            "home": self.home,
            "today": self.atlas.today,
            "search_key": BY_FACET,
        }

    @property
    def names(self) -> dict[str, str]:
        """What every template may say, ours or not: addresses below the site."""
        page = self.files.get_file_from_path(posixpath.join(self.base, SEARCH))
        similar = self.files.get_file_from_path(posixpath.join(self.base, SIMILAR))
        return {
            "postmortems_search": page.url if page else SEARCH,
            "postmortems_index": FOLDER,
            "postmortems_scope": scope(self.base),
            "postmortems_similar": similar.url if similar else "",
        }

    def _destination(self, uri: str) -> str:
        return File.generated(self.config, posixpath.join(self.base, uri), content="").dest_uri


def _is_table(article: Article) -> bool:
    """Whether a table of the action items says more than the list of the text."""
    return any(action.says_more or action.is_declared for action in article.actions)


def _meta(document: Postmortem) -> dict[str, Any]:
    """The metadata that the theme and other plugins see of a document."""
    passed = {key: _escaped(value) for key, value in document.extra.items() if not key.startswith("x_")}
    hidden = _hidden(f"{TEMPLATES}postmortem.html")
    return {**hidden, **passed, "search": hidden["search"]}


def _hidden(template: str) -> dict[str, Any]:
    """The metadata of a page that brings its own ways through the site."""
    return {"template": template, "hide": WIDE, "search": {"exclude": True}}


def _escaped(value: Any) -> Any:
    """Themes write metadata out as it is, so that markup in it has to be text before."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value
