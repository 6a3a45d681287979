"""Front matter: finds it, parses it and validates each field; an invalid value does not affect the others."""

from __future__ import annotations

from mkdocs_postmortems.core.frontmatter.fields import FIELD_SPECS, FrontMatterFields
from mkdocs_postmortems.core.frontmatter.front_matter import FrontMatter, parse_front_matter

__all__ = ["FIELD_SPECS", "FrontMatter", "FrontMatterFields", "parse_front_matter"]
