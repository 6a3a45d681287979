"""Local links close, and nothing is loaded from elsewhere."""

from __future__ import annotations

import gzip
import json

import pytest
from mkdocs_postmortems.audit.site_audit import audit_site

URL = "https://kb.example/kb/"
PAGES = {
    "index.html": "<p id=here>",
    "a/index.html": '<h2 id="part-ä">',
    "404.html": "",
    "x.css": "",
    "with space.png": "",
    "img/a.png": "",
}
CLOSED = [
    '<a href="a/">',
    '<a href="a">',
    '<a href="./a/index.html?q=1#part-%C3%A4">',
    '<a href="#here">',
    '<a href="">',
    '<a href="#">',
    '<a href="/kb/a/">',
    '<a href="/kb">',
    '<a href="https://kb.example/kb/a/">',
    '<a href="//kb.example/kb/a/">',
    '<a href="https://other.example/">',
    '<a href="mailto:a@b.example">',
    "<a href=a/>",
    "<a title='>' href='a/'>",
    '<img src="with%20space.png" srcset="img/a.png 1x, img/a.png 2x">',
    '<img src="data:image/png;base64,AAAA">',
    '<link rel="canonical" href="https://kb.example/kb/a/">',
    '<!-- <img src="https://cdn.example/x.png"> -->',
    "<script>const a = '<img src=\"https://cdn.example/x.png\">'</script>",
    '<blockquote cite="https://other.example/">',
    '<a href="https://[broken">x</a>'.replace("https://[broken", "a/"),
    '<base href="/kb/a/"><a href="../x.css">',
    '<meta http-equiv="refresh" content="0; url=a/">',
    '<p style="background: url(img/a.png)">',
]
OPEN = [
    ("PV020", '<a href="gone/">'),
    ("PV020", '<a href="img/">'),
    ("PV020", '<a href="/kb/gone/">'),
    ("PV020", '<a href="https://kb.example/kb/gone/">'),
    ("PV020", '<a href="A/">'),
    ("PV020", '<img src="gone.png">'),
    ("PV020", '<img srcset="img/a.png 1x, gone.png 2x">'),
    ("PV020", '<video poster="gone.png">'),
    ("PV020", '<form action="gone/">'),
    ("PV020", '<object data="gone.pdf">'),
    ("PV020", '<blockquote cite="gone/">'),
    ("PV020", '<link rel="stylesheet" href="gone.css">'),
    ("PV020", '<link rel="canonical" href="https://kb.example/kb/gone/">'),
    ("PV020", '<meta http-equiv="refresh" content="0; url=gone/">'),
    ("PV020", '<meta property="og:image" content="https://kb.example/kb/gone.png">'),
    ("PV020", '<p style="background: url(gone.png)">'),
    ("PV020", "<style>@import 'gone.css'</style>"),
    ("PV020", '<svg><use xlink:href="gone.svg#a"/></svg>'),
    ("PV020", '<a href="https://[broken">'),
    ("PV021", '<a href="#gone">'),
    ("PV021", '<a href="a/#gone">'),
    ("PV022", '<a href="../x">'),
    ("PV022", '<a href="/elsewhere/">'),
    ("PV022", '<img src="/x.png">'),
    ("PV023", '<script src="https://cdn.example/x.js"></script>'),
    ("PV023", '<script src="//cdn.example/x.js"></script>'),
    ("PV023", r'<script src="\\cdn.example\x.js"></script>'),
    ("PV023", r'<img src="/\cdn.example/x.png">'),
    ("PV023", '<script>fetch("https://api.example/x")</script>'),
    ("PV023", '<script type=module>import x from "https://esm.example/x"</script>'),
    ("PV023", '<link rel="preconnect" href="https://fonts.example">'),
    ("PV023", '<link rel="dns-prefetch" href="//fonts.example">'),
    ("PV023", '<link rel="shortcut icon" href="https://cdn.example/i.png">'),
    ("PV023", '<link rel="canonical" href="https://other.example/">'),
    ("PV023", '<img src="https://cdn.example/x.png">'),
    ("PV023", '<img srcset="https://cdn.example/x.png 2x">'),
    ("PV023", '<iframe src="https://video.example/">'),
    ("PV023", '<form action="https://other.example/">'),
    ("PV023", '<a ping="https://other.example/" href="a/">'),
    ("PV023", '<base href="https://other.example/">'),
    ("PV023", '<meta http-equiv="refresh" content="0; url=https://other.example/">'),
    ("PV023", "<p style=\"background: url('https://cdn.example/x.png')\">"),
    ("PV023", "<style>@import url(//cdn.example/x.css)</style>"),
    ("PV023", '<svg><image href="https://cdn.example/x.png"/></svg>'),
    ("PV023", '<img src="file:///etc/hosts">'),
]
FILES = [
    ("PV020", "y.css", "a { background: url(gone.png) }"),
    ("PV023", "y.css", "@import 'https://cdn.example/x.css';"),
    ("PV023", "y.js", "import('https://cdn.example/x.js')"),
    ("PV020", "sitemap.xml", "<urlset><url><loc>https://kb.example/kb/gone/</loc></url></urlset>"),
    ("PV023", "sitemap.xml", "<urlset><url><loc>https://other.example/kb/a/</loc></url></urlset>"),
    ("PV020", "sitemap.xml.gz", gzip.compress(b"<urlset><url><loc>https://kb.example/kb/gone/</loc></url></urlset>")),
    ("PV020", "feed.xml", "<rss><item><link>https://kb.example/kb/gone/</link></item></rss>"),
    ("PV020", "feed.xml", '<feed><entry><link href="https://kb.example/kb/gone/"/></entry></feed>'),
    ("PV020", "search/search_index.json", json.dumps({"docs": [{"location": "gone/#x", "text": ""}]})),
    ("PV020", "m.webmanifest", json.dumps({"icons": [{"src": "gone.png"}]})),
    ("PV023", "m.webmanifest", json.dumps({"icons": [{"src": "https://cdn.example/x.png"}]})),
    ("PV020", "feed.json", json.dumps({"items": [{"url": "https://kb.example/kb/gone/"}]})),
    ("PV020", "p/a.pf_fragment", gzip.compress(b'pagefind_dcd{"url": "/gone/", "content": ""}')),
    ("PV020", "x.svg", '<svg><image href="gone.png"/></svg>'),
    ("PV020", "404.html", '<a href="a/">'),
]
FINE = [
    ("y.css", "a { background: url(img/a.png), url('#x') }"),
    ("search/search_index.json", json.dumps({"docs": [{"location": "a/#part-ä", "text": "https://other.example"}]})),
    ("p/a.pf_fragment", gzip.compress(b'pagefind_dcd{"url": "/a/", "content": ""}')),
    ("feed.xml", '<rss><item><link>https://kb.example/kb/a/</link><guid isPermaLink="false">/x</guid></item></rss>'),
    ("404.html", '<a href="/kb/a/">'),
    ("broken.json", "{"),
]


