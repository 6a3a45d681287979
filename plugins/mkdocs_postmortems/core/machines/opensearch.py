"""The description of a site's search, by which browsers search it from their address bar.

See https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.machines.xml_text import xml_text
from mkdocs_postmortems.core.pages.page_uris import SEARCH_URI

OPENSEARCH_URI = "opensearch.xml"
_MAX_SHORT_NAME = 16
_MAX_DESCRIPTION = 1024


def build_opensearch(site: SiteAddress, language: str) -> MachineFile:
    """Return the description of a search at an absolute address."""
    root = Element("OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    for name, text in (
        ("ShortName", _short(site.name)),
        ("Description", xml_text(site.description or site.name)[:_MAX_DESCRIPTION]),
        ("Language", language),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        SubElement(root, name).text = text
    search = f"{site.absolute(site.page(SEARCH_URI))}?q={{searchTerms}}"
    SubElement(root, "Url", {"type": "text/html", "method": "get", "template": search})
    own = {"type": "application/opensearchdescription+xml", "rel": "self"}
    SubElement(root, "Url", {**own, "template": site.absolute(site.file(OPENSEARCH_URI))})
    text = tostring(root, encoding="unicode")
    return MachineFile(OPENSEARCH_URI, f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')


def _short(name: str) -> str:
    """Return the words of a name that fit; of a long word, its beginning."""
    text = " ".join(xml_text(name).split())
    cut = text[:_MAX_SHORT_NAME]
    return cut if len(text) <= _MAX_SHORT_NAME else cut.rpartition(" ")[0] or cut
