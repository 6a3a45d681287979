"""A shared cache in front, as an overlooked proxy or a CDN is one, has nothing for the next reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from harness.asking import Client
from harness.nginx import nginx_command
from harness.people import PEOPLE
from harness.running import folder, free_port, running
from harness.served import Served
from mkdocs_postmortems.deploy.deployment import UrlLayout

PROXY = """\
proxy_cache_path {folder}/cache keys_zone=shared:1m;
server {{
    listen 127.0.0.1:{port};
    location / {{
        proxy_pass http://127.0.0.1:{behind};
        proxy_set_header Host 127.0.0.1:{behind};
        proxy_cache shared;
        proxy_cache_key $request_uri;
        proxy_cache_valid any 1h;
        {more}
        add_header X-Cache $upstream_cache_status always;
    }}
}}
"""
CARELESS = "proxy_ignore_headers Cache-Control Vary Expires Set-Cookie;"


@pytest.fixture(name="cached")
def _cached() -> Iterator[Callable[[Served, str], int]]:
    """Return a function that puts a cache in front of a server, and returns its port."""
    with ExitStack() as stack:

        def start(served: Served, more: str = "") -> int:
            place, port = stack.enter_context(folder()), free_port()
            text = PROXY.format(folder=place, port=port, behind=served.port, more=more)
            stack.enter_context(running(nginx_command(place, {"postmortems.conf": text}, port), port, place, drop=True))
            return port

        yield start


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_the_next_reader_gets_nothing_of_the_last(serve, cached, kind, shape):
    """What one reader was shown, the next one is asked for again; nothing is ever a hit."""
    served = serve(kind, shape)
    port = cached(served)
    wrong = []
    for name in ("sre", "both", "sre", "staff", "anonymous", "readonly"):
        client = Client(port, dict(served.client(name).cookies), host=f"127.0.0.1:{served.port}")
        for slug in ("sre", "sre-and-security", "staff"):
            for path in ("same-length.html", "index.html", "assets/site.js", "sitemap.xml.gz", "none.html"):
                answer = client.ask(served.address(slug, path))
                if served.leak(answer, PEOPLE[name]) or answer.headers["x-cache"] == "HIT":
                    wrong.append((name, slug, path, answer.status))
        client.close()
    assert wrong == []


def test_a_careless_cache_is_noticed(serve, cached):
    """The check above finds a leak where a cache does not do as it is told."""
    served = serve("nginx", UrlLayout.PREFIX)
    port = cached(served, CARELESS)
    target = served.address("sre", "same-length.html")
    for name, leaking in (("sre", None), ("anonymous", "sre")):
        client = Client(port, dict(served.client(name).cookies), host=f"127.0.0.1:{served.port}")
        assert served.leak(client.ask(target), PEOPLE[name]) == leaking
        client.close()
