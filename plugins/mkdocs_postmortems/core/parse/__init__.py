"""Parses a Markdown document into a `Postmortem`. Front matter takes precedence over the body. Never raises."""

from mkdocs_postmortems.core.parse.document import ParseResult, parse

__all__ = ["ParseResult", "parse"]
