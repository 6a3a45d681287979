"""Renders a document with its generated blocks: the timeline and the table of action items."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import jinja2
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.pages.postmortem_page import PostmortemPage, build_postmortem_page
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.site.block_injection import (
    Insertion,
    InsertionExtension,
    PageInsertions,
    content_words,
    title_key,
)
from mkdocs_postmortems.site.document import TEMPLATE_FOLDER, DocumentPage
from mkdocs_postmortems.site.links import make_source_linker
from mkdocs_postmortems.site.template_context import TemplateContext

ZONE_WORDS = " all times are in"
"""Words around the zone that the timeline states once if all its times share one; authors write them as well."""

COLUMN_WORDS = " owner due tracker"
"""Labels that authors write in the text and that the table of action items shows as column headings."""


class DocumentRenderer:
    """Renders the documents of one build, one at a time."""

    def __init__(
        self,
        site_model: SiteModel,
        template_context: TemplateContext,
        env: jinja2.Environment,
        extension: InsertionExtension,
    ) -> None:
        self.site_model = site_model
        self.page_registry = template_context.page_registry
        self.template_context = template_context
        self.env = env
        self.extension = extension

    def prepare(self, page: DocumentPage) -> PostmortemPage:
        """Set and return the template data of a document's page."""
        if page.postmortem_page is None:
            document = self.page_registry.documents[page.file.src_uri]
            page.postmortem_page = build_postmortem_page(self.site_model, document)
        return page.postmortem_page

    def render(self, page: Page, render: Callable[[], None]) -> None:
        """Render a document with its generated blocks. `render` runs MkDocs' own rendering of the page."""
        assert isinstance(page, DocumentPage)
        postmortem_page = self.prepare(page)
        relink = make_source_linker(page.file, self.page_registry.files, self.page_registry.by_bare_name)
        labels = frozenset(title_key(section.title) for section in postmortem_page.document.sections)
        page_insertions = PageInsertions(
            list(self._insertions(page.file, postmortem_page)),
            postmortem_page.document.title,
            relink,
            labels,
            self.site_model.language.text("As written"),
        )
        self.extension.page_insertions = page_insertions
        try:
            render()
        finally:
            self.extension.page_insertions = None
        page.heading = page_insertions.heading
        page.unplaced_blocks = {
            insertion.name: insertion.html for insertion in page_insertions.insertions if not insertion.placed
        }

    def _insertions(self, file: File, postmortem_page: PostmortemPage) -> Iterator[Insertion]:
        document = postmortem_page.document
        if postmortem_page.timeline:
            words = " ".join(f"{event.text} {event.source or ''}" for event in document.timeline)
            words += f"{ZONE_WORDS} {postmortem_page.timeline.zone}" if postmortem_page.timeline.zone else ""
            yield self._insertion("timeline", SectionName.TIMELINE, words, file, postmortem_page)
        if _has_action_table(postmortem_page):
            words = " ".join(
                f"{a.id} {a.text} {a.owner} {a.due} {a.priority} {a.type} {a.tracker} {a.status} done open"
                for a in document.actions
            )
            words += COLUMN_WORDS
            yield self._insertion("actions", SectionName.ACTION_ITEMS, words, file, postmortem_page)

    def _insertion(
        self, name: str, section: SectionName, words: str, file: File, postmortem_page: PostmortemPage
    ) -> Insertion:
        template = self.env.get_template(f"{TEMPLATE_FOLDER}partials/{name}.html")
        html = template.render(postmortems={**self.template_context.for_page(file), "article": postmortem_page})
        sections = [s for s in postmortem_page.document.sections if s.title]
        place = next((s for s in sections if s.name is section), None)
        if place is None and section is SectionName.TIMELINE:
            line = postmortem_page.document.timeline[0].line
            around = max((s for s in sections if s.line < line), key=lambda s: s.line, default=None)
            return Insertion(name, around, html.strip(), content_words(words), is_guess=True)
        return Insertion(name, place, html.strip(), content_words(words))


def _has_action_table(postmortem_page: PostmortemPage) -> bool:
    """Whether a table of the action items shows more than the list in the text."""
    return any(action.says_more or action.is_declared for action in postmortem_page.actions)
