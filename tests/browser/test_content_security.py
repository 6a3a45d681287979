"""The content security policy that we write leaves the site whole, and lets in no script but the theme's."""

from __future__ import annotations

import urllib.request

import pytest
from mkdocs_postmortems.core.facets import FACTORS, SERVICES
from mkdocs_postmortems.deploy.headers import headers, script_digests
from searching import settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(name="guarded")
def _guarded(visit, base):
    """Return a function that opens a window in which all pages come with our headers, and what `add` puts in."""
    with urllib.request.urlopen(f"{base}/404.html") as answer:  # noqa: S310 - a server of this test
        said = headers(script_digests(answer.read().decode()))
    assert "unsafe-inline" not in said["Content-Security-Policy"].split("style-src")[0]

    def start(add: str = ""):
        window = visit()

        def pass_on(route):
            answer = route.fetch()
            body = answer.body()
            if "text/html" in answer.headers.get("content-type", ""):
                body = body.replace(b"</body>", add.encode() + b"</body>")
            route.fulfill(response=answer, headers={**answer.headers, **said}, body=body)

        window.page.route("**/*", pass_on)
        return window

    return start


@pytest.mark.parametrize(
    "path", ["", "404.html", "search/?q=certificate", f"{SERVICES.url}/", "similar/", f"{FACTORS.url}/"]
)
def test_pages_of_the_site_are_whole(guarded, path):
    """Nothing of the theme, the drawings, the search and its WebAssembly is refused."""
    window = guarded()
    page = window.open(path)
    page.wait_for_function("typeof __md_get === 'function'")
    if path.startswith("search"):
        settled(page)
    assert [error for error in window.errors if "404" not in error] == []
    page.unroute_all(behavior="wait")  # A script that is asked for late is answered before the window closes.


def test_pages_deep_down_are_whole(guarded):
    """The theme's first script differs with the depth of a page, and is let in at any."""
    window = guarded()
    window.open("")
    href = window.page.locator("a[href*='/']").evaluate_all(
        "links => links.map(a => a.href).filter(h => h.startsWith(location.origin) && /\\/20\\d\\d\\/./.test(h))[0]"
    )
    window.page.goto(href, wait_until="networkidle")
    assert window.errors == []
    assert window.page.evaluate("typeof __md_get") == "function"


def test_search_finds_by_its_webassembly(guarded):
    """Results come up although scripts are restricted."""
    window = guarded()
    page = window.open("search/?q=certificate")
    page.wait_for_selector("main a[href*='20']")
    assert window.errors == []


def test_a_script_that_is_not_the_themes_does_not_run(guarded):
    """What an author, or somebody else, writes into a page stays without effect."""
    window = guarded('<script>window.broken = 1</script><img src="x" onerror="window.broken = 2">')
    page = window.open("")
    assert page.evaluate("window.broken") is None
    assert any("Content Security Policy" in error for error in window.errors)
