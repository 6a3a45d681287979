"""Takes the pictures of docs/images: each kind of page of the sample, as readers see it. Run by `make screenshots`."""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

POSTMORTEM = "2024/2024-03-07-checkout-connection-pool/"
PICTURES = {
    "home": ("", 1280, 900, "light"),
    "postmortem": (POSTMORTEM, 1280, 1180, "light"),
    "postmortem-phone": (POSTMORTEM, 390, 844, "dark"),
    "timeline": (f"{POSTMORTEM}#timeline", 1280, 900, "light"),
    "service": ("services/checkout-api/", 1280, 860, "light"),
    "actions": ("actions/", 1280, 860, "light"),
    "insights": ("insights/", 1280, 900, "light"),
    "learn": ("learn/", 1280, 900, "light"),
    "similar": ("similar/?q=x509:%20certificate%20has%20expired", 1280, 860, "light"),
    "search": ("search/?q=connection%20pool", 1280, 860, "light"),
}
"""Name of the picture -> path of the page, width, height and scheme."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main(site: Path, images: Path) -> None:
    """Take all pictures of a built site into a folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in PICTURES:
            _take(browser, f"http://127.0.0.1:{server.server_address[1]}", name, images)
        browser.close()
    server.shutdown()


def _take(browser: Browser, base: str, name: str, images: Path) -> None:
    path, width, height, scheme = PICTURES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{base}/{path}", wait_until="networkidle")
    page.screenshot(path=images / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
