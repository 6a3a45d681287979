"""A server with its trees, and what it has to answer."""

from __future__ import annotations

import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_postmortems.deploy.access_policy import AccessPolicy
from mkdocs_postmortems.deploy.deployment import UrlLayout

from harness.asking import Answer, Client, sign_in
from harness.people import PEOPLE, Person, set_groups
from harness.spoiling import SPOIL
from harness.trees import Trees

_MAX_AGE = 300.0
"""Seconds after which somebody signs in again; our configurations end each session after 900, whoever uses it."""


@dataclass
class Served:
    """A server that runs."""

    kind: str
    shape: UrlLayout
    port: int
    provider_port: int
    authenticator_port: int
    trees: Trees
    policy: AccessPolicy
    people: Path
    """The provider's file of people."""
    base: str = ""
    """The path that the site is served below."""
    clients: dict[str, Client] = field(default_factory=dict)
    arrivals: dict[str, float] = field(default_factory=dict)
    """When they came with them, in seconds of a steady clock."""
    opened: list[Client] = field(default_factory=list)
    """All browsers, for closing them."""

    def client(self, name: str) -> Client:
        """Return somebody's browser: they signed in, and whatever spoils their session has happened since."""
        if time.monotonic() - self.arrivals.get(name, float("-inf")) > _MAX_AGE:
            self.clients[name], self.arrivals[name] = self.arrive(name), time.monotonic()
        return self.clients[name]

    def arrive(self, name: str) -> Client:
        """Return a new browser as somebody leaves it after signing in."""
        client, person = Client(self.port), PEOPLE[name]
        self.opened.append(client)
        if person.trick == "never signed in":
            return client
        set_groups(self.people, name, person.groups)
        sign_in(client, self.door, self.provider_port, name)
        self._check_control(client, person)
        if person.trick:
            SPOIL[person.trick](self, client, name)
        return client

    def _check_control(self, client: Client, person: Person) -> None:
        """Before a session is spoiled it has to be good for something, or what follows shows nothing."""
        tree = self.policy.site_for(person.groups)
        if tree:
            answer = client.ask(self.address(tree, "same-length.html"))
            assert answer.digest == self.trees.manifests[tree]["same-length.html"], (person.name, answer)

    @property
    def door(self) -> str:
        """An address that makes whoever comes sign in."""
        return "/oauth2/sign_in?rd=/" if self.kind != "apache" else "/.postmortems/sign-in"

    def address(self, slug: str, path: str) -> str:
        """Return the target for a path of a tree."""
        whole = path if self.shape is UrlLayout.ONE else f"{slug}/{path}"
        return f"{self.base}/{urllib.parse.quote(whole)}"

    def expected(self, person: Person, slug: str, path: str) -> str | None:
        """Return the digest that this person has to get; `None` for no byte of any tree."""
        if self.shape is UrlLayout.PREFIX:
            return self.trees.manifests[slug][path] if slug in self.policy.sites_for(person.deciding) else None
        tree = self.policy.site_for(person.deciding)
        return self.trees.manifests[tree].get(path) if tree else None

    def leak(self, answer: Answer, person: Person) -> str | None:
        """Return the tree whose bytes an answer holds that this person may not read."""
        owner = self.trees.owner(answer.body)
        return None if owner in self.policy.sites_for(person.deciding) else owner
