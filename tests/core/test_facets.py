"""The table of facets: one row is all that the program knows of a facet."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

import pytest
from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.facets import FACETS, SERVICES, FacetSpec
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, Factor, Moment
from mkdocs_postmortems.core.pages.generated_pages import build_generated_pages, build_tabs
from mkdocs_postmortems.core.pages.postmortem_page import build_postmortem_page
from mkdocs_postmortems.core.pages.search_filters import build_filters
from mkdocs_postmortems.core.pages.site_model import SiteModel, build_site_model
from mkdocs_postmortems.core.search import build_fallback_records, build_filter_catalog, build_record
from mkdocs_postmortems.core.taxonomy import Term

TODAY = "2026-11-20"
RESOLUTIONS = FacetSpec(
    id="resolutions",
    url="mended-by",
    filter_key="resolution",
    heading="Resolutions",
    noun="resolution",
    phrase="resolved by",
    read=lambda document: (document.resolution,) if document.resolution else (),
    names={"rollback": "Rollback"},
    is_searchable=True,
)
"""A facet that the program does not have."""


@pytest.fixture(name="view")
def _view(view_of, incident):
    """Incidents that have a value of every facet, more of them than one page lists."""
    shared = {
        "services": ("api", "db"),
        "teams": ("core",),
        "tags": ("dns",),
        "severity": "sev1",
        "trigger": "deploy",
        "detection": "alert",
        "resolution": "rollback",
        "factors": (Factor(1, "drift"),),
        "actions": (ActionItem(1, "Fix", owner="core", due="2026-01-01"),),
    }
    many = [incident(f"{n:02}.md", date=f"202{n % 7}-11-20", **shared) for n in range(30)]
    notice = incident("notice.md", kind=DocumentKind.NOTICE, date="2024-01-01", start_here="It is short.")
    upkeep = incident("upkeep.md", kind=DocumentKind.PAGE, started_at=Moment("2024-03-07"))
    terms = [Term(id="api", name="API", team="core", depends_on=("db",)), Term(id="db", name="Database")]
    return view_of(*many, notice, upkeep, services=terms)


def _addresses(shown: object) -> Iterator[str]:
    """Every address that a page links to: `uri` of whatever it shows."""
    if isinstance(shown, PageLink):
        yield from filter(None, [shown.uri])
    elif isinstance(shown, FacetSpec):
        yield shown.index_uri
    elif is_dataclass(shown):
        for field in fields(shown):
            value = getattr(shown, field.name)
            yield from filter(None, [value]) if field.name == "uri" else _addresses(value)
    elif isinstance(shown, Mapping):
        yield from (uri for value in shown.values() for uri in _addresses(value))
    elif isinstance(shown, tuple | list):
        yield from (uri for value in shown for uri in _addresses(value))


def _links(site_model: SiteModel) -> dict[str, list[str]]:
    """Where each page of a site leads, by its own address; tabs are those of every page."""
    found = {page.uri: list(_addresses(page.data)) for page in build_generated_pages(site_model)}
    for document in site_model.view.records:
        found[document.path] = list(_addresses(build_postmortem_page(site_model, document)))
    found["tabs"] = list(_addresses(build_tabs(site_model)))
    return found


def _with(facet: FacetSpec, **changes: object) -> tuple[FacetSpec, ...]:
    return tuple(replace(one, **changes) if one == facet else one for one in FACETS)


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.id)
def test_an_address_is_changed_in_one_place(view, facet):
    """Pages, links, breadcrumbs and tabs follow, and nothing else is different."""
    before = _links(build_site_model(view, TODAY))
    after = _links(build_site_model(view, TODAY, table=_with(facet, url="moved")))

    def moved(uri: str) -> str:
        return f"moved/{uri.removeprefix(f'{facet.url}/')}" if uri.startswith(f"{facet.url}/") else uri

    assert any(uri.startswith(f"{facet.url}/") for uri in before)
    assert any(uri.startswith(f"{facet.url}/") for uris in before.values() for uri in uris)
    assert after == {moved(page): [moved(uri) for uri in uris] for page, uris in before.items()}


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.id)
def test_a_filter_is_named_in_one_place(view, facet):
    """What the browser is offered and what each document has go by the same key, whatever the key is."""
    site_model = build_site_model(view, TODAY, table=_with(facet, filter_key="other", heading="Else"))
    offered = {entry["key"]: entry["heading"] for entry in build_filter_catalog(site_model)}
    records = [build_record(site_model, document, "x/", ()) for document in view.records]

    assert offered["other"] == "Else"
    assert facet.filter_key not in offered
    assert {key for record in records for key in record.filters} == set(offered)


def test_each_page_that_is_linked_is_made(view):
    """No link of a generated page leads nowhere."""
    links = _links(build_site_model(view, TODAY))

    assert {uri.partition("#")[0] for uris in links.values() for uri in uris} <= set(links)


def test_one_more_row_is_one_more_facet(view):
    """It gets an index, pages of values with their further pages, a tab, a filter, and words to be found by."""
    site_model = build_site_model(view, TODAY, table=(*FACETS, RESOLUTIONS))
    pages = {page.uri: page for page in build_generated_pages(site_model)}
    values = {entry["key"]: entry["values"] for entry in build_filter_catalog(site_model)}
    record = build_record(site_model, view.documents[0], "x/", ())
    texts = [text for section in record.sections for text in section.texts]
    known = build_fallback_records(site_model, {}, ())

    assert pages["mended-by/index.md"].title == "Resolutions"
    assert pages["mended-by/index.md"].data.without == 1
    assert pages["mended-by/rollback.md"].data.count == 30
    assert pages["mended-by/rollback/2.md"].data.pages[0].uri == "mended-by/rollback.md"
    assert PageLink("Resolutions", "mended-by/index.md", count=1) in build_tabs(site_model).browse
    assert values["resolution"] == [{"id": "rollback", "name": "Rollback"}]
    assert record.filters["resolution"] == ("rollback",)
    assert "Resolutions: Rollback" in texts
    assert "rollback" in known["terms"]
    assert "resolution" in {entry["key"] for entry in known["filters"]}
    assert pages["search/index.md"].data.phrases["resolution"] == "resolved by"


def test_an_index_without_values_says_how_to_begin(view_of):
    """In the words of its row."""
    pages = {page.uri: page.data for page in build_generated_pages(build_site_model(view_of(), TODAY))}

    assert pages[SERVICES.index_uri].rows == ()
    assert "services: [checkout-api]" in pages[SERVICES.index_uri].facet.empty_hint


def test_no_two_rows_are_taken_for_each_other():
    """Ids, addresses and keys are unique, also among the filters that are no facets."""
    for names in (
        [facet.id for facet in FACETS],
        [facet.url for facet in FACETS],
        [one.key for one in build_filters()],
    ):
        assert len(names) == len(set(names))


def test_names_of_the_taxonomy_are_suggested(view):
    """Years, kinds and states of actions are words that anybody types for another reason."""
    catalog = build_filter_catalog(build_site_model(view, TODAY))

    assert {entry["key"] for entry in catalog if not entry["suggested"]} == {"year", "kind", "actions"}


def test_filters_that_are_no_facet_have_rows_too():
    """States of action items come after the facets' values, and kinds last, with pages that are about no incident."""
    *_, actions, kinds = build_filters()

    assert (actions.key, actions.facet) == ("actions", None)
    assert list(kinds.choices) == ["postmortem", "notice", "page", "guide"]
