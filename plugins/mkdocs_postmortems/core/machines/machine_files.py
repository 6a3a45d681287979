"""Lists the files for programs of a site."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.machines.api import build_api
from mkdocs_postmortems.core.machines.feed import build_feeds
from mkdocs_postmortems.core.machines.feed_formats import to_atom, to_json_feed
from mkdocs_postmortems.core.machines.icalendar import build_calendar
from mkdocs_postmortems.core.machines.llms_txt import build_llms_txt
from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.machines.opensearch import build_opensearch
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.site_model import SiteModel


def build_machine_files(
    site_model: SiteModel, site: SiteAddress, home: str, saved: tuple[SavedSearch, ...]
) -> Iterator[MachineFile]:
    """Yield the files for programs. Without the site's URL there are none that need absolute addresses.

    Args:
        site_model: the view and what its pages share.
        site: the addresses of its pages.
        home: source URI of the home page.
        saved: the saved searches of the site.
    """
    yield build_calendar(site_model, site)
    yield from build_api(site_model, site)
    yield build_llms_txt(site_model, site)
    if site.url:
        yield build_opensearch(site, site_model.language.code)
        for feed in build_feeds(site_model, site, home, saved):
            yield to_atom(feed, site, site_model.language.code, site_model.today)
            yield to_json_feed(feed, site, site_model.language.code)
