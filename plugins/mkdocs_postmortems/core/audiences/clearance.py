"""What one audience gets of a site's sources: a function of nothing but what it may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.audiences.attachments import shown_attachments
from mkdocs_postmortems.core.audiences.labelled import Labelled
from mkdocs_postmortems.core.audiences.rules import Rules
from mkdocs_postmortems.core.source import Source


@dataclass(frozen=True, slots=True)
class Attachments:
    """Files that are no documents, by path below the root of the sources."""

    paths: frozenset[str] = frozenset()
    styles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Texts of style sheets, which refer to other files."""
    named: tuple[str, ...] = ()
    """Those that the site's configuration names, such as its logo; every page shows them."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """What one audience gets."""

    reader: str
    sources: tuple[Source, ...]
    attachments: frozenset[str]
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The audience of each document that is read; empty where there are none."""

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all of it."""
        return self.attachments.union(source.path for source in self.sources)

    def without(self, paths: Collection[str]) -> Clearance:
        """Return it without some files."""
        kept = tuple(source for source in self.sources if source.path not in paths)
        return Clearance(self.reader, kept, self.attachments.difference(paths), self.labels)


def clear(labelled: Iterable[Labelled], attachments: Attachments, rules: Rules, reader: str) -> Clearance:
    """Return what `reader` gets of labelled documents and of the files beside them; everything without audiences."""
    if not rules.audiences:
        # A rule of a folder is a wish to restrict it, though the site does not know how.
        open_paths = frozenset(path for path in attachments.paths if rules.folder_of(path) is None)
        return Clearance(reader, tuple(one.source for one in labelled), open_paths)
    read = [(one, source) for one in labelled if (source := one.for_reader(reader, rules.audiences)) is not None]
    sources = tuple(source for _, source in read)
    named = Source("", "\n".join(f"[x](<{path}>)" for path in attachments.named))
    texts = (*sources, named)
    shown = shown_attachments(attachments.paths, texts, attachments.styles, rules, reader)
    return Clearance(reader, sources, shown, MappingProxyType({one.path: one.audience for one, _ in read}))
