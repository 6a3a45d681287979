"""An index in parts answers as one in one part."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
READER = {"POSTMORTEMS_AUDIENCE": "incident-board"}
"""Those who may read all of it, as in the site that is compared with."""

BUILD = (
    "import mkdocs_postmortems.site.pagefind_shards as shards; shards.PAGES_PER_SHARD = 12; "
    "from mkdocs.__main__ import cli; cli()"
)
SHOWN = """() => ({
    said: document.querySelector(".pm-find__sentence").textContent,
    titles: [...document.querySelectorAll(".pm-hit__title")].map((title) => title.textContent),
    counts: [...document.querySelectorAll(".pm-facet label")].map((label) => label.textContent),
})"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def parted(tmp_path_factory):
    """Build the sample with small parts, and serve it."""
    folder = tmp_path_factory.mktemp("parted")
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795132800", "NO_MKDOCS_2_WARNING": "1"} | READER
    arguments = ["build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(folder)]
    subprocess.run([sys.executable, "-c", BUILD, *arguments], check=True, env=environment, cwd=ROOT)
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def _asked(visit, base, query):
    seen = visit()
    page = seen.page
    page.goto(f"{base}/search/?{query}", wait_until="networkidle")
    page.locator("[data-pm-results][aria-busy=false]").wait_for(state="attached")
    page.wait_for_function("/\\.$/.test(document.querySelector('.pm-find__sentence')?.textContent ?? '')")
    shown = page.evaluate(SHOWN)
    assert seen.errors == []
    return shown


def test_parts_share_a_program(parted):
    """Each has an index; what runs it is in the first one only."""
    index = parted[0] / "assets/postmortems/search"

    assert sorted(path.parent.relative_to(index).as_posix() for path in index.rglob("*.pf_meta")) == [
        ".",
        "1",
        "2",
        "3",
    ]
    assert [path.parent for path in index.rglob("wasm.*")] == [index]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "sort=duration",
        "q=INC-2024-017",
        "q=ECONNREFUSED",
        "q=pgbouncer",
        "q=pgbouncer&sort=date",
        "q=timeout&service=checkout-api&sort=duration",
        "q=%22connection+pool%22",
        "q=pgbuncer",
        "year=2024&severity=sev1",
    ],
)
def test_parts_answer_as_one(visit, base, parted, query):
    """Numbers, facets and order; only the scores of equally good results may differ."""
    one, parts = _asked(visit, base, query), _asked(visit, parted[1], query)

    assert parts["said"] == one["said"]
    assert sorted(parts["counts"]) == sorted(one["counts"])
    assert sorted(parts["titles"]) == sorted(one["titles"])
    if "sort=" in query:
        assert parts["titles"] == one["titles"]
