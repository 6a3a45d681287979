"""How old a view is: as a value, in words that tell nothing of what its readers may not read, and as JSON.

`build/` finds it out from version control and writes it as JSON beside the sources of an audience's build, where
`site/` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from mkdocs_postmortems.core.moments import format_date


@dataclass(frozen=True, slots=True)
class DocumentHistory:
    """What became of one document."""

    last: str
    """The day of the last change, `YYYY-MM-DD`."""
    count: int
    """How often it was changed, its beginning among them."""


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What version control says of a view; empty where there is none.

    A view that does not read everything is told of `newest` alone: the day on which something that it reads was last
    changed. A commit, and how often a document was changed, could be those of a part that it does not read.
    """

    newest: str = ""
    """`YYYY-MM-DD`."""
    commit: str = ""
    """The first digits of the commit that was built."""
    is_changed: bool = False
    """Whether there were changes that are in no commit."""
    pages: Mapping[str, DocumentHistory] = field(default_factory=dict)
    """By the path of a document; one that has changes which are in no commit is not among them."""


def format_build_info(build_info: BuildInfo, today: str) -> str:
    """Return the line below each page: when it was built, and from what."""
    built = f"Built {format_date(today)}"
    if build_info.commit:
        more = ", with changes that are in no commit" if build_info.is_changed else ""
        return f"{built} from commit {build_info.commit} of {format_date(build_info.newest)}{more}"
    return f"{built}; last change {format_date(build_info.newest)}" if build_info.newest else built


def format_changes(build_info: BuildInfo, path: str) -> str:
    """Return what became of one document; empty if that is not known, or not to be told."""
    changes = build_info.pages.get(path)
    if changes is None:
        return ""
    times = "" if changes.count == 1 else f", {changes.count} versions"
    return f"Last changed {format_date(changes.last)}{times}"


def to_json(build_info: BuildInfo) -> str:
    """Return it as JSON, for the process that builds."""
    return json.dumps(asdict(build_info))


def from_json(text: str) -> BuildInfo:
    """Return what `to_json` wrote."""
    content = json.loads(text)
    pages = {path: DocumentHistory(**changes) for path, changes in content.pop("pages").items()}
    return BuildInfo(**content, pages=pages)
