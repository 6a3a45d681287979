"""Extracts the URLs from HTML, CSS, JavaScript, feeds and JSON, with what a browser does with each."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from mkdocs_postmortems.core.parse.comments import COMMENT
from mkdocs_postmortems.core.urls import as_browsers_read

LOCAL_SCHEMES = frozenset({"data", "blob", "about", "javascript"})
"""URL schemes that make no network request."""


class UrlUse(StrEnum):
    """What a URL is used for. The value is a verb phrase for messages."""

    LOADED = "loads"
    """A browser fetches it, connects to it or sends data to it without a click on a link."""
    FOLLOWED = "links to"
    """A link that a person may follow; it may lead to other hosts."""
    OWN = "gives as its own address"
    """It is the URL of the file itself or of a page of the site, as in `rel="canonical"` and sitemaps."""


@dataclass(frozen=True, slots=True)
class UrlReference:
    """A URL as it is written in a file."""

    url: str
    use: UrlUse
    is_from_root: bool = False
    """Whether a relative URL is relative to the root of the site, as in a search index."""


_COMMENT = re.compile(COMMENT)
_SCRIPT = re.compile(r"(<script\b[^<>]*+>)((?:[^<]++|<(?!/script))*+)", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*+>((?:[^<]++|<(?!/style))*+)", re.IGNORECASE)
_TAG = re.compile(r"""<([a-zA-Z][\w:-]*)[\s/]((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CSS_URL = re.compile(
    r"""url\(\s*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([^"'()\s]*+))\s*+\)|@import\s++(?:"([^"\n]*)"|'([^'\n]*)')"""
)
_FETCH = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|Worker|EventSource|WebSocket|sendBeacon)\s*\(|\b(?:from|import)|\.src\s*="""
    r"""|\.open\s*\(\s*["'][A-Z]{3,7}["']\s*,)\s*"""
    r"""["'`]((?:https?:|wss?:)?//[^"'`\s]+)"""
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(loc|link|guid|comments|url|image:loc)\b([^<>]*+)>\s*(?:<!\[CDATA\[)?([^<\]]*+)", re.IGNORECASE
)

_LOADED_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "script": ("src", "href", "xlink:href"),
    "img": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "body": ("background",),
    "form": ("action",),
    "button": ("formaction",),
    "base": ("href",),
    "a": ("ping",),
}
_FOLLOWED_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "blockquote": ("cite",),
    "q": ("cite",),
    "del": ("cite",),
    "ins": ("cite",),
    "enclosure": ("url",),
    "media:content": ("url",),
    "iframe": ("longdesc",),
}
_FETCHED_RELATIONS = frozenset(
    """
    stylesheet icon shortcut apple-touch-icon apple-touch-icon-precomposed mask-icon preload modulepreload prefetch
    prerender dns-prefetch preconnect manifest
    """.split()
)
"""Values of `rel` in `<link>` that make a browser send a request."""
_PICTURE_PROPERTIES = frozenset({"og:image", "og:url", "og:video", "og:audio", "twitter:image"})


def html_urls(text: str) -> Iterator[UrlReference]:
    """Yield the URLs of an HTML page or an SVG image, its scripts and its style sheets."""
    plain = _COMMENT.sub("", text)
    for _, body in _SCRIPT.findall(plain):
        yield from script_urls(body)
    for body in _STYLE.findall(plain):
        yield from css_urls(body)
    for tag in dict.fromkeys(_TAG.findall(_SCRIPT.sub(r"\1", plain))):
        yield from _cached_tag_urls(*tag)


def loaded_urls(text: str) -> Iterator[str]:
    """Yield the URLs that a browser loads for a piece of HTML."""
    return (one.url for one in html_urls(text) if one.use is UrlUse.LOADED)


def urls_of_tag(name: str, written: str) -> Iterator[str]:
    """Yield the URLs that a browser loads for a tag, by its name in lower case and its attributes as written."""
    return (one.url for one in _cached_tag_urls(name, written) if one.use is UrlUse.LOADED)


def asks_other_host(url: str, site_url: str) -> bool:
    """Whether loading a URL sends a request to another host than that of the site."""
    try:
        parts, own = urlsplit(as_browsers_read(url)), urlsplit(site_url)
    except ValueError:
        return False
    is_request = bool(parts.netloc) or parts.scheme not in ("", "http", "https")
    return is_request and parts.scheme not in LOCAL_SCHEMES and (not own.netloc or parts.netloc != own.netloc)


def anchor_ids(text: str) -> frozenset[str]:
    """Return the anchors of a page: the values of `id` and `name`."""
    return frozenset(html.unescape(a or b or c) for a, b, c in _ID.findall(text))


def base_url(text: str) -> str:
    """Return the `href` of a page's `<base>`; empty if it has none."""
    found = re.search(r"""<base\b[^<>]*?\bhref\s*=\s*["']?([^"'\s>]+)""", text, re.IGNORECASE)
    return html.unescape(found[1]) if found else ""


def css_urls(text: str) -> Iterator[UrlReference]:
    """Yield the URLs that a style sheet loads."""
    for found in _CSS_URL.findall(text):
        if url := "".join(found).strip():
            yield UrlReference(url, UrlUse.LOADED)


def script_urls(text: str) -> Iterator[UrlReference]:
    """Yield the absolute URLs that a script loads and that stand in it as literals: of `fetch`, `import`, `.src = `."""
    for url in _FETCH.findall(text):
        yield UrlReference(url, UrlUse.LOADED)


def feed_urls(text: str) -> Iterator[UrlReference]:
    """Yield the URLs of a sitemap or feed."""
    for name, attributes, content in _ELEMENT.findall(text):
        url = html.unescape(content).strip()
        if url and 'isPermaLink="false"' not in attributes:
            is_page = name.lower() == "loc"
            if is_page or url.startswith(("http:", "https:", "/")):
                yield UrlReference(url, UrlUse.OWN if is_page else UrlUse.FOLLOWED)
        for key, value in attributes_of(attributes).items():
            if key == "href":
                yield UrlReference(value, UrlUse.FOLLOWED)


@lru_cache(maxsize=50_000)
def _cached_tag_urls(name: str, written: str) -> tuple[UrlReference, ...]:
    """Return the URLs of a tag; cached, since most tags are repeated on every page."""
    if "=" not in written:
        return ()
    return tuple(_tag_urls(name.lower(), attributes_of(written)))


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag by name in lower case."""
    found = reversed(_ATTRIBUTE.findall(written))  # Of two attributes with one name, browsers use the first.
    return {name.lower(): html.unescape(a or b or c).strip() for name, a, b, c in found}


def _tag_urls(name: str, attributes: Mapping[str, str]) -> Iterator[UrlReference]:
    for key in _LOADED_ATTRIBUTES.get(name, ()):
        if attributes.get(key):
            yield UrlReference(attributes[key], UrlUse.LOADED)
    for key in _FOLLOWED_ATTRIBUTES.get(name, ()):
        if key in attributes:
            yield UrlReference(attributes[key], UrlUse.FOLLOWED)
    for candidate in (attributes.get("srcset", "") + "," + attributes.get("imagesrcset", "")).split(","):
        if candidate.strip() and not candidate.strip().startswith("data:"):
            yield UrlReference(candidate.split()[0], UrlUse.LOADED)
    if "url(" in attributes.get("style", ""):
        yield from css_urls(attributes["style"])
    if name == "link":
        yield from _link_urls(attributes)
    if name == "meta":
        yield from _meta_urls(attributes)


def _link_urls(attributes: Mapping[str, str]) -> Iterator[UrlReference]:
    relations = set(attributes.get("rel", "").lower().split())
    use = (
        UrlUse.OWN if "canonical" in relations else UrlUse.LOADED if relations & _FETCHED_RELATIONS else UrlUse.FOLLOWED
    )
    if attributes.get("href"):
        yield UrlReference(attributes["href"], use)


def _meta_urls(attributes: Mapping[str, str]) -> Iterator[UrlReference]:
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").lower() == "refresh":
        yield from (UrlReference(url.strip(), UrlUse.LOADED) for url in _REFRESH.findall(content))
    elif {attributes.get("property"), attributes.get("name")} & _PICTURE_PROPERTIES and content:
        yield UrlReference(content, UrlUse.FOLLOWED)


_FROM_ROOT_KEY = "location"
"""Key of MkDocs' and Material's search index."""
_LOADED_KEYS = frozenset({"src", "icon", "favicon"})
_FOLLOWED_KEYS = frozenset(
    {"url", "href", "link", "home_page_url", "feed_url", "next_url", "start_url", "scope", "image"}
)
_MAX_DEPTH = 100


def json_urls(text: str, *, is_manifest: bool = False, from_root: bool = False) -> Iterator[UrlReference]:
    """Yield the URLs in JSON, recognised by their keys.

    Relative URLs are yielded only if `is_manifest` or `from_root` tells what they are relative to.

    Args:
        text: JSON; for anything else, nothing is yielded.
        is_manifest: whether it is a web manifest, in which URLs are relative to the file.
        from_root: whether URLs are relative to the root of the site, as in Pagefind's files.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    waiting = [(value, 0)]
    while waiting:
        current, depth = waiting.pop()
        if depth > _MAX_DEPTH or not isinstance(current, dict | list):
            continue
        items = current.items() if isinstance(current, dict) else ((None, item) for item in current)
        for key, item in items:
            if isinstance(item, str):
                yield from _field_urls(key, item, is_manifest=is_manifest, from_root=from_root)
            else:
                waiting.append((item, depth + 1))


def _field_urls(key: str | None, value: str, *, is_manifest: bool, from_root: bool) -> Iterator[UrlReference]:
    if key == _FROM_ROOT_KEY:
        yield UrlReference(value.lstrip("/"), UrlUse.FOLLOWED, is_from_root=True)
    elif key in _FOLLOWED_KEYS or key in _LOADED_KEYS:
        use = UrlUse.LOADED if key in _LOADED_KEYS else UrlUse.FOLLOWED
        if from_root:
            yield UrlReference(value.lstrip("/"), use, is_from_root=True)
        elif is_manifest or value.startswith(("/", "http:", "https:")):
            yield UrlReference(value, use)
