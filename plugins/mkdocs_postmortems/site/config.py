"""The plugin's options in mkdocs.yml, as MkDocs wants them declared; what they mean is said in `settings`."""

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
    """As they were written: MkDocs takes an empty option for one that is not there."""

    def load_dict(self, patch: dict[str, Any]) -> None:
        """Remember what is written."""
        self.raw_options = {**self.raw_options, **patch}
        super().load_dict(patch)

    for _option in OPTIONS:
        locals()[_option.name] = _mkdocs_option(_option)
