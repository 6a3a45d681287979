"""The plugin's options in the form that MkDocs requires; `settings` declares, documents and interprets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config

from mkdocs_postmortems.settings import OPTIONS, Option


def _mkdocs_option(option: Option) -> BaseConfigOption[Any]:
    if option.type is list:
        return c.ListOfItems(c.Type(str), default=option.default)
    return c.Type(option.type, default=option.default)


class PostmortemsConfig(Config):  # type: ignore[no-untyped-call]
    """Options below `plugins: - postmortems:`."""

    raw_options: Mapping[str, object] = {}
    """The options as written in mkdocs.yml; MkDocs itself does not tell an empty option from a missing one."""

    def load_dict(self, patch: dict[str, Any]) -> None:
        """Keep the options as written, then let MkDocs load them."""
        self.raw_options = {**self.raw_options, **patch}
        super().load_dict(patch)

    for _option in OPTIONS:
        locals()[_option.name] = _mkdocs_option(_option)
