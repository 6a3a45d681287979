"""The banner of a preview, which says whose view it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

PREVIEW = "POSTMORTEMS_PREVIEW"
"""Variable of the environment that `postmortems serve` sets."""

_BODY = re.compile(r"<body[^>]*>")


def is_preview(environment: Mapping[str, str]) -> bool:
    """Whether somebody looks at a view that need not be their own."""
    return bool(environment.get(PREVIEW))


def with_banner(html: str, reader: str | None) -> str:
    """Return a page that says, before anything else, for whom it is."""
    if reader is None:
        return html
    words = f"Preview: the site as <strong>{escape(reader)}</strong> reads it. Nothing here is published."
    banner = f'<p class="pm-preview" role="status">{words}</p>'
    return _BODY.sub(lambda match: match[0] + banner, html, count=1)
