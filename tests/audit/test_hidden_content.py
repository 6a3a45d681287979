"""What the sites are searched for."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources

CONFIG = """\
site_name: x
plugins:
  - postmortems:
      audiences: {public: {anyone: true}, staff: {includes: [public]}, sre: {includes: [staff]}}
      default_audience: public
"""


def test_a_document_is_searched_for_in_the_site_of_each_audience_that_may_not_read_it(tmp_path):
    """And in no other site."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "open.md").write_text("# Open\n")
    (tmp_path / "docs" / "secret.md").write_text("---\naudience: sre\n---\n# The resolver of Frankfurt\n")
    sources = load_labelled_sources(load_settings(tmp_path / "mkdocs.yml"), ())
    everything = HiddenContent(sources)
    fingerprints = {
        name: everything.fingerprints(sources.for_audience(name), None) for name in ("public", "staff", "sre")
    }

    assert [sum(one.counts.values()) > 0 for one in fingerprints.values()] == [True, True, False]
    assert fingerprints["public"].counts == fingerprints["staff"].counts


PLAN = "Host;Rolle\nhummingbird-relay-07;Der Kolibri des Tresors steht im Keller\n"
OPEN = "Stelle;Zahl\nDer Laden an der Ecke hat offen;7\n"


@pytest.fixture(name="attached")
def _attached(tmp_path):
    """Write a knowledge base with two attachments, and return what of it the public may not read."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs" / "sec").mkdir(parents=True)
    (tmp_path / "docs" / "sec" / ".audience").write_text("sre\n")
    (tmp_path / "docs" / "sec" / "secret.md").write_text("# Tresor\n\n[plan](plan.csv) ![x](x.png)\n")
    (tmp_path / "docs" / "sec" / "plan.csv").write_text(PLAN)
    (tmp_path / "docs" / "sec" / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "docs" / "open.md").write_text("# Open\n\n[list](open.csv)\n")
    (tmp_path / "docs" / "open.csv").write_text(OPEN)
    sources = load_labelled_sources(load_settings(tmp_path / "mkdocs.yml"), ())
    return sources, sources.for_audience("public"), tmp_path / "docs"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "is_leak"),
    [
        (PLAN.encode(), True),
        (b"<p>Der Kolibri des Tresors steht im Keller", True),
        (b"<p>hummingbird_relay_07", True),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), True),
        # Control cases: what the public may read, and another picture.
        (OPEN.encode(), False),
        (b"<p>Der Laden an der Ecke hat offen", False),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(255)), False),
    ],
)
def test_attachments_are_recognised_by_their_bytes_and_words(attached, tmp_path, content, is_leak):
    """Under any name: a picture by all of its bytes, a table also by a sentence of it."""
    sources, public, _ = attached
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.bin").write_bytes(content)
    everything = HiddenContent(sources)
    found = audit_site(
        tmp_path / "site",
        fingerprints=everything.fingerprints(public, None),
        hidden_files=everything.files(public),
        common_folders=(),
    ).findings

    assert {finding.code for finding in found} == ({"PV010"} if is_leak else set())


def test_a_file_that_everybody_gets_is_not_hidden(attached):
    """Such as a logo that a template shows and a restricted document, too."""
    sources, public, docs = attached

    assert sorted(HiddenContent(sources).files(public).values()) == ["sec/plan.csv", "sec/x.png"]
    assert sorted(HiddenContent(sources, [docs / "sec" / "x.png"]).files(public).values()) == ["sec/plan.csv"]
