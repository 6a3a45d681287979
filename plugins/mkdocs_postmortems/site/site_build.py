"""The state of one build: registers the pages of a view with MkDocs, and returns the context of their templates."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_postmortems.core.build_info import format_build_info
from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.machines.alternates import ALTERNATE, Alternate, page_alternates
from mkdocs_postmortems.core.machines.feed import feed_pages
from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.machines.markdown_twin import twin_url
from mkdocs_postmortems.core.pages.generated_pages import build_generated_pages, build_tabs
from mkdocs_postmortems.core.pages.page_uris import FALLBACK_HOME_URI, HOME_URI, SEARCH_URI, SIMILAR_URI
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.share_text import ShareText, share_text
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.plain_text import shortened
from mkdocs_postmortems.site.block_injection import InsertionExtension
from mkdocs_postmortems.site.compiled_templates import compiled_templates
from mkdocs_postmortems.site.document import HIDDEN_SIDEBARS, NO_FEED, DocumentPage
from mkdocs_postmortems.site.document_renderer import DocumentRenderer
from mkdocs_postmortems.site.page_registry import PageRegistry
from mkdocs_postmortems.site.search_index import SEARCH_FOLDER, SearchIndexWriter
from mkdocs_postmortems.site.template_context import TemplateContext, language_globals, search_scope
from mkdocs_postmortems.site.wildcard_nav import take_out

MAX_NAV_ENTRIES = 7
"""Number of top-level navigation entries that fit beside our tabs; with more, the theme's sidebar is shown."""

INSTANT_NAVIGATION = "navigation.instant"
"""Material's feature that swaps pages without loading them."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the pages of a site have beside the view."""

    is_restricted: bool = False
    """Whether the site has audiences, so that the author's first page may be for others."""
    keeps_theme_field: bool = False
    """Whether pages outside of the folder keep the theme's search field."""
    has_machine_files: bool = True
    """Whether pages name feeds and other files for programs."""


