"""Front matter: YAML or TOML before the text, read field by field; a bad value never costs the others."""

from __future__ import annotations

from mkdocs_postmortems.core.frontmatter.fields import Fields
from mkdocs_postmortems.core.frontmatter.header import Header, read_front_matter

__all__ = ["Fields", "Header", "read_front_matter"]
