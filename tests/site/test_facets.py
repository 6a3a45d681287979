"""A site with another table of facets: templates show what the table says."""

import functools
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.site import plugin

RESOLUTIONS = FacetSpec(
    id="resolutions",
    url="mended-by",
    filter_key="resolution",
    heading="Resolutions",
    noun="resolution",
    phrase="resolved by",
    read=lambda document: (document.resolution,) if document.resolution else (),
)
TABLE = (*(replace(facet, url=f"by-{facet.filter_key}") for facet in FACETS), RESOLUTIONS)
PM = """\
---
title: Down
date: {date}
severity: sev1
services: [api]
teams: [core]
tags: [dns]
trigger: deployment
detection: monitoring-alert
resolution: Rollback
contributing_factors: [untested-rollback]
action_items:
  - {{text: Fix, owner: core}}
---
# Down
"""
TREE = (
    ">> taxonomy.yml\nfactors:\n  untested-rollback: {name: Untested rollback}\n"
    f">> a.md\n{PM.format(date='2024-03-07')}>> b.md\n{PM.format(date='2026-11-01')}"
)


@pytest.fixture(name="built")
def _built(site, monkeypatch):
    """Build a site whose facets are all somewhere else, and that has one more."""
    monkeypatch.setattr(plugin, "build_site_model", functools.partial(build_site_model, table=TABLE))
    return site(TREE)


def _targets(built, page):
    """Pages that a page of ours leads to, as folders of the site."""
    folder = f"/{page}/" if page else "/"
    for href in re.findall(r'href="([^"#?:]+/)[#?"]', built.html(page)):
        parts = [*folder.strip("/").split("/"), *href.strip("/").split("/")]
        walked = []
        for part in filter(None, parts):
            walked = walked[:-1] if part == ".." else [*walked, *([] if part == "." else [part])]
        yield unquote("/".join(walked))


def test_a_site_follows_its_table(built):
    """Every link of every page leads to a page, and none to where the facets would be otherwise."""
    pages = {"" if page == "index.html" else page for page in built.pages | {"index.html"}}
    targets = {target for page in pages for target in _targets(built, page)}
    folders = {target.split("/")[0] for target in targets}

    assert {facet.url for facet in TABLE} <= folders
    assert not {facet.url for facet in FACETS} & {page.split("/")[0] for page in pages | targets}
    assert targets <= pages
    assert built.warnings == []


def test_one_more_row_is_one_more_facet(built):
    """It has a tab on every page, breadcrumbs, and a filter that links and the page of the search know."""
    html = built.main("mended-by/rollback")

    assert '<a href="../mended-by/">Resolutions</a>' in built.html("a")
    assert '<a href="../../mended-by/">Resolutions</a>' in html
    assert 'href="../../search/?resolution=Rollback"' in html
    assert 'href="../../search/?resolution=Rollback&amp;service=api"' in html
    assert "&#34;resolution&#34;: &#34;resolved by&#34;" in built.main("search")
