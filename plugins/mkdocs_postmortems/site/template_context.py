"""Which pages get our search field in place of the theme's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import jinja2
from mkdocs.structure.files import File

from mkdocs_postmortems.core.pages.generated_pages import HOME_URI
from mkdocs_postmortems.core.pages.inline_markdown import render_inline
from mkdocs_postmortems.core.parse.inline import title_to_html
from mkdocs_postmortems.site.links import make_link_resolver, make_page_linker
from mkdocs_postmortems.site.page_registry import PageRegistry

THEME_PREFIX = "postmortems-theme"
"""Before this word's slash, a template's name means the theme's own, where one of ours stands before it."""


def add_theme_loader(env: jinja2.Environment, folders: Iterable[str], overrides_dir: str) -> None:
    """Let templates include what ours stand before: all `folders` of templates count but that one.

    A site that has a field of its own among its overrides has put it before ours anyway.
    """
    own = jinja2.FileSystemLoader([folder for folder in folders if folder != overrides_dir])
    assert env.loader is not None
    env.loader = jinja2.ChoiceLoader([env.loader, jinja2.PrefixLoader({THEME_PREFIX: own})])


def search_scope(path: str) -> str:
    """Return below which folder pages have our field; without the option `path`, all have it."""
    return f"{path}/" if path else ""


class TemplateContext:
    """The functions and values that templates share."""

    def __init__(self, page_registry: PageRegistry, today: str) -> None:
        self.page_registry = page_registry
        self.today = today
        self.home = HOME_URI
        """The generated page to begin with."""

    def for_page(self, file: File) -> dict[str, Any]:
        """Return them for one page, from which links begin."""
        page_registry = self.page_registry
        as_written = make_link_resolver(file, page_registry.files, page_registry.by_bare_name)
        return {
            "href": make_page_linker(file, page_registry.files, page_registry.base, page_registry.replacements),
            "inline": lambda text: render_inline(text, as_written),
            "written": as_written,
            "title": title_to_html,
            "home": self.home,
            "today": self.today,
        }
