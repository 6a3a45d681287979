"""Protects a plain `mkdocs build` for one audience, where the disk also holds what the audience may not read.

`postmortems build` does not need this: its builds run on a staging folder that holds nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.system.audit_hooks import install_audit_hook, read_path, real_path

_INCLUDING_EXTENSIONS = frozenset(
    """
    pymdownx.snippets pymdownx.b64 markdown_include markdown_include.include mdx_include mdx_include.mdx_include
    markdown_include_variants mkdocs_snippets
    """.split()
)
_INCLUDING_PLUGINS = frozenset(
    """
    include-markdown macros table-reader gen-files include include_dir_to_nav codeinclude monorepo multirepo
    markdown-exec mkdocstrings mkdocs-jupyter embed-file snippets mkdocs-simple simple
    """.split()
)


def file_including_features(config: MkDocsConfig) -> Iterator[str]:
    """Yield a phrase for each configured extension or plugin that includes files into pages by path."""
    for extension in config.markdown_extensions:
        if extension in _INCLUDING_EXTENSIONS:
            yield f"Markdown extension {extension!r}"
    for name in config.plugins:
        if name.rsplit("/", 1)[-1] in _INCLUDING_PLUGINS:
            yield f"plugin {name!r}"


class FileGuard:
    """Audit hook that refuses to open, link or move files that hold content the audience may not read."""

    def __init__(self) -> None:
        self._installed = False
        self._files: frozenset[str] = frozenset()
        self.refused: list[str] = []
        """Paths of the files that something tried to read."""

    def begin(self, files: Iterable[Path]) -> None:
        """Guard these files from now on. Audit hooks cannot be removed, so one is installed when first needed."""
        self._files = frozenset(map(real_path, files))
        self.refused.clear()
        if self._files and not self._installed:
            install_audit_hook(self)
            self._installed = True

    def end(self) -> None:
        """Guard no files."""
        self._files = frozenset()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Handle an audit event of the interpreter.

        Raises:
            PermissionError: the event reads a guarded file.
        """
        read = read_path(event, arguments) if self._files else None
        if read is not None and (path := real_path(read)) in self._files:
            self.refused.append(path)
            raise PermissionError(f"{path} is not for the audience of this build")
