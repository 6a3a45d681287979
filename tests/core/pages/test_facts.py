"""The facts card."""

import pytest
from mkdocs_postmortems.core.facets import TAGS
from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.pages.facts import build_facts, format_fact


def _labels(facts):
    return [row.label for rows in facts for row in rows]


def test_what_set_it_off_comes_first_then_the_fields_in_their_order(site_model_of, incident):
    """Each row with its label; of a mapping a row for each key."""
    document = incident(
        "a.md",
        roles={"incident_commander": "Ana", "scribe": "Ben"},
        impact={"description": "All of it", "customers_affected": "120000"},
        tags=("db",),
        teams=("web",),
        resolution="restart_service",
        detection="monitoring-alert",
        trigger="deploy",
    )
    facts = build_facts(site_model_of(document).facets, document)

    assert _labels(facts) == [
        *("Trigger", "Detected by", "Resolved by", "Teams", "Tags"),
        *("Impact", "Customers affected", "Incident commander", "Scribe"),
    ]
    assert [row.text for rows in facts for row in rows if row.text] == [
        *("Restart service", "All of it", "120,000", "Ana", "Ben"),
    ]


def test_values_of_the_taxonomy_are_links(site_model_of, incident):
    """To the page of each value."""
    document = incident("a.md", tags=("db", "dns"))
    model = site_model_of(document)
    [tags] = [row for rows in build_facts(model.facets, document) for row in rows]

    assert tags.refs == model.facets.refs(document, TAGS)
    assert [ref.uri for ref in tags.refs] == [f"{TAGS.url}/db.md", f"{TAGS.url}/dns.md"]


def test_a_document_that_says_nothing_has_no_card(site_model_of, incident):
    """No rows, no headings of empty lists."""
    document = incident("a.md")

    assert build_facts(site_model_of(document).facets, document) == ()


def test_numbers_of_people_keep_their_form(site_model_of, incident):
    """Only the impact counts; a role may be held by a number on a roster."""
    document = incident("a.md", roles={"owner": "120000"}, impact={"users": "120000"})
    rows = [row for rows in build_facts(site_model_of(document).facets, document) for row in rows]

    assert [(row.label, row.text) for row in rows] == [("Users", "120,000"), ("Owner", "120000")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (1200, "1,200"),
        ("as_written", "as_written"),
        ((), ""),
        (("a", "b"), "a, b"),
        (IncidentType.DATA_LOSS, "Data loss"),
        (Moment("2024-03-07T14:32", "Z"), "7 Mar 2024 14:32 UTC"),
        (Moment("2024-03", approx=True), "~Mar 2024"),
        (Moment("14:32"), "14:32"),
    ],
)
def test_each_type_of_value_has_a_form(value, text):
    """Whatever type a field has, the card can show it."""
    assert format_fact(value) == text


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("percent_affected", "96", ("Affected", "96 %")),
        ("error_rate_percent", "4.5", ("Error rate", "4.5 %")),
        ("orders_lost_estimate", "9800", ("Orders lost", "about 9,800")),
        ("downtime_minutes", "108", ("Downtime", "1 h 48 min")),
        ("percent_affected", "nearly all", ("Percent affected", "nearly all")),
        ("customers_affected", "12", ("Customers affected", "12")),
    ],
)
def test_a_unit_stands_behind_its_number(site_model_of, incident, key, value, shown):
    """Not in the name of the row; what is no number stays as it is written."""
    document = incident("a.md", impact={key: value})
    [row] = [row for rows in build_facts(site_model_of(document).facets, document) for row in rows]

    assert (row.label, row.text) == shown
