"""Writes feeds as Atom (RFC 4287) and as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from mkdocs_postmortems.core.machines.feed import ATOM_NAME, JSON_NAME, Feed, FeedEntry
from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.machines.xml_text import xml_text

_NAMESPACE = "http://www.w3.org/2005/Atom"


def to_atom(feed: Feed, site: SiteAddress, language: str, today: str) -> MachineFile:
    """Return a feed as Atom; `today` is when a feed without entries was updated."""
    uri = f"{feed.folder}{ATOM_NAME}"
    address = site.absolute(site.file(uri))
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": language})
    _add(root, "id", address)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((entry.updated for entry in feed.entries), default=today)))
    _add(_add(root, "author"), "name", site.name)
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _add_entry(root, entry)
    return MachineFile(uri, f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n')


def _add_entry(root: Element, entry: FeedEntry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.url)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", _moment(entry.published))
    _add(element, "updated", _moment(entry.updated))
    if entry.summary:
        _add(element, "summary", entry.summary)
    for tag in entry.tags:
        _add(element, "category", term=tag)


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    clean = {key: xml_text(value) for key, value in attributes.items()}
    element = SubElement(parent, name, clean)
    element.text = xml_text(text) if text else text
    return element


def to_json_feed(feed: Feed, site: SiteAddress, language: str) -> MachineFile:
    """Return a feed as JSON Feed."""
    uri = f"{feed.folder}{JSON_NAME}"
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": site.absolute(site.file(uri)),
        "language": language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return MachineFile(uri, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _item(entry: FeedEntry) -> dict[str, Any]:
    return {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "tags": list(entry.tags),
    }


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
