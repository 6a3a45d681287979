"""Templates that are compiled once a process, which takes most of the time of a build of a small site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import jinja2
import pytest
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


class _InMemory(jinja2.BytecodeCache):
    """Keeps the code of each template by its file; Jinja compares a checksum of the source."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template, if it is there."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let all themes share the code of their templates."""
    cache, make = _InMemory(), Theme.get_env

    def get_env(theme: Theme) -> jinja2.Environment:
        environment = make(theme)
        environment.bytecode_cache = cache
        return environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", get_env)
        yield
