"""Selects the sources, attachments and navigation entries of one audience."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.audiences.references import candidate_paths, find_references
from mkdocs_postmortems.core.audiences.rendered_links import find_rendered_references
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.urls import as_browsers_read


def select_attachments(
    paths: Collection[str],
    sources: Iterable[Source],
    stylesheets: Mapping[str, str],
    rules: AudienceRules,
    audience: str,
) -> frozenset[str]:
    """Return the attachments of one audience: those that its pages link to or show, and that folder rules allow.

    The result depends only on what the audience reads: a reference in a text that it does not read has no effect.

    Args:
        paths: all files of the site that are not documents.
        sources: the documents as selected for the audience, and texts of the configuration that refer to files.
        stylesheets: texts of style sheets and scripts by path; files that a selected one refers to are selected, too.
        rules: the audiences and folder rules.
        audience: the name of the audience.
    """
    allowed = frozenset(path for path in paths if audience in rules.audiences_of(path) and not is_script(path))
    return referenced_paths(allowed, sources, stylesheets, only_rendered=True)


def is_script(path: str) -> bool:
    """Whether browsers run a file: one that a document brings would run with what its readers may do."""
    return path.lower().endswith((".js", ".mjs"))


def naming_text(paths: Iterable[str]) -> Source:
    """Return a text that refers to files by their paths below the root of the sources."""
    return Source("", "\n".join(f"[x](<{quote(path)}>)" for path in paths))


def referenced_paths(
    allowed: frozenset[str],
    sources: Iterable[Source],
    stylesheets: Mapping[str, str],
    *,
    only_rendered: bool = False,
) -> frozenset[str]:
    """Return those of the allowed paths that texts refer to, directly or by style sheets.

    Args:
        allowed: paths of files.
        sources: documents and style sheets.
        stylesheets: texts of style sheets and scripts by path.
        only_rendered: whether words of a document count only if they make a link; else all that look like one do.
    """
    shown: set[str] = set()
    waiting = list(sources)
    while waiting:
        source = waiting.pop()
        found = {reference.path for reference in find_references(source.text, source.path)} & allowed - shown
        if found and only_rendered and source.path not in stylesheets:
            found.intersection_update(find_rendered_references(source.text, source.path))
        shown |= found
        waiting += (Source(path, stylesheets[path]) for path in sorted(found & stylesheets.keys()))
    return frozenset(shown)


_EXTERNAL_NAV_TARGET = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]|#", re.IGNORECASE)


def filter_nav(
    nav: Any,
    exists: Callable[[str], bool],
    may_read: Callable[[str], bool] = bool,
    site_url: str | None = None,
    generated: Collection[str] = (),
) -> Any:
    """Return the option `nav` without entries of missing files and without sections that become empty.

    Args:
        nav: the option as written: lists of paths, of `{title: path}` and of `{title: list}`; `None` if unset.
        exists: returns whether a path relative to `docs_dir` is among the files.
        may_read: returns whether the audience gets entries with a title.
        site_url: the address of the site, or empty: entries with an address on the site are kept if the page is among
            the files or generated. `None` keeps all addresses.
        generated: the folders of generated pages.

    Returns:
        The filtered option; `None` if nothing is left, as if it were unset.
    """
    if nav is None:
        return None

    def is_kept(target: str) -> bool:
        if not _EXTERNAL_NAV_TARGET.match(target):
            return _nav_target_exists(target, exists)
        local = None if site_url is None else _path_on_site(target, site_url)
        return local is None or local.partition("/")[0] in generated or _is_page(local, exists)

    return _filter_nav_item(nav, is_kept, may_read) or None


def _filter_nav_item(item: Any, is_kept: Callable[[str], bool], may_read: Callable[[str], bool]) -> Any:
    if isinstance(item, str):
        return item if is_kept(item) else None
    if isinstance(item, list):
        return [kept for kept in (_filter_nav_item(entry, is_kept, may_read) for entry in item) if kept]
    if isinstance(item, dict):
        filtered = ((title, _filter_nav_item(value, is_kept, may_read)) for title, value in item.items())
        return {title: kept for title, kept in filtered if kept and may_read(str(title))}
    return None


def _path_on_site(address: str, site_url: str) -> str | None:
    """Return the path of an address below the root of the site; `None` if it is elsewhere."""
    site, target = urlsplit(site_url), urlsplit(as_browsers_read(address))
    is_same_host = not target.netloc or target.netloc.lower() == site.netloc.lower()
    if not is_same_host or target.scheme.lower() not in ("", "http", "https") or address.startswith("#"):
        return None
    root = f"{site.path.rstrip('/')}/"
    path = posixpath.normpath(f"/{unquote(target.path)}".replace("//", "/"))
    return path.removeprefix(root.rstrip("/")).lstrip("/") if f"{path}/".startswith(root) else None


def _is_page(path: str, exists: Callable[[str], bool]) -> bool:
    """Whether a path on the site is its first page, or made of a file."""
    return path in ("", ".", "index.html") or any(exists(candidate) for candidate in candidate_paths(f"/{path}", ""))


def _nav_target_exists(path: str, exists: Callable[[str], bool]) -> bool:
    plain = posixpath.normpath(path.split("#", maxsplit=1)[0])
    return exists(plain) or exists(path)


@dataclass(frozen=True, slots=True)
class Attachments:
    """The files of a site that are not documents; paths are relative to the root of the sources."""

    paths: frozenset[str] = frozenset()
    stylesheets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Texts of style sheets and scripts by path; they may refer to other files."""
    configured: tuple[str, ...] = ()
    """Files that the site's configuration refers to, such as its logo; every audience needs them."""
    patterned: tuple[str, ...] = ()
    """Files that patterns of the configuration match; every audience gets them, too."""

    @property
    def for_everybody(self) -> tuple[str, ...]:
        """What the configuration names, and what its patterns match."""
        return (*self.configured, *self.patterned)

    @property
    def of_site(self) -> frozenset[str]:
        """The files for everybody, and those that style sheets among them refer to."""
        return referenced_paths(self.paths, (naming_text(self.for_everybody),), self.stylesheets)


