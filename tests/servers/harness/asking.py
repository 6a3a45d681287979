"""Requests as they are written, without a library that tidies their addresses; and signing in as a browser does."""

from __future__ import annotations

import hashlib
import http.client
import re
import urllib.parse
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def digest(self) -> str:
        """The digest of the body, as manifests have it."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def look(self) -> tuple[object, ...]:
        """All that a stranger could compare; the time, what is random and the address that they named are left out."""
        changing = ("date", "set-cookie", "location")
        # Servers renew sessions by time, so that a cookie may come with any page.
        told = {name: value for name, value in self.headers.items() if name != "set-cookie" or self.status == 302}
        told.pop("connection", None)
        kept = sorted((name, "" if name in changing else value) for name, value in told.items())
        location = self.headers.get("location", "\n").replace("&", "&amp;").encode()
        return (self.status, tuple(kept), self.body.replace(location, b""))


@dataclass
class Client:
    """A browser of one person on one site; the connection is kept."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)
    """Headers of every request."""
    learns: bool = False
    """Whether cookies that come with answers are kept; only while signing in, so that no trick ends a session."""
    host: str = ""
    connection: http.client.HTTPConnection | None = None

    def ask(
        self, target: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send a request with the target exactly as it is given."""
        try:
            return self._send(target, method, self.always | dict(headers or {}), body)
        except (http.client.HTTPException, ConnectionError):
            self.close()
            return self._send(target, method, self.always | dict(headers or {}), body)

    def _send(self, target: str, method: str, headers: Mapping[str, str], body: bytes) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        self.connection.putheader("Host", self.host or f"127.0.0.1:{self.port}")
        if self.cookies and "Cookie" not in headers:
            self.connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        for name, value in ({"Accept": "text/html, */*"} | dict(headers)).items():
            self.connection.putheader(name, value)
        if body:
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body or None)
        response = self.connection.getresponse()
        answer = Answer(response.status, {n.lower(): v for n, v in response.getheaders()}, response.read())
        for name, value in response.getheaders():
            if self.learns and name.lower() == "set-cookie":
                self._remember(value)
        if response.will_close:
            self.close()
        return answer

    def _remember(self, text: str) -> None:
        for name, morsel in SimpleCookie(text).items():
            if morsel.value:
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)

    def close(self) -> None:
        """Close the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def sign_in(client: Client, start: str, provider_port: int, name: str) -> Answer:
    """Go to an address that wants to know who is there, fill in the provider's forms, and come back."""
    client.learns = True
    try:
        with closing(Client(provider_port, learns=True)) as provider:
            return _sign_in(client, start, provider, name)
    finally:
        client.learns = False


def _sign_in(client: Client, start: str, provider: Client, name: str) -> Answer:
    current, target, method, body = client, start, "GET", b""
    for _ in range(20):
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        answer = current.ask(target, method, form, body)
        method, body = "GET", b""
        if location := answer.headers.get("location"):
            parts = urllib.parse.urlsplit(urllib.parse.urljoin(f"http://127.0.0.1:{current.port}{target}", location))
            current = provider if parts.port == provider.port else client
            target = urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))
        elif current is provider and (action := re.search(rb'<form[^>]* action="([^"]+)" method="post"', answer.body)):
            target, method = urllib.parse.urlsplit(action[1].decode()).path, "POST"
            prompt = re.search(rb'name="prompt" value="(\w+)"', answer.body)
            fields = {"prompt": prompt[1].decode() if prompt else "login", "login": name, "password": "any"}
            body = urllib.parse.urlencode(fields).encode()
        else:
            return answer
    raise AssertionError(f"{name} goes round and round: {target}")
