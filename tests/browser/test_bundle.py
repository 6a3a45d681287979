"""A bundle is read from the disk: no server, no network, and without JavaScript, too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", name="unpacked")
def _unpacked(tmp_path_factory) -> str:
    """Export the bundle of the sample for `staff`, and unpack it; return its address."""
    folder = tmp_path_factory.mktemp("bundle")
    command = (sys.executable, "-m", "mkdocs_postmortems", "export", "bundle", "--audience", "staff")
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795132800", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run((*command, "--to", str(folder / "kb.zip")), cwd=ROOT, env=environment, check=True)
    with ZipFile(folder / "kb.zip") as packed:
        packed.extractall(folder)
    return (folder / "postmortems-staff").as_uri()


def test_from_home_to_what_worked_without_javascript(visit, unpacked):
    """By clicking alone; a browser that opened a folder would list its files."""
    page = visit(at=unpacked, java_script_enabled=False).open("index.html")
    page.locator(".pm-index a.pm-ref", has_text="Checkout API").first.click()
    page.locator(".pm-row__title", has_text="blocked migration").click()

    expect(page.locator(".pm-worked").first).to_contain_text("psql")
    assert page.url.endswith(".html")


def test_the_smaller_search_finds(visit, unpacked):
    """From the field of the home page; nothing is asked of any host."""
    seen = visit(at=unpacked)
    page = seen.open("index.html")
    page.locator(".pm-hero input").fill("connection pool")
    page.keyboard.press("Enter")

    expect(page.locator(".pm-hit__title").first).to_be_visible()
    assert "connection" in " ".join(page.locator(".pm-hit__title").all_inner_texts()).casefold()
    assert seen.errors == []
    assert seen.strangers == []