@dataclass(frozen=True, slots=True)
class AudienceSources:
    """The files of one audience."""

    audience: str
    sources: tuple[Source, ...]
    """Documents, without restricted spans that the audience may not read."""
    attachments: frozenset[str]
    """Paths of the other files."""
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Label of each document by path; empty if the site has no audiences."""

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all documents and attachments."""
        return self.attachments.union(source.path for source in self.sources)

    def without(self, paths: Collection[str]) -> AudienceSources:
        """Return a copy without the documents and attachments at these paths."""
        kept = tuple(source for source in self.sources if source.path not in paths)
        return AudienceSources(self.audience, kept, self.attachments.difference(paths), self.labels)


def select_for_audience(
    labelled: Iterable[LabelledDocument], attachments: Attachments, rules: AudienceRules, audience: str
) -> AudienceSources:
    """Return the documents and attachments of an audience; without audiences, all without a folder rule."""
    if not rules.audiences:
        # A folder rule states that the folder is restricted, even if no audiences are configured.
        open_paths = frozenset(path for path in attachments.paths if not rules.has_rule(path))
        return AudienceSources(audience, tuple(one.source for one in labelled), open_paths)
    read = [(one, source) for one in labelled if (source := one.for_audience(audience, rules.audiences)) is not None]
    sources = tuple(source for _, source in read)
    texts = (*sources, naming_text(attachments.for_everybody))
    shown = select_attachments(attachments.paths, texts, attachments.stylesheets, rules, audience)
    shown = shown.union(path for path in attachments.of_site if audience in rules.audiences_of(path))
    return AudienceSources(audience, sources, shown, MappingProxyType({one.path: one.audience for one, _ in read}))
