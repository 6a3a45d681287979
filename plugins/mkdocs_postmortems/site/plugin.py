"""The MkDocs plugin: what happens at which point of a build."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.guidance import strip_guidance
from mkdocs_postmortems.core.pages.saved_searches import resolve_saved_searches
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, build_view
from mkdocs_postmortems.settings import Settings, check_against, choose_reader, read_settings
from mkdocs_postmortems.site.ageing import read_age
from mkdocs_postmortems.site.clearing import clear_files
from mkdocs_postmortems.site.compass import addresses, leads_somewhere
from mkdocs_postmortems.site.config import PostmortemsConfig
from mkdocs_postmortems.site.document import DocumentPage
from mkdocs_postmortems.site.drawing import DrawingExtension
from mkdocs_postmortems.site.edition import Edition
from mkdocs_postmortems.site.field import lend_theme
from mkdocs_postmortems.site.indexing import write_indexes
from mkdocs_postmortems.site.library import read_library
from mkdocs_postmortems.site.pagefind import IndexingError
from mkdocs_postmortems.site.preview import is_preview, with_banner
from mkdocs_postmortems.site.searching import FAILED
from mkdocs_postmortems.site.unlinking import UnlinkingExtension
from mkdocs_postmortems.site.watch import Watch, readers_of_files

log = get_plugin_logger("postmortems")

TEMPLATES = str(Path(__file__).parent.parent / "templates")
INSTEAD = str(Path(__file__).parent.parent / "instead")
"""Templates that take the place of the theme's own."""

STYLES = "assets/postmortems/postmortems.css"
SCRIPT = "assets/postmortems/postmortems.js"


class PostmortemsPlugin(BasePlugin[PostmortemsConfig]):  # type: ignore[no-untyped-call]
    """Turns a folder of postmortems into a wiki."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.reader: str | None = None
        """The audience of the build; nothing where there are none."""
        self.watch = Watch()
        self.extension = DrawingExtension()
        self.unlinking = UnlinkingExtension()
        self.addresses: frozenset[str] = frozenset()
        self.edition: Edition | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the options, bring templates, styles and the drawing extension, and forget the build before."""
        try:
            settings, problems = read_settings({**self.config, **self.config.written})
            self.reader = choose_reader(settings, os.environ)
        except PostmortemsError as error:
            raise PluginError(str(error)) from None
        self.settings = replace(settings, path=posixpath.normpath(settings.path or ".").strip("/."))
        self.edition = None
        self.watch.end()
        self._refuse_readers_of_files(config)
        _warn(problems)
        _add_templates(config, search=self.settings.search_field)
        _add_assets(config)
        self.unlinking.mode = self.settings.narrow_links if self.reader else "error"
        extensions: list[Any] = config.markdown_extensions
        extensions += [one for one in (self.extension, self.unlinking) if one not in extensions]
        return config

    def _refuse_readers_of_files(self, config: MkDocsConfig) -> None:
        """Refuse what would read around the audience of the build."""
        if self.reader is None or self.settings.readers.reads_everything(self.reader):
            return
        for what in readers_of_files(config):
            raise PluginError(
                f"{what} puts files into pages by path, also those that {self.reader!r} may not read. Take it out, or "
                f"build by `postmortems build`, where there is nothing else to read."
            )

    @event_priority(100)  # First: no other plugin may see what this audience may not.
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Swap the documents for this audience's view of them."""
        cleared = clear_files(files, self.settings, self.reader, config)
        library = read_library(cleared, files, self.settings, config)
        self.watch.begin(cleared.withheld)
        for file in library.withheld:
            files.remove(file)
        _warn(_located(library.problems, _shown(config)))
        if self.reader is None:  # An audience has a part of the taxonomy; `postmortems build` looks at the whole.
            _warn(check_against(library.corpus.taxonomy, self.settings))
        read = build_view(library.corpus, self.reader or UNRESTRICTED_AUDIENCE)
        searches = tuple(resolve_saved_searches(self.settings.searches, read, restricted=self.reader is not None))
        atlas = build_site_model(read, get_build_date(), read_age(os.environ))
        self.edition = Edition(atlas, self.settings.path, config, self.extension, searches)
        _warn(self.edition.publish(files))
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, **_: Any) -> jinja2.Environment:
        """Tell all templates where the search is, those of the theme and of the error page as well."""
        assert self.edition is not None
        lend_theme(env, config.theme.dirs, INSTEAD)
        env.globals.update(self.edition.names)
        return env

    def on_nav(self, nav: Navigation, *, files: Files, **_: Any) -> Navigation:
        """Know all addresses before the first page is rendered."""
        self.addresses = addresses(files)
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Know where the links of the page may lead. What guides an author is for no reader, also of other pages."""
        self.unlinking.leads = leads_somewhere(page.file, self.addresses)
        return strip_guidance(markdown)

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> None:
        """Remember what search will need."""
        assert self.edition is not None
        self.edition.take(page, html)

    def on_page_context(self, context: TemplateContext, *, page: Page, nav: Navigation, **_: Any) -> TemplateContext:
        """Hand our templates what they show."""
        assert self.edition is not None
        context.update(self.edition.context(page, nav))  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Say in a preview whose view it is, and keep memory low."""
        if isinstance(page, DocumentPage):
            page.release()
        return with_banner(output, self.reader) if is_preview(os.environ) else output

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """Say so on the error page as well."""
        shows = template_name.endswith(".html") and is_preview(os.environ)
        return with_banner(output_content, self.reader) if shows else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index, and what finds similar incidents."""
        assert self.edition is not None
        self._end_watch()
        try:
            missing = write_indexes(self.edition.desk, self.edition.addresses(), config)
        except IndexingError as error:
            log.warning(FAILED.format(error=error))
        else:
            if missing:
                log.info(missing)

    def on_build_error(self, **_: Any) -> None:
        """Stop watching: what failed because of it says so itself."""
        self.watch.end()

    def _end_watch(self) -> None:
        refused = sorted(set(self.watch.refused))
        self.watch.end()
        if refused:
            raise PluginError(
                f"something read {refused[0]}, which is not for {self.reader!r}. Nothing must be published."
            )


def _warn(findings: Iterable[object]) -> None:
    """Say what is wrong; strict mode counts it."""
    for finding in findings:
        log.warning(str(finding))


def _located(problems: Iterable[Diagnostic], place: str) -> Iterator[Diagnostic]:
    """Name files by the path that an editor can open."""
    for problem in problems:
        yield replace(problem, path=posixpath.normpath(posixpath.join(place, problem.path)))


def _add_templates(config: MkDocsConfig, *, search: bool) -> None:
    """Look for templates in ours after the site's own; with our search, also for the one of the theme's field."""
    place = 1 if config.theme.custom_dir else 0
    for folder in (TEMPLATES, *((INSTEAD,) if search else ())):
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(place, folder)


def _add_assets(config: MkDocsConfig) -> None:
    """Style our pages, before the site's own styles; `serve` may build one configuration twice."""
    if STYLES not in config.extra_css:
        config.extra_css.insert(0, STYLES)
        config.extra_javascript.append(SCRIPT)


def _shown(config: MkDocsConfig) -> str:
    """The folder of documents as seen from mkdocs.yml."""
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    docs = Path(config.docs_dir)
    return docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.as_posix()
