"""Rules for documents without a label of their own: `.audience` files in folders, and the default audience."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.nearness import (
    FOREIGN_LABEL_KEYS,
    RESTRICTING_WORDS,
    names_audience,
    names_audience_exactly,
    names_key_and_audience,
)
from mkdocs_postmortems.core.diagnostics import Diagnostic, did_you_mean
from mkdocs_postmortems.core.label_words import LETTER_GROUPS, has_label_word, resembles_label
from mkdocs_postmortems.core.lookalikes import fold
from mkdocs_postmortems.core.source import Source

FOLDER_FILE = ".audience"
"""Name of the file that labels its folder and subfolders: one audience; lines that start with # are comments."""
_BACKUP = re.compile(r"\.#\.audience|#?\.audience(?:~|#|\.(?:bak|old|orig|rej|sw[a-z]|tmp))")
"""Names of the copies that editors and merges leave beside a rule."""
_SETTINGS = re.compile(r"\.[^.]+\.(?:ya?ml|json|toml)|\.pages", re.IGNORECASE)
"""Files by which other plugins give the pages of a folder front matter, such as `.meta.yml`."""
_DATA = re.compile(r"[^.].*\.(?:ya?ml|json|toml|meta|ini|cfg|properties)", re.IGNORECASE)
"""Files that are settings of a folder or a document, such as `folder.yml` and `x.md.meta`, or data of any kind."""
_TOP_KEY = re.compile(
    r"(?:[\s{]{0,9}\"|)(?P<key>\w[\w -]{0,40})\"?\s{0,5}[:=]\s{0,5}[\"']?(?P<value>[\w-]{1,80})[\"',}\s]{0,9}"
)
"""A line of such a file that gives a key a short value: in JSON anywhere, else only at the top."""
_HIDDEN = re.compile(r"\.[^.\s]+")
"""Hidden files, which are rules if their name or text is that of an audience."""
_MAX_RULE_LENGTH = 500
"""Characters of a file with an ordinary name, such as `audience.yml`, that may be a rule."""


@dataclass(frozen=True, slots=True)
class AudienceRules:
    """The audiences, and the labels for documents without one of their own."""

    audiences: Audiences = field(default_factory=Audiences)
    default: str | None = None
    """Label where neither document nor folder has one; `None` if such documents are an error."""
    folders: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    """Folder (empty for the root) to audience; `None` if its file is invalid, so that no audience reads the folder."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Path of a link to its target, or of a file with several names to the others; the rules of all of them count."""

    def paths_of(self, path: str) -> tuple[str, ...]:
        """Return a path, and those of the same file that have rules for it, too."""
        return (path, *self.links.get(path, ()))

    def audiences_of(self, path: str) -> frozenset[str]:
        """Return the audiences that the rules allow a file; all without a rule, none if a rule is invalid."""
        found = frozenset(self.audiences.names)
        for folder in map(self.folder_of, self.paths_of(path)):
            if folder is not None:
                audience = self.folders[folder]
                found &= self.audiences.audiences_for((audience,)) if audience else frozenset()
        return found

    def has_rule(self, path: str) -> bool:
        """Whether the folder of a file, or of its target, has a rule."""
        return any(self.folder_of(one) is not None for one in self.paths_of(path))

    def folder_of(self, path: str) -> str | None:
        """Return the nearest folder above a path that has a rule; `None` if no folder has one."""
        folder = posixpath.dirname(path)
        while folder not in self.folders:
            if not folder:
                return None
            folder = posixpath.dirname(folder)
        return folder


def may_be_folder_rule(name: str) -> bool:
    """Whether a file, or a hidden folder, with this name is a rule or is near one, perhaps depending on its text."""
    return (
        name == FOLDER_FILE
        or _is_near_name(name)
        or _is_ordinary_name(name)
        or _is_sign(name)
        or any(pattern.fullmatch(name) for pattern in (_SETTINGS, _DATA, _HIDDEN))
    )


