"""Lists the files for programs of a site."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.machines.feed import build_feeds
from mkdocs_postmortems.core.machines.feed_formats import to_atom, to_json_feed
from mkdocs_postmortems.core.machines.icalendar import build_calendar
from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.site_model import SiteModel


def build_machine_files(
    site_model: SiteModel, site: SiteAddress, home: str, saved: tuple[SavedSearch, ...]
) -> Iterator[MachineFile]:
    """Yield the files for programs. Without the site's URL there are no feeds, whose addresses have to be absolute.

    Args:
        site_model: the view and what its pages share.
        site: the addresses of its pages.
        home: source URI of the home page.
        saved: the saved searches of the site.
    """
    yield build_calendar(site_model, site)
    if site.url:
        for feed in build_feeds(site_model, site, home, saved):
            yield to_atom(feed, site, site_model.language.code, site_model.today)
            yield to_json_feed(feed, site, site_model.language.code)
