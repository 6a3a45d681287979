"""Reads how old the view is, which the stage says; a build without a stage knows nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from mkdocs_postmortems.core.build_info import BuildInfo, DocumentHistory

BUILD_INFO_VARIABLE = "POSTMORTEMS_AGE"
"""Names the file."""


def read_build_info(environment: Mapping[str, str]) -> BuildInfo:
    """Return the age of the view."""
    if not environment.get(BUILD_INFO_VARIABLE):
        return BuildInfo()
    content = json.loads(Path(environment[BUILD_INFO_VARIABLE]).read_text(encoding="utf-8"))
    pages = {path: DocumentHistory(**changes) for path, changes in content.pop("pages").items()}
    return BuildInfo(**content, pages=pages)


PREVIEW_VARIABLE = "POSTMORTEMS_PREVIEW"
"""Variable of the environment that `postmortems serve` sets."""

_BODY = re.compile(r"<body[^>]*>")


def is_preview(environment: Mapping[str, str]) -> bool:
    """Whether somebody looks at a view that need not be their own."""
    return bool(environment.get(PREVIEW_VARIABLE))


def with_banner(html: str, audience: str | None) -> str:
    """Return a page that says, before anything else, for whom it is."""
    if audience is None:
        return html
    words = f"Preview: the site as <strong>{escape(audience)}</strong> reads it. Nothing here is published."
    banner = f'<p class="pm-preview" role="status">{words}</p>'
    return _BODY.sub(lambda match: match[0] + banner, html, count=1)
