"""The MkDocs plugin `postmortems-here`: takes the documents from another folder than `docs_dir`.

MkDocs refuses the folder of mkdocs.yml as `docs_dir`. Sources of a restricted site may also be kept where `docs_dir`
does not point, so that a program that reads mkdocs.yml and knows no plugins publishes none of them.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.site.audience_filter import files_named_in_config
from mkdocs_postmortems.sources.source_tree import read_project_tree


class DocsBesideConfigOptions(Config):  # type: ignore[no-untyped-call]
    """Options below `plugins: - postmortems-here:`."""

    folder = c.Type(str, default=".")
    """The folder of documents, relative to mkdocs.yml."""


class DocsBesideConfigPlugin(BasePlugin[DocsBesideConfigOptions]):  # type: ignore[no-untyped-call]
    """Replaces MkDocs' files by those of the folder. Its event runs before that of plugin `postmortems`."""

    @event_priority(200)  # Before `postmortems`, which filters the files.
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the files, and set `docs_dir` to the folder, for later plugins and the watcher of `mkdocs serve`."""
        try:
            project = load_settings(Path(config.config_file_path or "mkdocs.yml"))
        except PostmortemsError as error:
            raise PluginError(str(error)) from None
        root = project.docs_dir.resolve()
        for file in [one for one in files if one.src_dir == config.docs_dir]:
            files.remove(file)
        tree = read_project_tree(project, files_named_in_config(config))
        for uri in sorted({*(source.path for source in tree.documents), *tree.attachments.paths}):
            files.append(File(uri, str(root), config.site_dir, config.use_directory_urls))
        config.docs_dir = str(root)
        return files
