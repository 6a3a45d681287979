"""What a configuration is written for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from mkdocs_postmortems.deploy.access_policy import AccessPolicy, DeployError


class UrlLayout(StrEnum):
    """How trees and addresses go together."""

    ONE = "one"
    """One space of addresses; which tree answers depends on the reader."""
    PREFIX = "prefix"
    """Each audience below an address of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Where the trees are, who may read them, and under which address."""

    policy: AccessPolicy
    shape: UrlLayout
    origin: str = "https://postmortems.example.com"
    """Scheme, host and port as readers see them."""
    listen: str = ""
    """Address and port for plain HTTP, where something in front does TLS."""
    root: str = "/srv/postmortems"
    """Folder that holds the folder of each tree."""
    authenticator: str = "127.0.0.1:4180"
    """Where oauth2-proxy listens."""
    issuer: str = "https://login.example.com"
    """The identity provider, where a configuration cannot take it from the environment."""
    scripts: tuple[str, ...] = ()
    """Digests of the theme's inline scripts; empty if they are not known."""

    def __post_init__(self) -> None:
        """Refuse what no quoting would make safe.

        Raises:
            DeployError: an address or a folder is not one.
        """
        _check_pattern("address", self.origin, r"https?://([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", "https://HOST")
        _check_pattern("address", self.issuer, r"https?://[A-Za-z0-9.:-]+(/[\w.~/-]*)?", "https://HOST/PATH")
        _check_pattern(
            "folder", self.root, r"/(?!.*(^|/)\.\.?(/|$))[\w./ -]*[\w.-]", "an absolute path of plain characters"
        )
        _check_pattern(
            "address to listen on", self.listen, r"|([A-Za-z0-9.*-]+|\[[0-9a-f:]+\]):\d{1,5}", "ADDRESS:PORT"
        )
        _check_pattern(
            "address of oauth2-proxy", self.authenticator, r"([A-Za-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5}", "HOST:PORT"
        )

    @property
    def host(self) -> str:
        """The host without a port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def plain_http(self) -> str:
        """Address and port if plain HTTP is spoken there; empty for TLS."""
        parts = urlsplit(self.origin)
        return self.listen or (f"{parts.hostname}:{parts.port or 80}" if parts.scheme == "http" else "")


def _check_pattern(what: str, given: str, pattern: str, expected: str) -> None:
    if not re.fullmatch(pattern, given):
        raise DeployError(f"{what} {given!r} cannot be written into a configuration; expected {expected}.")
