"""Renders documents with what is drawn for them: the timeline, and the table of action items."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import jinja2
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.pages.postmortem_page import PostmortemPage, build_postmortem_page
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.site.compass import source_link
from mkdocs_postmortems.site.document import DocumentPage
from mkdocs_postmortems.site.drawing import Drawing, DrawingExtension, Sheet, fold, words
from mkdocs_postmortems.site.meta import TEMPLATES
from mkdocs_postmortems.site.phrasebook import Phrasebook

ALL_TIMES = " all times are in"
"""Words that authors say and the drawing repeats where all its times have one zone."""

HEADS = " owner due tracker"
"""Words that authors put before what the table of action items has in columns of these names."""


class Studio:
    """Draws for one page at a time."""

    def __init__(
        self, atlas: SiteModel, phrasebook: Phrasebook, env: jinja2.Environment, extension: DrawingExtension
    ) -> None:
        self.atlas = atlas
        self.shelf = phrasebook.shelf
        self.phrasebook = phrasebook
        self.env = env
        self.extension = extension

    def render(self, page: Page, render: Callable[[], None]) -> None:
        """Render a document with its drawings."""
        assert isinstance(page, DocumentPage)
        page.article = article = build_postmortem_page(self.atlas, self.shelf.documents[page.file.src_uri])
        relink = source_link(page.file, self.shelf.files, self.shelf.stems)
        labels = frozenset(fold(section.title) for section in article.document.sections)
        sheet = Sheet(list(self._drawings(page.file, article)), article.document.title, relink, labels)
        self.extension.sheet = sheet
        try:
            render()
        finally:
            self.extension.sheet = None
        page.heading = sheet.heading
        page.drawings = {drawing.name: drawing.html for drawing in sheet.drawings if not drawing.placed}

    def _drawings(self, file: File, article: PostmortemPage) -> Iterator[Drawing]:
        document = article.document
        if article.timeline:
            shown = " ".join(f"{event.text} {event.source or ''}" for event in document.timeline)
            shown += f"{ALL_TIMES} {article.timeline.zone}" if article.timeline.zone else ""
            yield self._drawing("timeline", SectionName.TIMELINE, shown, file, article)
        if _is_table(article):
            shown = " ".join(
                f"{a.id} {a.text} {a.owner} {a.due} {a.priority} {a.type} {a.tracker} {a.status} done open"
                for a in document.actions
            )
            shown += HEADS
            yield self._drawing("actions", SectionName.ACTION_ITEMS, shown, file, article)

    def _drawing(self, name: str, section: SectionName, shown: str, file: File, article: PostmortemPage) -> Drawing:
        template = self.env.get_template(f"{TEMPLATES}partials/{name}.html")
        html = template.render(postmortems={**self.phrasebook.on(file), "article": article})
        sections = [s for s in article.document.sections if s.title]
        place = next((s for s in sections if s.name is section), None)
        if place is None and section is SectionName.TIMELINE:
            line = article.document.timeline[0].line
            around = max((s for s in sections if s.line < line), key=lambda s: s.line, default=None)
            return Drawing(name, around, html.strip(), words(shown), is_guess=True)
        return Drawing(name, place, html.strip(), words(shown))


def _is_table(article: PostmortemPage) -> bool:
    """Whether a table of the action items says more than the list of the text."""
    return any(action.says_more or action.is_declared for action in article.actions)
