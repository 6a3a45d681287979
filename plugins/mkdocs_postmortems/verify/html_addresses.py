"""Addresses in HTML, SVG, feeds and style sheets, by patterns: a parser takes a minute for what takes seconds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mkdocs_postmortems.verify.address import Address, Use

_COMMENT = re.compile(r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)")
_SCRIPT = re.compile(r"(<script\b[^<>]*+>)((?:[^<]++|<(?!/script))*+)", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*+>((?:[^<]++|<(?!/style))*+)", re.IGNORECASE)
_TAG = re.compile(r"""<([a-zA-Z][\w:-]*)[\s/]((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CSS_URL = re.compile(
    r"""url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))\s*\)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')"""
)
_FETCH = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|Worker|EventSource|WebSocket|sendBeacon)\s*\(|\b(?:from|import))\s*"""
    r"""["'`]((?:https?:|wss?:)?//[^"'`\s]+)"""
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(loc|link|guid|comments|url|image:loc)\b([^<>]*+)>\s*(?:<!\[CDATA\[)?([^<\]]*+)", re.IGNORECASE
)

_LOADED: Mapping[str, tuple[str, ...]] = {
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
_FOLLOWED: Mapping[str, tuple[str, ...]] = {
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
_FETCHED = frozenset(
    """
    stylesheet icon shortcut apple-touch-icon apple-touch-icon-precomposed mask-icon preload modulepreload prefetch
    prerender dns-prefetch preconnect manifest
    """.split()
)
"""Relations of `<link>` that make a browser ask for something."""
_PICTURES = frozenset({"og:image", "og:url", "og:video", "og:audio", "twitter:image"})


def html_addresses(text: str) -> Iterator[Address]:
    """Yield addresses of a page or a drawing."""
    plain = _COMMENT.sub("", text)
    for _, body in _SCRIPT.findall(plain):
        yield from script_addresses(body)
    for body in _STYLE.findall(plain):
        yield from css_addresses(body)
    for tag in dict.fromkeys(_TAG.findall(_SCRIPT.sub(r"\1", plain))):
        yield from _of_tag(*tag)


def ids(text: str) -> frozenset[str]:
    """Return the places in a page that a link can lead to."""
    return frozenset(html.unescape(a or b or c) for a, b, c in _ID.findall(text))


def base(text: str) -> str:
    """Return what relative addresses of a page are relative to, if it says so."""
    found = re.search(r"""<base\b[^<>]*?\bhref\s*=\s*["']?([^"'\s>]+)""", text, re.IGNORECASE)
    return html.unescape(found[1]) if found else ""


def css_addresses(text: str) -> Iterator[Address]:
    """Yield what a style sheet loads."""
    for found in _CSS_URL.findall(text):
        if url := "".join(found).strip():
            yield Address(url, Use.LOADED)


def script_addresses(text: str) -> Iterator[Address]:
    """Yield the other hosts that a script plainly asks for something."""
    for url in _FETCH.findall(text):
        yield Address(url, Use.LOADED)


def feed_addresses(text: str) -> Iterator[Address]:
    """Yield addresses of a sitemap or a feed."""
    for name, attributes, content in _ELEMENT.findall(text):
        url = html.unescape(content).strip()
        if url and 'isPermaLink="false"' not in attributes:
            is_page = name.lower() == "loc"
            if is_page or url.startswith(("http:", "https:", "/")):
                yield Address(url, Use.OWN if is_page else Use.FOLLOWED)
        for key, value in _attributes(attributes).items():
            if key == "href":
                yield Address(value, Use.FOLLOWED)


@lru_cache(maxsize=50_000)
def _of_tag(name: str, written: str) -> tuple[Address, ...]:
    """Return the addresses of a tag; most tags are on every page."""
    if "=" not in written:
        return ()
    return tuple(_tag_addresses(name.lower(), _attributes(written)))


def _attributes(written: str) -> dict[str, str]:
    found = reversed(_ATTRIBUTE.findall(written))  # Of two, the first one counts.
    return {name.lower(): html.unescape(a or b or c).strip() for name, a, b, c in found}


def _tag_addresses(name: str, attributes: Mapping[str, str]) -> Iterator[Address]:
    for key in _LOADED.get(name, ()):
        if attributes.get(key):
            yield Address(attributes[key], Use.LOADED)
    for key in _FOLLOWED.get(name, ()):
        if key in attributes:
            yield Address(attributes[key], Use.FOLLOWED)
    for candidate in (attributes.get("srcset", "") + "," + attributes.get("imagesrcset", "")).split(","):
        if candidate.strip() and not candidate.strip().startswith("data:"):
            yield Address(candidate.split()[0], Use.LOADED)
    if "url(" in attributes.get("style", ""):
        yield from css_addresses(attributes["style"])
    if name == "link":
        yield from _link(attributes)
    if name == "meta":
        yield from _meta(attributes)


def _link(attributes: Mapping[str, str]) -> Iterator[Address]:
    relations = set(attributes.get("rel", "").lower().split())
    use = Use.OWN if "canonical" in relations else Use.LOADED if relations & _FETCHED else Use.FOLLOWED
    if attributes.get("href"):
        yield Address(attributes["href"], use)


def _meta(attributes: Mapping[str, str]) -> Iterator[Address]:
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").lower() == "refresh":
        yield from (Address(url.strip(), Use.LOADED) for url in _REFRESH.findall(content))
    elif {attributes.get("property"), attributes.get("name")} & _PICTURES and content:
        yield Address(content, Use.FOLLOWED)
