"""What must not happen while MkDocs builds for an audience that does not read everything, on a disk that holds it all.

`postmortems build` needs none of this, since each of its builds has nothing else to read.
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
    """Yield, in words, the extensions and plugins that put files into pages by path."""
    for extension in config.markdown_extensions:
        if extension in _INCLUDING_EXTENSIONS:
            yield f"Markdown extension {extension!r}"
    for name in config.plugins:
        if name.rsplit("/", 1)[-1] in _INCLUDING_PLUGINS:
            yield f"plugin {name!r}"


class FileGuard:
    """Refuses that anybody opens, links or moves a file which the audience of a build does not get as it is."""

    def __init__(self) -> None:
        self._installed = False
        self._files: frozenset[str] = frozenset()
        self.refused: list[str] = []

    def begin(self, files: Iterable[Path]) -> None:
        """Watch these files from now on. Audit hooks stay for ever, so one is installed when it is first needed."""
        self._files = frozenset(map(real_path, files))
        self.refused.clear()
        if self._files and not self._installed:
            install_audit_hook(self)
            self._installed = True

    def end(self) -> None:
        """Watch nothing."""
        self._files = frozenset()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at an event of the interpreter."""
        read = read_path(event, arguments) if self._files else None
        if read is not None and (path := real_path(read)) in self._files:
            self.refused.append(path)
            raise PermissionError(f"{path} is not for the audience of this build")
