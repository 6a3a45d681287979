"""Findings as other programs read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mkdocs_postmortems.core.check.formats.github import as_github
from mkdocs_postmortems.core.check.formats.gitlab import as_gitlab
from mkdocs_postmortems.core.check.formats.junit import as_junit
from mkdocs_postmortems.core.check.formats.report import Report, as_json_text
from mkdocs_postmortems.core.check.formats.sarif import as_sarif

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "json": as_json_text,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""By the name that the command line has for it."""

__all__ = ["FORMATS", "Report"]
