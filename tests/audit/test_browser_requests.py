"""What pages ask other hosts for in a real browser, whatever asks."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.audit.browser_requests import (
    MAX_PAGES,
    NoBrowserError,
    PageRequest,
    find_browser_requests,
    pages_of_each_kind,
    report_requests,
)
from mkdocs_postmortems.audit.link_report import LinkContext
from mkdocs_postmortems.cli import cli
from mkdocs_postmortems.core.link_policy import LinkPolicy

HAS_BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or os.environ.get("CI")
ASKING = {
    "quiet/index.html": '<img src="../x.png"><script>fetch("../x.png")</script>',
    "hidden/index.html": "<script>const h = ['cdn', 'example'].join('.'); fetch(`https://${h}/a`)</script>",
    "later/index.html": "<script>setTimeout(() => { new Image().src = '//img.' + 'example/b.png' }, 200)</script>",
    "lazy/index.html": '<div style="height: 9000px"></div><img loading="lazy" src="https://img.example/c.png">',
    "style/index.html": "<style>@import '//css.example/d.css'; p { background: url(//img.example/e.png) }</style><p>x",
    "frame/index.html": "<iframe srcdoc=\"<img src='https://img.example/f.png'>\"></iframe>",
    "x.png": "",
}


@pytest.mark.browser
@pytest.mark.skipif(not HAS_BROWSER, reason="no Chromium on this machine")
def test_whatever_asks_another_host_is_found(write_site):
    """Scripts that put an address together, images that are loaded later, style sheets, frames; and nothing else."""
    root = write_site(ASKING)

    asked = {
        (one.page.split("/")[0], one.url.split("?")[0]) for one in find_browser_requests(root, sorted(ASKING)[:-1])
    }

    assert asked == {
        ("hidden", "https://cdn.example/a"),
        ("later", "http://img.example/b.png"),
        ("lazy", "https://img.example/c.png"),
        ("style", "http://css.example/d.css"),
        ("style", "http://img.example/e.png"),
        ("frame", "https://img.example/f.png"),
    }


def test_a_page_of_each_kind_is_looked_at(write_site):
    """Not each of ten thousand: those with other scripts, elements or hosts, and generated ones."""
    pages = {f"2024/{n}/index.html": "<p>Text" for n in range(100)}
    pages |= {f"2023/{n}/index.html": '<pre class="mermaid">x</pre>' for n in range(100)}
    pages |= {"services/index.html": "<p>", "404.html": "<p>", "v/index.html": '<script src="../v.js"></script>'}
    pages |= {f"h{n}/index.html": f'<img src="https://h{n}.example/x.png">' for n in range(100)}

    found = pages_of_each_kind(write_site(pages))

    assert len(found) == MAX_PAGES
    assert {"404.html", "2023/0/index.html", "2024/0/index.html"} <= set(found)
    assert sum(page.startswith("2024/") for page in found) == 1


def test_a_host_is_one_finding(write_site):
    """With the first page, and the number of others; trusted hosts are none."""
    requests = [PageRequest(f"{page}.html", f"https://{host}.example/x") for page in "abc" for host in ("cdn", "img")]

    (finding,) = report_requests(requests, LinkContext(policy=LinkPolicy(hosts=("img.example",))))

    assert str(finding) == (
        "a.html: PV025 asked for 'https://cdn.example/x' in a browser, so that cdn.example can tell who reads it. "
        "2 more pages ask cdn.example."
    )


def test_without_a_browser_the_rest_is_verified(write_site, monkeypatch, tmp_path_factory):
    """It says what is missing, and how to get it."""
    monkeypatch.setitem(sys.modules, "playwright", None)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    root = write_site({"index.html": "<p>Text"})

    with pytest.raises(NoBrowserError, match=r"mkdocs-postmortems\[browser\]"):
        list(find_browser_requests(root, ["index.html"]))
    result = CliRunner().invoke(cli, ["verify", str(root), "--audience", "all", "--browser"])

    assert result.exit_code == 0, result.output
    assert "No page was loaded in a browser, since the package playwright is not installed" in result.output
