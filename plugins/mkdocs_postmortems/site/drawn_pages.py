"""Tells which pages would be drawn as they are in the previous site, so that they are taken from there.

A page is known by the digest of everything that it is made of: the text of its document, and what its template is
given. A build gets digests alone, and no page of an earlier one: where the digest is the same it neither renders the
text nor draws the page, but leaves a placeholder, and `build/` puts the page of the previous site in its place. Where
anything else than our own templates and those of MkDocs and Material could see more than that, each page is drawn.
"""

from __future__ import annotations

import hashlib
import json
import logging
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import FunctionType
from typing import Any

import jinja2
from jinja2 import meta, nodes
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.build_info import BuildInfo
from mkdocs_postmortems.site.document import TEMPLATE_FOLDER, DocumentPage, Rendered
from mkdocs_postmortems.site.environment import PAGES_VARIABLE
from mkdocs_postmortems.site.page_dates import page_date
from mkdocs_postmortems.site.site_build import SiteBuild

PLACEHOLDER = f"{TEMPLATE_FOLDER}drawn-before.html"
"""The template of a page that is taken from the previous site."""
_THEMES = ("material", "mkdocs", "readthedocs")
_PLUGINS = ("mkdocs.contrib.search", "material.plugins.search.", "mkdocs_postmortems.")
"""Beginnings of the names of modules whose plugins neither change pages nor the context of templates."""
_SITE_TEMPLATE_VARIABLES = frozenset({"base_url", "config", "lang", "page", "self", "super"})
"""The variables that a site's own templates may use."""
_FURTHER_PAGES = frozenset("_current_page ancestors children file next_page pages parent plugins previous_page".split())
"""Attributes that lead from those variables to what is no part of a page's digest."""


class DrawnPages:
    """The pages of one build, with what the next build may know of them."""

    def __init__(self, record: Path) -> None:
        """Take the file that has what is known of the previous site's pages, and gets what is known of this one's."""
        self._record = record
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
        variables: Mapping[str, str],
    ) -> DrawnPages | None:
        """Find the pages that are as they were, before any is rendered, and leave them out.

        Return `None` where no build wants to know, as an environment variable says, and where digests cannot tell all
        of a page.
        """
        file = variables.get(PAGES_VARIABLE)
        if not file or not _shows_what_it_is_given(config):
            return None
        drawn = cls(Path(file))
        drawn._leave_out(_digests(site_build, nav, config, build_info))
        logging.getLogger("mkdocs").addHandler(drawn._said)
        return drawn

    def _leave_out(self, digests: Iterable[tuple[DocumentPage, str]]) -> None:
        previous = json.loads(self._record.read_text(encoding="utf-8"))["previous"]
        for page, digest in digests:
            address = page.file.dest_uri
            self._pages.append(page)
            self._digests[address] = digest
            known = previous.get(hashlib.sha256(address.encode()).hexdigest())
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
        self._record.write_text(json.dumps({"pages": pages, "same": sorted(self._same)}), encoding="utf-8")

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


def _own_pages(site_build: SiteBuild) -> Iterator[DocumentPage]:
    """Yield the pages that our templates draw."""
    registry = site_build.page_registry
    for file in registry.files:
        if (file.src_uri in registry.documents or file.src_uri in registry.generated) and file.page is not None:
            assert isinstance(file.page, DocumentPage)
            yield file.page


def _digests(
    site_build: SiteBuild, nav: Navigation, config: MkDocsConfig, build_info: BuildInfo
) -> Iterator[tuple[DocumentPage, str]]:
    """Yield each page whose digest can be made, with its digest."""
    shared = _digest(_shared(site_build, nav, config))
    for page in _own_pages(site_build):
        site_build.prepare(page)
        variables = site_build.context(page, nav)["postmortems"]
        made_of = shared, _values(variables), _page(page), page_date(page, build_info)
        digest = _digest(made_of) if shared else None
        if digest:
            yield page, digest


def _shared(site_build: SiteBuild, nav: Navigation, config: MkDocsConfig) -> object:
    """Return what all pages depend on: addresses, which links are made of, the navigation and the tabs."""
    registry = site_build.page_registry
    addresses = sorted((file.src_uri, file.url, file.inclusion.name) for file in registry.files)
    return (
        addresses,
        sorted(registry.by_bare_name.items()),
        sorted(registry.replacements.items()),
        (registry.base, site_build.template_context.home),
        [_nav_item(item) for item in nav.items],
        _nav_item(nav.homepage),
        _values(site_build.template_globals),
        (config.extra_css, [str(script) for script in config.extra_javascript]),
    )


