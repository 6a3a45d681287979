"""Finds the files that a Markdown, HTML or CSS text refers to, and those that a script imports."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs_postmortems.core.urls import as_browsers_read

# Every repetition has an upper bound, so that matching takes linear time.
_LINKS = (
    re.compile(r"\]\(\s{0,20}<([^<>\n]{1,2000})>"),
    re.compile(r"\]\(\s{0,20}([^()\s<>]{1,2000}(?:\([^()\s]{0,200}\)[^()\s<>]{0,500})?)"),
)
_DEFINITIONS = (re.compile(r"^[ \t>]{0,20}\[[^\[\]\n]{1,500}\]:[ \t]*<?([^\s<>]{1,2000})", re.MULTILINE),)
_ATTRIBUTE = re.compile(r"\b(?:href|src|srcset|poster|data|action|cite)\s{0,5}=", re.IGNORECASE)
_ATTRIBUTES = (
    re.compile(rf"{_ATTRIBUTE.pattern}\s{{0,5}}\"([^\"\n]{{1,2000}})\"", re.IGNORECASE),
    re.compile(rf"{_ATTRIBUTE.pattern}\s{{0,5}}'([^'\n]{{1,2000}})'", re.IGNORECASE),
    re.compile(rf"{_ATTRIBUTE.pattern}\s{{0,5}}([^\s\"'<>]{{1,2000}})", re.IGNORECASE),
)
_STYLES = (
    re.compile(r"@import\s{1,5}[\"']([^\"'\n]{1,2000})", re.IGNORECASE),
    re.compile(r"\burl\(\s{0,5}[\"']?([^\"')\n]{1,2000})", re.IGNORECASE),
)
_STYLE_PATTERNS = (
    *_LINKS,
    *_DEFINITIONS,
    *_ATTRIBUTES,
    *_STYLES,
    re.compile(r"[\"']([^\"'\n]{1,2000})[\"']\s{1,5}(?:\d[\d.]{0,5}(?:x|dppx)|type\()", re.IGNORECASE),  # image-set()
)
_SCRIPT_PATTERNS = (
    re.compile(r"\b(?:from|import|import\s{0,5}\(|importScripts\s{0,5}\()\s{0,5}[\"'`]([^\"'`\n]{1,2000})"),
    re.compile(r"\bnew\s{1,5}URL\s{0,5}\(\s{0,5}[\"'`]([^\"'`\n]{1,2000})[\"'`]\s{0,5},\s{0,5}import\.meta\.url"),
)
"""What browsers resolve from the script. Other addresses in it are relative to the page, or are no addresses."""
STYLE_SUFFIXES = (".css",)
SCRIPT_SUFFIXES = (".js", ".mjs")
"""In lower case."""
_EXTERNAL_URL = re.compile(r"[a-z][a-z0-9+.-]{1,30}:|[\\/]{2}|#", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""Characters that Markdown reads as themselves after a backslash."""


class Reference(NamedTuple):
    """The path of a file, relative to the root of the sources, and the line (1-based) that refers to it."""

    path: str
    line: int


def find_references(text: str, path: str) -> Iterator[Reference]:
    """Yield all files that a text may refer to: every candidate path of each link target.

    Args:
        text: Markdown, HTML, CSS or a script, by the extension of the path.
        path: path of the text, relative to the root of the sources; link targets are relative to it.
    """
    folder = posixpath.dirname(path)
    ends = [match.start() for match in re.finditer("\n", text)]
    for pattern in _patterns_for(path.lower(), text):
        for match in pattern.finditer(text):
            line = bisect(ends, match.start(1)) + 1
            for address in _addresses(match[1]):
                for target in candidate_paths(address, folder):
                    yield Reference(target, line)


def _patterns_for(path: str, text: str) -> tuple[re.Pattern[str], ...]:
    if path.endswith(SCRIPT_SUFFIXES):
        return _SCRIPT_PATTERNS
    return _STYLE_PATTERNS if path.endswith(STYLE_SUFFIXES) else tuple(_patterns_in(text))


def _patterns_in(text: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that may find something; most documents have links alone."""
    if "](" in text:
        yield from _LINKS
    if "]:" in text:
        yield from _DEFINITIONS
    if "=" in text and _ATTRIBUTE.search(text):
        yield from _ATTRIBUTES
    if "@" in text or "url(" in text.lower():
        yield from _STYLES


def _addresses(written: str) -> Iterator[str]:
    """Yield the attribute value, and each URL of a `srcset`; a backslash is a slash, or escapes the next character."""
    yield written
    if "\\" in written:
        yield as_browsers_read(written)
        yield _ESCAPED.sub(r"\1", written)
    if "," in written:
        yield from (part.split()[0] for part in written.split(",") if part.strip())


def candidate_paths(address: str, folder: str) -> Iterator[str]:
    """Yield the source paths that a URL may mean: a file, a page without its extension, the index of a folder."""
    if _EXTERNAL_URL.match(address.strip()):
        return
    bare = unquote(re.split(r"[?#]", address.strip(), maxsplit=1)[0])
    if not bare:
        return
    joined = bare.lstrip("/") if bare.startswith("/") else posixpath.join(folder, bare)
    target = posixpath.normpath(joined)
    if target.startswith(".."):
        # One `../` too many: pages are folders on the built site, so authors may write links relative to those.
        target = target.lstrip("./")
    yield target
    if target.endswith(".html"):
        yield target.removesuffix(".html") + ".md"
        target = target.removesuffix("/index.html")
    if not posixpath.splitext(target)[1] or bare.endswith("/"):
        yield from (f"{target}.md", f"{target}/index.md", f"{target}/README.md")
        if not bare.startswith("/"):
            yield posixpath.normpath(posixpath.join(folder, "..", bare)).lstrip("./") + ".md"
