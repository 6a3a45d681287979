"""Real servers with the configurations that we write, and a real identity provider."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness.apache import apache_command
from harness.caddy import caddy_command
from harness.nginx import nginx_command
from harness.people import PEOPLE
from harness.running import folder, free_port, missing, program, running
from harness.served import Served
from harness.spoiling import LIFETIME
from harness.trees import audiences, make_trees
from mkdocs_postmortems.deploy.access_policy import AccessPolicy
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.targets import TARGETS

HARNESS = Path(__file__).parent / "harness"
MODULES = Path(__file__).parents[2] / ".cache" / "servers"
SECRET = "only for tests"  # noqa: S105 - a provider that lives for a minute
COMMANDS = {"nginx": nginx_command, "apache": apache_command, "caddy": caddy_command}
CLIENTS = 40


def pytest_collection_modifyitems(items):
    """Mark all tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.servers)


class Provider:
    """The identity provider, and addresses that it sends people back to."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.port, *self.ports = (free_port() for _ in range(CLIENTS + 1))
        self.people = place / "people.json"
        self.left = list(self.ports)

    @property
    def issuer(self) -> str:
        """The provider's address."""
        return f"http://127.0.0.1:{self.port}"

    def admit_all(self) -> None:
        """Write everybody's groups."""
        self.people.write_text(json.dumps({name: person.groups for name, person in PEOPLE.items()}))

    def settings(self) -> str:
        """Return what provider.mjs reads."""
        clients = [
            {
                "client_id": f"site-{port}",
                "client_secret": SECRET,
                "redirect_uris": [
                    f"http://127.0.0.1:{port}{path}" for path in ("/oauth2/callback", "/.postmortems/oidc")
                ],
                "response_types": ["code"],
                "grant_types": ["authorization_code", "refresh_token"],
            }
            for port in self.ports
        ]
        known = {"issuer": self.issuer, "port": self.port, "people": str(self.people), "modules": str(MODULES)}
        return json.dumps(known | {"clients": clients})


@pytest.fixture(scope="session", name="provider")
def _provider() -> Iterator[Provider]:
    node = program("node")
    if not (MODULES / "node_modules" / "oidc-provider").exists():
        missing("npm's oidc-provider is not installed")
    with folder() as place:
        provider = Provider(place)
        provider.admit_all()
        (place / "settings.json").write_text(provider.settings())
        with running((node, str(HARNESS / "provider.mjs"), str(place / "settings.json")), provider.port, place):
            yield provider


@dataclass(frozen=True)
class Wish:
    """What is unusual about a server."""

    closed: bool = False
    """Nothing is open to anyone."""
    brief: bool = False
    """Sessions end when nobody has used them for as short a time as the server allows."""
    outage: bool = False
    """Neither oauth2-proxy nor the provider answers."""
    base: str = ""
    """The path that the site is served below."""
    broken: tuple[str, str] = ("", "")
    """A pattern in the configuration, and what stands there instead."""

    def spoil(self, text: str) -> str:
        """Return a configuration as it is wished."""
        if self.brief:
            text = text.replace("OIDCSessionInactivityTimeout 900", f"OIDCSessionInactivityTimeout {LIFETIME}")
        return re.sub(*self.broken, text) if self.broken[0] else text


@pytest.fixture(scope="session", name="serve")
def _serve(provider) -> Iterator[Callable[..., Served]]:
    """Return a function that starts a server once: `serve("nginx", Shape.PREFIX)`."""
    known: dict[tuple[object, ...], Served] = {}
    with ExitStack() as stack:

        def start(kind: str, shape: UrlLayout, **unusual: bool | str | tuple[str, str]) -> Served:
            key = (kind, shape, Wish(**unusual))
            if key not in known:
                known[key] = stack.enter_context(_started(provider, *key))
            return known[key]

        yield start


@contextmanager
def _started(provider: Provider, kind: str, shape: UrlLayout, wish: Wish = Wish()) -> Iterator[Served]:
    with folder() as place, ExitStack() as stack:
        port, beside = provider.left.pop(), free_port()
        readers = audiences(closed=wish.closed)
        trees, policy = make_trees(place / "trees", readers), AccessPolicy.for_audiences(readers)
        address = f"127.0.0.1:{beside}"
        site = Deployment(
            policy=policy,
            shape=shape,
            origin=f"http://127.0.0.1:{port}",
            base=wish.base,
            root=str(trees.root),
            authenticator=address,
        )
        if kind != "apache" and not wish.outage:
            stack.enter_context(running(_authenticator(provider, port, beside), beside, place))
        issuer = f"http://{address}" if wish.outage else provider.issuer
        files = {name: wish.spoil(text) for name, text in TARGETS[kind].files(site).items()}
        command = COMMANDS[kind](place, files, port)
        stack.enter_context(running(command, port, place, _environment(issuer, port), drop=True))
        served = Served(kind, shape, port, provider.port, beside, trees, policy, provider.people, wish.base)
        yield served
        for client in served.opened:
            client.close()


def _authenticator(provider: Provider, port: int, beside: int) -> tuple[str, ...]:
    arguments = (str(beside), provider.issuer, f"site-{port}", SECRET, f"http://127.0.0.1:{port}")
    return (sys.executable, str(HARNESS / "authenticator.py"), *arguments)


def _environment(issuer: str, port: int) -> dict[str, str]:
    return {
        "POSTMORTEMS_OIDC_ISSUER": issuer,
        "POSTMORTEMS_OIDC_CLIENT_ID": f"site-{port}",
        "POSTMORTEMS_OIDC_CLIENT_SECRET": SECRET,
        "POSTMORTEMS_OIDC_PASSPHRASE": SECRET,
    }
