"""A file for programs, and what such files need to know of the site that they are part of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin


@dataclass(frozen=True, slots=True)
class MachineFile:
    """A generated file that programs read, such as a feed or a calendar."""

    uri: str
    """Path below the folder of postmortems, such as `services/checkout-api/feed.xml`."""
    text: str


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """What a site is called, and where its pages are."""

    name: str
    description: str = ""
    url: str = ""
    """Absolute URL of the site's root, with a slash at its end; empty if it is not known."""
    base: str = ""
    """Folder of postmortems below the root; empty if that is the root."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Source URI below the folder of postmortems -> URL of the page below the site's root."""

    def page(self, uri: str) -> str:
        """Return the URL of a page below the site's root; empty if there is no such page."""
        return self.pages.get(uri, "")

    def file(self, uri: str) -> str:
        """Return the URL of a file for programs below the site's root."""
        return f"{self.base}/{uri}" if self.base else uri

    def absolute(self, url: str) -> str:
        """Return the absolute URL of a URL below the site's root."""
        return urljoin(self.url, url)
