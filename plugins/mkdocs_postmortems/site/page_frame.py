"""Gives the site's other pages the frame of ours, and every page of Material a link that skips it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_postmortems.site.document import TEMPLATE_FOLDER
from mkdocs_postmortems.site.site_build import SiteBuild

CONTENT_ID = "pm-content"
"""Id of what the skip link leads to."""
_CONTAINER = '<div class="md-container" data-md-component="container">'
"""Where Material's page begins below its header; instant navigation swaps what is in it."""
_SKIP = '<div data-md-component="skip">'
_SKIP_LINK = 'class="md-skip"'


class PageFrame:
    """What surrounds the content of the pages of one build."""

    def __init__(self, site_build: SiteBuild, env: jinja2.Environment, nav: Navigation, config: MkDocsConfig) -> None:
        self._site_build = site_build
        self._env = env
        self._nav = nav
        self._config = config

    def framed(self, html: str, page: Page | None) -> str:
        """Give a page that is not ours our tabs, and any page a link to its content. `None` is the error page."""
        if self._site_build.is_framed(page) and _CONTAINER in html:
            html = html.replace(_CONTAINER, f"{_CONTAINER}{self._tabs(page)}", 1)
        return self._with_skip_link(html)

    def _tabs(self, page: Page | None) -> str:
        # The base of the error page is the one that MkDocs gives it.
        base = get_relative_url(".", page.url) if page else urlsplit(self._config.site_url or "/").path
        template = self._env.get_template(f"{TEMPLATE_FOLDER}partials/tabs.html")
        return template.render(page=page, nav=self._nav, config=self._config, base_url=base)

    def _with_skip_link(self, html: str) -> str:
        """Return a page of Material with a link to its content, also where it has no headings to lead to."""
        if _SKIP_LINK in html or _SKIP not in html:
            return html
        words = escape(self._site_build.site_model.language.text("Skip to content"))
        linked = html.replace(_SKIP, f'{_SKIP}<a href="#{CONTENT_ID}" class="md-skip">{words}</a>', 1)
        return linked if f'id="{CONTENT_ID}"' in html else linked.replace("<main ", f'<main id="{CONTENT_ID}" ', 1)
