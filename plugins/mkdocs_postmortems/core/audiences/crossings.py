"""References from what more people read to what fewer read."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.labelled import Labelled
from mkdocs_postmortems.core.audiences.order import Audiences
from mkdocs_postmortems.core.audiences.references import references
from mkdocs_postmortems.core.audiences.rules import FOLDER_FILE, Rules
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.problems import Problem


@dataclass(frozen=True, slots=True)
class _Use:
    """A place that refers to a file, and who reads the place."""

    path: str
    line: int
    target: str
    readers: frozenset[str]


def find_crossings(
    labelled: Collection[Labelled], attachments: Collection[str], named: Collection[str], rules: Rules
) -> Iterator[Problem]:
    """Yield links to documents that not every reader of the link may read, and files that have no clear readers.

    Args:
        labelled: All documents of the site.
        attachments: All files beside them.
        named: Those that the configuration refers to.
        rules: The audiences and folder rules.
    """
    audiences = rules.audiences
    documents = {one.path: audiences.readers_of((one.audience,)) for one in labelled}
    allowed = {path: folder_readers(path, rules) for path in attachments}
    uses: dict[str, list[_Use]] = {}
    for use in _uses(labelled, audiences):
        readers = documents.get(use.target, allowed.get(use.target))
        if readers is not None and (strangers := use.readers - readers):
            yield _crossing(use, strangers, audiences)
        if use.target in allowed:
            uses.setdefault(use.target, []).append(use)
    for path in sorted(set(attachments) - set(named)):
        yield from _homeless(path, uses.get(path, []))


def find_crossing_relations(
    documents: Iterable[Postmortem], labels: Mapping[str, str], rules: Rules
) -> Iterator[Problem]:
    """Yield relations of the front matter to postmortems that not every reader may read.

    Args:
        documents: All postmortems, their relations resolved to paths.
        labels: The audience of each path.
        rules: The audiences.
    """
    for document in documents:
        for relation in document.relations:
            if document.path in labels and relation.target in labels:
                readers = rules.audiences.readers_of((labels[document.path],))
                strangers = readers - rules.audiences.readers_of((labels[relation.target],))
                if strangers:
                    use = _Use(document.path, relation.line, relation.target, readers)
                    yield _crossing(use, strangers, rules.audiences)


def _uses(labelled: Iterable[Labelled], audiences: Audiences) -> Iterator[_Use]:
    for one in labelled:
        for part in one.parts:
            readers = audiences.readers_of((one.audience, *part.audiences))
            seen = set()
            for path, line in references(part.text, one.path):
                if path not in seen and path != one.path:
                    seen.add(path)
                    yield _Use(one.path, part.line + line - 1, path, readers)


def folder_readers(path: str, rules: Rules) -> frozenset[str]:
    """Return the audiences that may read a file by the rule of its folder; all where there is none."""
    folder = rules.folder_of(path)
    if folder is None:
        return frozenset(rules.audiences.names)
    audience = rules.folders[folder]
    return rules.audiences.readers_of((audience,)) if audience else frozenset()


def _crossing(use: _Use, strangers: frozenset[str], audiences: Audiences) -> Problem:
    who = next(name for name in audiences.names if name in strangers)
    message = f"{use.target!r} is linked here, where {who!r} reads it, and {who!r} may not read that."
    return Problem(use.path, use.line, "PM064", message)


def _homeless(path: str, uses: list[_Use]) -> Iterator[Problem]:
    if not uses:
        yield Problem(path, 1, "PM065", "no document refers to this file, so it is published nowhere.")
        return
    folder = posixpath.dirname(path)
    owners = [use for use in uses if posixpath.dirname(use.path) == folder]
    others = [use for use in uses if owners and not any(use.readers <= owner.readers for owner in owners)]
    for use in others[:1]:
        owner = owners[0].path
        message = f"this belongs to {owner!r}, and {use.path!r}, which more people read, shows it too."
        yield Problem(path, 1, "PM065", f"{message} Say who may read it by a {FOLDER_FILE} file in its folder.")
