"""The sample knowledge base as three people see it: built, served and signed in to as anyone would do it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from harness.nginx import nginx_command
from harness.people import set_groups
from harness.running import folder, free_port, running
from mkdocs_postmortems.core.facets import TAGS
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
HARNESS = Path(__file__).parent / "harness"
SECRET = "only for tests"  # noqa: S105 - a provider that lives for a minute
GROUPS = {"newcomer": ["lanternfish-staff"], "guardian": ["lanternfish-staff", "lanternfish-security"]}

LEAKED = "2024/2024-05-14-leaked-deploy-token/"
"""A restricted page, its attachment, and a page with a restricted part and its attachment."""
REQUESTS = "2024/registry-audit.csv"
ORDER = "2025/2025-04-08-wrong-order-shown/"
READERS = "2025/order-page-readers.csv"
PROTECTED = "an address that a court keeps from the public"


def _run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-c", "from mkdocs_postmortems.cli import main; main()", *map(str, arguments)],
                   cwd=ROOT, check=True)  # fmt: skip


@pytest.fixture(scope="module", name="address")
def _address(provider) -> Iterator[str]:
    """Build all trees, write the configuration, start nginx with it; yield its address."""
    with folder() as place, ExitStack() as stack:
        port, beside = provider.left.pop(), free_port()
        address = f"http://127.0.0.1:{port}"
        _run("build", "--to", place / "trees")
        options = ("--host", address, "--root", place / "trees", "--trees", place / "trees")
        _run("deploy-config", "nginx", "--shape", "one", "--authenticator", f"127.0.0.1:{beside}", *options,
             "--out", place / "written")  # fmt: skip
        for name, groups in GROUPS.items():
            set_groups(provider.people, name, groups)
        asking = (str(beside), provider.issuer, f"site-{port}", SECRET, address)
        stack.enter_context(running((sys.executable, str(HARNESS / "authenticator.py"), *asking), beside, place))
        files = {path.name: path.read_text(encoding="utf-8") for path in (place / "written").iterdir()}
        stack.enter_context(running(nginx_command(place, files, port), port, place, {}, drop=True))
        yield address


@pytest.fixture(name="arrive")
def _arrive(address: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a window and signs somebody in by the provider's own form."""
    with ExitStack() as stack:

        def arrive(name: str = "") -> Page:
            page = stack.enter_context(browser.new_context(base_url=address)).new_page()
            if name:
                page.goto("/oauth2/sign_in?rd=/")
                page.fill("input[name=login]", name)
                page.fill("input[name=password]", "any")
                page.click("button[type=submit]")
                page.click("button[type=submit]")
            page.goto("/")
            return page

        yield arrive


def _status(page: Page, path: str) -> int:
    return page.request.get(f"/{path}").status


def _search(page: Page, words: str) -> str:
    """Return what the site's own search says to some words."""
    page.goto(f"/search/?q={words}")
    page.wait_for_load_state("networkidle")
    return page.locator("main").inner_text()


def test_a_stranger_sees_what_is_public(arrive):
    """Notices and guides, found by links and by search; nothing else, however it is asked for."""
    page = arrive()
    assert "2 notices" in " ".join(page.locator("main").inner_text().split())
    assert "Push messages delayed" in _search(page, "push+messages")
    assert [_status(page, path) for path in (LEAKED, REQUESTS, ORDER, READERS)] == [404] * 4
    assert "Deploy token" not in _search(page, "deploy+token")


def test_somebody_of_staff_sees_no_restricted_part(arrive):
    """The page is there, the part and its attachment are not, and no count tells."""
    page = arrive("newcomer")
    page.goto(f"/{ORDER}")
    text = page.locator("main").inner_text()
    assert "All 119 customers were informed" in text
    assert PROTECTED not in text
    assert [_status(page, path) for path in (LEAKED, REQUESTS, ORDER, READERS)] == [404, 404, 200, 404]
    assert "Deploy token" not in _search(page, "deploy+token")
    assert _status(page, f"{TAGS.url}/security/") == 404


def test_somebody_of_security_sees_all_of_it(arrive):
    """The same addresses, with what is for them."""
    page = arrive("guardian")
    assert "Deploy token printed into a public build log" in _search(page, "deploy+token")
    page.goto(f"/{ORDER}")
    assert PROTECTED in page.locator("main").inner_text()
    page.goto(f"/{LEAKED}")
    assert page.locator("h1").inner_text().startswith("Deploy token")
    assert [_status(page, path) for path in (LEAKED, REQUESTS, ORDER, READERS)] == [200] * 4
    assert "shown_session" in page.request.get(f"/{READERS}").text()


def test_pages_say_nothing_about_others(arrive, address):
    """What a page of staff loads is of staff: every file that was asked for came from one host and was there."""
    page = arrive("newcomer")
    answers: list[tuple[str, int]] = []
    page.on("response", lambda response: answers.append((response.url, response.status)))
    page.goto(f"/{ORDER}", wait_until="networkidle")
    assert answers
    assert [url for url, status in answers if status != 200 or not url.startswith(address)] == []
