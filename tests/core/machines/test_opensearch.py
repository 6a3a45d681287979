"""The description of the search."""

from xml.etree import ElementTree as ET

import pytest
from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.machines.opensearch import build_opensearch

NS = "{http://a9.com/-/spec/opensearch/1.1/}"


def _described(name, url="https://wiki.example/kb/", base=""):
    site = SiteAddress(name, "What & why", url, base, {"search/index.md": f"{base}/search/".lstrip("/")})
    return ET.fromstring(build_opensearch(site, "de").text)


def test_it_leads_to_the_search():
    """With the words in place of the parameter, whose braces stay; names and addresses are of this site."""
    root = _described("Wiki", base="pm")
    urls = {url.get("type"): url.get("template") for url in root.findall(f"{NS}Url")}

    assert urls["text/html"] == "https://wiki.example/kb/pm/search/?q={searchTerms}"
    assert urls["application/opensearchdescription+xml"] == "https://wiki.example/kb/pm/opensearch.xml"
    assert root.findtext(f"{NS}Description") == "What & why"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Wiki", "Wiki"),
        ("Lanternfish postmortems", "Lanternfish"),
        ("Incident reviews", "Incident reviews"),
        ("Vorfallsnachbereitungen", "Vorfallsnachbere"),
        ("a\x00b", "a b"),
    ],
)
def test_short_names_have_at_most_sixteen_characters(name, short):
    """By the specification; whole words where they fit."""
    assert _described(name).findtext(f"{NS}ShortName") == short
