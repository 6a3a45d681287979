"""A searchable knowledge base of postmortems, made from Markdown files in git."""

from __future__ import annotations

__version__ = "0.1.0"
