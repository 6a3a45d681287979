"""The links of a file that is as it was are not read again, and what is found is what a check of all files finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.audit import links
from mkdocs_postmortems.audit.checked_links import CheckedLinks
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import EarlierAudit, audit_site

SITE = {
    "index.html": '<a href="a/#part">a</a>',
    "a/index.html": '<p id="part"><a href="../b.html">b</a>',
    "b.html": '<a href="index.html">home</a>',
}


@pytest.fixture(name="site")
def _site(tmp_path) -> Path:
    write(tmp_path / "site", SITE)
    return tmp_path / "site"


@pytest.fixture(name="read")
def _read(monkeypatch) -> list[str]:
    """Note each text whose links are read."""
    texts: list[str] = []
    original = links._file_urls

    def noting(name, text):
        texts.append(text)
        return original(name, text)

    monkeypatch.setattr(links, "_file_urls", noting)
    return texts


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files into a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def audit(site: Path, program: str = "1", site_url: str = "") -> AuditReport:
    """Check the links of a site, with the record beside it."""
    earlier = EarlierAudit(links=CheckedLinks(site.parent / "record.json", program))
    return audit_site(site, fingerprints=None, site_url=site_url, earlier=earlier)


def test_only_what_has_changed_is_read(site, read):
    """Each file once, then those that are new or were changed."""
    assert audit(site).is_clean
    assert sorted(read) == sorted(SITE.values())

    read.clear()
    new = {"b.html": '<a href="a/index.html#part">a</a>', "c.html": "<p>"}
    write(site, new)

    assert audit(site).is_clean
    assert sorted(read) == sorted(new.values())


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("b.html", '<a href="gone.html">', "PV020"),
        ("b.html", '<a href="a/#gone">', "PV021"),
        ("a/index.html", '<p id="other">', "PV021"),
        ("index.html", None, "PV020"),
    ],
)
def test_what_a_change_breaks_is_found(site, name, text, code):
    """In the file itself, and in files that are as they were."""
    assert audit(site).is_clean
    if text is None:
        (site / name).unlink()
    else:
        write(site, {name: text})
    report = audit(site)

    assert {finding.code for finding in report.findings} == {code}
    assert report == audit_site(site, fingerprints=None)
    assert audit(site) == report  # It is said as long as it is so.


@pytest.mark.parametrize("change", ["program", "site_url", "damage"])
def test_after_any_other_change_all_is_read(site, read, change):
    """A record of other programs or of another address, or one that is damaged, counts as none."""
    record = site.parent / "record.json"
    audit(site)
    read.clear()
    if change == "damage":
        record.write_bytes(record.read_bytes()[:-9])
    audit(site, "2" if change == "program" else "1", "https://kb.example/" if change == "site_url" else "")

    assert len(read) == len(SITE)


NAMES = st.sampled_from(["index.html", "a/index.html", "b.html", "c/index.html", "404.html"])
TEXTS = st.lists(
    st.sampled_from(
        [
            *(f'<a href="{one}">' for one in ("a/", "a/#x", "b.html#y", "/c/", "#x", "../b.html", "c/index.html#y")),
            '<p id="x">',
            '<p id="y">',
            '<img src="https://cdn.example/x.png">',
        ]
    ),
    max_size=4,
).map("".join)
SITES = st.dictionaries(NAMES, TEXTS, min_size=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(SITES, min_size=2, max_size=4))
def test_what_is_found_never_depends_on_earlier_checks(tmp_path_factory, states):
    """Whatever a site was before."""
    folder = tmp_path_factory.mktemp("states")
    for number, files in enumerate(states):
        site = folder / "site" / str(number)
        write(site, files)
        earlier = EarlierAudit(links=CheckedLinks(folder / "record.json", "1"))

        assert audit_site(site, fingerprints=None, earlier=earlier) == audit_site(site, fingerprints=None)
