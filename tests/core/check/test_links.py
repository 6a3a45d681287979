"""Links of documents to pages that are generated."""

import pytest
from lint_fixtures import findings_of
from mkdocs_postmortems.core.facets import FACETS


def _codes(target):
    return [finding.code for finding in findings_of(f"# Down\n\nSee [it]({target}).\n", files=["index.md"])]


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.id)
def test_pages_of_facets_may_be_linked(facet):
    """There is no such file in the sources, and there will be one on the site."""
    assert "PC160" not in _codes(f"../{facet.url}/checkout-api.md")


def test_other_folders_have_no_generated_pages():
    """Control case: a link into a folder that is nobody's leads nowhere."""
    assert "PC160" in _codes("../nowhere/checkout-api.md")


FORMS = [
    "[it](<a folder/gone.txt>)",
    '<a href="gone.md">it</a>',
    "<A class=x href='gone file.md'>it</A>",
    "[it](gone.md)",
]


@pytest.mark.parametrize("link", FORMS)
def test_links_in_every_form_are_followed(link):
    """As browsers follow them."""
    codes = [finding.code for finding in findings_of(f"# Down\n\nSee {link}.\n", files=["index.md"])]

    assert "PC160" in codes


@pytest.mark.parametrize("link", FORMS)
def test_links_in_every_form_may_lead_to_files(link):
    """Control case: the same, where the files are there."""
    files = [f"2026/{name}" for name in ("a folder/gone.txt", "gone.md", "gone file.md")]
    codes = [finding.code for finding in findings_of(f"# Down\n\nSee {link}.\n", files=files)]

    assert "PC160" not in codes
