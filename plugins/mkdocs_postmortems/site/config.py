"""The plugin's options in mkdocs.yml, as MkDocs wants them declared; what they mean is said in `settings`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

from mkdocs_postmortems.settings import OPTIONS

_DEFAULTS = {option.name: option.default for option in OPTIONS}


class PostmortemsConfig(Config):  # type: ignore[no-untyped-call]
    """Options below `plugins: - postmortems:`."""

    written: Mapping[str, object] = {}
    """As they were written: MkDocs takes an empty option for one that is not there."""

    def load_dict(self, patch: dict[str, Any]) -> None:
        """Remember what is written."""
        self.written = {**self.written, **patch}
        super().load_dict(patch)

    path = c.Type(str, default=_DEFAULTS["path"])
    taxonomy = c.Type(str, default=_DEFAULTS["taxonomy"])
    exclude = c.ListOfItems(c.Type(str), default=_DEFAULTS["exclude"])
    search_field = c.Type(bool, default=_DEFAULTS["search_field"])
    saved_searches = c.Type(dict, default=_DEFAULTS["saved_searches"])
    templates = c.Type(str, default=_DEFAULTS["templates"])
    requirements = c.Type(dict, default=_DEFAULTS["requirements"])
    audiences = c.Type(dict, default=_DEFAULTS["audiences"])
    default_audience = c.Type(str, default=_DEFAULTS["default_audience"])
    audience = c.Type(str, default=_DEFAULTS["audience"])
    narrow_links = c.Type(str, default=_DEFAULTS["narrow_links"])
    shared_files = c.ListOfItems(c.Type(str), default=_DEFAULTS["shared_files"])
