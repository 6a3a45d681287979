"""The settings of a deployment: addresses, folders and access policy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from mkdocs_postmortems.deploy.access_policy import AccessPolicy, DeployError


class UrlLayout(StrEnum):
    """How the sites of the audiences are mapped to URLs."""

    ONE = "one"
    """All sites share the same URLs; which one is sent depends on who asks."""
    PREFIX = "prefix"
    """The site of each audience is below a URL prefix of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Where the sites are, who may read them, and at which URLs."""

    policy: AccessPolicy
    shape: UrlLayout
    origin: str = "https://postmortems.example.com"
    """Public scheme, host and port."""
    base: str = ""
    """The path below which the site is served, such as `/wiki`; empty for the root of the host."""
    listen: str = ""
    """Address and port for plain HTTP behind a TLS proxy; empty if the server itself does TLS."""
    root: str = "/srv/postmortems/current"
    """Folder on the server that contains the folders of the sites."""
    authenticator: str = "127.0.0.1:4180"
    """Host and port of oauth2-proxy."""
    issuer: str = "https://login.example.com"
    """URL of the identity provider, for targets that cannot take it from the environment."""
    scripts: tuple[str, ...] = ()
    """SHA-256 digests, in base64, of the theme's inline scripts; empty if they are not known."""

    external_hosts: tuple[str, ...] = ()
    """Other hosts that pages may load from: names, or `*.` and a name."""

    def __post_init__(self) -> None:
        """Refuse values that cannot be quoted safely in every syntax.

        Raises:
            DeployError: an address or a folder has the wrong form.
        """
        _check_pattern("address", self.origin, r"https?://([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", "https://HOST")
        _check_pattern("path", self.base, r"|(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+", "/PATH of plain characters")
        _check_pattern("address", self.issuer, r"https?://[A-Za-z0-9.:-]+(/[\w.~/-]*)?", "https://HOST/PATH")
        _check_pattern(
            "folder", self.root, r"/(?!.*(^|/)\.\.?(/|$))[\w./ -]*[\w.-]", "an absolute path of plain characters"
        )
        _check_pattern(
            "address to listen on", self.listen, r"|([A-Za-z0-9.*-]+|\[[0-9a-f:]+\]):\d{1,5}", "ADDRESS:PORT"
        )
        for host in self.external_hosts:
            _check_pattern("host", host, _HOST_SOURCE, "a name such as img.example.com or *.example.com")
        _check_pattern(
            "address of oauth2-proxy", self.authenticator, r"([A-Za-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5}", "HOST:PORT"
        )

    @property
    def host(self) -> str:
        """Public host without port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def plain_http(self) -> str:
        """Address and port to listen on for plain HTTP; empty if the server does TLS."""
        parts = urlsplit(self.origin)
        return self.listen or (f"{parts.hostname}:{parts.port or 80}" if parts.scheme == "http" else "")


_HOST_SOURCE = r"(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"
"""How a content security policy names hosts, after https://www.w3.org/TR/CSP3/#grammardef-host-part."""


def is_host_source(pattern: str) -> bool:
    """Whether a content security policy can name the hosts that a pattern matches."""
    return re.fullmatch(_HOST_SOURCE, pattern) is not None


def _check_pattern(what: str, given: str, pattern: str, expected: str) -> None:
    if not re.fullmatch(pattern, given):
        raise DeployError(f"{what} {given!r} cannot be written into a configuration; expected {expected}.")
