"""What trees are searched for."""

from __future__ import annotations

from collections import Counter

from mkdocs_postmortems.audit import hidden_content as outside
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources

CONFIG = """\
site_name: x
plugins:
  - postmortems:
      audiences: {public: {anyone: true}, staff: {includes: [public]}, sre: {includes: [staff]}}
      default_audience: public
"""


def test_a_document_is_read_once_for_all_who_do_not_get_it(tmp_path, monkeypatch):
    """And searched for in the tree of each of them."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "open.md").write_text("# Open\n")
    (tmp_path / "docs" / "secret.md").write_text("---\naudience: sre\n---\n# The resolver of Frankfurt\n")
    read: Counter[str] = Counter()

    def counted(source):
        read[source.path] += 1
        return parse(source)

    monkeypatch.setattr(outside, "parse", counted)
    holdings = load_labelled_sources(load_settings(tmp_path / "mkdocs.yml"), ())
    everything = outside.HiddenContent(holdings)
    canaries = {name: everything.fingerprints(holdings.for_audience(name), None) for name in ("public", "staff", "sre")}

    assert read == {"secret.md": 1}
    assert [sum(one.counts.values()) > 0 for one in canaries.values()] == [True, True, False]
    assert canaries["public"].counts == canaries["staff"].counts
