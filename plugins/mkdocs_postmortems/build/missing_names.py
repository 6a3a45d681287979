"""Finds what mkdocs.yml names and is missing where sites are built: plugins, themes, extensions, hooks, files, git."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.build.site_config import ConfigItem, ConfigPlace, SiteConfig
from mkdocs_postmortems.build.staging_dir import shared_paths
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.pages.page_uris import GENERATED_FOLDERS
from mkdocs_postmortems.settings import Settings

MISSING_PROGRAM = "PM055"
_ASKS_GIT = "PM056"
_UNSHARED_FILE = "PM057"
_MISSING_PAGE = "PM058"
_PLUGINS = "mkdocs.plugins"
_THEMES = "mkdocs.themes"
_EXTENSIONS = "markdown.extensions"
"""Groups under which packages register what they bring."""

_MAKING_NO_PAGES = frozenset(
    """
    awesome-nav awesome-pages git-authors git-committers git-revision-date git-revision-date-localized literate-nav
    meta minify offline postmortems privacy rss search section-index
    """.split()
)
"""Plugins after which a page is there only if there is a file."""


def find_missing_names(site: SiteConfig) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name without which MkDocs builds nothing; paths are relative to mkdocs.yml.

    What a tag such as `!ENV` gives is left to the build.
    """
    yield from _plugins(site)
    yield from _theme(site)
    yield from _extensions(site)
    for hook in site.items("hooks"):
        if _is_literal(hook) and not (site.path.parent / hook.name).is_file():
            yield _missing(hook.place, "hook", hook.name, "there is no such file", "Correct the path, or take it out.")


def find_missing_help(site: SiteConfig, settings: Settings) -> Iterator[Diagnostic]:
    """Yield a warning for each plugin, extension or entry of `nav` that lacks something there.

    Paths are relative to mkdocs.yml.
    """
    yield from _pages(site, settings)
    for item in site.asking_git:
        message = f"plugin {item.name!r} asks git, which does not answer in a build of `postmortems build`."
        mend = f"Take {item.name} out: postmortems say without it when they last changed."
        if item.name == "rss":
            mend = "Write `use_git: false` among its options: it then takes the dates of pages from their front matter."
        yield Diagnostic(item.place.path, item.place.line, _ASKS_GIT, message, suggestion=mend, highlight=item.name)
    shared = {path.relative_to(site.path.parent).as_posix() for path in shared_paths(site, settings)}
    for item, name in site.files_of_options:
        path = PurePosixPath(name)
        if shared.isdisjoint(place.as_posix() for place in (path, *path.parents)):
            message = f"{item.name!r} names {name!r}, which the sites of audiences are built without."
            mend = f"If every audience may read it, write `shared_files: [{name}]` below `- postmortems:`."
            yield Diagnostic(item.place.path, item.place.line, _UNSHARED_FILE, message, suggestion=mend, highlight=name)


def _pages(site: SiteConfig, settings: Settings) -> Iterator[Diagnostic]:
    """Yield a warning for each entry of `nav` that names a page which nobody has written, and nothing makes."""
    if not _MAKING_NO_PAGES.issuperset(item.name.rsplit("/", 1)[-1] for item in site.items("plugins")):
        return
    docs = site.path.parent / site.docs_dir
    missing = [(target, place) for target, place in site.nav_targets if _is_missing(target, docs, settings.path)]
    known = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md")) if missing else []
    for target, place in missing:
        guess = get_close_matches(_page(target), known, n=1)
        message = f"nav names {target!r}, and there is no such file, so that the sites are built without the entry."
        mend = f"Did you mean {guess[0]!r}?" if guess else "Correct the path, or take it out."
        yield Diagnostic(place.path, place.line, _MISSING_PAGE, message, suggestion=mend, highlight=target)


def _page(target: str) -> str:
    return posixpath.normpath(target.partition("#")[0])


def _is_missing(target: str, docs: Path, base: str) -> bool:
    name = _page(target)
    is_page = name.endswith(".md") and not set(":*") & set(name)
    return is_page and not (docs / name).is_file() and not _is_generated(name, base)


def _is_generated(name: str, base: str) -> bool:
    """Whether a page may be one of ours: in a folder of generated pages, or the home page of the postmortems."""
    own = posixpath.relpath(name, base) if base else name
    return own == "index.md" or own.split("/")[0] in GENERATED_FOLDERS


def _plugins(site: SiteConfig) -> Iterator[Diagnostic]:
    known = _registered(_PLUGINS)
    short = {name.rsplit("/", 1)[-1] for name in known}
    for item in site.items("plugins"):
        if _is_literal(item) and known.isdisjoint({item.name, f"{site.theme}/{item.name}"}):
            yield _missing(item.place, "plugin", item.name, "it is not installed", _install(item.name, known | short))


def _theme(site: SiteConfig) -> Iterator[Diagnostic]:
    known, named = _registered(_THEMES), site.node("theme")
    tag = getattr(site.node("theme", "name") or named, "tag", "")
    if named is not None and not tag.startswith("!") and site.theme not in known:
        place = site.place("theme", "name")
        yield _missing(place, "theme", site.theme, "it is not installed", _install(site.theme, known))
    folder = site.custom_dir
    if folder and not (site.path.parent / folder).is_dir():
        reason = "there is no such folder"
        yield _missing(site.place("theme", "custom_dir"), "custom_dir", folder, reason, "Make it, or take it out.")


def _extensions(site: SiteConfig) -> Iterator[Diagnostic]:
    known = _registered(_EXTENSIONS)
    for item in site.items("markdown_extensions"):
        if _is_literal(item) and item.name not in known and not _is_module(item.name.partition(":")[0]):
            name = "Markdown extension"
            yield _missing(item.place, name, item.name, "it is not installed", _install(item.name, known))


def _registered(group: str) -> frozenset[str]:
    return frozenset(entry_points(group=group).names)


def _is_literal(item: ConfigItem) -> bool:
    return bool(item.name) and not item.node.tag.startswith("!")


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # Also if there is no package that it would be in.
        return False


def _install(name: str, known: Iterable[str]) -> str:
    guess = get_close_matches(name, sorted(known), n=1)
    meant = f"Did you mean {guess[0]!r}? Else install" if guess else "Install"
    return f"{meant} the package that brings it beside mkdocs-postmortems, or take it out."


def _missing(place: ConfigPlace, what: str, name: str, reason: str, mend: str) -> Diagnostic:
    message = f"{what} {name!r}: {reason}, so that nothing can be built."
    return Diagnostic(place.path, place.line, MISSING_PROGRAM, message, suggestion=mend, highlight=name)
