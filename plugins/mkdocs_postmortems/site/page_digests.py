"""Makes the digest of a page: of the text of its document, and of everything that its template is given."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import jinja2
from jinja2 import meta, nodes
from markdown import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.build_info import BuildInfo
from mkdocs_postmortems.site.document import DocumentPage, without_extensions
from mkdocs_postmortems.site.page_dates import page_date
from mkdocs_postmortems.site.site_build import SiteBuild

_THEMES = ("material", "mkdocs", "readthedocs")
_PLUGINS = ("material.plugins.search.", "mkdocs_postmortems.")
"""Beginnings of the names of modules whose plugins neither change our pages nor read them. The search of MkDocs itself
indexes the text of each page, which is not rendered where the page is taken."""
_EXTENSIONS = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta"
    " nl2br sane_lists smarty tables toc wikilinks".split()
)
"""The short names of the extensions of Python-Markdown itself."""
_EXTENSION_PACKAGES = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_READING_EXTENSIONS = ("pymdownx.b64", "pymdownx.snippets", "pymdownx.pathconverter")
"""Extensions of those packages whose output depends on other files."""
_SITE_TEMPLATE_VARIABLES = frozenset({"base_url", "config", "lang", "page", "self", "super"})
"""The variables that a site's own templates may use."""
_FURTHER_PAGES = frozenset("_current_page ancestors children file next_page pages parent plugins previous_page".split())
"""Attributes that lead from those variables to what is no part of a page's digest."""


def _own_pages(site_build: SiteBuild) -> Iterator[DocumentPage]:
    """Yield the pages that our templates draw."""
    registry = site_build.page_registry
    for file in registry.files:
        if (file.src_uri in registry.documents or file.src_uri in registry.generated) and file.page is not None:
            assert isinstance(file.page, DocumentPage)
            yield file.page


class PageDigest(NamedTuple):
    """What is known of a page before its text is rendered."""

    page: DocumentPage
    digest: str
    """Of all that it is made of but addresses."""
    mentions_new: bool
    """Whether it may link to a page that is new."""


def page_digests(
    site_build: SiteBuild, nav: Navigation, config: MkDocsConfig, build_info: BuildInfo, new: Collection[File] = ()
) -> Iterator[PageDigest]:
    """Yield the digest of each page that can have one.

    Args:
        site_build: The build.
        nav: The navigation.
        config: MkDocs' configuration.
        build_info: When pages were changed.
        new: The files that the previous site has not had.
    """
    shared = _written(_shared(site_build, nav, config))
    if shared is None:
        return
    shared_digest = hashlib.sha256(shared).digest()
    for page in _own_pages(site_build):
        site_build.prepare(page)
        variables = site_build.context(page, nav)["postmortems"]
        made_of = _values(variables), _page(page), page_date(page, build_info)
        if written := _written(made_of):
            names = (name for file in new for name in _names(file, page, site_build.page_registry.generated))
            digest = hashlib.sha256(shared_digest + written).hexdigest()
            yield PageDigest(page, digest, any(name in written for name in names))


def files_by_key(site_build: SiteBuild) -> dict[str, File]:
    """Return each file by the digest of its address: where it is, and whether it is published."""
    found = {}
    for file in site_build.page_registry.files:
        address = json.dumps([file.src_uri, file.url, file.inclusion.name])
        found[hashlib.sha256(address.encode()).hexdigest()] = file
    return found


def _names(file: File, page: DocumentPage, generated: Container[str]) -> Iterator[bytes]:
    """Yield how a page may name a file: authors leave out folders and extensions, and spell spaces in two ways.

    The last part of the path of a generated page, such as `tags/dns.md`, may be any word; so it is named with its
    folder, unless by a page of the same folder.
    """
    for path in (file.src_uri, unquote(file.url).rstrip("/")):
        parts = without_extensions(path).removesuffix("/index").split("/")
        is_near = page.file.src_uri.startswith(f"{parts[0]}/")
        name = "/".join(parts[-2:]) if file.src_uri in generated and not is_near else parts[-1]
        yield from (name.encode(), quote(name).encode())


def _shared(site_build: SiteBuild, nav: Navigation, config: MkDocsConfig) -> object:
    """Return what all pages depend on but addresses, which links are made of: the navigation and the tabs."""
    registry = site_build.page_registry
    return (
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


def _written(value: object) -> bytes | None:
    """Return values as bytes, by type and content; `None` if one of them is more than its content.

    They also tell which of them are the same object. That may differ for equal values, and the page is drawn again.
    """
    written = io.BytesIO()
    try:
        _Pickler(written, protocol=5).dump(value)
    except (pickle.PicklingError, AttributeError, TypeError, ValueError, RecursionError):
        return None
    return written.getvalue()


def digests_tell_all(config: MkDocsConfig) -> bool:
    """Whether no plugin, hook, theme or template of the site takes part that could show more than digests tell."""
    env = config.theme.get_env()
    return (
        not config.hooks
        and config.theme.name in _THEMES
        and all(type(plugin).__module__.startswith(_PLUGINS) for plugin in config.plugins.values())
        and all(is_harmless(env, path) for path in _site_templates(config))
        and all(map(_reads_text_alone, config.markdown_extensions))
    )


def _reads_text_alone(extension: str | Extension) -> bool:
    """Whether a Markdown extension makes what it makes of the text of a page, and not of other files."""
    if isinstance(extension, Extension):
        return type(extension).__module__.startswith(_PLUGINS)
    if "." not in extension:
        return extension in _EXTENSIONS
    return extension.startswith(_EXTENSION_PACKAGES) and extension not in _READING_EXTENSIONS


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
