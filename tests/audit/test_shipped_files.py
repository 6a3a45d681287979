"""Files of installed packages are recognised by their bytes and not searched; with one byte changed they are."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.audit.shipped_files import ShippedFiles
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import select_fingerprints
from mkdocs_postmortems.system.pagefind_client import find_binary, read_programs

SECRET = select_fingerprints([HiddenText(path="", id="sendVaultLetter")], [])
BUNDLE = b"async sendVaultLetter(method) {}"


@pytest.fixture(name="theme")
def _theme(tmp_path):
    """Install a theme with one script."""
    (tmp_path / "theme" / "assets").mkdir(parents=True)
    (tmp_path / "theme" / "assets" / "bundle.js").write_bytes(BUNDLE)
    return tmp_path / "theme"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data", "leaks"),
    [
        ("assets/bundle.js", BUNDLE, 0),
        ("elsewhere/of-any-name.js", BUNDLE, 0),
        # Control cases.
        ("assets/bundle.js", BUNDLE.replace(b"method", b"again"), 1),
        ("assets/bundle.js", BUNDLE + b"\n", 1),
    ],
)
def test_a_file_of_a_theme_is_known_by_its_bytes(theme, write_site, name, data, leaks):
    """Wherever it lies. A theme says the same on pages, too, which is seen for each text by itself."""
    other = write_site({name: data, "index.html": "<p>sendVaultLetterNow"})
    searched = [shipped.holds(name, data) for shipped in (ShippedFiles((theme,)), ShippedFiles(()))]

    assert searched == [not leaks, False]
    assert audit_site(other, fingerprints=SECRET, common_folders=(theme,)).findings == ()
    found = {finding.path for finding in audit_site(other, fingerprints=SECRET, common_folders=()).findings}
    assert found == {name, "index.html"}


@pytest.mark.slow
def test_what_a_document_says_is_found_in_a_changed_file_of_a_theme(theme, write_site):
    """The name of a function is the theme's; what follows it is not."""
    secret = select_fingerprints([HiddenText(path="", id="hr-vault-03")], [])
    site = write_site({"assets/bundle.js": BUNDLE + b"// hr-vault-03"})

    assert [one.code for one in audit_site(site, fingerprints=secret, common_folders=(theme,)).findings] == ["PV010"]


@pytest.mark.slow
def test_the_programs_of_pagefind_are_known(write_site):
    """They are in the files that it writes alone; one that was changed is not."""
    secret = select_fingerprints([HiddenText(path="", id=id) for id in ("sendMessage", "hr-vault-03")], [])
    binary = find_binary()
    if binary is None:
        pytest.skip("no Pagefind")
    programs = read_programs(binary)
    shipped = ShippedFiles(())

    assert "pagefind.js" in programs
    assert all(shipped.holds(name, data) for name, data in programs.items())
    assert not shipped.holds("pagefind.js", programs["pagefind.js"] + b" ")
    site = write_site({"pagefind.js": programs["pagefind.js"], "index.html": "<p>a"})
    assert audit_site(site, fingerprints=secret, common_folders=()).findings == ()
    site = write_site({"pagefind.js": programs["pagefind.js"] + b" // hr-vault-03"})
    assert [one.code for one in audit_site(site, fingerprints=secret, common_folders=()).findings] == ["PV010"]
