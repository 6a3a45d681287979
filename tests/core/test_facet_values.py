"""Values of facets, their documents, and what they occur with."""

from mkdocs_postmortems.core.facet_values import build_facets
from mkdocs_postmortems.core.facets import FACTORS, SERVICES, SEVERITIES, TAGS, YEARS
from mkdocs_postmortems.core.model import DocumentKind, Factor
from mkdocs_postmortems.core.taxonomy import Term


def _names(refs):
    return [(ref.name, ref.count) for ref in refs]


def test_values_are_ordered_by_how_often_they_occur(incident, view_of):
    """The index begins with what occurs most; ties go by name."""
    facets = build_facets(
        view_of(incident("a.md", tags=("db", "cache")), incident("b.md", tags=("db", "alpha")), incident("c.md"))
    )

    assert [value.term.id for value in facets.of(TAGS)] == ["db", "alpha", "cache"]


def test_severities_are_ordered_by_rank(incident, view_of):
    """The worst comes first, however often it occurs."""
    terms = [Term(id="sev1", name="SEV1", rank=1), Term(id="sev2", name="SEV2", rank=2)]
    facets = build_facets(
        view_of(incident("a.md", severity="sev2"), incident("b.md", severity="sev2"), severities=terms)
    )

    assert [(v.term.id, len(v.documents)) for v in facets.of(SEVERITIES)] == [("sev1", 0), ("sev2", 2)]


def test_years_run_backwards_and_end_with_what_has_none(incident, view_of):
    """A document without a date can be found too."""
    facets = build_facets(view_of(incident("a.md", date="2023-01"), incident("b.md"), incident("c.md", date="2025")))

    assert [value.term.name for value in facets.of(YEARS)] == ["2025", "2023", "Without a date"]


def test_a_declared_service_has_a_page_before_anything_happened(incident, view_of):
    """Services, teams and severities are real; a factor without an incident is only a word."""
    facets = build_facets(
        view_of(
            incident("a.md"),
            services=[Term(id="checkout", name="Checkout")],
            factors=[Term(id="drift", name="Drift")],
        )
    )

    assert [value.uri for value in facets.of(SERVICES)] == [f"{SERVICES.url}/checkout.md"]
    assert facets.of(FACTORS) == ()


def test_pages_are_not_counted(incident, view_of):
    """Guides belong to no facet."""
    facets = build_facets(view_of(incident("guide.md", kind=DocumentKind.PAGE, tags=("db",), date="2024-01-01")))

    assert facets.of(TAGS) == ()
    assert facets.of(YEARS) == ()


def test_occurs_with_counts_other_values(incident, view_of):
    """A service does not co-occur with itself."""
    facets = build_facets(
        view_of(
            incident("a.md", services=("api", "db"), factors=(Factor(1, "drift"),)),
            incident("b.md", services=("api", "db", "cache")),
            incident("c.md", services=("cache",)),
        )
    )
    api = facets.values[SERVICES]["api"]

    assert _names(ref for _, ref in facets.occurs_with(api, SERVICES)) == [("db", 2), ("cache", 1)]
    assert _names(ref for _, ref in facets.occurs_with(api, FACTORS)) == [("drift", 1)]


def test_a_value_without_a_page_is_a_bare_name(view_of):
    """What no document has leads nowhere."""
    ref = build_facets(view_of()).ref(SERVICES, "gone")

    assert (ref.name, ref.uri) == ("gone", None)
