"""How grave it is when a link leads nowhere, and when a page asks another host for something."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.diagnostic_codes import Severity

AUTO: Final = "auto"
"""The value of an option whose effect depends on the rest of the configuration."""
_SEVERITIES = {"allow": Severity.OFF, "warn": Severity.WARNING, "error": Severity.ERROR}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPolicy:
    """The options `links`, `external` and `external_hosts`."""

    dead_links: Severity = Severity.WARNING
    external: str = AUTO
    """One of `auto`, `allow`, `warn` and `error`."""
    hosts: tuple[str, ...] = ()
    """Patterns of hosts that pages may load from."""
    audiences: Audiences = field(default_factory=Audiences)

    def external_severity(self, labels: Collection[str] | None = None) -> Severity:
        """Return the severity of a request to another host, which tells the host which page is read.

        Args:
            labels: The labels of the text that makes the request, or the audience of a site; `None` for a request of
                every page. By default it is an error unless anyone may read all of it.
        """
        if self.external != AUTO:
            return _SEVERITIES[self.external]
        known = self.audiences.by_name
        restricted = (name for name in (known if labels is None else labels) if name in known)
        return Severity.WARNING if all(known[name].anyone for name in restricted) else Severity.ERROR

    @property
    def leaves_out(self) -> bool:
        """Whether sites do without fonts, emoji and the like of other hosts that nothing asks for expressly."""
        return self.external == "error" or (self.external == AUTO and bool(self.audiences))

    @property
    def has_links_for_restricted(self) -> bool:
        """Whether sites that only some may read have links in place of what documents load from other hosts."""
        return self.external == AUTO and self.external_severity() is Severity.ERROR

    def load_severity(self, labels: Collection[str]) -> Severity:
        """Return the severity of what a text loads from another host.

        Args:
            labels: The labels of the text; empty for a style sheet, which every page may load.
        """
        if labels and self.has_links_for_restricted:
            return Severity.WARNING
        return self.external_severity(labels or None)

    def shows_links(self, audience: str | None) -> bool:
        """Whether the site of an audience has links in place of what documents load from other hosts."""
        return self.external == AUTO and bool(audience) and self.external_severity((audience or "",)) is Severity.ERROR

    def allows(self, host: str) -> bool:
        """Whether the site may load from a host, by `external_hosts`."""
        return any(fnmatchcase(host.lower(), pattern.lower()) for pattern in self.hosts)


def dead_link_severity(option: str, *, strict: bool) -> Severity:
    """Return the severity of a link that leads nowhere.

    Args:
        option: The option `links`: `auto`, `warn` or `error`.
        strict: Whether the site is built with `strict: true`, which makes `auto` an error.
    """
    return Severity.ERROR if option == "error" or (option == AUTO and strict) else Severity.WARNING
