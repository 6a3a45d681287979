"""The MkDocs plugin `postmortems-here`: publishes documents beside mkdocs.yml, which MkDocs refuses as `docs_dir`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from mkdocs_postmortems.sources.files import DOCUMENT_EXTENSIONS, is_document, is_tool_folder

ATTACHMENT_EXTENSIONS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".mp4", ".webm"),
    *(".pdf", ".csv", ".txt", ".log", ".json", ".yml", ".yaml", ".html", ".drawio"),
)
"""Extensions of files that are published beside documents; other files in the folder are not."""


class DocsBesideConfigOptions(Config):  # type: ignore[no-untyped-call]
    """Options below `plugins: - postmortems-here:`."""

    folder = c.Type(str, default=".")
    """The folder of documents, relative to mkdocs.yml."""


class DocsBesideConfigPlugin(BasePlugin[DocsBesideConfigOptions]):  # type: ignore[no-untyped-call]
    """Adds the documents of a folder to MkDocs' files. Its event runs before that of plugin `postmortems`."""

    @event_priority(200)  # Before `postmortems`, which filters the files.
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the folder's files, and set `docs_dir` to it, for later plugins and the watcher of `mkdocs serve`."""
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        root = (base / self.config.folder).resolve()
        excluded = {Path(config.docs_dir), Path(config.site_dir), Path(config.theme.custom_dir or config.docs_dir)}
        for path in sorted(_content_files(root, {folder.resolve() for folder in excluded})):
            uri = path.relative_to(root).as_posix()
            if path != Path(config.config_file_path or "") and files.get_file_from_path(uri) is None:
                files.append(File(uri, str(root), config.site_dir, config.use_directory_urls))
        config.docs_dir = str(root)
        return files


def _content_files(root: Path, excluded: set[Path]) -> Iterator[Path]:
    """Yield documents and attachments, except in hidden folders, `excluded` ones and those of tools."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and here / name not in excluded and not is_tool_folder(here / name)
        ]
        for name in names:
            path = here / name
            if not name.startswith(".") and path.is_file() and _is_content(path):
                yield path


def _is_content(path: Path) -> bool:
    return path.name.lower().endswith((*DOCUMENT_EXTENSIONS, *ATTACHMENT_EXTENSIONS)) or is_document(path)
