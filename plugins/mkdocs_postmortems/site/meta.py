"""The metadata that themes and other plugins see of our pages."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs_postmortems.core.model import Postmortem

TEMPLATES = "postmortems/"
"""Folder of our templates in a theme."""

WIDE = ["navigation", "toc"]
"""The theme's sidebars that our pages do without."""


def document_meta(document: Postmortem) -> dict[str, Any]:
    """Return the metadata of a document's page: ours, and keys that its author meant for the theme."""
    passed = {key: _escaped(value) for key, value in document.extra.items() if not key.startswith("x_")}
    own = generated_meta("postmortem.html")
    return {**own, **passed, "search": own["search"]}


def generated_meta(template: str) -> dict[str, Any]:
    """Return the metadata of a page that brings its own ways through the site."""
    return {"template": f"{TEMPLATES}{template}", "hide": WIDE, "search": {"exclude": True}}


def _escaped(value: Any) -> Any:
    """Themes write metadata out as it is, so that markup in it has to be text before."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value
