"""What becomes of sessions: they end, people leave groups, and somebody writes their own."""

from __future__ import annotations

import base64
import json
import time
import urllib.parse
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from harness.asking import Client
from harness.people import PEOPLE, set_groups

if TYPE_CHECKING:
    from harness.served import Served

COOKIES = {"apache": "mod_auth_openidc_session"}
"""The cookie of the session, by server; others have that of oauth2-proxy."""
LIFETIME = 10
"""Seconds that mod_auth_openidc lets a session lie idle at the least."""


def _expired(served: Served, client: Client, name: str) -> None:
    if served.kind == "apache":
        time.sleep(LIFETIME + 1.2)
        return
    control(served, client, "expire")


def _removed(served: Served, client: Client, name: str) -> None:
    """The provider knows the person still, and no group of theirs; servers ask again when their interval is over."""
    set_groups(served.people, name, ())
    if served.kind == "apache":
        time.sleep(2)
        return
    control(served, client, "refresh")


def control(served: Served, client: Client, what: str) -> None:
    """Tell the stand-in for oauth2-proxy what becomes of a session."""
    session = urllib.parse.quote(client.cookies[_cookie(served)])
    with closing(Client(served.authenticator_port)) as door:
        assert door.ask(f"/control/{what}?session={session}").status == 200


def _forged(served: Served, client: Client, name: str) -> None:
    """A session that was never given out, and a token signed with a key that the provider does not have."""
    real = client.cookies[_cookie(served)]
    client.cookies[_cookie(served)] = real[:-2] + ("AA" if real[-2:] != "AA" else "BB")
    client.always["Authorization"] = f"Bearer {token(served, name, 'HS256')}c2lnbmF0dXJl"


def _alg_none(served: Served, client: Client, name: str) -> None:
    client.cookies[_cookie(served)] = token(served, name, "none")
    client.always["Authorization"] = f"Bearer {token(served, name, 'none')}"


def _cookie(served: Served) -> str:
    return COOKIES.get(served.kind, "_oauth2_proxy")


def token(served: Served, name: str, algorithm: str, more: Mapping[str, object] | None = None) -> str:
    """Return a token as the provider would make it, and a dot, behind which its signature would be."""
    claims = {
        "iss": f"http://127.0.0.1:{served.provider_port}",
        "aud": f"site-{served.port}",
        "sub": name,
        "groups": PEOPLE[name].groups,
        "exp": time.time() + 3600,
    }
    parts = ({"alg": algorithm, "typ": "JWT"}, claims | dict(more or {}))
    return "".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") + "." for part in parts)


SPOIL: Mapping[str, Callable[[Served, Client, str], None]] = {
    "expired": _expired,
    "forged": _forged,
    "alg-none": _alg_none,
    "removed": _removed,
}
