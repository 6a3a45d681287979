"""Real sites that leak, as they do when a filter comes too late, and the same sites when nothing leaks."""

from __future__ import annotations

import struct
import zlib
from fnmatch import fnmatch
from pathlib import Path
from shutil import rmtree

import pytest
from mkdocs_postmortems.audit.leak_search import LeakSearch
from mkdocs_postmortems.audit.shipped_files import ShippedFiles
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.audit.site_files import list_site_files
from mkdocs_postmortems.core import facets
from mkdocs_postmortems.core.leaks.fingerprint import FingerprintKind, HiddenText
from mkdocs_postmortems.core.leaks.select import select_fingerprints

URL = "https://kb.example/"
CONFIG = """\
>> mkdocs.yml
site_name: Test
site_url: https://kb.example/
use_directory_urls: true
theme: {name: material, font: false}
plugins: [search, postmortems]
extra_templates: [feed.xml]
>> docs/feed.xml
<rss><channel>{% for file in pages %}<item><title>{{ file.page.title }}</title></item>{% endfor %}</channel></rss>
>> docs/2026/2026-02-01-full-disk.md
---
id: INC-2026-0001
tags: [storage]
services: [build]
---
# Full disk

The disk of the build host was full, and nobody was told.
"""
TAGS = """\
>> mkdocs.yml
site_name: Test
site_url: https://kb.example/
theme: {name: material, font: false}
plugins: [search, tags]
>> docs/labels.md
# Tags

<!-- material/tags -->
"""
PLAIN = """\
>> mkdocs.yml
site_name: Test
site_url: https://kb.example/
theme: {name: mkdocs}
plugins: [search]
"""
SURFACES = (
    "security/*/index.html",
    "index.html",
    f"{facets.TAGS.url}/*",
    "feed.xml",
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets/postmortems/search/*.pf_fragment",
    "assets/postmortems/search/*.pf_index",
    "assets/postmortems/similar/data.js",
    "assets/postmortems/similar/sheets-*.js",
    f"{facets.SERVICES.url}/*/index.html",
    f"{facets.YEARS.url}/*",
    "security/salaries.csv",
    "security/screen.png",
    "security/*",
)
"""Files of Material, our pages, our search and MkDocs that contain text of a document that is not filtered out."""


def _secret(source: str) -> str:
    return f">> docs/security/2026-03-01-stolen-vault-credentials.md\n{source}\nReported by Ottilie Vandersloot.\n"


def _picture() -> bytes:
    body = b"Comment\0\0" + zlib.compress(b"Stolen vault credentials let a contractor read payroll")
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IEND" + b"\xae\x42\x60\x82"


@pytest.fixture
def leaking(site, tmp_path, secret) -> Path:
    """Build a site from which nothing was filtered."""
    folder = tmp_path / "docs" / "security"
    folder.mkdir(parents=True)
    (folder / "screen.png").write_bytes(_picture())
    (folder / "salaries.csv").write_text("who,host\nOttilie Vandersloot,hr-vault-03\n", encoding="utf-8")
    return site(CONFIG + _secret(secret.text.replace("severity: sev1", "severity: sev1\ntags: [storage]")))


@pytest.mark.slow
def test_every_surface_that_leaks_is_named(leaking, canaries):
    """Pages, tags, feeds, sitemaps, indexes, pictures, attachments and names of files: each is found by itself."""
    found = audit_site(leaking, fingerprints=canaries, site_url=URL).findings
    leaks = {finding.path for finding in found if finding.code == "PV010"}

    assert [surface for surface in SURFACES if not any(fnmatch(path, surface) for path in leaks)] == []


