"""Shows when ordinary pages last changed, in place of a plugin that would ask git in a staging folder."""

from __future__ import annotations

import re

from mkdocs.structure.pages import Page

from mkdocs_postmortems.core.build_info import BuildInfo
from mkdocs_postmortems.core.moments import format_long_date

META_KEY = "git_revision_date_localized"
"""The key of a page's metadata that Material shows below the page."""

_TAG = re.compile(r"\{\{\s*git_revision_date(?:_localized)?\s*\}\}")


def page_date(page: Page, build_info: BuildInfo) -> str:
    """Return the day of a page's last change, as it is shown.

    It is empty on a site whose configuration has no plugin that would show it, and for pages whose date is not known.
    """
    known = build_info.pages.get(page.file.src_uri) if build_info.shows_dates else None
    return format_long_date(known.last) if known else ""


def with_page_date(page: Page, markdown: str, build_info: BuildInfo) -> str:
    """Return the text of a page with its date, if any, where the author wants it, and put it into its metadata."""
    day = page_date(page, build_info)
    if not day:
        return markdown
    page.meta.setdefault(META_KEY, day)
    return _TAG.sub(day, markdown)
