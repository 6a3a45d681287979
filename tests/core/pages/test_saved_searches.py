"""Searches with a name."""

import pytest
from mkdocs_postmortems.core.pages.saved_searches import SavedSearchError, parse_saved_searches


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("connection pool", "q=connection+pool"),
        ("?service=api&sort=date", "service=api&sort=date"),
        ({"q": "a b", "service": ["x", "y"], "year": 2024}, "q=a+b&service=x&service=y&year=2024"),
    ],
)
def test_a_search_may_be_written_in_three_ways(written, query):
    """Words, what an address says, or a mapping."""
    assert [search.query for search in parse_saved_searches({"Name": written})] == [query]


@pytest.mark.parametrize("written", ["servce=api", {"sort": "size"}, 7])
def test_what_no_search_knows_is_an_error(written):
    """With what it could be."""
    with pytest.raises(SavedSearchError, match="'Name'"):
        parse_saved_searches({"Name": written})
