"""Adds the documents and generated pages of a view to MkDocs' files, and resolves their addresses."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortems.core.message import ENGLISH, Language
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.generated_pages import GeneratedPage
from mkdocs_postmortems.core.pages.page_uris import HOME_URI, SEARCH_URI, SIMILAR_URI
from mkdocs_postmortems.core.parse.inline import title_to_text
from mkdocs_postmortems.core.python_markdown_lists import indent_lists
from mkdocs_postmortems.site.audience_filter import UNPUBLISHED
from mkdocs_postmortems.site.document import (
    NO_FEED,
    DocumentPage,
    RenderHook,
    document_file,
    document_meta,
    generated_meta,
    set_source_path,
    without_extensions,
)

NEEDED_URIS = frozenset({SEARCH_URI, SIMILAR_URI})
"""Generated pages that every page needs; one whose address an author's page has gets another."""
FALLBACK_FOLDER = "incidents"
"""Folder of these pages then, below the folder of postmortems."""


class PageRegistry:
    """The documents and generated pages of one build, by source path and by address."""

    def __init__(self, config: MkDocsConfig, base: str, language: Language = ENGLISH) -> None:
        self.config = config
        self.language = language
        self.base = base
        self.files = Files([])
        self.by_bare_name: dict[str, str] = {}
        """Source path without markup extensions -> source path of the document, where only one document matches."""
        self.source_by_address: dict[str, str] = {}
        """Destination path below the site -> source path below `docs_dir`."""
        self.replacements: dict[str, str] = {}
        """Source path of a generated page that was left out -> source path of the author's page at its address."""
        self.documents: dict[str, Postmortem] = {}
        self.generated: dict[str, GeneratedPage] = {}
        self.generated_files: set[str] = set()
        """Source paths of generated files that are no pages."""
        self.is_translation = False
        """Whether another plugin has put our pages elsewhere: static-i18n builds each further language in a folder."""

    def add_documents(self, files: Files, documents: Sequence[Postmortem], render: RenderHook) -> None:
        """Replace the documents in MkDocs' files by files with the view's text; `render` renders each page."""
        self.files = files
        self._move_readme()
        by_uri = {posixpath.join(self.base, document.path): document for document in documents}
        for uri in by_uri:
            original = files.get_file_from_path(uri)
            if original is not None:
                files.remove(original)
        self.source_by_address = {file.dest_uri: file.src_uri for file in files if file.inclusion not in UNPUBLISHED}
        bare_names = Counter(map(without_extensions, by_uri))
        self.by_bare_name = {without_extensions(uri): uri for uri in by_uri if bare_names[without_extensions(uri)] == 1}
        for uri, document in sorted(by_uri.items(), key=lambda item: (not item[0].endswith(".md"), item[0])):
            self._add_document(uri, document, render)

    def add_generated(self, pages: Iterable[GeneratedPage], home: str) -> Iterator[str]:
        """Add generated pages, and yield a message for each one whose address an author's page has.

        Args:
            pages: the pages to add.
            home: the one that MkDocs' automatic navigation lists.
        """
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
                source = self.source_by_address[file.dest_uri]
                moved = self._moved(page) if page.uri in NEEDED_URIS else None
                self.replacements[uri] = moved.src_uri if moved else source
                what = f"is at {moved.src_uri}" if moved else "is left out"
                yield f"{source} has the address of the generated page {uri}, which {what}."
                if moved is None:
                    continue
                file, uri = moved, moved.src_uri
            file.edit_uri = None
            set_source_path(file, self.config)
            self.files.append(file)
            self.generated[uri] = page
            self._add_files(page)
            title = self.config.site_name if page.uri == HOME_URI and not self.base else self.language.say(page.title)
            DocumentPage(title, file, self.config, generated_meta(page.template) | NO_FEED)

    def restore(self, files: Files) -> Iterator[str]:
        """Put our files back where another plugin has replaced them, and yield the paths of those that it has removed.

        Plugins such as static-i18n make new files out of the paths of all sources, which MkDocs would read from the
        disk. The address that they chose, and what they noted about the file, is kept.
        """
        for uri in (*self.documents, *self.generated, *sorted(self.generated_files)):
            own, other = self.files.get_file_from_path(uri), files.get_file_from_path(uri)
            assert own is not None
            if other is None:
                yield uri
            elif other is not own:
                vars(own).update({name: value for name, value in vars(other).items() if name not in vars(own)})
                self.is_translation |= uri in self.generated and own.dest_uri != other.dest_uri
                _move(own, other.dest_uri, self.config.site_url)
                files.remove(other)
                files.append(own)
                other.page = own.page
        self.files = files

    def _add_files(self, page: GeneratedPage) -> None:
        """Add the files of a generated page, except for those whose address an author's file has."""
        for one in page.files:
            uri = posixpath.join(self.base, one.uri)
            file = File.generated(self.config, uri, content=one.text, inclusion=InclusionLevel.NOT_IN_NAV)
            if file.dest_uri not in self.source_by_address:
                set_source_path(file, self.config)
                self.generated_files.add(uri)
                self.files.append(file)

    def _moved(self, page: GeneratedPage) -> File | None:
        """Return the file of a page at another address than its own; `None` if an author has that as well."""
        uri = posixpath.join(self.base, FALLBACK_FOLDER, page.uri)
        file = File.generated(self.config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        return None if file.dest_uri in self.source_by_address else file

    def add_first_page(self, home: str) -> None:
        """Add a page at the root of the site that leads to the postmortems, unless there is a page.

        Args:
            home: the generated home page, below the folder of postmortems.
        """
        file = File.generated(
            self.config,
            HOME_URI,
            content=f"# {self.config.site_name}\n\n[Postmortems]({posixpath.join(self.base, home)})\n",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        if all(one.dest_uri != file.dest_uri for one in self.files if one.inclusion not in UNPUBLISHED):
            file.edit_uri = None
            self.files.append(file)

    def is_address_free(self, uri: str) -> bool:
        """Whether no author's page has the address of this generated page."""
        file = File.generated(self.config, posixpath.join(self.base, uri), content="")
        return file.dest_uri not in self.source_by_address

    def address(self, uri: str) -> str | None:
        """Return the URL of a page below the site's root, or `None` if there is no such page.

        Args:
            uri: source path below the folder of postmortems.
        """
        source = posixpath.join(self.base, uri)
        file = self.files.get_file_from_path(self.replacements.get(source, source))
        return file.url if file else None

    def addresses(self) -> dict[str, str]:
        """Return the URL of each document below the site's root, by the document's path."""
        files = {uri: self.files.get_file_from_path(uri) for uri in self.documents}
        return {self.documents[uri].path: file.url for uri, file in files.items() if file}

    def _move_readme(self) -> None:
        """Move a README to `readme/`: it introduces the repository, and `index.html` is for the home page.

        With a `nav` it stays, since the author has decided which page comes first.
        """
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


def _move(file: File, address: str, site_url: str | None) -> None:
    """Give a file another destination; MkDocs computes what depends on it once."""
    file.dest_uri = address
    for name in ("url", "abs_dest_path"):
        vars(file).pop(name, None)
    if file.page is not None and site_url:
        file.page.canonical_url = urljoin(site_url, file.url)
        file.page.abs_url = urlsplit(file.page.canonical_url).path