@pytest.mark.slow
def test_an_unfiltered_site_contains_every_fingerprint(leaking, canaries):
    """# Control case: searching for fingerprints that no site could contain would prove nothing."""
    search, seen = LeakSearch(canaries, ShippedFiles(())), set()
    for path in list_site_files(leaking).files:
        for part in search.decoder.decode(path, (leaking / path).read_bytes()):
            seen |= {match.fingerprint for match in canaries.find(getattr(part, "text", ""))}
    missing = [one for one in canaries.kept if one not in seen]

    assert [one for one in missing if not (one.kind is FingerprintKind.FILE and one.shown.endswith(".md"))] == []


@pytest.mark.slow
def test_a_site_without_the_document_is_clean(site, canaries):
    """# Control case: what the themes and our own pages say is no leak, and all their links close."""
    report = audit_site(site(CONFIG), fingerprints=canaries, site_url=URL)

    assert [str(finding) for finding in report.findings] == []
    assert report.is_clean
    assert report.files > 40
    assert sum(report.searched.values()) > 10


@pytest.mark.slow
def test_a_page_of_tags_that_names_a_page_is_found(site, canaries, secret):
    """Material's tags and search are made of all pages, also of those that somebody deletes afterwards."""
    tagged = secret.text.replace("severity: sev1", "tags: [storage]")
    folder = site(TAGS + _secret(tagged))
    rmtree(folder / "security")
    leaks = {
        finding.path for finding in audit_site(folder, fingerprints=canaries, site_url=URL).findings if finding.is_error
    }

    assert {"labels/index.html", "search/search_index.json", "sitemap.xml", "sitemap.xml.gz", "404.html"} <= leaks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extra", "surface"),
    [
        ('markdown_extensions:\n  - pymdownx.snippets: {base_path: ["{root}"]}\n', "index.html"),
        ('markdown_extensions:\n  - pymdownx.snippets: {base_path: ["{root}"]}\n', "search/search_index.json"),
        ("nav: [index.md, Stolen vault credentials let a contractor read payroll: other.md]\n", "404.html"),
        ("site_description: What Ottilie Vandersloot found\n", "index.html"),
        ("repo_url: https://git.example/\nedit_uri: edit/2026-03-01-stolen-vault-credentials/\n", "index.html"),
    ],
    ids=["snippet", "snippet in the search", "title in nav", "description", "link to the source"],
)
def test_a_leak_around_the_filter_is_found(site, tmp_path, canaries, secret, extra, surface):
    """The document is not in the folder; a part of it gets into the site in another way."""
    (tmp_path / "restricted.md").write_text(secret.text, encoding="utf-8")
    extra = extra.replace("{root}", str(tmp_path))
    folder = site(f'{PLAIN}{extra}>> docs/index.md\n# Start\n\n--8<-- "restricted.md"\n>> docs/other.md\n# Other\n')
    found = audit_site(folder, fingerprints=canaries, site_url=URL).findings

    assert surface in {finding.path for finding in found if finding.code == "PV010"}


@pytest.mark.slow
def test_that_the_theme_says_the_same_is_no_leak(write_site):
    """A hidden document with the title of a part of every page is not reported on every page."""
    hidden = HiddenText(
        path="a/search-results.md", title="Type to start searching", text="Copied to clipboard and back."
    )
    canaries = select_fingerprints([hidden], [])
    root = write_site({"index.html": '<p aria-label="Type to start searching">Search results'})

    assert audit_site(root, fingerprints=canaries).findings == ()
    # Control case.
    assert audit_site(root, fingerprints=canaries, common_folders=()).findings != ()


@pytest.mark.parametrize(("checked", "is_clean"), [((), False), (("files/*.7z",), True), (("*.zip",), False)])
def test_what_cannot_be_searched_is_published_only_if_somebody_has_looked(write_site, canaries, checked, is_clean):
    """A finding it is in any case."""
    folder = write_site({"files/a.7z": b"7z\xbc\xaf\x27\x1c\0", "index.html": "<p>Nothing"})
    report = audit_site(folder, fingerprints=canaries, common_folders=()).accepting(checked)

    assert [(finding.path, finding.code) for finding in report.findings] == [("files/a.7z", "PV011")]
    assert report.is_clean is is_clean
