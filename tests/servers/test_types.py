"""What answers say of themselves: types that programs expect, who may keep them, and that they are compressed."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.deploy.deployment import UrlLayout

TYPES = {
    "actions/calendar.ics": ("text/calendar",),
    "2024/database/index.md": ("text/markdown",),
    "api/v1/incidents.json": ("application/json",),
    "feed.xml": ("application/xml", "text/xml"),
}

THEME = "assets/stylesheets/main.0a1b2c3d.min.css"


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


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_only_files_of_the_theme_are_kept(serve, kind, shape):
    """By the reader's own browser, and only where they are sent: neither a refusal nor that a file is missing is."""
    served = serve(kind, shape)
    sre, nobody = served.client("sre"), served.client("anonymous")
    kept = sre.ask(served.address("sre", THEME))
    assert (kept.status, kept.headers["cache-control"]) == (200, "private, max-age=31536000, immutable")
    missing = sre.ask(served.address("sre", THEME.replace("main", "other")))
    assert (missing.status, missing.headers["cache-control"]) == (404, "private, no-store")
    for client, path in ((sre, "assets/shared.css"), (sre, "index.html"), (nobody, "index.html")):
        assert "no-store" in client.ask(served.address("sre", path)).headers["cache-control"]
    if shape is UrlLayout.PREFIX:
        refused = nobody.ask(served.address("sre", THEME))
        assert refused.status in (302, 401, 403)
        assert "no-store" in refused.headers["cache-control"]


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_texts_are_compressed(serve, kind, shape):
    """For who asks for it; pictures, as a control, are not."""
    served = serve(kind, shape)
    client = served.client("sre")
    for path, is_compressed in ((THEME, True), ("media/picture.png", False)):
        answer = client.ask(served.address("sre", path), headers={"Accept-Encoding": "gzip"})
        assert (answer.headers.get("content-encoding") == "gzip") == is_compressed, path
    assert "content-encoding" not in client.ask(served.address("sre", THEME)).headers
