"""The sample site in the system's Chromium, served from this machine."""

from __future__ import annotations

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from chromium import CHROMIUM

ROOT = Path(__file__).parents[2]
RUNBOOK = """# Runbook

Pause, then reload.

```diff
--- a/pool.ini
+++ b/pool.ini
@@ -1,2 +1,2 @@
 ; sizes
-default_pool_size = 30
+default_pool_size = 20
```

```python
@dataclass
class Pool:
    \"\"\"Connections.\"\"\"

    size: int = max(1, len("x"))  # as many
```

```console
$ psql -c 'SHOW POOLS;'
cl_waiting  0
```
"""
"""A page of a site's own, with code of several languages."""

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium on this machine", allow_module_level=True)

from playwright.sync_api import Browser, BrowserContext, Page, expect  # noqa: E402

expect.set_options(timeout=30_000)  # as long as everything else of Playwright waits before it gives up


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@dataclass
class Visit:
    """A page of the site, and what went wrong while it was looked at."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(f"{self.base}/{path}", wait_until="networkidle")
        return self.page

    def watch(self) -> Visit:
        """Note errors, and requests to other hosts."""
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("request", lambda r: self.strangers.append(r.url) if not self._is_ours(r.url) else None)
        return self

    def _is_ours(self, url: str) -> bool:
        return url.startswith((self.base, "data:", "blob:"))


def _build(config: Path, folder: Path, **more: str) -> None:
    """Build a site into a folder."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795132800", "NO_MKDOCS_2_WARNING": "1"} | more
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(folder)]
    subprocess.run(command, check=True, env=environment, cwd=config.parent)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder; yield its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample knowledge base as those see it who may read all of it."""
    made = tmp_path_factory.mktemp("sample")
    _build(ROOT / "mkdocs.yml", made, POSTMORTEMS_AUDIENCE="incident-board")
    return made


@pytest.fixture(scope="session")
def base(folder: Path) -> Iterator[str]:
    """Serve the sample knowledge base; yield its address."""
    with _served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder; return its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(_served(folder))


@pytest.fixture(scope="session")
def publish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[dict[str, str]], str]]:
    """Build and serve a site of these files, in which `BASE` is its address; return the address."""
    with ExitStack() as stack:

        def make(files: dict[str, str]) -> str:
            root = tmp_path_factory.mktemp("site")
            base = stack.enter_context(_served(root / "site"))
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text.replace("BASE", base), encoding="utf-8")
            _build(root / "mkdocs.yml", root / "site")
            return base

        yield make


@pytest.fixture(scope="session")
def from_init(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve what `postmortems init` makes of documents of the sample, and of a page with code; yield the address."""
    root = tmp_path_factory.mktemp("init")
    for path in sorted((ROOT / "postmortems").rglob("*.md")):
        text = re.sub(r"^audience:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if "audience" not in text:
            copy = root / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8")
    (root / "postmortems/runbook.md").write_text(RUNBOOK, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs_postmortems", "init"], check=True, cwd=root, capture_output=True)
    _build(root / "mkdocs.yml", root / "site")
    with _served(root / "site") as address:
        yield address


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Callable[..., Visit]]:
    """Open a window: `visit(width=390, color_scheme="dark", java_script_enabled=False)`; `at` is another site."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1440, at: str = base, **options: object) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        return Visit(context.new_page(), at).watch()

    yield make
    for context in contexts:
        context.close()
