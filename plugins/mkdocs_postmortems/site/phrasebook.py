"""What every template of ours may say, whatever page it is for."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.files import File

from mkdocs_postmortems.core.pages.generated_pages import HOME_URI
from mkdocs_postmortems.core.pages.inline_markdown import render_inline
from mkdocs_postmortems.core.parse.inline import title_to_html
from mkdocs_postmortems.core.search import BY_FACET
from mkdocs_postmortems.site.compass import link_as_written, link_from
from mkdocs_postmortems.site.shelf import Shelf


class Phrasebook:
    """The functions and values that templates share."""

    def __init__(self, shelf: Shelf, today: str) -> None:
        self.shelf = shelf
        self.today = today
        self.home = HOME_URI
        """The generated page to begin with."""

    def on(self, file: File) -> dict[str, Any]:
        """Return them for one page, from which links begin."""
        shelf = self.shelf
        as_written = link_as_written(file, shelf.files, shelf.stems)
        return {
            "href": link_from(file, shelf.files, shelf.base, shelf.instead),
            "inline": lambda text: render_inline(text, as_written),
            "written": as_written,
            "title": title_to_html,
            "home": self.home,
            "today": self.today,
            "search_key": BY_FACET,
        }
