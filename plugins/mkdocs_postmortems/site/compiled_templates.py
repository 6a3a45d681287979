"""Compiles each template once: for all environments of a build, and before the process of stages is copied."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("optimized", "undefined", "finalize", "autoescape", "is_async", "sandboxed", "code_generator_class"),
    *("newstyle_gettext", "filters", "tests", "policies"),
)
"""The attributes of an environment that decide what a template is compiled to. How a filter is called is compiled in,
and so is what it makes of constants."""
_OTHER_LANGUAGES = "partials/languages/[!e]*", "partials/languages/e[!n]*"
"""Material's words in other languages: a site has one of them at most."""


class CompiledTemplates(jinja2.BytecodeCache):
    """The code of templates, by what they are compiled from: text, path, and the settings of the environment.

    It holds the last code of each template, and nothing of it is written.
    """

    def __init__(self) -> None:
        self._codes: dict[str, tuple[tuple[Any, ...], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled from the same."""
        compiled_from, code = self._codes.get(bucket.key, ((), None))
        if code is not None and compiled_from == _compiled_from(bucket):
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._codes[bucket.key] = _compiled_from(bucket), bucket.code


def _compiled_from(bucket: Bucket) -> tuple[Any, ...]:
    """Return everything that the code of a template depends on, but its name and its path."""
    env = bucket.environment
    syntax = (getattr(env, name, None) for name in _SYNTAX)
    settings = (dict(value) if isinstance(value, dict) else value for value in syntax)
    return bucket.checksum, type(env), *map(type, env.iter_extensions()), *settings


@cache
def compiled_templates() -> CompiledTemplates:
    """Return the compiled templates of this process."""
    return CompiledTemplates()


def compile_ahead(theme_name: str, folders: Iterable[str]) -> None:
    """Compile the templates of an installed theme and of further folders, as builds with that theme will.

    Raises:
        KeyError: the theme is not installed.
    """
    theme = Theme(name=theme_name)
    env = theme.get_env()
    env.bytecode_cache = compiled_templates()
    for folder in (*folders, *theme.dirs):
        loader = jinja2.FileSystemLoader(folder)
        for name in _list_templates(Path(folder)):
            with suppress(jinja2.TemplateError):  # It needs what a plugin brings along.
                loader.load(env, name)


def _list_templates(folder: Path) -> Iterator[str]:
    """Yield the names of pages and of their parts; icons are thousands, of which a site has a few."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(place).relative_to(folder)
        paths = (below / name for name in sorted(names) if name.endswith(".html"))
        yield from (path.as_posix() for path in paths if not any(map(path.match, _OTHER_LANGUAGES)))
