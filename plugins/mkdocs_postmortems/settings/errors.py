"""What an operator is told who cannot go on."""

from __future__ import annotations

from mkdocs_postmortems.core.errors import PostmortemsError


class ConfigurationError(PostmortemsError):
    """mkdocs.yml cannot be read."""
