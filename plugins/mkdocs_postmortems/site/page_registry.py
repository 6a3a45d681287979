"""The files of a view among those of MkDocs: its documents, and the pages that are made for it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.generated_pages import HOME_URI, GeneratedPage
from mkdocs_postmortems.core.parse.inline import title_to_text
from mkdocs_postmortems.core.python_markdown_lists import indent_lists
from mkdocs_postmortems.site.audience_filter import UNPUBLISHED
from mkdocs_postmortems.site.document import (
    DocumentPage,
    RenderHook,
    document_file,
    document_meta,
    generated_meta,
    set_source_path,
    without_extensions,
)


class PageRegistry:
    """Gives each file its place, and knows which has it."""

    def __init__(self, config: MkDocsConfig, base: str) -> None:
        self.config = config
        self.base = base
        self.files = Files([])
        self.by_bare_name: dict[str, str] = {}
        """The document of each name without endings, where there is only one."""
        self.source_by_address: dict[str, str] = {}
        """Which source has which address."""
        self.replacements: dict[str, str] = {}
        """Which page stands at the address of a generated one."""
        self.documents: dict[str, Postmortem] = {}
        self.generated: dict[str, GeneratedPage] = {}

    def add_documents(self, files: Files, documents: Sequence[Postmortem], render: RenderHook) -> None:
        """Replace documents in MkDocs' files."""
        self.files = files
        self._move_readme()
        by_uri = {posixpath.join(self.base, document.path): document for document in documents}
        for uri in by_uri:
            original = files.get_file_from_path(uri)
            if original is not None:
                files.remove(original)
        self.source_by_address = {file.dest_uri: file.src_uri for file in files if file.inclusion not in UNPUBLISHED}
        stems = Counter(map(without_extensions, by_uri))
        self.by_bare_name = {without_extensions(uri): uri for uri in by_uri if stems[without_extensions(uri)] == 1}
        for uri, document in sorted(by_uri.items(), key=lambda item: (not item[0].endswith(".md"), item[0])):
            self._add_document(uri, document, render)

    def add_generated(self, pages: Iterable[GeneratedPage], home: str) -> Iterator[str]:
        """Add generated pages, and yield what stood in the way; `home` is the one that navigation names."""
        for page in pages:
            uri = posixpath.join(self.base, page.uri)
            in_nav = page.uri == home and self.config.nav is None
            file = File.generated(
                self.config,
                uri,
                content="",
                inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
            )
            if file.dest_uri in self.source_by_address:
                self.replacements[uri] = self.source_by_address[file.dest_uri]
                source = self.source_by_address[file.dest_uri]
                yield f"{source} has the address of the generated page {uri}, which is left out."
                continue
            file.edit_uri = None
            set_source_path(file, self.config)
            self.files.append(file)
            self.generated[uri] = page
            title = self.config.site_name if page.uri == HOME_URI and not self.base else page.title
            DocumentPage(title, file, self.config, generated_meta(page.template))

    def is_address_free(self, uri: str) -> bool:
        """Whether a generated page could have its address."""
        file = File.generated(self.config, posixpath.join(self.base, uri), content="")
        return file.dest_uri not in self.source_by_address

    def address(self, uri: str) -> str | None:
        """Return where a page below the folder of postmortems is in the site."""
        file = self.files.get_file_from_path(posixpath.join(self.base, uri))
        return file.url if file else None

    def addresses(self) -> dict[str, str]:
        """Return the address of each document by its path."""
        files = {uri: self.files.get_file_from_path(uri) for uri in self.documents}
        return {self.documents[uri].path: file.url for uri, file in files.items() if file}

    def _move_readme(self) -> None:
        """Move a README out of the first page's way: it introduces a repository. One that `nav` names stays."""
        readme = self.files.get_file_from_path(posixpath.join(self.base, "README.md"))
        if readme is None or readme.src_dir is None or self.config.nav is not None:
            return
        path = posixpath.join(self.base, "readme")
        address = f"{path}/index.html" if self.config.use_directory_urls else f"{path}.html"
        moved = File(readme.src_uri, readme.src_dir, readme.dest_dir, readme.use_directory_urls, dest_uri=address)
        self.files.remove(readme)
        self.files.append(moved)

    def _add_document(self, uri: str, document: Postmortem, render: RenderHook) -> None:
        file = document_file(self.config, uri, indent_lists(document.body), self.source_by_address)
        self.source_by_address[file.dest_uri] = uri
        self.documents[uri] = document
        self.files.append(file)
        DocumentPage(title_to_text(document.title), file, self.config, document_meta(document), render)
