"""The map of services: what fails together is joined, and the same picture is drawn in every build."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import DocumentKind, IncidentType, Postmortem, Status
from mkdocs_postmortems.core.pages.insights.matrix_questions import together_question
from mkdocs_postmortems.core.pages.service_map import (
    HEIGHT,
    MAX_LINE_WIDTH,
    MAX_NAME_LINES,
    MAX_NEIGHBOURS,
    MAX_SERVICES,
    SMALL_HEIGHT,
    WIDTH,
    build_service_graph,
    draw_all_services,
    draw_neighbours,
    name_lines,
)
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.taxonomy import Term
from views import unrestricted_view

TODAY = "2026-11-20"


def _graph(site_model_of, incident, *services, **terms):
    some = [incident(f"{n}.md", services=tuple(names.split())) for n, names in enumerate(services)]
    return build_service_graph(site_model_of(*some, **terms))


def _map(site_model_of, incident, *services, **terms):
    return draw_all_services(_graph(site_model_of, incident, *services, **terms))


def test_lines_have_the_incidents_of_both(site_model_of, incident):
    """The strongest is drawn last and is the widest."""
    drawn = _map(site_model_of, incident, "cart db", "cart db", "db dns", "cart", "alone")

    assert [(line.ids, line.count) for line in drawn.lines] == [(("db", "dns"), 1), (("cart", "db"), 2)]
    assert drawn.strongest.ids == ("cart", "db")
    assert drawn.lines[0].width < drawn.lines[1].width
    assert [(node.link.name, node.link.count) for node in drawn.nodes] == [("cart", 3), ("db", 3), ("dns", 1)]
    assert drawn.more == 0


def test_a_dependency_without_a_common_incident_is_a_line_of_its_own_kind(site_model_of, incident):
    """One that the taxonomy states, whether or not anything has happened to both."""
    terms = [
        Term(id="cart", name="Cart", depends_on=("db", "mail", "gone")),
        Term(id="db", name="DB"),
        Term(id="mail", name="Mail"),
    ]
    drawn = _map(site_model_of, incident, "cart db", services=terms)

    found = {line.names: (line.count, line.is_dependency) for line in drawn.lines}
    assert found == {("Cart", "Mail"): (0, True), ("Cart", "DB"): (1, True)}


def test_without_three_services_or_a_common_incident_there_is_no_map(site_model_of, incident):
    """Two dots say less than a sentence, and dependencies alone are no incidents."""
    terms = [Term(id="a", name="A", depends_on=("b", "c")), Term(id="b", name="B"), Term(id="c", name="C")]

    assert _map(site_model_of, incident) is None
    assert _map(site_model_of, incident, "a b", "a b") is None
    assert _map(site_model_of, incident, "a", "b", "c", services=terms) is None
    assert _map(site_model_of, incident, "a b", "a c") is not None


def test_of_many_services_those_with_the_most_incidents_are_drawn(site_model_of, incident):
    """The note says how many are not."""
    pairs = [f"hub s{n:02}" for n in range(40) for _ in range(1 + n // 10)]
    drawn = _map(site_model_of, incident, *pairs)

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
    drawn, again = (
        draw_all_services(build_service_graph(build_site_model(unrestricted_view(order), TODAY)))
        for order in (some, some[::-1])
    )

    assert drawn == again
    if drawn:
        assert all(0 < node.x < WIDTH and 0 < node.name_y < HEIGHT for node in drawn.nodes)
        places = [(node.x, node.y) for node in drawn.nodes]
        assert all(math.dist(a, b) > 26 for n, a in enumerate(places) for b in places[:n])
        known = {f"{x:.1f} {y:.1f}" for x, y in places}
        ends = [(line.path[1:].split("Q")[0], " ".join(line.path.split()[-2:])) for line in drawn.lines]
        assert all({*both} <= known for both in ends)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Cart", ("Cart",)),
        ("PostgreSQL platform", ("PostgreSQL", "platform")),
        ("Courier app backend", ("Courier app", "backend")),
        ("plugins.origin.jenkins.io", ("plugins.", "origin.…")),
        ("averylongnamewithoutabreak", ("averylongname", "withoutabreak")),
        ("a much longer name than there is room for", ("a much longer", "name than…")),
        ("注文と支払いの基盤", ("注文と支払い", "の基盤")),
        ("", ("",)),
    ],
)
def test_a_name_has_lines_that_a_phone_has_room_for(name, lines):
    """Broken behind words where it can be."""
    assert name_lines(name) == lines


@given(st.text(max_size=60))
def test_lines_of_a_name_are_never_too_wide(name):
    """Whatever a service is called."""
    lines = name_lines(name)
    assert 1 <= len(lines) <= MAX_NAME_LINES
    assert all(len(line) <= MAX_LINE_WIDTH for line in lines)


@given(st.lists(NAMES, min_size=1, max_size=30))
def test_names_beside_each_other_do_not_touch(services):
    """Two lines of one have room above those of the next on its side, in the letters of a phone."""
    some = [
        Postmortem(path=f"{n}.md", kind=DocumentKind.POSTMORTEM, title="", id=f"{n}", services=tuple(names))
        for n, names in enumerate(services)
    ]
    graph = build_service_graph(build_site_model(unrestricted_view(some), TODAY))
    for drawn in (draw_all_services(graph), draw_neighbours(graph, "s0") if "s0" in graph.values else None):
        for side in ("start", "end"):
            heights = sorted(node.name_y for node in drawn.nodes if node.anchor == side) if drawn else []
            assert all(lower - upper > 2 * 17 for upper, lower in pairwise(heights))


def test_around_a_service_are_those_that_fail_together_with_it(site_model_of, incident):
    """And those that either depends on; not what these fail together with."""
    terms = [Term(id="cart", name="Cart", depends_on=("mail",)), Term(id="mail", name="Mail")]
    graph = _graph(site_model_of, incident, "cart db", "cart db", "cart web", "db dns", services=terms)
    drawn = draw_neighbours(graph, "cart")

    assert [(line.ids, line.count) for line in drawn.lines] == [
        (("cart", "mail"), 0),
        (("cart", "web"), 1),
        (("cart", "db"), 2),
    ]
    (middle,) = (node for node in drawn.nodes if (node.x, node.y) == (WIDTH / 2, SMALL_HEIGHT / 2))
    assert middle.link.name == "Cart"
    assert {node.link.name for node in drawn.nodes} == {"Cart", "db", "web", "Mail"}
    assert draw_neighbours(graph, "mail") is None
    assert draw_neighbours(_graph(site_model_of, incident, "alone"), "alone") is None


def test_of_many_neighbours_the_most_frequent_are_drawn(site_model_of, incident):
    """Within the picture, and the note says how many are not."""
    drawn = draw_neighbours(_graph(site_model_of, incident, *(f"hub s{n:02}" for n in range(40)), "hub s39"), "hub")

    assert (len(drawn.nodes), drawn.more) == (1 + MAX_NEIGHBOURS, 40 - MAX_NEIGHBOURS)
    assert drawn.strongest.ids == ("hub", "s39")
    assert all(0 < node.x < WIDTH and 0 < node.name_y < SMALL_HEIGHT for node in drawn.nodes)


def test_it_counts_what_insights_count(site_model_of, incident):
    """Each line leads to exactly these incidents; how many are left out is said for what is drawn."""
    both = {"services": ("cart", "db")}
    some = (
        incident("a.md", **both),
        incident("b.md", **both),
        incident("c.md", services=("db", "dns")),
        incident("d.md", services=("db", "web")),
        incident("withdrawn.md", status=Status.WITHDRAWN, **both),
        incident("exercise.md", type=IncidentType.EXERCISE, services=("dns",)),
        incident("notice.md", kind=DocumentKind.NOTICE, **both),
    )
    model = site_model_of(*some)
    graph = build_service_graph(model)
    drawn = draw_all_services(graph)

    links = together_question(model).links
    counted = {line.ids: (line.count, line.uri) for line in drawn.lines}
    assert counted == {
        ("cart", "db"): (2, f"insights/together.md#{links.anchor(links.cohorts[0])}"),
        ("db", "dns"): (1, "c.md"),
        ("db", "web"): (1, "d.md"),
    }
    assert (drawn.excluded, draw_neighbours(graph, "cart").excluded) == (3, 2)


def test_what_insights_withhold_is_no_line(site_model_of, incident):
    """Over fewer incidents than a site wants to tell of."""
    some = [incident(f"{n}.md", services=("a", other)) for n, other in enumerate("bbcd")]
    told = build_site_model(site_model_of(*some).view, TODAY, insights_min_count=2)

    assert [line.ids for line in draw_neighbours(build_service_graph(told), "a").lines] == [("a", "b")]
    assert draw_neighbours(build_service_graph(told), "c") is None
