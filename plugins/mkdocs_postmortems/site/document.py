"""Subclasses of MkDocs' `File` and `Page` for postmortems and generated pages, and the metadata of their pages."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import escape, unescape
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.postmortem_page import PostmortemPage
from mkdocs_postmortems.core.parse.comments import without_closed_comments
from mkdocs_postmortems.site.block_injection import title_key

MARKUP_EXTENSIONS = frozenset(
    ".md .markdown .mdown .mkd .mkdn .mdx .qmd .rmd .erb .html .htm .txt .rst .njk .liquid".split()
)
"""File extensions that name a markup language; the address of a document leaves them out."""

RenderHook = Callable[[Page, Callable[[], None]], None]
"""Callback that renders a page; its arguments are the page and a function that runs MkDocs' own rendering."""


class DocumentFile(File):
    """A file that MkDocs renders as a page whatever its extension: `.qmd`, `.html.md.erb` or none."""

    def is_documentation_page(self) -> bool:
        """Return `True`: MkDocs renders every document."""
        return True


class Rendered(NamedTuple):
    """What other pages and the search know of the text of a page that is not rendered again."""

    headings: tuple[tuple[str, str], ...]
    """Title, as HTML, and id of each heading below the first, in order."""
    anchors: frozenset[str]
    """The ids that links can lead to."""

    @classmethod
    def of(cls, page: Page) -> Rendered:
        """Return it of a page that was rendered."""
        headings = tuple((entry.title, entry.id) for entry in _entries(page.toc))
        return cls(headings, frozenset(page.present_anchor_ids or ()))


class DocumentPage(Page):
    """A page whose front matter is parsed already; MkDocs must not parse its text for front matter again."""

    def __init__(
        self, title: str, file: File, config: MkDocsConfig, meta: Mapping[str, Any], render: RenderHook | None = None
    ) -> None:
        # MkDocs treats titles as HTML, and themes do not escape them.
        super().__init__(escape(title, quote=False), file, config)
        self.front_matter = dict(meta)
        self.render_hook = render
        self.heading = ""
        """The first heading as HTML, removed from the content; empty if it does not repeat the title."""
        self.unplaced_blocks: Mapping[str, str] = {}
        """Name and HTML of the blocks (`timeline`, `actions`) whose section was not found in the content."""
        self.postmortem_page: PostmortemPage | None = None
        """The template data of a postmortem; set while its text is rendered, used when its template is. `None` for a
        generated page, and after `release`."""
        self.rendered: Rendered | None = None
        """What is known of the text, if the page is taken from the previous site."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs calls it so
        """Set text and metadata without parsing front matter."""
        self.markdown = self.file.content_string
        self.meta = dict(self.front_matter)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the page through the render hook, if it has one."""
        if self.rendered is not None:
            self.content, self.present_anchor_ids = "", set(self.rendered.anchors)
            self.toc = TableOfContents([AnchorLink(title, id_, 1) for title, id_ in self.rendered.headings])
        elif self.render_hook is not None:
            self.render_hook(self, lambda: self._render(config, files))
        elif (self.markdown or "").strip():
            super().render(config, files)
        else:
            self._render_nothing()

    def _render_nothing(self) -> None:
        """Set what MkDocs sets for a blank text: Python-Markdown, set up anew for each page, returns nothing for it."""
        self.content, self.toc, self.present_anchor_ids = "", get_toc([]), set()

    def _render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, and remove HTML comments: the parser takes some of them for code, Python-Markdown does not."""
        super().render(config, files)
        self.content = without_closed_comments(self.content or "")

    def anchor(self, title: str) -> str:
        """Return the id of the first heading with this title; empty if no heading has it, or the title is empty."""
        key = title_key(title)
        return next((entry.id for entry in _entries(self.toc) if key and title_key(unescape(entry.title)) == key), "")

    def release(self) -> None:
        """Drop the content of a written page, since MkDocs keeps all pages in memory until the build ends."""
        self.markdown = self.content = None
        self.heading = ""
        self.unplaced_blocks = {}
        self.postmortem_page = None


def _entries(toc: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for entry in toc:
        yield entry
        yield from _entries(entry.children)


def document_file(config: MkDocsConfig, uri: str, text: str, taken: Collection[str]) -> DocumentFile:
    """Return the file of a document. Links find it by the name of its source; it is published as a page.

    Args:
        config: MkDocs' configuration.
        uri: path of the source below `docs_dir`.
        text: Markdown without front matter.
        taken: destination paths that other files have.
    """
    file = DocumentFile.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
    assert isinstance(file, DocumentFile)
    set_source_path(file, config)
    file.dest_uri = _destination(uri, taken, directories=config.use_directory_urls)
    file.edit_uri = uri
    return file


def set_source_path(file: File, config: MkDocsConfig) -> None:
    """Set the path of a page's source, existing or not, which feed plugins expect; MkDocs does not read the file."""
    file.abs_src_path = os.path.normpath(os.path.join(config.docs_dir, file.src_uri))  # noqa: PTH118 - MkDocs expects strings


def _destination(uri: str, taken: Collection[str], *, directories: bool) -> str:
    """Return the destination path: the source's name without extensions, or the whole name if that is taken."""
    folder, name = posixpath.split(uri)
    choices = without_extensions(name), name.replace(".", "-")
    first, second = (posixpath.join(folder, _page_filename(choice, directories)) for choice in choices)
    return second if first in taken else first


def without_extensions(uri: str) -> str:
    """Return a source path without its markup extensions: `a/b.html.md` becomes `a/b`."""
    while posixpath.splitext(uri)[1].lower() in MARKUP_EXTENSIONS:
        uri = posixpath.splitext(uri)[0]
    return uri


def _page_filename(name: str, directories: bool) -> str:  # noqa: FBT001 - one of two shapes of address
    if name.lower() in ("index", "readme"):
        return "index.html"
    return f"{name}/index.html" if directories else f"{name}.html"


TEMPLATE_FOLDER = "postmortems/"
"""Folder of our templates below each template folder, so that names do not clash with the theme's."""

HIDDEN_SIDEBARS = ["navigation", "toc"]
"""Material's sidebars that our pages do not show; the value of the metadata key `hide`."""


def document_meta(document: Postmortem) -> dict[str, Any]:
    """Return the metadata of a document's page: ours, and unknown front matter keys, which are meant for the theme."""
    passed = {key: _escaped(value) for key, value in document.extra.items() if not key.startswith("x_")}
    own = generated_meta("postmortem.html")
    return {**own, **passed, "search": own["search"]}


NO_FEED = {"draft": True}
"""Metadata by which plugins know a page that is no article of its own, such as those that write feeds."""


def generated_meta(template: str) -> dict[str, Any]:
    """Return the metadata of a page with its own navigation: its template, no sidebars, not in the theme's search."""
    return {"template": f"{TEMPLATE_FOLDER}{template}", "hide": HIDDEN_SIDEBARS, "search": {"exclude": True}}


def _escaped(value: Any) -> Any:
    """Return a metadata value with HTML escaped in all its strings, since themes do not escape metadata."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value
