"""The list of pages that lets a browser forget what is gone."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.slow

CONFIG = """\
>> mkdocs.yml
site_name: x
theme: {name: material, font: false}
exclude_docs: left-out.md
plugins:
  - postmortems:
      default_audience: public
      audience: sre
      audiences: {public: {anyone: true}, sre: {includes: [public]}}
"""
PAGES = (
    ">> open.md\n---\nseverity: sev2\n---\n# Seen\n>> übel page.md\n# Also\n>> left-out.md\n# Nowhere\n"
    ">> closed.md\n---\naudience: sre\nseverity: sev1\nservices: [vault]\n---\n# Key stolen\n"
    ">> late.md\n---\ndraft: true\nseverity: sev2\n---\n# Later\n"
)


def test_the_list_has_the_pages_that_the_audience_reads(site):
    """Those that are generated, too; not what is left out, and without audiences there is none."""
    built = site(CONFIG + PAGES)
    found = {}
    for audience in ("public", "sre"):
        staged = built.staged(audience).build()
        found[audience] = json.loads((staged.root / "site/assets/postmortems/pages.json").read_text("utf-8"))

    assert {"./", "open/", "%C3%BCbel%20page/", "severities/sev2/", "search/"} <= {*found["public"]}
    assert {*found["sre"]} - {*found["public"]} >= {"closed/", "services/vault/"}
    assert not [url for url in found["public"] if "vault" in url or "closed" in url]
    assert not [url for urls in found.values() for url in urls if "left-out" in url or "late" in url]


def test_without_audiences_there_is_no_list(site):
    """Everybody reads everything, so that nothing has to be forgotten."""
    built = site(">> a.md\n# Seen\n")

    assert not (built.root / "site/assets/postmortems/pages.json").exists()