def _is_near_name(name: str) -> bool:
    """Whether a name is only that of a rule: hidden, without an extension, or with one like `.audience`."""
    stems = [part for part in fold(name).strip().split(".") if part.strip()]
    is_hidden = fold(name).strip("#_~ ").startswith(".")
    if is_hidden and any(has_label_word(stem) or stem.strip() in FOREIGN_LABEL_KEYS for stem in stems):
        return True
    return bool(stems) and resembles_label(stems[-1])


def _is_ordinary_name(name: str) -> bool:
    """Whether a name is that of a rule or of another file, such as `audience.yml`."""
    words = LETTER_GROUPS.findall(name.split(".", maxsplit=1)[0] or name)
    return resembles_label(name.strip("_-. ").split(".")[0]) or (bool(words) and resembles_label(words[0]))


def _is_sign(name: str) -> bool:
    """Whether a name is that of a sign at a folder's door, such as `RESTRICTED` and `ACCESS.md`."""
    stem, _, extension = fold(name).strip("_- ").partition(".")
    return stem in (FOREIGN_LABEL_KEYS | RESTRICTING_WORDS) and extension in ("", "md", "txt")


def parse_folder_rules(
    audiences: Audiences, default: str | None, files: Iterable[Source]
) -> tuple[AudienceRules, tuple[Diagnostic, ...]]:
    """Parse the rules of a source folder; return them and the diagnostics of invalid ones.

    Args:
        audiences: All audiences of the site.
        default: The label where neither document nor folder has one.
        files: The files and hidden folders that `may_be_folder_rule` accepts. What is near a rule, such as `.Audience`,
            is an invalid rule, also beside a valid one.
    """
    folders: dict[str, str | None] = {}
    problems: list[Diagnostic] = []
    for source in sorted(files, key=lambda source: posixpath.basename(source.path) != FOLDER_FILE):
        folder, file_name = posixpath.split(source.path)
        if file_name == FOLDER_FILE:
            name, problem = _parse_folder_rule(source, audiences)
        elif _is_near_rule(source, file_name, audiences) and not (folders.get(folder) and _BACKUP.fullmatch(file_name)):
            name, problem = None, _near_rule_problem(source.path, file_name)
        else:
            continue
        folders[folder] = name
        problems += [problem] if problem else []
    return AudienceRules(audiences, default or None, MappingProxyType(folders)), tuple(problems)


def _is_near_rule(source: Source, name: str, audiences: Audiences) -> bool:
    if _is_near_name(name):
        return bool(audiences) or fold(name).startswith(".")
    lines = [line for line in source.lines if line.strip() and line.strip() not in ("---", "...")]
    if _SETTINGS.fullmatch(name):
        return any(_sets_label(line, audiences) for line in lines)
    if _DATA.fullmatch(name) and not _is_ordinary_name(name):
        return any(_sets_top_label(line, audiences) for line in lines)
    text = "\n".join(lines)
    if _HIDDEN.fullmatch(name):
        return names_audience_exactly(name, audiences) or names_audience_exactly(text, audiences)
    if _is_sign(name):
        return not lines or names_audience_exactly(text, audiences)
    is_named = names_key_and_audience(name, audiences)
    values = (re.split("[:=]", line)[-1] for line in lines)
    return len(source.text) <= _MAX_RULE_LENGTH and (is_named or any(names_audience(one, audiences) for one in values))


def _sets_label(line: str, audiences: Audiences) -> bool:
    key, *value = re.split("[:=]", line, maxsplit=1)
    return has_label_word(key) and names_audience("".join(value), audiences)


def _sets_top_label(line: str, audiences: Audiences) -> bool:
    """Whether a line of a file that may be any data gives a label at the top, with the exact name of an audience."""
    found = _TOP_KEY.fullmatch(line)
    return found is not None and resembles_label(found["key"]) and names_audience_exactly(found["value"], audiences)


def _near_rule_problem(path: str, name: str) -> Diagnostic:
    message = f"{name!r} looks like the rule of this folder and is none, so that nothing without a label is published."
    return Diagnostic(path, 1, "PM062", f"{message} Did you mean a file {FOLDER_FILE!r} with the name of one audience?")


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
