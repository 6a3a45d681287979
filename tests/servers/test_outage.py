"""Where nobody can say who the reader is, nothing is served."""

from __future__ import annotations

import socket
import sys

import pytest
from harness.asking import Client
from harness.people import PEOPLE
from harness.running import running
from mkdocs_postmortems.deploy.deployment import UrlLayout


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_only_what_anyone_may_read_is_served_without_the_authenticator(serve, kind, shape):
    """Session or not: the open site whole, and nothing of any other."""
    served = serve(kind, shape, outage=True)
    client = Client(served.port, {"_oauth2_proxy": "whatever"})
    leaks, missing = [], []
    for slug, files in served.trees.manifests.items():
        for path, digest in files.items():
            answer = client.ask(served.address(slug, path))
            if served.leak(answer, PEOPLE["anonymous"]):
                leaks.append((slug, path, answer.status))
            if slug == "public" and (answer.status, answer.digest) != (200, digest):
                missing.append((path, answer.status))
            if slug != "public" and shape is UrlLayout.PREFIX and answer.status < 500:
                leaks.append((slug, path, answer.status))
    client.close()
    assert leaks == []
    assert missing == []


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_the_home_leads_to_the_open_site_without_the_authenticator(serve, kind):
    """Nobody can say whose home it is, so it is anybody's."""
    served = serve(kind, UrlLayout.PREFIX, outage=True)
    client = Client(served.port, {"_oauth2_proxy": "whatever"})
    answer = client.ask("/")
    client.close()
    assert (answer.status, answer.headers["location"]) == (302, "/public/")


@pytest.mark.parametrize("cookies", [{}, {"mod_auth_openidc_session": "whatever"}], ids=["no session", "a session"])
@pytest.mark.parametrize("shape", UrlLayout)
def test_apache_serves_what_is_open_alone_without_the_provider(serve, shape, cookies):
    """Who cannot sign in reads what anyone may read, and nothing else; the way in is an error of the server."""
    served = serve("apache", shape, outage=True)
    client = Client(served.port, cookies)
    leaks, missing = [], []
    for slug, files in served.trees.manifests.items():
        for path, digest in files.items():
            answer = client.ask(served.address(slug, path))
            if served.leak(answer, PEOPLE["anonymous"]):
                leaks.append((slug, path))
            if slug == "public" and (answer.status, answer.digest) != (200, digest):
                missing.append((path, answer.status))
    door = client.ask(served.door)
    client.close()
    assert leaks == []
    assert missing == []
    assert door.status >= 500


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_an_authenticator_that_answers_nonsense_opens_nothing(serve, tmp_path, kind):
    """Anything but a yes is a no, whatever it says of groups; nor is a redirection followed."""
    served = serve(kind, UrlLayout.PREFIX, outage=True)
    port = served.authenticator_port
    for status in (301, 302, 400, 404, 418, 500, 503):
        with running((sys.executable, "-c", NONSENSE, str(port), str(status)), port, tmp_path):
            client = Client(served.port)
            answer = client.ask(served.address("sre", "same-length.html"))
            client.close()
        assert answer.status >= 300, status
        assert served.trees.owner(answer.body) is None, status


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_an_authenticator_that_says_nothing_keeps_nobody_from_what_is_open(serve, kind, shape):
    """It takes the question and never answers; no server waits for it as long as readers would."""
    served = serve(kind, shape, outage=True)
    with socket.create_server(("127.0.0.1", served.authenticator_port)):
        client = Client(served.port, {"_oauth2_proxy": "whatever"})
        answer = client.ask(served.address("public", "index.html"))
        other = client.ask(served.address("sre", "same-length.html"))
        client.close()
    assert (answer.status, answer.digest) == (200, served.trees.manifests["public"]["index.html"])
    assert served.leak(other, PEOPLE["anonymous"]) is None


NONSENSE = """
import http.server, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]))
        self.send_header("X-Auth-Request-Groups", "sre,staff,security")
        self.send_header("Location", "/oauth2/auth/yes")
        self.send_header("Content-Length", "0")
        self.end_headers()

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
