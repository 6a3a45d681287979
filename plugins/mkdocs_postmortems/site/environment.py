"""What the environment of the process says about a build: how old the view is, and whether it is a preview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from mkdocs_postmortems.core.build_info import BuildInfo, from_json

BUILD_INFO_VARIABLE = "POSTMORTEMS_BUILD_INFO"
"""Variable of the environment that names the file of a stage with its build information."""
PREVIEW_VARIABLE = "POSTMORTEMS_PREVIEW"
"""Variable of the environment that `postmortems serve` sets."""

_BODY = re.compile(r"<body[^>]*>")


def read_build_info(environment: Mapping[str, str]) -> BuildInfo:
    """Return how old the view is; nothing is known of it without a stage."""
    file = environment.get(BUILD_INFO_VARIABLE)
    return from_json(Path(file).read_text(encoding="utf-8")) if file else BuildInfo()


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
