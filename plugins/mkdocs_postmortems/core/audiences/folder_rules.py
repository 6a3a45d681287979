"""Rules for documents without a label of their own: `.audience` files in folders, and the default audience."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.diagnostics import Diagnostic, did_you_mean
from mkdocs_postmortems.core.source import Source

FOLDER_FILE = ".audience"
"""Name of the file that labels its folder and subfolders: one audience; lines that start with # are comments."""


@dataclass(frozen=True, slots=True)
class AudienceRules:
    """The audiences, and the labels for documents without one of their own."""

    audiences: Audiences = field(default_factory=Audiences)
    default: str | None = None
    """Label where neither document nor folder has one; `None` if such documents are an error."""
    folders: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    """Folder (empty for the root) to audience; `None` if its file is invalid, so that no audience reads the folder."""

    def folder_of(self, path: str) -> str | None:
        """Return the nearest folder above a path that has a rule; `None` if no folder has one."""
        folder = posixpath.dirname(path)
        while folder not in self.folders:
            if not folder:
                return None
            folder = posixpath.dirname(folder)
        return folder


def parse_folder_rules(
    audiences: Audiences, default: str | None, files: Iterable[Source]
) -> tuple[AudienceRules, tuple[Diagnostic, ...]]:
    """Parse the `.audience` files of a source folder; return the rules and the diagnostics of invalid files."""
    folders: dict[str, str | None] = {}
    problems: list[Diagnostic] = []
    for source in files:
        name, problem = _parse_folder_rule(source, audiences)
        folders[posixpath.dirname(source.path)] = name
        problems += [problem] if problem else []
    return AudienceRules(audiences, default or None, MappingProxyType(folders)), tuple(problems)


def _parse_folder_rule(source: Source, audiences: Audiences) -> tuple[str | None, Diagnostic | None]:
    names = [(n, line.strip()) for n, line in enumerate(source.lines, 1) if line.strip() and line.strip()[0] != "#"]
    if len(names) != 1:
        return None, Diagnostic(source.path, 1, "PM062", f"folder rule has {len(names)} lines; expected one audience.")
    number, name = names[0]
    if name not in audiences.by_name:
        message = unknown_audience_message(name, audiences)
        return None, Diagnostic(source.path, number, "PM061", message, highlight=name)
    return name, None


def unknown_audience_message(name: str, audiences: Audiences) -> str:
    """Return the message that an audience does not exist, with a guess."""
    if not audiences:
        return f"audience {name!r} is not configured: the option audiences is empty, so this is not published."
    close = audiences.find_ignoring_case(name)
    hint = f" Did you mean {close!r}?" if close else did_you_mean(name, audiences.names)
    return f"audience {name!r} is not one of {', '.join(audiences.names)}, so this is not published.{hint}"
