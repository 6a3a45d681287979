"""Hooks of the documentation's own site (docs.yml): measurements, which lie elsewhere in the repository, are a page."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

MEASUREMENTS = "benchmarks/RESULTS.md"
"""The path in the repository."""
_PAGE = "measurements.md"
_LINK = re.compile(rf"\]\((?:\.\./)+{re.escape(MEASUREMENTS)}")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the page of measurements."""
    text = Path(config.config_file_path or "").parent.joinpath(MEASUREMENTS).read_text(encoding="utf-8")
    files.append(File.generated(config, _PAGE, content=text.replace("](../docs/", "](")))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs' signature
    """Point links to the measurements at their page."""
    target = posixpath.relpath(_PAGE, posixpath.dirname(page.file.src_uri) or ".")
    return _LINK.sub(f"]({target}", markdown)
