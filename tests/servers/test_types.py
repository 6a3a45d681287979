"""Files for programs have the types that programs expect, and are cached nowhere."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.deploy.deployment import UrlLayout

TYPES = {
    "actions/calendar.ics": ("text/calendar",),
    "2024/database/index.md": ("text/markdown",),
    "api/v1/incidents.json": ("application/json",),
    "feed.xml": ("application/xml", "text/xml"),
}


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_files_for_programs_have_their_types(serve, kind, shape):
    """Of a restricted tree; its pages, as a control, are HTML."""
    served = serve(kind, shape)
    client = served.client("sre")
    for path, types in TYPES.items():
        answer = client.ask(served.address("sre", path))
        assert answer.status == 200, path
        assert answer.headers["content-type"].partition(";")[0] in types, path
        assert answer.headers["cache-control"] == "private, no-store", path
    assert client.ask(served.address("sre", "index.html")).headers["content-type"].startswith("text/html")
