"""What keeps coming back is what alike incidents share, not what everything has."""

from __future__ import annotations

from mkdocs_postmortems.core.facet_values import build_facets
from mkdocs_postmortems.core.learning.patterns import find_patterns
from mkdocs_postmortems.core.similar import RelatedDocument

MONTHS = ("2023-01-05", "2024-03-07", "2026-09-09", "2026-10-01", "2024-05-01", "2025-02-02")


def _found(view_of, incident, tags, related, months=MONTHS, most=9):
    """Return the patterns of incidents `0.md`, `1.md`, …, each with its tags and the numbers of its related ones."""
    documents = [incident(f"{n}.md", tags=tuple(tags[n].split()), date=months[n]) for n in range(len(tags))]
    lists = {
        f"{n}.md": [RelatedDocument(documents[int(other)], "", 0.5) for other in others]
        for n, others in enumerate(related)
    }
    return [value.term.id for value in find_patterns(build_facets(view_of(*documents)), lists, most)]


def test_incidents_that_are_alike_make_a_pattern(view_of, incident):
    """`database` is shared by as many, which are related to others."""
    tags = ["stampede database", "stampede", "stampede", "database", "database", ""]
    related = ["12", "02", "01", "45", "35", "34"]

    assert _found(view_of, incident, tags, related) == ["stampede"]
    control = _found(view_of, incident, tags, ["12", "02", "01", "40", "30", "34"])
    assert control == ["stampede", "database"]


def test_what_happened_in_one_quarter_has_not_come_back(view_of, incident):
    """Two incidents of one week are one story; without dates nobody knows."""
    for months, expected in [
        (("2024-01-01", "2024-01-08"), []),
        (("2024-01-31", "2024-03-01"), []),
        (("2024-01-31", "2024-04-01"), ["lag"]),
        (("2023", "2024"), []),
        (("2023-11", "2024-02"), ["lag"]),
    ]:
        assert _found(view_of, incident, ["lag", "lag"], ["1", "0"], months) == expected, months


def test_two_names_of_one_thing_are_one_pattern(view_of, incident):
    """A tag within another that has most of the same incidents is left out; the order is by how alike they are."""
    tags = ["kafka lag", "kafka lag", "kafka", "dns", "dns", ""]

    assert _found(view_of, incident, tags, ["12", "02", "01", "4", "3", ""]) == ["kafka", "dns"]
    assert _found(view_of, incident, tags, ["12", "02", "01", "4", "3", ""], most=1) == ["kafka"]


def test_where_nothing_is_related_there_is_no_pattern(view_of, incident):
    """Nor where there is no incident at all."""
    assert _found(view_of, incident, ["a", "a", "a"], ["", "", ""]) == []
    assert _found(view_of, incident, [], []) == []
