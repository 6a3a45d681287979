"""Which feeds a site has, and what is in them: the newest incidents of all, of a facet value, or of a saved search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES, TEAMS
from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.machines.saved_search_documents import find_saved
from mkdocs_postmortems.core.model import Postmortem, Status
from mkdocs_postmortems.core.pages.page_uris import HOME_URI
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.search_pages import saved_search_uris
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.plain_text import shortened

FEED_FACETS = (SERVICES, TEAMS, SEVERITIES)
"""Facets whose values have feeds. Tags may be a thousand, and a feed of each is two files."""
MAX_ENTRIES = 30
ATOM_NAME = "feed.xml"
JSON_NAME = "feed.json"

_UNANNOUNCED = (Status.DRAFT, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An incident in a feed."""

    url: str
    """Absolute URL of its page, which is its id."""
    title: str
    summary: str
    """Plain text; empty if there is none."""
    published: str
    """Day of the incident, `YYYY-MM-DD`."""
    updated: str
    """Day of the last change if it is known, else that of the incident."""
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest incidents of one page, to be written as Atom and as JSON Feed."""

    folder: str
    """Folder of its files below the folder of postmortems; empty for that folder, else with a slash at its end."""
    title: str
    page: str
    """Absolute URL of the page that lists the same."""
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class _Selection:
    """The documents of a feed, newest first, and the page that lists them."""

    title: str
    page_uri: str
    documents: tuple[Postmortem, ...]


def feed_folder(page_uri: str) -> str:
    """Return the folder of the feeds of a page, by its source URI."""
    return "" if page_uri == HOME_URI else f"{page_uri.removesuffix('.md')}/"


def build_feeds(site_model: SiteModel, site: SiteAddress, home: str, saved: tuple[SavedSearch, ...]) -> Iterator[Feed]:
    """Yield the feeds of a view.

    Args:
        site_model: the view and what its pages share.
        site: a site whose URL is known: feeds have absolute addresses.
        home: source URI of the home page.
        saved: the saved searches of the site.
    """
    for one in _selections(site_model, site, home, saved):
        listed = [document for document in one.documents if document.status not in _UNANNOUNCED][:MAX_ENTRIES]
        entries = tuple(_entry(site_model, site, document) for document in listed)
        folder = "" if one.page_uri == home else feed_folder(one.page_uri)
        yield Feed(folder, one.title, site.absolute(site.page(one.page_uri)), entries)


def feed_pages(site_model: SiteModel, home: str, saved: Iterable[SavedSearch]) -> Iterator[tuple[str, str]]:
    """Yield the source URI and name of each page that has a feed of its own, apart from the home page."""
    for facet in FEED_FACETS:
        for value in site_model.facets.used(facet):
            yield value.uri, value.term.name
    for search, uri in saved_search_uris(saved).items():
        if uri != home:
            yield uri, search.name


def _selections(
    site_model: SiteModel, site: SiteAddress, home: str, saved: tuple[SavedSearch, ...]
) -> Iterator[_Selection]:
    yield _Selection(site.name, home, site_model.view.incidents)
    for facet in FEED_FACETS:
        for value in site_model.facets.used(facet):
            yield _Selection(f"{site.name}: {value.term.name}", value.uri, value.documents)
    for search, uri in saved_search_uris(saved).items():
        yield _Selection(f"{site.name}: {search.name}", uri, find_saved(search, site_model))


def _entry(site_model: SiteModel, site: SiteAddress, document: Postmortem) -> FeedEntry:
    changed = site_model.build_info.pages.get(document.path)
    day = _first_day(document.date) or site_model.today
    names = (ref.name for facet in FEED_FACETS for ref in site_model.facets.refs(document, facet))
    return FeedEntry(
        url=site.absolute(site.page(document.path)),
        title=title_to_text(document.title),
        summary=shortened(plain_text(document.summary or "")),
        published=day,
        updated=max(day, changed.last) if changed else day,
        tags=tuple(dict.fromkeys((*names, *document.tags))),
    )


def _first_day(written: str | None) -> str:
    """Return a day, or the first day of a month or year; empty if there is none."""
    return f"{written}-01-01"[:10] if written else ""
