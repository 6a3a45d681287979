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

from mkdocs_postmortems.core.pages.postmortem_page import PostmortemPage

ENDINGS = frozenset(".md .markdown .mdown .mkd .mkdn .mdx .qmd .rmd .erb .html .htm .txt .rst .njk .liquid".split())
"""Endings that say how a document is written and are no part of its name."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Render = Callable[[Page, Callable[[], None]], None]
"""Called to render a page: with the page, and MkDocs' own rendering."""


class DocumentFile(File):
    """A page whatever its file is called: `.qmd`, `.html.md.erb` or no ending at all."""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs renders it: always."""
        return True


class DocumentPage(Page):
    """A page whose front matter was already read; MkDocs must not look for more in its text."""

    def __init__(
        self, title: str, file: File, config: MkDocsConfig, meta: Mapping[str, Any], render: Render | None = None
    ) -> None:
        # MkDocs takes titles for HTML, and themes write them out as they are.
        super().__init__(escape(title, quote=False), file, config)
        self.declared = dict(meta)
        self.renderer = render
        self.heading = ""
        """The author's own first heading as HTML, taken out of the content."""
        self.drawings: Mapping[str, str] = {}
        """Drawings that found no place in the content."""
        self.article: PostmortemPage | None = None
        """What is shown around a document's text; made for its drawings, and shown when all pages are rendered."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs calls it so
        """Take text and metadata as they are."""
        self.markdown = self.file.content_string
        self.meta = dict(self.declared)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render as MkDocs does, with the drawings put in."""
        if self.renderer is None:
            super().render(config, files)
        else:
            self.renderer(self, lambda: self._render(config, files))

    def _render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, without the comments of what the renderer, unlike the parser, does not take for code."""
        super().render(config, files)
        self.content = _COMMENT.sub("", self.content or "")

    def release(self) -> None:
        """Let go of what was written; all pages of a large site are in memory otherwise until the build ends."""
        self.markdown = self.content = None
        self.heading = ""
        self.drawings = {}
        self.article = None


def document_file(config: MkDocsConfig, uri: str, text: str, taken: Collection[str]) -> DocumentFile:
    """Return the file of a document: reachable by the name of its source, published as a page."""
    file = DocumentFile.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
    assert isinstance(file, DocumentFile)
    name_source(file, config)
    file.dest_uri = _destination(uri, taken, directories=config.use_directory_urls)
    file.edit_uri = uri
    return file


def name_source(file: File, config: MkDocsConfig) -> None:
    """Say where the source of a page is, or would be: plugins for feeds ask every page. MkDocs does not read it."""
    file.abs_src_path = os.path.normpath(os.path.join(config.docs_dir, file.src_uri))  # noqa: PTH118 - MkDocs has texts


def _destination(uri: str, taken: Collection[str], *, directories: bool) -> str:
    """Name the page after the source without its endings; with all of it if that name is taken."""
    folder, name = posixpath.split(uri)
    choices = bare(name), name.replace(".", "-")
    first, second = (posixpath.join(folder, _leaf(choice, directories)) for choice in choices)
    return second if first in taken else first


def bare(uri: str) -> str:
    """Return the address of a source without its endings."""
    while posixpath.splitext(uri)[1].lower() in ENDINGS:
        uri = posixpath.splitext(uri)[0]
    return uri


def _leaf(name: str, directories: bool) -> str:  # noqa: FBT001 - one of two shapes of address
    if name.lower() in ("index", "readme"):
        return "index.html"
    return f"{name}/index.html" if directories else f"{name}.html"
