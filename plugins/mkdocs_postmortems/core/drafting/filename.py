"""Where a new postmortem is written: the option `filename`, with answers put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.blanks import filled
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.problems import not_one_of
from mkdocs_postmortems.core.slug import filename, slug

DEFAULT = "{{ year }}/{{ date }}-{{ slug }}.md"
BLANKS = ("year", "date", "slug", "id")
ENDING = ".md"
_TELLING = ("slug", "id")
"""What differs between documents; there may be two on a day."""
_BLANK = re.compile(r"\{\{(.*?)\}\}")
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*{}]')
"""Characters that file names have nowhere, or not everywhere."""


class FilenameError(PostmortemsError):
    """The option `filename` is not what it has to be; the message says what is expected."""


def blanks_of(pattern: str) -> Iterator[str]:
    """Yield the names of the blanks of a pattern."""
    return (blank[1].strip(" \t") for blank in _BLANK.finditer(pattern))


def path_of(pattern: str, answers: Answers) -> str:
    """Return the path of a document below the folder of postmortems."""
    values = {
        "year": answers.day[:4],
        "date": answers.day,
        "slug": slug(answers.title),
        "id": filename(answers.id),
    }
    return filled(pattern, values)


def check_pattern(pattern: str) -> None:
    """Look whether every document gets a file of its own by this pattern, where postmortems are read.

    Raises:
        FilenameError: it does not; the message has a guess.
    """
    path = PurePosixPath(pattern)
    blanks = list(blanks_of(pattern))
    for name in blanks:
        if name not in BLANKS:
            raise FilenameError(not_one_of("blank", name, BLANKS))
    if found := _UNUSABLE.search(_BLANK.sub("", pattern)):
        raise FilenameError(f"{pattern!r} has {found[0]!r} in a name of a file; expected such as {DEFAULT!r}.")
    inside = "/".join(part for part in path.parts if part not in ("..", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise FilenameError(f"{pattern!r} leads out of the folder of postmortems. Did you mean {inside!r}?")
    if hidden := next((part for part in path.parts if part.startswith(".")), None):
        raise FilenameError(f"{pattern!r} has {hidden!r}, and what begins with a dot is not read.")
    if path.suffix != ENDING:
        raise FilenameError(f"{pattern!r} has no {ENDING} at its end. Did you mean {_ending(pattern)!r}?")
    if not any(name in _TELLING for name in blanks):
        guess = f"{pattern.removesuffix(ENDING)}-{{{{ slug }}}}{ENDING}"
        raise FilenameError(f"{pattern!r} would name many documents alike. Did you mean {guess!r}?")


def _ending(pattern: str) -> str:
    """Return a pattern with the ending of Markdown in the place of a like one."""
    stem, dot, ending = pattern.rpartition(".")
    return f"{stem if dot and re.fullmatch('[A-Za-z]{2,8}', ending) else pattern.rstrip('./')}{ENDING}"
