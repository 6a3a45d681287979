"""MkDocs' files and pages for documents and generated pages."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.postmortem_page import PostmortemPage

MARKUP_EXTENSIONS = frozenset(
    ".md .markdown .mdown .mkd .mkdn .mdx .qmd .rmd .erb .html .htm .txt .rst .njk .liquid".split()
)
"""Endings that say how a document is written and are no part of its name."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

RenderHook = Callable[[Page, Callable[[], None]], None]
"""Called to render a page: with the page, and MkDocs' own rendering."""


class DocumentFile(File):
    """A page whatever its file is called: `.qmd`, `.html.md.erb` or no ending at all."""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs renders it: always."""
        return True


class DocumentPage(Page):
    """A page whose front matter was already read; MkDocs must not look for more in its text."""

    def __init__(
        self, title: str, file: File, config: MkDocsConfig, meta: Mapping[str, Any], render: RenderHook | None = None
    ) -> None:
        # MkDocs takes titles for HTML, and themes write them out as they are.
        super().__init__(escape(title, quote=False), file, config)
        self.front_matter = dict(meta)
        self.render_hook = render
        self.heading = ""
        """The author's own first heading as HTML, taken out of the content."""
        self.unplaced_blocks: Mapping[str, str] = {}
        """Drawings that found no place in the content."""
        self.postmortem_page: PostmortemPage | None = None
        """What is shown around a document's text; made for its drawings, and shown when all pages are rendered."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs calls it so
        """Take text and metadata as they are."""
        self.markdown = self.file.content_string
        self.meta = dict(self.front_matter)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render as MkDocs does, with the drawings put in."""
        if self.render_hook is None:
            super().render(config, files)
        else:
            self.render_hook(self, lambda: self._render(config, files))

    def _render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, without the comments of what the renderer, unlike the parser, does not take for code."""
        super().render(config, files)
        self.content = _COMMENT.sub("", self.content or "")

    def release(self) -> None:
        """Let go of what was written; all pages of a large site are in memory otherwise until the build ends."""
        self.markdown = self.content = None
        self.heading = ""
        self.unplaced_blocks = {}
        self.postmortem_page = None


def document_file(config: MkDocsConfig, uri: str, text: str, taken: Collection[str]) -> DocumentFile:
    """Return the file of a document: reachable by the name of its source, published as a page."""
    file = DocumentFile.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
    assert isinstance(file, DocumentFile)
    set_source_path(file, config)
    file.dest_uri = _destination(uri, taken, directories=config.use_directory_urls)
    file.edit_uri = uri
    return file


def set_source_path(file: File, config: MkDocsConfig) -> None:
    """Say where the source of a page is, or would be: plugins for feeds ask every page. MkDocs does not read it."""
    file.abs_src_path = os.path.normpath(os.path.join(config.docs_dir, file.src_uri))  # noqa: PTH118 - MkDocs has texts


def _destination(uri: str, taken: Collection[str], *, directories: bool) -> str:
    """Name the page after the source without its endings; with all of it if that name is taken."""
    folder, name = posixpath.split(uri)
    choices = without_extensions(name), name.replace(".", "-")
    first, second = (posixpath.join(folder, _page_filename(choice, directories)) for choice in choices)
    return second if first in taken else first


def without_extensions(uri: str) -> str:
    """Return the address of a source without its endings."""
    while posixpath.splitext(uri)[1].lower() in MARKUP_EXTENSIONS:
        uri = posixpath.splitext(uri)[0]
    return uri


def _page_filename(name: str, directories: bool) -> str:  # noqa: FBT001 - one of two shapes of address
    if name.lower() in ("index", "readme"):
        return "index.html"
    return f"{name}/index.html" if directories else f"{name}.html"


TEMPLATE_FOLDER = "postmortems/"
"""Folder of our templates in a theme."""

HIDDEN_SIDEBARS = ["navigation", "toc"]
"""The theme's sidebars that our pages do without."""


def document_meta(document: Postmortem) -> dict[str, Any]:
    """Return the metadata of a document's page: ours, and keys that its author meant for the theme."""
    passed = {key: _escaped(value) for key, value in document.extra.items() if not key.startswith("x_")}
    own = generated_meta("postmortem.html")
    return {**own, **passed, "search": own["search"]}


def generated_meta(template: str) -> dict[str, Any]:
    """Return the metadata of a page that brings its own ways through the site."""
    return {"template": f"{TEMPLATE_FOLDER}{template}", "hide": HIDDEN_SIDEBARS, "search": {"exclude": True}}


def _escaped(value: Any) -> Any:
    """Themes write metadata out as it is, so that markup in it has to be text before."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value
