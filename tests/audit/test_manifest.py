"""A manifest lists every file of a built site, and every difference from it is found."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from mkdocs_postmortems.audit.manifest import SidecarError, built_sites, manifest_path, read_manifest, write_manifest
from mkdocs_postmortems.audit.site_audit import audit_site, verify_manifest

FILES = {"index.html": "<p>", "a/b.txt": "b"}


def test_a_manifest_lies_beside_its_site(write_site):
    """So it is not served; its format is fixed."""
    root = write_site(FILES)
    write_manifest(root, "staff")

    assert json.loads((root.parent / "site.manifest.json").read_text(encoding="utf-8")) == {
        "format": 1,
        "audience": "staff",
        "files": {"a/b.txt": sha256(b"b").hexdigest(), "index.html": sha256(b"<p>").hexdigest()},
    }
    assert verify_manifest(root) == ()
    assert read_manifest(manifest_path(root)).audience == "staff"


def test_what_differs_is_found(write_site):
    """Missing, changed and added files, and symbolic links, which are never followed."""
    root = write_site(FILES)
    write_manifest(root, "staff")
    (root / "index.html").write_text("<b>", encoding="utf-8")
    (root / "a" / "b.txt").unlink()
    (root / "new").write_text("", encoding="utf-8")
    (root / "link").symlink_to("/etc/hosts")

    assert [(finding.path, finding.code) for finding in verify_manifest(root)] == [
        ("a/b.txt", "PV002"),
        ("index.html", "PV004"),
        ("link", "PV005"),
        ("new", "PV003"),
    ]


def test_a_site_with_a_symbolic_link_gets_no_manifest(write_site):
    """A server would follow it out of the site."""
    root = write_site(FILES)
    (root / "link").symlink_to("index.html")

    with pytest.raises(SidecarError, match="symbolic link"):
        write_manifest(root, "staff")
    assert [finding.code for finding in audit_site(root, fingerprints=None).findings] == ["PV005"]


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        "{}",
        '{"format": 2, "audience": "a", "files": {}}',
        '{"format": 1, "files": {}}',
        '{"format": 1, "audience": "a", "files": []}',
        '{"format": 1, "audience": "a", "files": {"a": 1}}',
        '{"format": 1, "audience": "a", "files": {"a": "xyz"}}',
        "[" * 100_000,
    ],
    ids=lambda text: str(text)[:50],
)
def test_what_is_no_manifest_is_a_finding(write_site, text):
    """Without a manifest, nothing can be said of the files."""
    root = write_site(FILES)
    if text is not None:
        manifest_path(root).write_text(text, encoding="utf-8")

    assert [finding.code for finding in verify_manifest(root)] == ["PV001"]


def test_a_manifest_without_a_name_is_of_no_site(tmp_path):
    """A file called `.manifest.json` stands for nothing; the control is a site beside it."""
    (tmp_path / ".manifest.json").write_text("{}")
    (tmp_path / "staff.manifest.json").write_text("{}")

    assert built_sites(tmp_path) == (tmp_path / "staff",)
