"""When a view last changed and from which commit it is built: as a value, as text for its pages, and as JSON.

`build/` collects it from version control and writes it as JSON beside the sources of an audience's build, where
`site/` reads it. It must not reveal changes to what the audience may not read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.moments import format_date


@dataclass(frozen=True, slots=True)
class DocumentHistory:
    """When a document was last changed, and how often, according to git."""

    last: str
    """Day of the last change, `YYYY-MM-DD`."""
    count: int
    """Number of versions, including the first."""


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What version control knows about the sources of a view; empty without version control.

    An audience that does not read everything gets only `newest`: a commit, or the number of versions of a document,
    could belong to a restricted span.
    """

    newest: str = ""
    """Day of the last change to something that the audience reads, `YYYY-MM-DD`."""
    commit: str = ""
    """Abbreviated hash of the commit that is built."""
    is_changed: bool = False
    """Whether there are uncommitted changes."""
    pages: Mapping[str, DocumentHistory] = field(default_factory=dict)
    """By path below `docs_dir`; without documents that have uncommitted changes."""
    shows_dates: bool = False
    """Whether a plugin that the build does without would have put the day of the last change on each page."""

    def below(self, prefix: str) -> BuildInfo:
        """Return it with the pages of a folder, by path below the folder; `prefix` is empty or ends in `/`."""
        pages = {path.removeprefix(prefix): known for path, known in self.pages.items() if path.startswith(prefix)}
        return replace(self, pages=pages)


def format_build_info(build_info: BuildInfo, today: str) -> str:
    """Return the footer line of each page: when it was built, and from which commit or last change."""
    days = {"day": format_date(today), "newest": format_date(build_info.newest)}
    if build_info.commit and build_info.is_changed:
        pattern = "Built {day} from commit {commit} of {newest}, with changes that are in no commit"
        return Message(pattern, commit=build_info.commit, **days)
    if build_info.commit:
        return Message("Built {day} from commit {commit} of {newest}", commit=build_info.commit, **days)
    if build_info.newest:
        return Message("Built {day}; last change {newest}", **days)
    return Message("Built {day}", day=days["day"])


def format_changes(build_info: BuildInfo, path: str) -> str:
    """Return the last change and the number of versions of a document in words; empty if they are not in `pages`."""
    changes = build_info.pages.get(path)
    if changes is None:
        return ""
    day = format_date(changes.last)
    if changes.count == 1:
        return Message("Last changed {day}", day=day)
    return Message("Last changed {day}, {count} versions", day=day, count=changes.count)


def to_json(build_info: BuildInfo) -> str:
    """Return the JSON that `from_json` reads."""
    return json.dumps(asdict(build_info))


def from_json(text: str) -> BuildInfo:
    """Parse what `to_json` returns."""
    content = json.loads(text)
    pages = {path: DocumentHistory(**changes) for path, changes in content.pop("pages").items()}
    return BuildInfo(**content, pages=pages)
