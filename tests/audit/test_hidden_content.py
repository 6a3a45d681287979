"""What the sites are searched for."""

from __future__ import annotations

from mkdocs_postmortems.audit.hidden_content import HiddenContent
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