def _codes(write_site, files):
    report = audit_site(write_site({**PAGES, **files}), fingerprints=None, site_url=URL)
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize("html", CLOSED)
def test_what_closes_is_no_finding(write_site, html):
    """Links within the site, links to other hosts, and text that only looks like a link."""
    assert _codes(write_site, {"index.html": f"<p id=here>{html}"}) == []


@pytest.mark.parametrize(("code", "html"), OPEN)
def test_what_does_not_close_is_found(write_site, code, html):
    """One finding for each link to a missing file or out of the site, and for each request to another host."""
    assert _codes(write_site, {"index.html": html}) == [code]


@pytest.mark.parametrize(("code", "path", "content"), FILES, ids=lambda value: value if isinstance(value, str) else "")
def test_other_files_have_links_too(write_site, code, path, content):
    """Style sheets, scripts, sitemaps, feeds, indexes, manifests, drawings."""
    assert _codes(write_site, {path: content}) == [code]


@pytest.mark.parametrize(("path", "content"), FINE, ids=lambda value: value if isinstance(value, str) else "")
def test_other_files_that_are_fine(write_site, path, content):
    """# Control case."""
    assert _codes(write_site, {path: content}) == []


def test_a_finding_says_what_is_and_what_is_expected(write_site):
    """Place, code, what is, what is expected."""
    root = write_site({"a/index.html": '<img src="//cdn.example/x.png"><a href="../gone/">'})

    assert [str(finding) for finding in audit_site(root, fingerprints=None).findings] == [
        "a/index.html: PV020 links to '../gone/', which is not in the site.",
        "a/index.html: PV023 loads '//cdn.example/x.png'; expected an address of this site.",
    ]


@pytest.mark.parametrize(
    "piece", ["<a", "<!--", "<script>", "<style>", '<a href="', "<code>", "url(", "%4", "&#x", "\\u", "A" * 30]
)
def test_hostile_text_takes_linear_time(write_site, canaries, piece):
    """A run of openings that never close ends; with a pattern that backtracks it would take days."""
    run = piece * (100_000 // len(piece))
    root = write_site({"index.html": run, "a.css": run, "a.txt": run})

    assert audit_site(root, fingerprints=canaries, common_folders=()).files == 3