def _values(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables that are no functions; those depend on the page and on addresses alone."""
    return {name: value for name, value in variables.items() if not callable(value)}


def _page(page: DocumentPage) -> object:
    """Return what a page is made of, but for the variables of its template."""
    return (
        _nav_item(page),
        _nav_item(page.previous_page),
        _nav_item(page.next_page),
        [item.title for item in page.ancestors],
        (page.file.dest_uri, page.abs_url, page.edit_url, page.is_homepage),
        page.file.content_string,
    )


def _nav_item(item: StructureItem | None) -> object:
    """Return what templates read of an entry of the navigation; of a page of the site's own, its whole text."""
    if isinstance(item, DocumentPage):
        return item.file.src_uri, item.title, item.url, item.canonical_url, item.front_matter
    if isinstance(item, Page):
        return item.file.src_uri, item.file.content_string, item.url, item.canonical_url
    if item is None:
        return None
    children = getattr(item, "children", None) or ()
    return item.title, getattr(item, "url", None), [_nav_item(child) for child in children]


class _Hash:
    """A file that only its digest is kept of."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return len(data)


@cache
def _fields(kind: type) -> attrgetter[Any] | None:
    """Return a function that reads all fields of a dataclass; `None` for other classes, and where there are few."""
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else ()
    return attrgetter(*names) if len(names) > 1 else None


class _Pickler(pickle.Pickler):
    """Writes values by type and content, and functions of our own, such as those of facets, by their code.

    What it writes cannot be read again.
    """

    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        if read := _fields(kind):
            return kind, read(value)
        if type(value) is not FunctionType:
            return NotImplemented
        if value.__closure__ or not value.__module__.startswith(__name__.partition(".")[0]):
            raise pickle.PicklingError
        code = value.__code__
        return str, (value.__qualname__, code.co_firstlineno, code.co_code, code.co_names)


def _digest(value: object) -> str | None:
    """Return the digest of values, by type and content; `None` if one of them is more than its content.

    It also tells which of them are the same object. That may differ for equal values, and the page is drawn again.
    """
    written = _Hash()
    try:
        _Pickler(written, protocol=5).dump(value)
    except (pickle.PicklingError, AttributeError, TypeError, ValueError, RecursionError):
        return None
    return written.sha256.hexdigest()


def _shows_what_it_is_given(config: MkDocsConfig) -> bool:
    """Whether no plugin, hook, theme or template of the site takes part that could show more than digests tell."""
    env = config.theme.get_env()
    return (
        not config.hooks
        and config.theme.name in _THEMES
        and all(type(plugin).__module__.startswith(_PLUGINS) for plugin in config.plugins.values())
        and all(is_harmless(env, path) for path in _site_templates(config))
    )


def _site_templates(config: MkDocsConfig) -> Iterator[Path]:
    """Yield the templates of the site's own folder; others than pages are no less templates."""
    if config.theme.custom_dir:
        for path in sorted(Path(config.theme.custom_dir).rglob("*")):
            if path.is_file() and path.suffix.lower() in (".html", ".htm", ".jinja", ".jinja2", ".j2", ".xml", ".txt"):
                yield path


def is_harmless(env: jinja2.Environment, path: Path) -> bool:
    """Whether a template of the site uses nothing but what the digest of a page holds."""
    try:
        tree = env.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, jinja2.TemplateError):
        return False
    names = {node.attr for node in tree.find_all(nodes.Getattr)}
    keys = [node.arg for node in tree.find_all(nodes.Getitem)]
    names |= {key.value for key in keys if isinstance(key, nodes.Const)}
    filters = {node.name for node in tree.find_all(nodes.Filter)}
    return (
        meta.find_undeclared_variables(tree) <= _SITE_TEMPLATE_VARIABLES
        and names.isdisjoint(_FURTHER_PAGES)
        and all(isinstance(key, nodes.Const) for key in keys)
        and filters.isdisjoint({"attr", "map", "selectattr"})
    )
