"""Asks the API of one tracker. A token goes to the host of that API alone: redirects to another are not followed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from pydantic import BaseModel, ValidationError

from mkdocs_postmortems import __version__
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.trackers import LOCAL_HOSTS
from mkdocs_postmortems.trackers.waiting import Waiting

_MAX_BYTES = 20_000_000
_CHUNK = 65536
_MAX_REDIRECTS = 5
_TRIES = 3
"""How often a request is made that gets no answer, or one that says that the server is at fault."""
_REDIRECTS = (301, 302, 303, 307, 308)
_NOT_READABLE = {
    400: "its tracker refuses the question",
    403: "its tracker does not let the token read it",
    404: "its tracker does not know it, or does not let the token see it",
    410: "it was deleted",
}
_Model = TypeVar("_Model", bound=BaseModel)


class TrackerError(PostmortemsError):
    """The tracker cannot be read at all, or not any further."""


class ItemError(PostmortemsError):
    """One item, or the project that it is in, cannot be read; others may be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer."""

    body: bytes
    headers: Message

    def parsed(self, model: type[_Model]) -> _Model:
        """Return the body as a model.

        Raises:
            TrackerError: it is something else than the API is documented to answer.
        """
        try:
            return model.model_validate_json(self.body)
        except ValidationError as error:
            place = ".".join(map(str, error.errors(include_input=False, include_url=False)[0]["loc"])) or "no JSON"
            raise TrackerError(f"it answers otherwise than its API is documented ({place}).") from None


class _NoRedirects(HTTPRedirectHandler):
    """Leaves redirects to the client, which knows where the token may go."""

    def redirect_request(self, *_: object) -> None:
        """Make no request of its own, so that a redirect is an answer that the client sees."""


@dataclass
class Client:
    """A connection to the API of one tracker."""

    api: str
    """The address of the API, without a slash at the end."""
    waiting: Waiting
    token_headers: Mapping[str, str] = field(default_factory=dict)
    """The headers with the token; empty without one."""
    token_variable: str = ""
    """The environment variable that the token comes from."""
    advice: str = ""
    """What to do so that it gets a token, if it got none."""
    timeout: float = 20
    """Seconds that an answer may take."""
    clock: Callable[[], float] = time.monotonic

    def get(self, path: str, query: tuple[tuple[str, str], ...] = ()) -> Answer:
        """Return the answer to a GET request.

        Raises:
            ItemError: there is nothing at this path, or it may not be read.
            TrackerError: the tracker cannot be read.
        """
        return self._ask(f"{self.api}{path}{'?' if query else ''}{urlencode(query)}", None)

    def post(self, path: str, value: Mapping[str, Any]) -> Answer:
        """Return the answer to a POST request with a JSON value. It only ever asks; nothing is written.

        Raises:
            ItemError: there is nothing at this path, or it may not be read.
            TrackerError: the tracker cannot be read.
        """
        return self._ask(f"{self.api}{path}", json.dumps(value).encode())

    def _ask(self, url: str, body: bytes | None) -> Answer:
        failures = redirects = 0
        while True:
            status, answer = self._send(url, body)
            if 200 <= status < 300:
                return answer
            if status in _REDIRECTS and redirects < _MAX_REDIRECTS:
                url, redirects = self._redirected(url, answer), redirects + 1
            elif self.is_limited(status, answer):
                self._wait_for_limit(answer)
            elif (status >= 500 or not status) and failures < _TRIES - 1:
                failures += 1
                seconds = self._asked_to_wait(answer) or 2.0 ** (failures - 1)
                if not self.waiting.wait(seconds):
                    raise self._refusal(status, answer)
            else:
                raise self._refusal(status, answer)

    def _redirected(self, url: str, answer: Answer) -> str:
        """Return where a redirect leads, if that is the same host."""
        target = urljoin(url, answer.headers.get("Location", ""))
        here, there = urlsplit(url), urlsplit(target)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            where = f"another host, {there.hostname}" if there.hostname != here.hostname else "another port or scheme"
            raise TrackerError(f"it redirects to {where}, which gets no token and is not asked. Correct its address.")
        return target

    @staticmethod
    def is_limited(status: int, answer: Answer) -> bool:
        """Whether an answer says that there were too many requests, in one of the ways of the trackers."""
        headers = answer.headers
        is_used_up = status == 403 and ("Retry-After" in headers or headers.get("X-RateLimit-Remaining") == "0")
        return status == 429 or is_used_up or (status == 400 and b'"RATELIMITED"' in answer.body)

    def _wait_for_limit(self, answer: Answer) -> None:
        seconds = self._asked_to_wait(answer) or 60.0
        if not self.waiting.wait(seconds):
            raise TrackerError(
                f"it limits requests for another {seconds:,.0f} s, and {self.waiting.left:,.0f} s are left to wait: "
                f"run the command later, or with a longer --wait."
            )

    def _asked_to_wait(self, answer: Answer) -> float | None:
        return self.waiting.asked({name.lower(): value for name, value in answer.headers.items()})

    def _refusal(self, status: int, answer: Answer) -> PostmortemsError:
        """Return the error that a status stands for. Nothing of the answer is in it: it may quote what is secret."""
        if not status:
            return TrackerError(answer.body.decode())
        if status == 401 or (status == 400 and b'"AUTHENTICATION_ERROR"' in answer.body):
            wish = f"does not accept {self.token_variable}" if self.token_headers else f"wants a token: {self.advice}"
            return TrackerError(f"it {wish} (HTTP {status}).")
        if status in _NOT_READABLE:
            hint = "" if self.token_headers else f"; it got no token: {self.advice}"
            return ItemError(f"{_NOT_READABLE[status]} (HTTP {status}{hint})")
        return TrackerError(f"it answers with HTTP {status}.")

    def _send(self, url: str, body: bytes | None) -> tuple[int, Answer]:
        """Return the status and the answer; status 0 and the reason if there is none."""
        headers = {
            "Accept": "application/json",
            "User-Agent": f"mkdocs-postmortems/{__version__}",
            **({"Content-Type": "application/json"} if body is not None else {}),
            **self.token_headers,
        }
        try:
            return self._open(Request(url, body, headers))  # noqa: S310 - https, or http of this machine
        except TimeoutError:
            reason = f"it does not answer within {self.timeout:g} s."
        except (OSError, HTTPException, ValueError) as error:
            cause = getattr(error, "reason", error)
            is_late = isinstance(cause, TimeoutError)
            reason = f"it does not answer within {self.timeout:g} s." if is_late else f"it cannot be reached: {cause}."
        return 0, Answer(reason.encode(), Message())

    def _open(self, request: Request) -> tuple[int, Answer]:
        """Return the status and the answer, whatever the status is."""
        try:
            response = _opener(request.full_url).open(request, timeout=self.timeout)
        except HTTPError as error:
            response = error
        with response:
            return response.status, Answer(self._read(response), response.headers)

    def _read(self, response: Any) -> bytes:
        """Read a body, in whichever pieces it comes.

        Raises:
            TimeoutError: it takes too long altogether.
            ValueError: it is too long.
        """
        end, body = self.clock() + self.timeout, bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if self.clock() > end:
                raise TimeoutError
            if len(body) > _MAX_BYTES:
                raise ValueError("the answer is too long")
        return bytes(body)


def _opener(url: str) -> OpenerDirector:
    """Return what opens an address: by the proxies of the environment, except on this machine."""
    proxies = [ProxyHandler({})] if urlsplit(url).hostname in LOCAL_HOSTS else []
    return build_opener(_NoRedirects, *proxies)
