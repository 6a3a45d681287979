"""A server that answers as the APIs of issue trackers are documented to, and fails as they do."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Reply:
    """One answer."""

    status: int = 200
    value: object = None
    headers: dict = field(default_factory=dict)
    body: bytes | None = None
    """What is sent instead of `value`."""
    pause: threading.Event | None = None
    """What is waited for before the body ends."""


@dataclass
class Request:
    """What a client asked."""

    method: str
    path: str
    query: dict
    headers: dict
    value: object


@dataclass
class TrackerServer:
    """Answers by what it knows; replies that are queued go first."""

    address: str = ""
    issues: dict = field(default_factory=dict)
    """What is known, by kind: path of GitHub, (project, part) of GitLab, key of Jira and Linear, number of Asana."""
    queued: list = field(default_factory=list)
    """Replies to the next requests; `None` for the usual one."""
    asked: list = field(default_factory=list)
    """All requests, the oldest first."""
    page_size: int = 100
    workspace: str = "acme"

    def reply(self, request):
        """Return the answer to a request."""
        if self.queued and (queued := self.queued.pop(0)) is not None:
            return queued
        steps = request.path.strip("/").split("/")
        if steps[:2] == ["api", "v3"]:
            return self._github("/".join(steps[2:]))
        if steps[:2] == ["api", "v4"]:
            return self._gitlab(unquote(steps[3]), steps[4], request.query)
        if steps[:2] == ["api", "1.0"]:
            return self._found(("asana", steps[3]), lambda task: {"data": {"gid": steps[3], **task}})
        if steps == ["graphql"]:
            return self._linear(request.value["variables"])
        return self._jira(steps, request)

    def _found(self, key, shape=lambda one: one):
        return Reply(value=shape(self.issues[key])) if key in self.issues else Reply(404, {"message": "Not Found"})

    def _github(self, path):
        return self._found(("github", path))

    def _gitlab(self, project, part, query):
        if ("gitlab", project, part) not in self.issues:
            return Reply(404, {"message": "404 Project Not Found"})
        wanted = {int(one) for one in query.get("iids[]", ())}
        found = [one for one in self.issues["gitlab", project, part] if one["iid"] in wanted]
        page = int(query.get("page", ["1"])[0])
        start = (page - 1) * self.page_size
        following = str(page + 1) if start + self.page_size < len(found) else ""
        return Reply(value=found[start : start + self.page_size], headers={"X-Next-Page": following})

    def _jira(self, steps, request):
        if steps[-1] == "bulkfetch":
            keys = request.value["issueIdsOrKeys"]
            known = [self.issues["jira", key] for key in keys if ("jira", key) in self.issues]
            return Reply(value={"expand": "", "issues": known, "issueErrors": []})
        if steps[-1] == "search":
            keys = request.value["jql"].removeprefix("key in (").removesuffix(")").split(",")
            known = [self.issues["jira", key] for key in keys if ("jira", key) in self.issues]
            start = request.value["startAt"]
            page = known[start : start + self.page_size]
            return Reply(value={"startAt": start, "maxResults": self.page_size, "total": len(known), "issues": page})
        key = steps[-1]
        moved = self.issues.get(("moved", key), key)
        return self._found(("jira", moved))

    def _linear(self, variables):
        team, numbers = variables["filter"]["team"]["key"]["eq"], variables["filter"]["number"]["in"]
        keys = [("linear", f"{team}-{number}") for number in sorted(numbers)]
        known = [self.issues[key] for key in keys if key in self.issues]
        start = int(variables["after"] or 0)
        end = start + self.page_size
        info = {"hasNextPage": end < len(known), "endCursor": str(end)}
        issues = {"nodes": known[start:end], "pageInfo": info}
        return Reply(value={"data": {"organization": {"urlKey": self.workspace}, "issues": issues}})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(None)

    def do_POST(self):
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, value):
        parts = urlsplit(self.path)
        request = Request(self.command, parts.path, parse_qs(parts.query), dict(self.headers.items()), value)
        self.server.tracker.asked.append(request)
        reply = self.server.tracker.reply(request)
        body = json.dumps(reply.value).encode() if reply.body is None else reply.body
        self.send_response(reply.status)
        for name, text in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if reply.pause:
            reply.pause.wait(30)
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing: a client that gave up is what some tests are about."""


@contextmanager
def running_tracker():
    """Yield a tracker that answers on a free port of this machine."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.tracker = TrackerServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.tracker
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
