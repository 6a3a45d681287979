"""Tells which pages would be drawn as they are in the previous site, so that they are taken from there.

A page is known by the digest of everything that its template is given. A build gets digests alone, and no page of an
earlier one: where the digest is the same it leaves a placeholder, and `build/` puts the page of the previous site in
its place. Where anything else than our own templates and those of MkDocs and Material could see more than that, each
page is drawn.
"""

from __future__ import annotations

import hashlib
import json
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
from mkdocs.structure.toc import AnchorLink

from mkdocs_postmortems.site.document import TEMPLATE_FOLDER, DocumentPage
from mkdocs_postmortems.site.environment import PAGES_VARIABLE
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


def note_drawn_pages(
    site_build: SiteBuild, nav: Navigation, env: jinja2.Environment, config: MkDocsConfig, variables: Mapping[str, str]
) -> None:
    """Write the digests of the pages for the next build, and leave out those that are as they were.

    The file that the environment variable names has the digests of the previous site's pages, and gets those of this.
    Without the variable, and where digests cannot tell all of a page, nothing is done.
    """
    file = variables.get(PAGES_VARIABLE)
    if not file or not _shows_what_it_is_given(env, config):
        return
    path = Path(file)
    previous = json.loads(path.read_text(encoding="utf-8"))["previous"]
    pages = {page.file.dest_uri: digest for page, digest in _digests(site_build, nav, config)}
    same = [address for address, digest in pages.items() if previous.get(address) == digest]
    for page in _own_pages(site_build):
        if page.file.dest_uri in same:
            page.meta = {**page.meta, "template": PLACEHOLDER}
    path.write_text(json.dumps({"pages": pages, "same": same}), encoding="utf-8")


def _own_pages(site_build: SiteBuild) -> Iterator[DocumentPage]:
    """Yield the pages that our templates draw."""
    registry = site_build.page_registry
    for file in registry.files:
        if (file.src_uri in registry.documents or file.src_uri in registry.generated) and file.page is not None:
            assert isinstance(file.page, DocumentPage)
            yield file.page


def _digests(site_build: SiteBuild, nav: Navigation, config: MkDocsConfig) -> Iterator[tuple[DocumentPage, str]]:
    """Yield each page whose digest can be made, with its digest."""
    shared = _digest(_shared(site_build, nav, config))
    for page in _own_pages(site_build):
        variables = site_build.context(page, nav)["postmortems"]
        digest = _digest((shared, _values(variables), _page(page))) if shared else None
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
    """Return what templates read of a page."""
    return (
        _nav_item(page),
        _nav_item(page.previous_page),
        _nav_item(page.next_page),
        [item.title for item in page.ancestors],
        (page.file.dest_uri, page.abs_url, page.edit_url, page.is_homepage),
        (page.content, page.heading, dict(page.unplaced_blocks)),
        list(_toc(page.toc)),
    )


def _nav_item(item: StructureItem | None) -> object:
    """Return what templates read of an entry of the navigation."""
    if isinstance(item, Page):
        return item.file.src_uri, item.title, item.url, item.canonical_url, dict(item.meta)
    if item is None:
        return None
    children = getattr(item, "children", None) or ()
    return item.title, getattr(item, "url", None), [_nav_item(child) for child in children]


def _toc(links: Iterable[AnchorLink]) -> Iterator[object]:
    for link in links:
        yield link.title, link.id, link.level, list(_toc(link.children))


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


def _shows_what_it_is_given(env: jinja2.Environment, config: MkDocsConfig) -> bool:
    """Whether no plugin, hook, theme or template of the site takes part that could show more than digests tell."""
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
