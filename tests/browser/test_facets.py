"""A facet that is one more row of the table is a filter in the browser, too."""

import os
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BUILD = """\
import functools
from mkdocs.__main__ import cli
from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.site import plugin

row = FacetSpec(
    id="resolutions", url="mended-by", filter_key="resolution", heading="Resolutions", noun="resolution",
    phrase="resolved by", read=lambda document: (document.resolution,) if document.resolution else (),
)
plugin.build_site_model = functools.partial(build_site_model, table=(*FACETS, row))
cli()
"""
CONFIG = "site_name: T\ntheme: {name: material, font: false}\nplugins: [postmortems]\n"


@pytest.fixture(scope="module")
def with_one_more(tmp_path_factory, serve):
    """Build and serve a site whose incidents are also browsed by what resolved them."""
    root = tmp_path_factory.mktemp("facet")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(CONFIG)
    for name, resolution in (("a", "Rollback"), ("b", "Rollback"), ("c", "Restart")):
        text = f"---\ntitle: Down {name}\ndate: 2024-03-07\nresolution: {resolution}\n---\n## Impact\n\nNobody paid.\n"
        (root / f"docs/{name}.md").write_text(text)
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795132800", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-c", BUILD, "build", "-q"], check=True, env=environment, cwd=root)
    return serve(root / "site")


def test_one_more_facet_can_be_chosen(visit, with_one_more):
    """It is offered with its numbers, taken from an address, said in the sentence, and removed as a chip."""
    seen = visit(at=with_one_more)
    page = seen.open("search/?resolution=Rollback")
    sentence = page.locator(".pm-find__sentence")
    sentence.get_by_text("2 incidents resolved by Rollback.").wait_for()

    assert page.locator(".pm-facet", has_text="Resolutions").locator("label").all_text_contents() == [
        "Only with all of these",
        "Rollback2",
        "Restart1",
    ]
    page.get_by_role("button", name="Remove Rollback").click()
    sentence.get_by_text("All 3 documents, newest first.").wait_for()
    assert page.url == f"{with_one_more}/search/"
    assert seen.errors == []
