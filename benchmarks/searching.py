"""First result and further keystrokes of the search, in a fresh profile of Chromium, beside Material's search.

usage: searching.py N...   Sites are built in benchmarks/.cache and kept.

Medians of five visits to ours, one visit to Material. Bytes are counted where they are served, as a page does not see
what its workers load; what was loaded before the field had the focus is counted by itself, with the page around it.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite

HERE = Path(__file__).parent
CACHE = HERE / ".cache"
THEME = "site_name: Benchmark\ntheme: {name: material, font: false}\ndocs_dir: ../docs\n"
OURS = THEME + "plugins: [search, postmortems]\n"
MATERIAL = THEME + 'plugins: [search]\nnot_in_nav: "*"\n'
QUERY = "connection timeout"
KEYSTROKES = " database replica"
VISITS = 5


class _Counting(http.server.SimpleHTTPRequestHandler):
    sent = 0

    def copyfile(self, source: SupportsRead[bytes], outputfile: SupportsWrite[bytes]) -> None:
        """Send a file, and count it."""
        data = source.read()
        _Counting.sent += len(data)
        outputfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def built(count: int, name: str, config: str) -> Path:
    """Return the site of `count` postmortems, built if it is not there yet."""
    folder = CACHE / str(count)
    if not (folder / "docs").is_dir():
        subprocess.run([sys.executable, HERE / "generate.py", str(count), folder / "docs"], check=True)
    site = folder / name / "site"
    if not site.is_dir():
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "mkdocs.yml").write_text(config, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder / name, check=True)
    return site


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site from this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Counting, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


class Visit:
    """A page in a fresh profile, with what it loads."""

    def __init__(self, browser: Browser, address: str, field: str, hit: str) -> None:
        self.context = browser.new_context()
        self.page: Page = self.context.new_page()
        self.field, self.hit = field, hit
        before = _Counting.sent
        self.page.goto(address, wait_until="networkidle")
        self.opened = (_Counting.sent - before) / 1e6
        """MB of the page and all that came with it."""

    def first(self) -> tuple[float, float]:
        """Return the seconds to the first result, and the MB that the search loaded for it."""
        before = _Counting.sent
        start = time.monotonic()
        self.page.locator(self.field).first.focus()
        self.page.keyboard.insert_text(QUERY)
        self.page.locator(self.hit).first.wait_for(timeout=180_000)
        seconds = time.monotonic() - start
        self.page.wait_for_timeout(300)
        return seconds, (_Counting.sent - before) / 1e6

    def keystroke(self) -> float:
        """Return the median milliseconds from a key to the list that it changed."""
        self.page.evaluate(CHANGED)
        times = []
        for key in KEYSTROKES:
            self.page.evaluate("window.pmChanged = 0; window.pmPressed = performance.now()")
            self.page.keyboard.type(key)
            self.page.wait_for_function("window.pmChanged", timeout=60_000)
            times.append(self.page.evaluate("window.pmChanged - window.pmPressed"))
        return statistics.median(times)


CHANGED = """() => new MutationObserver(() => { window.pmChanged = window.pmChanged || performance.now() })
    .observe(document.querySelector(".pm-search__list, .md-search-result__list"), {childList: true})"""


def main() -> None:
    """Print a row per size."""
    print("| postmortems | search | with the page, MB | from the focus, MB | first result, s | keystroke, median ms |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for count in map(int, sys.argv[1:]):
            with served(built(count, "ours", OURS)) as address:
                row(count, "ours", browser, f"{address}years/", ".pm-search--header input", ".pm-hit")
            site = built(count, "material", MATERIAL)
            page = min((site / "2016").iterdir()).name
            with served(site) as address:
                field, hit = ".md-search__input", ".md-search-result__link"
                row(count, "Material", browser, f"{address}2016/{page}/", field, hit)
        browser.close()


def row(count: int, name: str, browser: Browser, address: str, field: str, hit: str) -> None:
    """Print the medians of what visits measure."""
    visits = []
    for _ in range(VISITS if name == "ours" else 1):
        visit = Visit(browser, address, field, hit)
        visits.append((visit.opened, *visit.first(), visit.keystroke()))
        visit.context.close()
    opened, seconds, loaded, keystroke = map(statistics.median, zip(*visits, strict=True))
    print(f"| {count:,} | {name} | {opened:.2f} | {loaded:.2f} | {seconds:.2f} | {keystroke:.0f} |", flush=True)


if __name__ == "__main__":
    main()
