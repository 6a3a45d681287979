"""The MkDocs plugin `postmortems`: one method per MkDocs event, each delegating to another module of this package."""

from __future__ import annotations

import logging
import os
import posixpath
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

import jinja2
from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from mkdocs_postmortems.core.build_info import BuildInfo
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.guidance import strip_guidance
from mkdocs_postmortems.core.link_policy import LinkPolicy
from mkdocs_postmortems.core.message import ENGLISH
from mkdocs_postmortems.core.pages.saved_searches import resolve_saved_searches
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.repeated_messages import without_repetition
from mkdocs_postmortems.settings import (
    OPTIONS,
    PLUGIN_BESIDE_CONFIG,
    Option,
    Project,
    Settings,
    check_against_taxonomy,
    choose_audience,
    load_settings,
    read_settings,
)
from mkdocs_postmortems.site.audience_filter import FilteredFiles, filter_files
from mkdocs_postmortems.site.background_writing import BackgroundWriting, LogMessage
from mkdocs_postmortems.site.block_injection import InsertionExtension
from mkdocs_postmortems.site.compiled_templates import compiled_templates
from mkdocs_postmortems.site.document import DocumentPage
from mkdocs_postmortems.site.drawn_pages import DrawnPages, PageRecord, StageRecord
from mkdocs_postmortems.site.environment import (
    PAGES_VARIABLE,
    WHOLE_VARIABLE,
    has_build_info,
    is_preview,
    read_build_info,
    with_banner,
)
from mkdocs_postmortems.site.external_content import emoji_as_characters, leave_out, left_out_by
from mkdocs_postmortems.site.file_guard import FileGuard
from mkdocs_postmortems.site.html_links import make_html_resolver, resolve_html_links, site_urls
from mkdocs_postmortems.site.language_files import add_language_script, load_language
from mkdocs_postmortems.site.link_pruning import LinkPruningExtension
from mkdocs_postmortems.site.links import make_link_checker, site_addresses
from mkdocs_postmortems.site.machine_files import write_machine_files
from mkdocs_postmortems.site.page_dates import with_page_date
from mkdocs_postmortems.site.page_frame import PageFrame
from mkdocs_postmortems.site.page_list import write_page_list
from mkdocs_postmortems.site.search_index import write_search_indexes
from mkdocs_postmortems.site.served_pages import ServedPages
from mkdocs_postmortems.site.similar_index import write_similar_index
from mkdocs_postmortems.site.site_build import SiteBuild, SiteOptions
from mkdocs_postmortems.site.site_corpus import load_site_corpus
from mkdocs_postmortems.site.template_context import add_theme_loader
from mkdocs_postmortems.site.theme_search import add_to_theme_search, theme_search_entries
from mkdocs_postmortems.sources.change_dates import unrestricted_build_info
from mkdocs_postmortems.sources.git.history import read_history

log = get_plugin_logger("postmortems")

TEMPLATES = str(Path(__file__).parent.parent / "templates")
THEME_OVERRIDES = str(Path(__file__).parent.parent / "theme_overrides")
"""Templates that override the theme's templates of the same name."""
THEME_PRIVATE = str(Path(__file__).parent.parent / "theme_private")
"""Overrides of templates whose pages ask other hosts for something."""

NOT_IN_NAV = "the navigation has no link to the postmortems; for one, add to nav: '- Postmortems: %s'"
"""Said at level INFO, since a strict build that passed before should pass with us."""

_MOST_ALIKE = 10
"""So many findings that differ by names alone are logged one by one. `postmortems check` lists all of them."""

STYLES = "assets/postmortems/postmortems.css"
SCRIPT = "assets/postmortems/postmortems.js"
_SEARCH_OF_NO_HOST = re.compile(r"""(?<=\baction=["'])//search\.html(?=["'])""")
"""What the theme readthedocs writes into the error page of a site at the root of a host: a host of that name."""


def _mkdocs_option(option: Option) -> BaseConfigOption[Any]:
    if option.type is list:
        return c.ListOfItems(c.Type(str), default=option.default)
    return c.Type(option.type, default=option.default)


