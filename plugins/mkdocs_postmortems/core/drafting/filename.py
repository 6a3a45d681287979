"""The path of a new postmortem: the option `filename`, a pattern whose placeholders are replaced by answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from mkdocs_postmortems.core.diagnostics import not_one_of
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.template import fill_placeholders
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.slug import make_filename, make_slug

DEFAULT_PATTERN = "{{ year }}/{{ date }}-{{ slug }}.md"
PLACEHOLDERS = ("year", "date", "slug", "id")
EXTENSION = ".md"
_DISTINGUISHING = ("slug", "id")
"""Placeholders whose values differ between documents, even between two incidents of one day."""
_PLACEHOLDER = re.compile(r"\{\{([^{}\n]*+)\}\}")
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*{}]')
"""Characters that file names cannot have on Windows or any other system, and braces."""


class FilenameError(OptionError):
    """The option `filename` is invalid; the message says what is expected."""

    subject = "option 'filename': "


def placeholders_in(pattern: str) -> Iterator[str]:
    """Yield the names of the placeholders of a pattern."""
    return (match[1].strip(" \t") for match in _PLACEHOLDER.finditer(pattern))


def document_path(pattern: str, answers: Answers) -> str:
    """Return the path of a new document, relative to the folder of the postmortems."""
    values = {
        "year": answers.day[:4],
        "date": answers.day,
        "slug": make_slug(answers.title),
        "id": make_filename(answers.id),
    }
    return fill_placeholders(pattern, values)


def check_pattern(pattern: str) -> None:
    """Check that a pattern gives each document a Markdown file of its own in the folder of the postmortems.

    Raises:
        FilenameError: it does not; the message suggests a correction.
    """
    path = PurePosixPath(pattern)
    names = list(placeholders_in(pattern))
    for name in names:
        if name not in PLACEHOLDERS:
            raise FilenameError(not_one_of("placeholder", name, PLACEHOLDERS))
    if found := _UNUSABLE.search(_PLACEHOLDER.sub("", pattern)):
        raise FilenameError(f"{pattern!r} has {found[0]!r} in a file name; expected, for example, {DEFAULT_PATTERN!r}.")
    inside = "/".join(part for part in path.parts if part not in ("..", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise FilenameError(f"{pattern!r} leads out of the folder of postmortems. Did you mean {inside!r}?")
    if hidden := next((part for part in path.parts if part.startswith(".")), None):
        raise FilenameError(f"{pattern!r} has {hidden!r}, but files and folders that begin with a dot are not read.")
    if path.suffix != EXTENSION:
        raise FilenameError(f"{pattern!r} does not end in {EXTENSION}. Did you mean {_with_extension(pattern)!r}?")
    if not any(name in _DISTINGUISHING for name in names):
        guess = f"{pattern.removesuffix(EXTENSION)}-{{{{ slug }}}}{EXTENSION}"
        raise FilenameError(f"{pattern!r} would give several documents the same name. Did you mean {guess!r}?")


def _with_extension(pattern: str) -> str:
    """Return a pattern with `.md` in place of its extension, or appended if it has none."""
    stem, dot, extension = pattern.rpartition(".")
    return f"{stem if dot and re.fullmatch('[A-Za-z]{2,8}', extension) else pattern.rstrip('./')}{EXTENSION}"
