"""Files that are no documents: an audience gets those that a text it reads refers to, unless a folder forbids it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.audiences.references import find_references
from mkdocs_postmortems.core.source import Source


def select_attachments(
    paths: Collection[str],
    sources: Iterable[Source],
    stylesheets: Mapping[str, str],
    rules: AudienceRules,
    audience: str,
) -> frozenset[str]:
    """Return the attachments that one audience gets.

    It depends on nothing but what the audience reads, so a file does not become wider or narrower because somebody
    refers to it in a text that this audience does not read.

    Args:
        paths: All files of the site that are no documents.
        sources: What the audience reads, already cleared, and texts of the configuration that refer to files.
        stylesheets: Texts of style sheets by path; what a shown one refers to is shown as well.
        rules: The audiences and folder rules.
        audience: The audience.
    """
    allowed = frozenset(path for path in paths if _is_allowed(path, rules, audience))
    shown: set[str] = set()
    waiting = list(sources)
    while waiting:
        source = waiting.pop()
        for reference in find_references(source.text, source.path):
            if reference.path in allowed and reference.path not in shown:
                shown.add(reference.path)
                if reference.path in stylesheets:
                    waiting.append(Source(reference.path, stylesheets[reference.path]))
    return frozenset(shown)


def _is_allowed(path: str, rules: AudienceRules, reading_audience: str) -> bool:
    folder = rules.folder_of(path)
    if folder is None:
        return True
    audience = rules.folders[folder]
    return audience is not None and rules.audiences.may_read(reading_audience, audience)


_EXTERNAL_NAV_TARGET = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)


def filter_nav(nav: Any, exists: Callable[[str], bool]) -> Any:
    """Return the option `nav` without entries of files that are not there, and without sections that this empties.

    Where nothing is left it is as if there were no navigation: `None`.

    Args:
        nav: As written: lists of paths, of `{title: path}` and of `{title: list}`; `None` where there is none.
        exists: Whether a path below `docs_dir` is among the files.
    """
    if nav is None:
        return None
    return _filter_nav_item(nav, exists) or None


def _filter_nav_item(item: Any, exists: Callable[[str], bool]) -> Any:
    if isinstance(item, str):
        return item if _EXTERNAL_NAV_TARGET.match(item) or _nav_target_exists(item, exists) else None
    if isinstance(item, list):
        return [kept for kept in (_filter_nav_item(entry, exists) for entry in item) if kept]
    if isinstance(item, dict):
        return {title: kept for title, value in item.items() if (kept := _filter_nav_item(value, exists))}
    return None


def _nav_target_exists(path: str, exists: Callable[[str], bool]) -> bool:
    plain = posixpath.normpath(path.split("#", maxsplit=1)[0])
    return exists(plain) or exists(path)


@dataclass(frozen=True, slots=True)
class Attachments:
    """Files that are no documents, by path below the root of the sources."""

    paths: frozenset[str] = frozenset()
    stylesheets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Texts of style sheets, which refer to other files."""
    configured: tuple[str, ...] = ()
    """Those that the site's configuration names, such as its logo; every page shows them."""


@dataclass(frozen=True, slots=True)
class AudienceSources:
    """What one audience gets."""

    audience: str
    sources: tuple[Source, ...]
    attachments: frozenset[str]
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The audience of each document that is read; empty where there are none."""

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all of it."""
        return self.attachments.union(source.path for source in self.sources)

    def without(self, paths: Collection[str]) -> AudienceSources:
        """Return it without some files."""
        kept = tuple(source for source in self.sources if source.path not in paths)
        return AudienceSources(self.audience, kept, self.attachments.difference(paths), self.labels)


def select_for_audience(
    labelled: Iterable[LabelledDocument], attachments: Attachments, rules: AudienceRules, audience: str
) -> AudienceSources:
    """Return what `reader` gets of labelled documents and of the files beside them; everything without audiences."""
    if not rules.audiences:
        # A rule of a folder is a wish to restrict it, though the site does not know how.
        open_paths = frozenset(path for path in attachments.paths if rules.folder_of(path) is None)
        return AudienceSources(audience, tuple(one.source for one in labelled), open_paths)
    read = [(one, source) for one in labelled if (source := one.for_audience(audience, rules.audiences)) is not None]
    sources = tuple(source for _, source in read)
    named = Source("", "\n".join(f"[x](<{path}>)" for path in attachments.configured))
    texts = (*sources, named)
    shown = select_attachments(attachments.paths, texts, attachments.stylesheets, rules, audience)
    return AudienceSources(audience, sources, shown, MappingProxyType({one.path: one.audience for one, _ in read}))
