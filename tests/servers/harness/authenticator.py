"""Stands in for oauth2-proxy, which Debian does not have: what its documentation says of `/oauth2/`, and no more.

`/oauth2/auth` answers 202 with the groups in a header, 401 to whoever has no session, 403 to whoever lacks
`allowed_groups`. `/oauth2/sign_in` and `/oauth2/callback` sign people in at the provider by code. Sessions are random
names of what is kept here. `/control/…` is for tests alone and lies outside of what servers pass on.
"""

from __future__ import annotations

import base64
import http.server
import json
import secrets
import sys
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

COOKIE = "_oauth2_proxy"


@dataclass
class Session:
    """Somebody who signed in."""

    token: str
    groups: list[str]
    expires: float = field(default_factory=lambda: time.time() + 3600)
    is_stale: bool = False
    is_renewed: bool = False


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as oauth2-proxy does."""

    protocol_version = "HTTP/1.1"
    issuer = client = secret = origin = ""
    sessions: dict[str, Session] = {}  # noqa: RUF012 - one process, one store
    states: dict[str, str] = {}  # noqa: RUF012 - as above

    def handle_one_request(self) -> None:
        """Answer whatever the method is."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self._route()

    def _route(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(parts.query)
        known = {
            "/oauth2/auth": self._auth,
            "/oauth2/sign_in": self._sign_in,
            "/oauth2/callback": self._callback,
            "/control/expire": self._expire,
            "/control/refresh": self._refresh,
        }
        answer = known.get(parts.path)
        if answer:
            answer(query)
        else:
            self._answer(404)

    def _auth(self, query: dict[str, list[str]]) -> None:
        session = self._session()
        if session is None:
            self._answer(401)
            return
        wanted = {group for given in query.get("allowed_groups", []) for group in given.split(",") if group}
        constrained = query.get("constraints_required") == ["true"]
        if (wanted or constrained) and not wanted & set(session.groups):
            self._answer(403)
            return
        groups = ",".join(session.groups).encode().decode("latin-1")
        said = {"X-Auth-Request-Groups": groups} if groups else {}
        if session.is_renewed:
            session.is_renewed = False
            said["Set-Cookie"] = f"{COOKIE}={self._cookie()}; Path=/; HttpOnly; SameSite=Lax"
        self._answer(202, said)

    def _session(self) -> Session | None:
        session = self.sessions.get(self._cookie())
        if session is None or session.expires < time.time():
            return None
        if session.is_stale:
            session.groups, session.is_stale, session.is_renewed = self._groups(session.token), False, True
        return session

    def _cookie(self) -> str:
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        return cookie.value if cookie else ""

    def _sign_in(self, query: dict[str, list[str]]) -> None:
        state = secrets.token_urlsafe()
        back = query.get("rd", ["/"])[0]
        self.states[state] = back if back.startswith(f"{self.origin}/") else "/"
        asked = {
            "client_id": self.client,
            "redirect_uri": f"{self.origin}/oauth2/callback",
            "response_type": "code",
            "scope": "openid groups",
            "state": state,
        }
        self._answer(302, {"Location": f"{self.issuer}/auth?{urllib.parse.urlencode(asked)}"})

    def _callback(self, query: dict[str, list[str]]) -> None:
        back = self.states.pop(query.get("state", [""])[0], None)
        if back is None:
            self._answer(403)
            return
        form = {
            "grant_type": "authorization_code",
            "code": query["code"][0],
            "redirect_uri": f"{self.origin}/oauth2/callback",
        }
        basic = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        data = urllib.parse.urlencode(form).encode()
        token = self._fetch("token", f"Basic {basic}", data)["access_token"]
        name = secrets.token_urlsafe()
        self.sessions[name] = Session(token, self._groups(token))
        self._answer(302, {"Location": back, "Set-Cookie": f"{COOKIE}={name}; Path=/; HttpOnly; SameSite=Lax"})

    def _groups(self, token: str) -> list[str]:
        return list(self._fetch("me", f"Bearer {token}").get("groups", []))

    def _fetch(self, path: str, authorization: str, data: bytes | None = None) -> dict:
        request = urllib.request.Request(f"{self.issuer}/{path}", data, {"Authorization": authorization})  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - the provider of the test
            return json.load(answer)

    def _expire(self, query: dict[str, list[str]]) -> None:
        self.sessions[query["session"][0]].expires = 0
        self._answer(200)

    def _refresh(self, query: dict[str, list[str]]) -> None:
        self.sessions[query["session"][0]].is_stale = True
        self._answer(200)

    def _answer(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """Many at once."""

    daemon_threads = True
    request_queue_size = 128


if __name__ == "__main__":
    Handler.issuer, Handler.client, Handler.secret, Handler.origin = sys.argv[2:6]
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
