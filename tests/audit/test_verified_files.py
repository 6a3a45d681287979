"""A file that was searched for the same before is not searched again, and whatever else changes, all are."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from mkdocs_postmortems.audit import leak_search
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import EarlierAudit, audit_site
from mkdocs_postmortems.audit.verified_files import VerifiedFiles
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, select_fingerprints

HIDDEN = "Ottilie Vandersloot copied the unsealed vault token"
CLEAN = {"a.html": "<p>Shop down", "b/c.html": "<p>Users waited", "feed.xml": "<feed><title>Shop</title></feed>"}


def hidden(*texts: str) -> FingerprintSet:
    """Return fingerprints of hidden texts."""
    return select_fingerprints([HiddenText(path=f"{number}.md", text=text) for number, text in enumerate(texts)], [])


@pytest.fixture(name="searched")
def _searched(monkeypatch) -> list[str]:
    """Note the name of each file that is decoded."""
    names: list[str] = []
    decode = leak_search.Decoder.decode

    def noting(decoder, name, data):
        if not name.startswith("pagefind"):  # Those are texts of programs, read after a finding.
            names.append(name)
        return decode(decoder, name, data)

    monkeypatch.setattr(leak_search.Decoder, "decode", noting)
    return names


@pytest.fixture(name="site")
def _site(tmp_path) -> Path:
    write(tmp_path / "site", CLEAN)
    return tmp_path / "site"


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files into a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def audit(site: Path, fingerprints: FingerprintSet, program: str = "1", themes: tuple[Path, ...] = ()) -> AuditReport:
    """Audit a site with the record beside it."""
    verified = VerifiedFiles(site.parent / "record.json", program)
    return audit_site(site, fingerprints=fingerprints, common_folders=themes, earlier=EarlierAudit(verified))


@pytest.mark.slow
def test_only_what_has_changed_is_searched(site, searched):
    """What is found is what a search of all files finds."""
    audit(site, hidden(HIDDEN))
    assert sorted(searched) == ["a.html", "c.html", "feed.xml"]

    searched.clear()
    write(site, {"a.html": f"<p>Shop down. {HIDDEN}."})
    report = audit(site, hidden(HIDDEN))

    assert searched == ["a.html"]
    assert report == audit_site(site, fingerprints=hidden(HIDDEN), common_folders=())
    assert {finding.path for finding in report.findings if finding.code == "PV010"} == {"a.html"}


@pytest.mark.parametrize("change", ["fingerprints", "program", "name", "damage", "place"])
def test_after_any_other_change_all_is_searched(site, searched, change):
    """A record of another search, of other programs, or one that is damaged counts as none."""
    record = site.parent / "record.json"
    audit(site, hidden(HIDDEN))
    if change == "name":
        (site / "a.html").rename(site / "a.css")
    if change == "damage":
        record.write_bytes(record.read_bytes()[:-20])
    if change == "place":
        record.write_bytes(record.read_bytes().replace(b":[]", b":[99]"))
    searched.clear()
    texts = (HIDDEN, "The ostrichlike pelican was read") if change == "fingerprints" else (HIDDEN,)
    audit(site, hidden(*texts), program="2" if change == "program" else "1")

    assert sorted(searched) == (["a.css"] if change == "name" else ["a.html", "c.html", "feed.xml"])


@pytest.mark.slow
@pytest.mark.parametrize(("name", "bad"), [("z.html", HIDDEN.encode()), ("z.7z", b"7z\xbc\xaf\x27\x1c\0\1\2")])
def test_a_search_that_has_found_something_is_not_remembered(site, searched, name, bad):
    """What two files hold in the same encoding is decoded in the first of them only."""
    packed = base64.b64encode(bad * 4).decode()
    write(site, {"a.html": f"<p>{packed}", "b/c.html": f"<p>{packed}", name: bad})
    assert {"PV010", "PV011"} & {finding.code for finding in audit(site, hidden(HIDDEN)).findings}

    write(site, {"a.html": "<p>Mended", name: bad})
    searched.clear()
    report = audit(site, hidden(HIDDEN))

    assert sorted(searched) == ["a.html", "c.html", "feed.xml", name]
    assert report == audit_site(site, fingerprints=hidden(HIDDEN), common_folders=())


def test_words_of_themes_are_counted_as_in_a_search_of_all_files(site, tmp_path, searched):
    """They are found on every page, whether or not it is searched again."""
    write(tmp_path / "theme", {"main.html": "<p>Skip to the main content of this page"})
    write(site, {"a.html": "<p>Skip to the main content of this page"})
    fingerprints = hidden(HIDDEN, "Skip to the main content of this page")
    first = audit(site, fingerprints, themes=(tmp_path / "theme",))
    searched.clear()
    again = audit(site, fingerprints, themes=(tmp_path / "theme",))

    assert not searched
    assert first.is_clean
    assert again == first
    assert sum(first.dropped.values()) > 0


def test_the_record_holds_no_word(site):
    """Neither what is hidden nor what is read, and no digest of one fingerprint that could be tried."""
    fingerprints = hidden(HIDDEN)
    audit(site, fingerprints)
    text = (site.parent / "record.json").read_text()

    assert not [word for word in ("Ottilie", "ottilie", "Shop", "a.html") if word in text]
    assert text.count('"fingerprints":') == 1
    assert fingerprints.digest in text
    assert fingerprints.digest != hidden(HIDDEN, "The ostrichlike pelican was read").digest
