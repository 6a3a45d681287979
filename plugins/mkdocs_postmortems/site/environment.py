"""Reads the environment variables that `postmortems build` and `serve` set, and adds the banner of a preview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from mkdocs_postmortems.core.build_info import BuildInfo, from_json

BUILD_INFO_VARIABLE = "POSTMORTEMS_BUILD_INFO"
"""Environment variable with the path of the staging folder's file of build information, as JSON."""
PAGES_VARIABLE = "POSTMORTEMS_PAGES"
"""Environment variable with the path of the staging folder's file of digests of pages, as JSON."""
WHOLE_VARIABLE = "POSTMORTEMS_WHOLE"
"""Environment variable with the path of a file to make when MkDocs has built the whole site."""
PREVIEW_VARIABLE = "POSTMORTEMS_PREVIEW"
"""Environment variable that `postmortems serve` sets to a non-empty value."""

_BODY = re.compile(r"<body[^<>]*+>")


def read_build_info(environment: Mapping[str, str]) -> BuildInfo:
    """Return when the sources last changed; without a staging folder, build information with no dates."""
    file = environment.get(BUILD_INFO_VARIABLE)
    return from_json(Path(file).read_text(encoding="utf-8")) if file else BuildInfo()


def has_build_info(environment: Mapping[str, str]) -> bool:
    """Whether the site is built in a staging folder, which has a file of build information."""
    return bool(environment.get(BUILD_INFO_VARIABLE))


def is_preview(environment: Mapping[str, str]) -> bool:
    """Whether the site is built by `postmortems serve`, to preview what an audience reads."""
    return bool(environment.get(PREVIEW_VARIABLE))


def with_banner(html: str, audience: str | None) -> str:
    """Return an HTML page with a banner that names the audience; unchanged if there is none."""
    if audience is None:
        return html
    words = f"Preview: the site as <strong>{escape(audience)}</strong> reads it. Nothing here is published."
    banner = f'<p class="pm-preview" role="status">{words}</p>'
    return _BODY.sub(lambda match: match[0] + banner, html, count=1)
