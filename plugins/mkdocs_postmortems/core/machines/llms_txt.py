"""`llms.txt`: where language models find the texts of a site. See https://llmstxt.org/."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.facets import FACTORS, SERVICES
from mkdocs_postmortems.core.machines.api import ACTIONS_API_URI, FACETS_URI, INCIDENTS_URI, SCHEMA_URI
from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.machines.markdown_twin import twin_url
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.plain_text import shortened
from mkdocs_postmortems.core.yaml_writer import clean_line

LLMS_URI = "llms.txt"
MAX_LISTED = 200
"""The newest incidents, which fit into what a model reads at once; the API has all of them."""
_ESCAPES = str.maketrans({"[": "\\[", "]": "\\]"})


def build_llms_txt(site_model: SiteModel, site: SiteAddress) -> MachineFile:
    """Return the file: what the site is, the Markdown of its newest incidents, its values, its data."""
    say = site_model.language.say
    incidents = site_model.view.incidents
    lines = [f"# {clean_line(site.name)}", ""]
    lines += [f"> {clean_line(site.description)}", ""] if site.description else []
    lines += [f"## {say(Message('Postmortems'))}", "", *(_incident(site, one) for one in incidents[:MAX_LISTED]), ""]
    for facet in (site_model.facets.spec(SERVICES), site_model.facets.spec(FACTORS)):
        values = [value for value in site_model.facets.used(facet) if site.page(value.uri)]
        if values:
            links = (_link(site, value.term.name, site.page(value.uri), value.term.definition) for value in values)
            lines += [f"## {say(facet.heading)}", "", *links, ""]
    lines += ["## Optional", "", *_data(site)]
    return MachineFile(LLMS_URI, "\n".join(lines) + "\n")


def _incident(site: SiteAddress, document: Postmortem) -> str:
    facts = ", ".join(filter(None, (document.date, document.severity)))
    note = ". ".join(filter(None, (facts, shortened(plain_text(document.summary or "")))))
    return _link(site, title_to_text(document.title), twin_url(site.page(document.path)), note)


def _data(site: SiteAddress) -> Iterator[str]:
    for uri in (INCIDENTS_URI, ACTIONS_API_URI, FACETS_URI, SCHEMA_URI):
        yield _link(site, uri, site.file(uri))


def _link(site: SiteAddress, name: str, url: str, note: str = "") -> str:
    """Return an item of a list; `url` is below the root, and written from the place of the file without `site_url`."""
    address = site.absolute(url) if site.url else url.removeprefix(f"{site.base}/" if site.base else "") or "./"
    words = clean_line(note)
    return f"- [{clean_line(name).translate(_ESCAPES)}]({address})" + (f": {words}" if words else "")
