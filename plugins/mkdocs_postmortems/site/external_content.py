"""Replaces what the content of a page would load from other hosts by links, so that reading it tells them nothing."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from mkdocs_postmortems.audit.external_loads import host_of
from mkdocs_postmortems.audit.urls import asks_other_host, attributes_of, loaded_urls, urls_of_tag
from mkdocs_postmortems.core.link_policy import LinkPolicy
from mkdocs_postmortems.core.parse.comments import COMMENT
from mkdocs_postmortems.core.urls import as_browsers_read, is_safe_url

IsLeftOut = Callable[[str], bool]
"""Tells whether a URL that a page would load is to be left out."""

# Every repetition is possessive or bounded by the next one, so that matching takes linear time.
_COMMENT = re.compile(COMMENT)
_TAG = re.compile(r"""<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*+)(?P<written>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""(?:(?<!\s)\s++)?(?<![\w:-])[\w:-]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++)""")
_MAX_PASSES = 9
"""What is taken out of the middle of a broken tag may make it whole. What is left then, the audit of the site finds."""
_WITH_CONTENT = frozenset("script style iframe object video audio".split())
"""Elements that are replaced with all that is in them."""
_SHOWN = frozenset("img embed input frame iframe object video audio script".split())
"""Elements in whose place a link stands."""
_UNSHOWN = frozenset("link meta source track style base".split())
"""Elements that show nothing themselves."""
_WORDS = ("alt", "title", "aria-label")
"""Attributes that say what an element shows."""
_EMOJI = frozenset("emojione twemoji gemoji".split())
"""Classes that pymdownx.emoji gives to images, whose `alt` is the character."""


def left_out_by(policy: LinkPolicy, site_url: str) -> IsLeftOut:
    """Return a function that says whether a URL is on another host that `external_hosts` does not name."""

    def is_left_out(url: str) -> bool:
        return asks_other_host(url, site_url) and not policy.allows(host_of(as_browsers_read(url)))

    return is_left_out


def leave_out(text: str, is_left_out: IsLeftOut) -> str:
    """Return HTML with a link in place of each element that would load something that is left out.

    Within another link there is its text. Attributes of other elements that would load something, such as `style`, are
    taken out; so are comments, which could hide parts of tags.
    """
    for _ in range(_MAX_PASSES):
        before, text = text, "".join(_pieces(_COMMENT.sub("", text), is_left_out))
        if text == before:
            break
    return text


def emoji_as_characters(text: str, is_left_out: IsLeftOut) -> str:
    """Return HTML with characters in place of the images of emoji that are left out."""

    def character(found: re.Match[str]) -> str:
        attributes = attributes_of(found["written"])
        is_emoji = found["name"] == "img" and _EMOJI & {*attributes.get("class", "").split()}
        left_out = is_emoji and is_left_out(attributes.get("src", ""))
        return html.escape(attributes.get("alt", "")) if left_out else found[0]

    return _TAG.sub(character, text) if any(name in text for name in _EMOJI) else text


def _pieces(text: str, is_left_out: IsLeftOut) -> Iterator[str]:
    at, in_link = 0, False
    while found := _TAG.search(text, at):
        yield text[at : found.start()]
        name, at = found["name"].lower(), found.end()
        if name == "a":
            in_link = not found["close"]
        if found["close"] or ("=" not in found["written"] and name not in _WITH_CONTENT):
            yield found[0]
            continue
        if name in _WITH_CONTENT:
            at = _end_of(name, text, at)
        element = text[found.start() : at]
        urls = dict.fromkeys(url for url in _loads(name, found["written"], element) if is_left_out(url))
        yield _replacement(name, found, element, tuple(urls), in_link=in_link) if urls else element
    yield text[at:]


def _end_of(name: str, text: str, start: int) -> int:
    """Return where an element ends whose content begins at `start`; the end of the text if it is not closed."""
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start)
    return closing.end() if closing else len(text)


def _loads(name: str, written: str, element: str) -> Iterator[str]:
    """Yield the URLs that an element loads."""
    return loaded_urls(element) if name in _WITH_CONTENT else urls_of_tag(name, written)


def _replacement(name: str, tag: re.Match[str], element: str, urls: tuple[str, ...], *, in_link: bool) -> str:
    """Return what stands in place of an element that loads these URLs."""
    if name in _UNSHOWN:
        return ""
    attributes = attributes_of(tag["written"])
    main = attributes.get("data" if name == "object" else "src", "")
    if main in urls and name in _SHOWN:
        return _link(main, attributes, in_link=in_link)
    shown = [url for url in urls if name in _WITH_CONTENT and url != attributes.get("poster")]
    if shown:
        return "".join(_link(url, attributes, in_link=in_link) for url in shown)
    kept = _ATTRIBUTE.sub(lambda one: _kept(name, one[0], urls), tag["written"])
    return f"<{tag['name']}{kept}>{element[len(tag[0]) :]}"


def _kept(name: str, attribute: str, urls: tuple[str, ...]) -> str:
    return "" if any(url in urls for url in urls_of_tag(name, attribute)) else attribute


def _link(url: str, attributes: Mapping[str, str], *, in_link: bool) -> str:
    """Return a link to what is left out, in the words of the element, with the host."""
    host = host_of(as_browsers_read(url))
    named = (attributes[key] for key in _WORDS if attributes.get(key))
    words = next(named, unquote(posixpath.basename(urlsplit(as_browsers_read(url)).path.rstrip("/"))))
    text = html.escape(f"{words} ({host})" if words else host)
    if in_link or not is_safe_url(f"https:{url}" if url.startswith("//") else url):
        return f'<span class="pm-left-out">{text}</span>'
    return f'<a class="pm-left-out" href="{html.escape(url)}" rel="noreferrer">{text}</a>'
