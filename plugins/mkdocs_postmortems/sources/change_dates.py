"""When documents last changed, as version control tells it to readers of all of them."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_postmortems.core.build_info import BuildInfo, DocumentHistory
from mkdocs_postmortems.sources.git.history import History


def unrestricted_build_info(history: History | None, paths: Iterable[str]) -> BuildInfo:
    """Return the last change of each document, and the commit; empty without a repository.

    Args:
        history: the history of the folder of the sources.
        paths: paths of documents below that folder.
    """
    if history is None:
        return BuildInfo()
    pages = {
        path: DocumentHistory(versions[0].day, sum(bool(version.blob) for version in versions))
        for path in paths
        if path not in history.uncommitted and (versions := history.versions.get(path))
    }
    return BuildInfo(history.day, history.commit, bool(history.uncommitted), pages)
