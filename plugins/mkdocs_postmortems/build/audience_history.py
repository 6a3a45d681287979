"""When each audience's documents last changed: read from git, and passed into the staging folder as values."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.build_info import BuildInfo, to_json
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.change_dates import unrestricted_build_info
from mkdocs_postmortems.sources.git.history import History, Version
from mkdocs_postmortems.sources.labelled_sources import LabelledSources

BUILD_INFO_FILE = "build-info.json"
"""The name of the file in the staging folder."""


def build_info_for(sources: LabelledSources, history: History | None, audience: str) -> BuildInfo:
    """Return the dates of last changes that an audience may see.

    They depend only on what the audience may read and could read before: a commit that changes nothing of that
    changes no date.
    """
    if history is None:
        return BuildInfo()
    audiences = sources.rules.audiences
    paths = [source.path for source in sources.for_audience(audience).sources]
    if audiences and not audiences.reads_everything(audience):
        return BuildInfo(newest=_newest_change(sources, history, audience, paths))
    return unrestricted_build_info(history, paths)


def write_build_info(folder: Path, build_info: BuildInfo) -> None:
    """Write the dates into a staging folder."""
    (folder / BUILD_INFO_FILE).write_text(to_json(build_info), encoding="utf-8")


def _newest_change(sources: LabelledSources, history: History, audience: str, paths: list[str]) -> str:
    """Return the day of the newest change to what an audience reads; empty if no commit holds it."""
    newest = ""
    for path in paths:
        newest = max(newest, _day_readable_since(sources, history, audience, path, newest))
    return newest


def _day_readable_since(sources: LabelledSources, history: History, audience: str, path: str, known: str) -> str:
    """Return the day since when an audience reads the present text of a document; empty if not after `known`."""
    versions = history.versions.get(path, ())
    older = (*versions[1:], Version("", ""))
    for version, before in zip(versions, older, strict=False):
        if version.day <= known:
            return ""
        texts = (_text_for_audience(sources, audience, path, history.text(one)) for one in (version, before))
        if len({*texts}) > 1:
            return version.day
    return ""


def _text_for_audience(sources: LabelledSources, audience: str, path: str, text: str) -> str | None:
    """Return what an audience would read of an earlier text under the present rules, without its blanks.

    Whoever puts a restricted span into a text also moves blanks and line ends around it.
    """
    labelled = label_documents([Source(path, text)], sources.rules, sources.cache.table).labelled if text else []
    source = labelled[0].for_audience(audience, sources.rules.audiences) if labelled else None
    return "".join(source.text.split()) if source else None
