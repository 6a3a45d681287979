"""Markdown in, postmortem out: front matter wins, the body fills in, what neither says stays unknown. Never raises."""

from mkdocs_postmortems.core.parse.document import ParseResult, parse

__all__ = ["ParseResult", "parse"]
