"""Reads how old the view is, which the stage says; a build without a stage knows nothing of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from mkdocs_postmortems.core.build_info import BuildInfo, DocumentHistory

ENVIRONMENT = "POSTMORTEMS_AGE"
"""Names the file."""


def read_age(environment: Mapping[str, str]) -> BuildInfo:
    """Return the age of the view."""
    if not environment.get(ENVIRONMENT):
        return BuildInfo()
    content = json.loads(Path(environment[ENVIRONMENT]).read_text(encoding="utf-8"))
    pages = {path: DocumentHistory(**changes) for path, changes in content.pop("pages").items()}
    return BuildInfo(**content, pages=pages)
