"""Where a new postmortem is written: the option `filename`, with answers put in."""

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
"""What differs between documents; there may be two on a day."""
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*{}]')
"""Characters that file names have nowhere, or not everywhere."""


class FilenameError(OptionError):
    """The option `filename` is not what it has to be; the message says what is expected."""

    subject = "option 'filename': "


def placeholders_in(pattern: str) -> Iterator[str]:
    """Yield the names of the blanks of a pattern."""
    return (blank[1].strip(" \t") for blank in _PLACEHOLDER.finditer(pattern))


def document_path(pattern: str, answers: Answers) -> str:
    """Return the path of a document below the folder of postmortems."""
    values = {
        "year": answers.day[:4],
        "date": answers.day,
        "slug": make_slug(answers.title),
        "id": make_filename(answers.id),
    }
    return fill_placeholders(pattern, values)


def check_pattern(pattern: str) -> None:
    """Look whether every document gets a file of its own by this pattern, where postmortems are read.

    Raises:
        FilenameError: it does not; the message has a guess.
    """
    path = PurePosixPath(pattern)
    blanks = list(placeholders_in(pattern))
    for name in blanks:
        if name not in PLACEHOLDERS:
            raise FilenameError(not_one_of("blank", name, PLACEHOLDERS))
    if found := _UNUSABLE.search(_PLACEHOLDER.sub("", pattern)):
        raise FilenameError(f"{pattern!r} has {found[0]!r} in a name of a file; expected such as {DEFAULT_PATTERN!r}.")
    inside = "/".join(part for part in path.parts if part not in ("..", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise FilenameError(f"{pattern!r} leads out of the folder of postmortems. Did you mean {inside!r}?")
    if hidden := next((part for part in path.parts if part.startswith(".")), None):
        raise FilenameError(f"{pattern!r} has {hidden!r}, and what begins with a dot is not read.")
    if path.suffix != EXTENSION:
        raise FilenameError(f"{pattern!r} has no {EXTENSION} at its end. Did you mean {_with_extension(pattern)!r}?")
    if not any(name in _DISTINGUISHING for name in blanks):
        guess = f"{pattern.removesuffix(EXTENSION)}-{{{{ slug }}}}{EXTENSION}"
        raise FilenameError(f"{pattern!r} would name many documents alike. Did you mean {guess!r}?")


def _with_extension(pattern: str) -> str:
    """Return a pattern with the ending of Markdown in the place of a like one."""
    stem, dot, ending = pattern.rpartition(".")
    return f"{stem if dot and re.fullmatch('[A-Za-z]{2,8}', ending) else pattern.rstrip('./')}{EXTENSION}"
