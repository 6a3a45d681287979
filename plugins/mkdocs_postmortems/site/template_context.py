"""The functions and values that all our templates share, and the template loader for overridden theme templates."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.structure.files import File
from mkdocs.theme import Theme

from mkdocs_postmortems.core.message import Language
from mkdocs_postmortems.core.pages.inline_markdown import render_inline
from mkdocs_postmortems.core.pages.page_uris import HOME_URI
from mkdocs_postmortems.core.parse.inline import title_to_html
from mkdocs_postmortems.site.links import folder_depth, make_link_resolver, make_page_linker
from mkdocs_postmortems.site.page_registry import PageRegistry

THEME_PREFIX = "postmortems-theme"
"""Prefix of a template's name that skips our override: `postmortems-theme/x.html` is the theme's own `x.html`."""


def add_theme_loader(theme: Theme, overrides: Collection[str]) -> None:
    """Let our overrides include the theme's template of the same name under the prefix `THEME_PREFIX`.

    That holds in each template environment of the theme, since other plugins make some of their own.

    Args:
        theme: the theme; calling this again for it changes nothing.
        overrides: the folders of our overrides, which the prefixed names skip.
    """
    if "get_env" in vars(theme):
        return
    make_env = theme.get_env

    def get_env() -> jinja2.Environment:
        env = make_env()
        own = jinja2.FileSystemLoader([folder for folder in theme.dirs if folder not in overrides])
        assert env.loader is not None
        env.loader = jinja2.ChoiceLoader([env.loader, jinja2.PrefixLoader({THEME_PREFIX: own})])
        return env

    vars(theme)["get_env"] = get_env


def search_scope(path: str) -> str:
    """Return the URL prefix of the pages that show our search field; empty, for all pages, without option `path`."""
    return f"{path}/" if path else ""


def language_globals(language: Language) -> dict[str, Any]:
    """Return the functions by which templates show our words in the language of the site."""
    return {
        "pm_text": language.text,
        "pm_say": language.say,
        "pm_inner": language.inner,
        "pm_number": language.number,
        "pm_css": css_string,
        "pm_json": lambda data: json.dumps(language.translated(data), ensure_ascii=False),
    }


def css_string(text: str) -> str:
    """Return a text as a CSS string, with an escape for each character that could end it or the `<style>` around it."""
    kept = (char if char.isalnum() or char in " .,:-" else f"\\{ord(char):x} " for char in text)
    return f'"{"".join(kept)}"'


class TemplateContext:
    """The functions and values that our templates share."""

    def __init__(self, page_registry: PageRegistry, today: str) -> None:
        self.page_registry = page_registry
        self.today = today
        self.home = HOME_URI
        """Path of the generated home page below the folder of postmortems."""
        self._drawn: dict[tuple[int, str], Markup] = {}
        """What macros drew, by the depth of the page's folder, on which its links depend, and a key."""

    def for_page(self, file: File) -> dict[str, Any]:
        """Return them for one page: links are relative to it."""
        page_registry = self.page_registry
        as_written = make_link_resolver(file, page_registry.files, page_registry.by_bare_name)
        return {
            "href": make_page_linker(file, page_registry.files, page_registry.base, page_registry.replacements),
            "once": functools.partial(self._draw_once, folder_depth(file)),
            "inline": lambda text: render_inline(text, as_written),
            "written": as_written,
            "title": title_to_html,
            "home": self.home,
            "today": self.today,
        }

    def _draw_once(self, depth: int, key: str, draw: Callable[..., str], *arguments: Any) -> Markup:
        """Return what a macro draws of its arguments; what it drew for the same key on a page as deep is used again.

        Rows of incidents are most of what index pages show, and each is on many of them.

        Args:
            depth: how deep the folder of the page is.
            key: tells the arguments from all others.
            draw: a macro that escapes what it is given, and knows nothing of the page but `href`.
            arguments: its arguments.
        """
        place = depth, key
        if place not in self._drawn:
            self._drawn[place] = Markup(draw(*arguments))  # noqa: S704 - the macro escapes
        return self._drawn[place]
