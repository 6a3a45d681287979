"""Finds the files that a page of a Markdown text links to or shows, without those that only its words look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mkdocs_postmortems.core.audiences.references import find_references
from mkdocs_postmortems.core.frontmatter.block import find_block

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z][^<>]{0,5000}>")
_STYLE = re.compile(r"<style\b[^<>]{0,500}>(.*?)(?:</style|\Z)", re.DOTALL | re.IGNORECASE)
_VERBATIM = re.compile(r"<(pre|code|script|style|textarea)\b[^<>]{0,500}>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
"""HTML of which the text is shown or run as it is."""
_LINK = re.compile(r"\]\([^\n]{1,3000}|^[ \t>]{0,20}\[[^\[\]\n]{1,500}\]:[^\n]{1,3000}", re.MULTILINE)
_OPENS_INDENTED = re.compile(r"(?:!!!|\?\?\?\+?|={3}[!+]{0,2}|/{3,}) ?|:[ \t]")
"""Starts of paragraphs below which extensions of Python-Markdown read indented text: notes, tabs, footnotes."""
_FOOTNOTE = re.compile(r"^([ \t]{0,3})\[\^[^\[\]\s]{1,60}\]:", re.MULTILINE)
"""The start of a footnote, which CommonMark takes for the address of a link."""
_MAX_DEPTH = 5
"""How deep indented texts are read."""


def find_rendered_references(text: str, path: str) -> Iterator[str]:
    """Yield the paths of all files that the page of a document may load or link to.

    Args:
        text: the document, with its front matter.
        path: its path, relative to the root of the sources; link targets are relative to it.
    """
    block = find_block(text)
    head, body = ("", text) if block is None else (block.text, block.body)
    for part in (*_links_in_html(head), *_rendered_parts(body, _MAX_DEPTH)):
        yield from (reference.path for reference in find_references(part, path))


def _rendered_parts(text: str, depth: int) -> Iterator[str]:
    """Yield the parts of a Markdown text that make links, as Markdown, HTML or CSS."""
    opens_indented = False
    for token in _parser().parse(_FOOTNOTE.sub(r"\1/// ", text)):
        if token.type == "inline":
            opens_indented = bool(_OPENS_INDENTED.match(token.content))
            yield from _inline_parts(token.children or ())
        elif token.type == "html_block":
            yield from _links_in_html(token.content)
        elif token.type == "code_block" and opens_indented and depth:
            yield from _rendered_parts(token.content, depth - 1)


def _inline_parts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "html_inline":
            yield from _TAG.findall(_COMMENT.sub("", token.content))
        address = token.attrs.get("href") or token.attrs.get("src")
        if address:
            yield f"[x](<{address}>)"
        yield from _inline_parts(token.children or ())


def _links_in_html(text: str) -> Iterator[str]:
    """Yield tags, styles, and links in Markdown, which HTML may contain."""
    shown = _COMMENT.sub("", text)
    yield from _STYLE.findall(shown)
    yield from _TAG.findall(shown)
    yield from _LINK.findall(_VERBATIM.sub("", shown))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
