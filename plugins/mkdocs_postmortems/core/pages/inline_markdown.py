"""Renders one line of inline Markdown as safe HTML: HTML in the source is escaped, unsafe link targets are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mkdocs_postmortems.core.pages.link_tools import LinkTool, find_tool
from mkdocs_postmortems.core.urls import is_safe_url

LINE_BREAK = re.compile(r"(?P<code>`[^`]*`)|(?:(?<!\s)\s++)?<br\s*+/?>\s*+", re.IGNORECASE)
"""Matches `<br>`, which authors write in table cells, or a code span, in which it is literal text."""

ResolveLink = Callable[[str], str]
"""Maps a link target as written to one that works on the page that shows it."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link to evidence for a timeline event."""

    name: str
    url: str
    tool: LinkTool


def render_inline(text: str, resolve: ResolveLink) -> str:
    """Render one line of Markdown, `<br>` as a line break, with link targets mapped by `resolve`."""
    line = LINE_BREAK.sub(lambda found: found["code"] or "  \n", " ".join(text.split("\n"))).strip()
    html: str = _parser().renderInline(line, {"resolve": resolve})
    return html


def source_links(text: str) -> tuple[SourceLink, ...]:
    """Return the links of a Markdown text that consists of links only; empty for any other text."""
    tokens = [token for block in _parser().parseInline(text) for token in block.children or ()]
    found: list[SourceLink] = []
    names: list[str] = []
    rest = url = ""
    for token in tokens:
        if token.type == "link_open":
            url, names = str(token.attrGet("href")), []
        elif token.type == "link_close":
            found.append(SourceLink("".join(names) or url, url, find_tool(url)))
            url = ""
        elif url:
            names.append(token.content)
        else:
            rest += token.content
    return () if rest.strip(" ,;|/·") else tuple(found)


@cache
def _parser() -> MarkdownIt:
    """Return the shared parser; rendering does not change its state."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").disable("image")
    parser.validateLink = is_safe_url  # type: ignore[method-assign]
    parser.add_render_rule("link_open", _link_open)
    return parser


def _link_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    token.attrSet("href", env["resolve"](str(token.attrGet("href"))))
    return str(renderer.renderToken(tokens, index, options, env))