class PostmortemsConfig(Config):  # type: ignore[no-untyped-call]
    """Options below `plugins: - postmortems:`; `settings` declares, documents and interprets them."""

    raw_options: Mapping[str, object] = {}
    """The options as written in mkdocs.yml; MkDocs itself does not tell an empty option from a missing one."""

    def load_dict(self, patch: dict[str, Any]) -> None:
        """Keep the options as written, then let MkDocs load them."""
        self.raw_options = {**self.raw_options, **patch}
        super().load_dict(patch)

    for _option in OPTIONS:
        locals()[_option.name] = _mkdocs_option(_option)


class PostmortemsPlugin(BasePlugin[PostmortemsConfig]):  # type: ignore[no-untyped-call]
    """Builds the site of one audience out of a folder of postmortems. `on_config` resets the state of each build."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.link_policy = LinkPolicy()
        self.audience: str | None = None
        """The audience that the site is built for; `None` if the configuration defines no audiences."""
        self.is_dirty = False
        """Whether the build keeps what earlier builds have left in the folder of the site."""
        self.served_pages: ServedPages | None = None
        """The pages of the previous build of `mkdocs serve`."""
        self.file_guard = FileGuard()
        self.insertion_extension = InsertionExtension()
        self.link_pruning = LinkPruningExtension()
        self.addresses: frozenset[str] = frozenset()
        self.urls: frozenset[str] = frozenset()
        self.site_build: SiteBuild | None = None
        self.nav: Navigation | None = None
        self.page_frame: PageFrame | None = None
        self.drawn_pages: DrawnPages | None = None
        self.writing = BackgroundWriting(is_beside=False)
        self.build_info = BuildInfo()
        self.theme_entries: list[dict[str, str]] = []
        """The entries of the theme's search. static-i18n builds further languages within a build, with the first's."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether the site keeps pages of earlier builds; `serve` begins with an empty folder."""
        self.is_dirty = dirty and command == "build"
        self.served_pages = ServedPages() if command == "serve" else None

    @event_priority(-200)  # Last: what others do there belongs to the build.
    def on_shutdown(self) -> None:
        """Note that the build came to its end, and remove what a preview has put aside."""
        whole = os.environ.get(WHOLE_VARIABLE)
        # MkDocs calls this also while an exception ends it, such as SystemExit.
        if whole and sys.exc_info()[0] is None:
            Path(whole).touch()
        if self.served_pages:
            self.served_pages.close()
        self.served_pages = None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep the pages of a preview, whose folder is emptied next."""
        if self.served_pages:
            self.served_pages.begin(config)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the options, register templates, assets and Markdown extensions, and reset the state of a build."""
        try:
            settings, problems = read_settings({**self.config, **self.config.raw_options})
            self.audience = choose_audience(settings, os.environ)
        except PostmortemsError as error:
            raise PluginError(str(error)) from None
        self.settings = settings
        self.site_build = None
        self.file_guard.end()
        self._refuse_unsafe_build()
        _warn(problems)
        overrides = () if self.settings.search_field == "theme" else (THEME_OVERRIDES,)
        self.link_policy = settings.link_policy(strict=False)
        _add_templates(config, (TEMPLATES, *overrides, *((THEME_PRIVATE,) if self.link_policy.leaves_out else ())))
        add_theme_loader(config.theme, (THEME_OVERRIDES, THEME_PRIVATE))
        _add_assets(config)
        self.link_pruning.mode = self.settings.narrow_links if self.audience else "error"
        extensions: list[Any] = config.markdown_extensions
        extensions += [one for one in (self.insertion_extension, self.link_pruning) if one not in extensions]
        return config

    def _refuse_unsafe_build(self) -> None:
        """Refuse to build for readers of a part where everything can be read, and on top of another build.

        In a staging folder everything is what the audience may read, so that it is not refused there.
        """
        name = self.audience
        if name is None:
            return
        if not self.settings.audiences.reads_everything(name):
            raise PluginError(
                f"{name!r} does not read everything here, so its site is built where there is nothing else: run "
                f"`postmortems build --audience {name}`, or `postmortems serve --as {name}` for a preview."
            )
        if self.is_dirty:
            raise PluginError("--dirty keeps pages of earlier builds, also of what is restricted since; leave it out.")

    @event_priority(100)  # First: no other plugin may see what this audience may not.
    def _add_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the documents by what the audience may read, and add the generated pages."""
        filtered = filter_files(
            files, _project(config, self.settings), self.audience, config, is_served=self.served_pages is not None
        )
        corpus = load_site_corpus(filtered, files)
        self.file_guard.begin(filtered.withheld)
        for file in corpus.withheld:
            files.remove(file)
        _warn(_with_docs_dir(corpus.problems, _display_docs_dir(config)))
        if self.audience is None:  # An audience has a part of the taxonomy; `postmortems build` looks at the whole.
            _warn(check_against_taxonomy(corpus.view.taxonomy, self.settings))
        searches = tuple(
            resolve_saved_searches(
                self.settings.saved_searches_for(self.audience), corpus.view, restricted=self.audience is not None
            )
        )
        self.build_info = self._read_build_info(filtered, config)
        prefix = filtered.labelled.folder.prefix
        language = load_language(str(config.theme.get("language") or ENGLISH.code))
        site_model = build_site_model(
            corpus.view,
            get_build_date(),
            self.build_info.below(prefix),
            language=language,
            action_slo_days=self.settings.action_slo_days,
            insights_min_count=self.settings.insights_min_count,
        )
        self.site_build = SiteBuild(
            site_model,
            self.settings.path,
            config,
            self.insertion_extension,
            searches,
            SiteOptions(
                is_restricted=self.audience is not None,
                keeps_theme_field=self.settings.search_field == "both",
                has_machine_files=self.settings.machine_files,
            ),
        )
        # An author's page that takes an address of ours is no fault: a strict build that passed before passes with us.
        level = logging.INFO if config.strict else logging.WARNING
        for message in self.site_build.add_pages(files):
            log.log(level, "%s", message)
        add_language_script(files, config, language)
        return files

    @event_priority(-200)  # Last: after plugins that make new files out of all files.
    def _restore_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002 - MkDocs passes it
        """Put our files back where another plugin has replaced them."""
        assert self.site_build is not None
        _warn(self.site_build.restore_pages(files))
        return files

    on_files = CombinedEvent(_add_files, _restore_files)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, **_: Any) -> jinja2.Environment:
        """Set template globals with the addresses of the search, which the theme's templates and the 404 page use."""
        assert self.site_build is not None
        env.bytecode_cache = env.bytecode_cache or compiled_templates()
        env.globals.update(self.site_build.template_globals)
        if self.nav:
            self.page_frame = PageFrame(self.site_build, env, self.nav, config)
        if self.drawn_pages:
            self.drawn_pages.end()
        if not self.site_build.page_registry.is_translation:
            self.writing.start(partial(self._write_search, config))
        return env

    @event_priority(-200)  # Last: after plugins that make a navigation of their own.
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Collect the addresses of all files, and leave out pages that are as they were.

        Say so if the navigation does not lead to the postmortems.
        """
        assert self.site_build is not None
        self.site_build.shorten_nav(nav)
        self.addresses = site_addresses(files)
        self.urls = site_urls(files)
        self.nav = nav
        if self.settings.path and not self.site_build.is_in_nav(nav):
            log.info(NOT_IN_NAV, self.site_build.home_uri)
        self._begin_writing(config)
        self.drawn_pages = None
        if record := self._page_record():
            self.drawn_pages = DrawnPages.begin(self.site_build, nav, config, self.build_info, record)
        return nav

    def _begin_writing(self, config: MkDocsConfig) -> None:
        """Begin with what needs no page. Pages of further languages have the indexes and files of the first."""
        assert self.site_build is not None
        count = len(self.site_build.site_model.view.documents)
        self.writing = BackgroundWriting.for_documents(count, is_preview=self.served_pages is not None)
        if not self.site_build.page_registry.is_translation:
            self.writing.start(partial(self._write_view, config))

    def _page_record(self) -> PageRecord | None:
        """Return where it is noted which pages the next build can take over; `None` if no build wants to know."""
        file = os.environ.get(PAGES_VARIABLE)
        return StageRecord(Path(file)) if file else self.served_pages

    def on_template_context(self, context: TemplateContext, *, template_name: str, **_: Any) -> TemplateContext:
        """Leave generated pages out of the sitemap."""
        assert self.site_build is not None
        if template_name == "sitemap.xml":
            self.site_build.list_in_sitemap(cast("dict[str, Any]", context))
        return context

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Prepare the link check of the page, and strip the guidance comments that are meant for authors."""
        if self.drawn_pages:
            self.drawn_pages.note_said(page)
        markdown = with_page_date(page, markdown, self.build_info)
        self.link_pruning.is_live = make_link_checker(page.file, self.addresses)
        return strip_guidance(markdown)

    def _finish_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - MkDocs passes it
        """Resolve the links in a document's HTML, and collect the page for the search index."""
        assert self.site_build is not None
        if self.site_build.is_document(page):
            is_live = None if self.link_pruning.mode == "error" else make_link_checker(page.file, self.addresses)
            html = resolve_html_links(html, make_html_resolver(page.file, files, self.urls, is_live))
        self.site_build.collect_page(page, html)
        return html

    @event_priority(-200)  # Last: after plugins that put something into pages.
    def _leave_out_external(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - MkDocs passes it
        """Replace what the page would load from other hosts, where the site keeps to itself."""
        is_left_out = left_out_by(self.link_policy, config.site_url or "")
        if self.link_policy.leaves_out:
            html = emoji_as_characters(html, is_left_out)
        if self.link_policy.shows_links(self.audience):
            html = leave_out(html, is_left_out)
            if isinstance(page, DocumentPage):
                page.heading = leave_out(page.heading, is_left_out)
        return html

    on_page_content = CombinedEvent(_finish_content, _leave_out_external)

    def on_page_context(self, context: TemplateContext, *, page: Page, nav: Navigation, **_: Any) -> TemplateContext:
        """Add the variables of our templates to the context of the page."""
        assert self.site_build is not None
        context.update(self.site_build.context(page, nav))  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Release the memory of a document's page; in a preview, add a banner that names the audience."""
        if isinstance(page, DocumentPage):
            page.release()
        if self.page_frame:
            output = self.page_frame.framed(output, page)
        return with_banner(output, self.audience) if is_preview(os.environ) else output

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """Give the error page our tabs and addresses of this site, and in a preview the banner."""
        if template_name == "404.html":
            output_content = _SEARCH_OF_NO_HOST.sub("/search.html", output_content)
            if self.page_frame:
                output_content = self.page_frame.framed(output_content, None)
        shows = template_name.endswith(".html") and is_preview(os.environ)
        return with_banner(output_content, self.audience) if shows else output_content

    def _finish_writing(self, *, config: MkDocsConfig) -> None:
        """Wait for the indexes and the files for programs, unless a withheld file was read."""
        assert self.site_build is not None
        self._end_file_guard()
        registry = self.site_build.page_registry
        if self.audience:
            write_page_list(registry.files, config, is_translation=registry.is_translation)
        for level, message in self.writing.finish():
            log.log(level, "%s", message)
        if not registry.is_translation:
            self.theme_entries = theme_search_entries(
                self.site_build.site_model.view.documents, self.site_build.addresses()
            )

    def _write_view(self, config: MkDocsConfig) -> Iterator[LogMessage]:
        """Write what is made of the view alone: the index of similar incidents, and files for programs."""
        assert self.site_build is not None
        write_similar_index(self.site_build.site_model, self.site_build.addresses(), config)
        if self.settings.machine_files:
            yield from write_machine_files(self.site_build, config, self.addresses, self.link_pruning.mode)

    def _write_search(self, config: MkDocsConfig) -> Iterator[LogMessage]:
        """Write the search index, for which all texts were rendered."""
        assert self.site_build is not None
        return write_search_indexes(self.site_build.search_index, self.site_build.addresses(), config)

    @event_priority(-200)  # After the search plugin has written its index, and others have changed it.
    def _add_to_theme_search(self, *, config: MkDocsConfig) -> None:
        """Let the theme's search find the documents, too, where pages have its field."""
        if self.settings.path or self.settings.search_field != "ours":
            add_to_theme_search(config, self.theme_entries)

    @event_priority(100)  # First: others may look at the pages of the whole site.
    def _put_back_pages(self, *, config: MkDocsConfig) -> None:
        """Put the pages that are as they were into the folder of a preview."""
        if self.served_pages:
            self.served_pages.end(config)

    on_post_build = CombinedEvent(_put_back_pages, _finish_writing, _add_to_theme_search)

    def _read_build_info(self, filtered: FilteredFiles, config: MkDocsConfig) -> BuildInfo:
        """Return when sources last changed: as the staging folder says; on a site without audiences, from git."""
        if self.audience is not None or has_build_info(os.environ):
            return read_build_info(os.environ)
        paths = (source.path for source in filtered.sources.sources)
        return unrestricted_build_info(read_history(Path(config.docs_dir)), paths)

    def on_build_error(self, **_: Any) -> None:
        """Stop the file guard; the error of a refused read is reported by whatever tried to read."""
        self.file_guard.end()
        self.writing.stop()
        if self.drawn_pages:
            self.drawn_pages.stop()

    def _end_file_guard(self) -> None:
        refused = sorted(set(self.file_guard.refused))
        self.file_guard.end()
        if refused:
            raise PluginError(
                f"something read {refused[0]}, which is not for {self.audience!r}. Nothing must be published."
            )


def _project(config: MkDocsConfig, settings: Settings) -> Project:
    """Return the project as MkDocs has read its configuration."""
    path = Path(config.config_file_path or "mkdocs.yml")
    shared = load_settings(path).shared_folder if PLUGIN_BESIDE_CONFIG in config.plugins else None
    return Project(path, Path(config.docs_dir), settings, (), has_plugin=True, shared_folder=shared)


def _warn(findings: Iterable[object]) -> None:
    """Log each finding as a warning, so that `--strict` makes it an error; what is no fault only as information."""
    by_level: dict[int, list[str]] = {logging.WARNING: [], logging.INFO: []}
    for finding in findings:
        is_fault = not isinstance(finding, Diagnostic) or finding.severity.rank >= Severity.WARNING.rank
        by_level[logging.WARNING if is_fault else logging.INFO].append(str(finding))
    for level, messages in by_level.items():
        for message in without_repetition(messages, _MOST_ALIKE):
            log.log(level, "%s", message)


def _with_docs_dir(problems: Iterable[Diagnostic], docs_dir: str) -> Iterator[Diagnostic]:
    """Yield the diagnostics with paths relative to mkdocs.yml, which an editor can open."""
    for problem in problems:
        yield problem.with_paths(lambda path: posixpath.normpath(posixpath.join(docs_dir, path)))


def _add_templates(config: MkDocsConfig, folders: Iterable[str]) -> None:
    """Add our template folders after the site's `custom_dir`."""
    place = 1 if config.theme.custom_dir else 0
    for folder in folders:
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(place, folder)


def _add_assets(config: MkDocsConfig) -> None:
    """Add our style sheet before the site's own, and our script; `serve` may call this twice for one configuration."""
    if STYLES not in config.extra_css:
        config.extra_css.insert(0, STYLES)
        config.extra_javascript.append(SCRIPT)


def _display_docs_dir(config: MkDocsConfig) -> str:
    """Return `docs_dir` relative to mkdocs.yml, or absolute if it is elsewhere."""
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    docs = Path(config.docs_dir)
    return docs.relative_to(root).as_posix() if docs.is_relative_to(root) else docs.as_posix()
