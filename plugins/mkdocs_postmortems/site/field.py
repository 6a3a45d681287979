"""Which pages get our search field in place of the theme's."""

from __future__ import annotations

from collections.abc import Iterable

import jinja2

THEME = "postmortems-theme"
"""Before this word's slash, a template's name means the theme's own, where one of ours stands before it."""


def lend_theme(env: jinja2.Environment, folders: Iterable[str], ours: str) -> None:
    """Let templates include what ours stand before: all `folders` of templates count but that one.

    A site that has a field of its own among its overrides has put it before ours anyway.
    """
    own = jinja2.FileSystemLoader([folder for folder in folders if folder != ours])
    assert env.loader is not None
    env.loader = jinja2.ChoiceLoader([env.loader, jinja2.PrefixLoader({THEME: own})])


def scope(path: str) -> str:
    """Return below which folder pages have our field; without the option `path`, all have it."""
    return f"{path}/" if path else ""