class SiteBuild:
    """One build of the site of one view."""

    def __init__(
        self,
        site_model: SiteModel,
        base: str,
        config: MkDocsConfig,
        extension: InsertionExtension,
        saved_searches: tuple[SavedSearch, ...] = (),
        options: SiteOptions = SiteOptions(),
    ) -> None:
        """Set up a build.

        Args:
            site_model: the view, with what its pages share.
            base: the folder of postmortems below `docs_dir`.
            config: MkDocs' configuration.
            extension: the Markdown extension that inserts blocks into documents.
            saved_searches: the searches that get a page.
            options: what else pages have.
        """
        self.site_model = site_model
        self.saved_searches = saved_searches
        self.options = options
        self.config = config
        self.page_registry = PageRegistry(config, base, site_model.language)
        self.template_context = TemplateContext(self.page_registry, site_model.today)
        self.document_renderer = DocumentRenderer(
            site_model, self.template_context, _template_env(config, site_model), extension
        )
        self.search_index = SearchIndexWriter(site_model)
        self.feeds: Mapping[str, str] = {}
        """Source URI of each page with feeds of its own -> its name."""

    def add_pages(self, files: Files) -> Iterator[str]:
        """Replace the documents in MkDocs' files, add the generated pages, and yield messages about pages left out."""
        self.page_registry.add_documents(files, self.site_model.view.records, self.document_renderer.render)
        home = self.template_context.home = (
            HOME_URI if self.page_registry.is_address_free(HOME_URI) else FALLBACK_HOME_URI
        )
        yield from self.page_registry.add_generated(
            build_generated_pages(self.site_model, home, self.saved_searches), home
        )
        if self.options.is_restricted:
            self.page_registry.add_first_page(home)
        if self.options.has_machine_files:
            self.feeds = dict(feed_pages(self.site_model, home, self.saved_searches))

    def is_document(self, page: Page) -> bool:
        """Whether a page is that of a postmortem."""
        return page.file.src_uri in self.page_registry.documents

    def restore_pages(self, files: Files) -> Iterator[str]:
        """Put our files back where another plugin has replaced them, and yield a message if it has removed some."""
        removed = sorted(self.page_registry.restore(files))
        if removed:
            others = f" and {len(removed) - 1} more" if len(removed) > 1 else ""
            yield f"{removed[0]}{others}: another plugin has removed this page; lists and search still lead to it."

    def collect_page(self, page: Page, html: str) -> None:
        """Collect a rendered page for the search, unless it is generated: search finds the documents that it lists."""
        uri = page.file.src_uri
        if uri in self.page_registry.documents:
            self.search_index.collect_document(page, self.page_registry.documents[uri])
        elif uri not in self.page_registry.generated:
            self.search_index.collect_page(page, html)

    def prepare(self, page: DocumentPage) -> None:
        """Set the template data of a page, if it is a document's."""
        if self.is_document(page):
            self.document_renderer.prepare(page)

    def context(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Return the template variables of a document or generated page; an empty dict for any other page."""
        uri = page.file.src_uri
        if uri not in self.page_registry.documents and uri not in self.page_registry.generated:
            return {}
        assert isinstance(page, DocumentPage)
        variables = self.template_context.for_page(page.file)
        variables["readers"] = self.site_model.view.audience if self.options.is_restricted else ""
        variables["age"] = format_build_info(self.site_model.build_info, self.site_model.today)
        variables["shows_site"] = len(nav.items) <= MAX_NAV_ENTRIES
        if not variables["shows_site"] and page.meta.get("hide") == HIDDEN_SIDEBARS:
            page.meta["hide"] = HIDDEN_SIDEBARS[1:]
        generated = self.page_registry.generated.get(uri)
        variables["tab"] = generated.uri if generated else None
        variables["alternates"] = tuple(self._alternates(page, generated.uri if generated else ""))
        variables["share"] = share = self._share(page)
        if share.description:
            page.meta = {"description": escape(share.description)} | dict(page.meta)
        if generated:
            page.meta = {key: value for key, value in page.meta.items() if key not in NO_FEED}
            variables["data"] = generated.data
        else:
            variables["article"] = page.postmortem_page
        return {"postmortems": variables}

    def _alternates(self, page: DocumentPage, generated_uri: str) -> Iterator[Alternate]:
        """Yield the files for programs that say the same as a page or the site, with addresses from the page.

        There is one set of them, which the build of the first language writes.
        """
        if not self.options.has_machine_files or self.page_registry.is_translation:
            return
        name, has_feeds = str(self.config.site_name), bool(self.config.site_url)
        for one in page_alternates(generated_uri, self.feeds, name, has_feeds=has_feeds):
            url = posixpath.join(self.page_registry.base, one.url)
            yield one._replace(url=get_relative_url(url, page.url))
        if self.is_document(page):
            twin = get_relative_url(twin_url(page.url), page.url)
            yield Alternate(ALTERNATE, "text/markdown", unescape(str(page.title)), twin)

    @property
    def home_uri(self) -> str:
        """Path of the generated home page below `docs_dir`."""
        return posixpath.join(self.page_registry.base, self.template_context.home)

    def shorten_nav(self, nav: Navigation) -> None:
        """Leave the first page alone of ours in a navigation that lists all of them: nobody named each of them."""
        generated = self.page_registry.generated.keys()
        if generated <= {page.file.src_uri for page in nav.pages}:
            take_out(nav, {*generated, *self.page_registry.documents} - {self.home_uri})

    def is_in_nav(self, nav: Navigation) -> bool:
        """Whether the navigation leads to one of our pages, or to a page of the folder of postmortems."""
        own = {*self.page_registry.documents, *self.page_registry.generated}
        folder = f"{self.page_registry.base}/" if self.page_registry.base else ""
        return any(page.file.src_uri in own or page.file.src_uri.startswith(folder) for page in nav.pages)

    def list_in_sitemap(self, context: dict[str, Any]) -> None:
        """Take generated pages, which only lead to other pages, out of the context of a sitemap.

        They stay where Material swaps pages without loading them, since it does so only with pages of the sitemap.
        static-i18n has a sitemap of its own, with files by language.
        """
        if INSTANT_NAVIGATION in (self.config.theme.get("features") or ()):
            return
        context["pages"] = self._without_generated(context["pages"])
        if isinstance(by_language := context.get("i18n_alternates"), dict):
            context["i18n_alternates"] = {name: self._without_generated(files) for name, files in by_language.items()}

    def _without_generated(self, files: Iterable[File]) -> list[File]:
        return [file for file in files if file.src_uri not in self.page_registry.generated]

    def addresses(self) -> dict[str, str]:
        """Return the URL of each document below the site's root, by the document's path."""
        return self.page_registry.addresses()

    def machine_site(self) -> SiteAddress:
        """Return what files for programs need to know of the site."""
        config = self.config
        uris = (*self.addresses(), *(page.uri for page in self.page_registry.generated.values()))
        return SiteAddress(
            name=str(config.site_name),
            description=str(config.site_description or ""),
            url=f"{str(config.site_url).rstrip('/')}/" if config.site_url else "",
            base=self.page_registry.base,
            pages={uri: address for uri in uris if (address := self.page_registry.address(uri)) is not None},
        )

    @property
    def template_globals(self) -> dict[str, Any]:
        """Globals for all templates, the theme's too: our words, and addresses of the search from the site's root."""
        return {
            **language_globals(self.site_model.language),
            "postmortems_search": self.page_registry.address(SEARCH_URI) or SEARCH_URI,
            "postmortems_index": SEARCH_FOLDER,
            "postmortems_beside": bool(self.page_registry.base),
            "postmortems_scope": search_scope(self.page_registry.base) if self.options.keeps_theme_field else "",
            "postmortems_similar": self.page_registry.address(SIMILAR_URI) or "",
            "postmortems_tabs": self._tabs(),
            "postmortems_site": lambda nav: self._site_items(nav) if nav else [],
        }

    def is_framed(self, page: Page | None) -> bool:
        """Whether a page that is not ours has our tabs: all of the site, or those of the folder of postmortems."""
        base = self.page_registry.base
        if page is None:
            return not base
        uri = page.file.src_uri
        is_own = uri in self.page_registry.documents or uri in self.page_registry.generated
        return not is_own and (not base or uri.startswith(f"{base}/"))

    def _share(self, page: DocumentPage) -> ShareText:
        """Return what a link to the page says; a generated page has the site's description, or its own title."""
        if page.postmortem_page:
            return share_text(page.postmortem_page, self.site_model.language)
        name = str(self.config.site_name)
        title = unescape(str(page.title or name))
        return ShareText(title, shortened(str(self.config.site_description or f"{title} – {name}")))

    def _tabs(self) -> dict[str, Any]:
        """Return the tabs with addresses from the site's root, for pages of every kind."""
        tabs = build_tabs(self.site_model, self.template_context.home)
        return {
            "home": self._tab(tabs.home),
            "browse": [self._tab(link) for link in tabs.browse],
            "others": [self._tab(link) for link in tabs.others],
        }

    def _tab(self, link: PageLink) -> dict[str, Any]:
        assert link.uri is not None
        return {"name": link.name, "uri": link.uri, "url": self.page_registry.address(link.uri) or link.uri}

    def _site_items(self, nav: Navigation) -> list[StructureItem]:
        """Return the entries of the navigation that lead to the site's own pages."""
        return [item for item in nav.items if not self._is_own_or_template(item)]

    def _is_own_or_template(self, item: StructureItem) -> bool:
        """Whether a navigation entry leads to generated pages only, or, without a `nav`, to a postmortem template."""
        if isinstance(item, Section):
            return all(map(self._is_own_or_template, item.children))
        if not isinstance(item, Page):
            return False
        uri = item.file.src_uri
        is_template = self.config.nav is None and "template" in posixpath.basename(uri).lower()
        return uri in self.page_registry.generated or is_template


def _template_env(config: MkDocsConfig, site_model: SiteModel) -> jinja2.Environment:
    """Return the environment of templates that are rendered while a page's text is."""
    env = config.theme.get_env()
    env.bytecode_cache = env.bytecode_cache or compiled_templates()
    env.globals.update(language_globals(site_model.language))
    return env
