"""Which files for programs the head of a page names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mkdocs_postmortems.core.machines.feed import ATOM_NAME, JSON_NAME, feed_folder
from mkdocs_postmortems.core.machines.icalendar import CALENDAR_URI
from mkdocs_postmortems.core.machines.opensearch import OPENSEARCH_URI
from mkdocs_postmortems.core.pages.page_uris import ACTIONS_URI

ALTERNATE = "alternate "
"""The relation `alternate`: a list of words, in which blanks do not count.

Material takes a link whose attribute is just `alternate` for a translation of the site, and asks the host of its
address for a sitemap.
"""


class Alternate(NamedTuple):
    """A `link` element of a page's head."""

    relation: str
    type: str
    title: str
    url: str


def page_alternates(uri: str, feeds: Mapping[str, str], site_name: str, *, has_feeds: bool) -> Iterator[Alternate]:
    """Yield the files that a page names, with their paths below the folder of postmortems.

    Args:
        uri: source URI of a generated page; empty for any other.
        feeds: source URI of each page with feeds of its own -> its name.
        site_name: the name of the site.
        has_feeds: whether the site has feeds.
    """
    if has_feeds:
        yield from _feed_alternates("", site_name)
        yield Alternate("search", "application/opensearchdescription+xml", site_name, OPENSEARCH_URI)
    if has_feeds and uri in feeds:
        yield from _feed_alternates(feed_folder(uri), f"{site_name}: {feeds[uri]}")
    if uri == ACTIONS_URI:
        yield Alternate(ALTERNATE, "text/calendar", site_name, CALENDAR_URI)


def _feed_alternates(folder: str, title: str) -> Iterator[Alternate]:
    yield Alternate(ALTERNATE, "application/atom+xml", title, f"{folder}{ATOM_NAME}")
    yield Alternate(ALTERNATE, "application/feed+json", title, f"{folder}{JSON_NAME}")
