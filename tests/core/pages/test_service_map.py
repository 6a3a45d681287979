"""The map of services: what fails together is joined, and the same picture is drawn in every build."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.facet_values import build_facets
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.pages.service_map import HEIGHT, MAX_SERVICES, WIDTH, build_service_map
from mkdocs_postmortems.core.taxonomy import Term
from views import unrestricted_view


def _map(view_of, incident, *services, **terms):
    some = [incident(f"{n}.md", services=tuple(names.split())) for n, names in enumerate(services)]
    return build_service_map(build_facets(view_of(*some, **terms)))


def test_lines_have_the_incidents_of_both(view_of, incident):
    """The strongest is drawn last and is the widest."""
    drawn = _map(view_of, incident, "cart db", "cart db", "db dns", "cart", "alone")

    assert [(line.ids, line.count) for line in drawn.lines] == [(("db", "dns"), 1), (("cart", "db"), 2)]
    assert drawn.strongest.ids == ("cart", "db")
    assert drawn.lines[0].width < drawn.lines[1].width
    assert [(node.link.name, node.link.count) for node in drawn.nodes] == [("cart", 3), ("db", 3), ("dns", 1)]
    assert drawn.more == 0


def test_a_dependency_without_a_common_incident_is_a_line_of_its_own_kind(view_of, incident):
    """One that the taxonomy states, whether or not anything has happened to both."""
    terms = [
        Term(id="cart", name="Cart", depends_on=("db", "mail", "gone")),
        Term(id="db", name="DB"),
        Term(id="mail", name="Mail"),
    ]
    drawn = _map(view_of, incident, "cart db", services=terms)

    found = {line.names: (line.count, line.is_dependency) for line in drawn.lines}
    assert found == {("Cart", "Mail"): (0, True), ("Cart", "DB"): (1, True)}


def test_without_three_services_or_a_common_incident_there_is_no_map(view_of, incident):
    """Two dots say less than a sentence, and dependencies alone are no incidents."""
    terms = [Term(id="a", name="A", depends_on=("b", "c")), Term(id="b", name="B"), Term(id="c", name="C")]

    assert _map(view_of, incident) is None
    assert _map(view_of, incident, "a b", "a b") is None
    assert _map(view_of, incident, "a", "b", "c", services=terms) is None
    assert _map(view_of, incident, "a b", "a c") is not None


def test_of_many_services_those_with_the_most_incidents_are_drawn(view_of, incident):
    """The note says how many are not."""
    pairs = [f"hub s{n:02}" for n in range(40) for _ in range(1 + n // 10)]
    drawn = _map(view_of, incident, *pairs)

    assert len(drawn.nodes) == MAX_SERVICES
    assert drawn.more == 41 - MAX_SERVICES
    assert {node.link.name for node in drawn.nodes} >= {"hub", *(f"s{n}" for n in range(30, 40))}


NAMES = st.lists(st.sampled_from([f"s{n}" for n in range(20)]), min_size=1, max_size=4, unique=True)


@given(st.lists(NAMES, max_size=30))
def test_all_of_it_is_within_the_picture(services):
    """Dots do not touch, lines end at dots, and whatever the order of documents, the same is drawn."""
    some = [
        Postmortem(path=f"{n}.md", kind=DocumentKind.POSTMORTEM, title="", id=f"{n}", services=tuple(names))
        for n, names in enumerate(services)
    ]
    drawn, again = (build_service_map(build_facets(unrestricted_view(order))) for order in (some, some[::-1]))

    assert drawn == again
    if drawn:
        assert all(0 < node.x < WIDTH and 0 < node.name_y < HEIGHT for node in drawn.nodes)
        places = [(node.x, node.y) for node in drawn.nodes]
        assert all(math.dist(a, b) > 26 for n, a in enumerate(places) for b in places[:n])
        known = {f"{x:.1f} {y:.1f}" for x, y in places}
        ends = [(line.path[1:].split("Q")[0], " ".join(line.path.split()[-2:])) for line in drawn.lines]
        assert all({*both} <= known for both in ends)
