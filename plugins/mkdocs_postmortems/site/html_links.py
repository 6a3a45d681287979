"""Resolves links in the HTML of a document: MkDocs resolves those in Markdown alone, from the source to the page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection
from urllib.parse import unquote, urlsplit, urlunsplit

from mkdocs.structure.files import File, Files

# Every repetition has an upper bound or cannot backtrack, so that matching takes linear time.
_TAG = re.compile(r"""<[a-zA-Z][\w:-]*+(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(
    r"""(?P<start>\s(?:src|srcset|href|poster|data)\s{0,5}=\s{0,5})(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)

Resolve = Callable[[str], str | None]
"""Returns the URL to write for a URL as written; `None` to leave the attribute out."""


def resolve_html_links(text: str, resolve: Resolve) -> str:
    """Return HTML with each `src`, `srcset`, `href`, `poster` and `data` resolved."""

    def attribute(found: re.Match[str]) -> str:
        written = html.unescape(found["double"] or found["single"] or found["bare"] or "")
        is_set = found["start"].strip().lower().startswith("srcset")
        url = _resolve_set(written, resolve) if is_set else resolve(written)
        if url is None:
            return ""
        return found[0] if url == written else f'{found["start"]}"{html.escape(url)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]) if "=" in tag[0] else tag[0], text)


def _resolve_set(written: str, resolve: Resolve) -> str | None:
    """Return a `srcset`, images with widths or densities between commas, with each address resolved.

    One with an address that has a comma, such as `data:`, stays as it is.
    """
    images = [image.split() for image in written.split(",")]
    if not all(images) or "data:" in written:
        return written
    resolved = [(resolve(url), size) for url, *size in images]
    if [url for url, _ in resolved] == [image[0] for image in images]:
        return written
    return ", ".join(" ".join((url, *size)) for url, size in resolved if url is not None) or None


def site_urls(files: Files) -> frozenset[str]:
    """Return the URLs of all files of a site below its root, without percent encoding."""
    return frozenset(unquote(file.url) for file in files)


def make_html_resolver(
    page: File, files: Files, urls: Collection[str], is_live: Callable[[str], bool] | None
) -> Resolve:
    """Return a function that resolves a URL in the HTML of a page.

    A relative URL that leads nowhere from the page is taken as one from the source, as code hosts show it.

    Args:
        page: The page.
        files: All files of the site.
        urls: Their URLs, as `site_urls` returns them.
        is_live: Tells whether a URL as written leads to a file that the audience gets; other attributes are left out.
            With `None` they stay.
    """
    folder = posixpath.dirname(page.src_uri)

    def resolve(url: str) -> str | None:
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return url
        if _joined(unquote(page.url), unquote(parts.path)) in urls:
            return url
        target = files.get_file_from_path(posixpath.normpath(posixpath.join(folder, unquote(parts.path))))
        if target is not None:
            return urlunsplit(("", "", target.url_relative_to(page), parts.query, parts.fragment))
        return url if is_live is None or is_live(url) else None

    return resolve


def _joined(page_url: str, path: str) -> str:
    """Return the URL below the root that a path leads to from a page; folders end with a slash."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page_url), path))
    return f"{joined}/" if path.endswith("/") and joined != "." else joined
