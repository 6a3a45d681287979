"""What is said of many names is said once."""

import pytest
from mkdocs_postmortems.core.repeated_messages import without_repetition

ALIKE = [f"docs/{number}.md:{number}: PM040 service 'shop-{number}' is not known." for number in range(12)]


@pytest.mark.parametrize(
    ("messages", "most", "expected"),
    [
        ([], 1, []),
        (["a", "b"], 1, ["a", "b"]),
        (ALIKE, 1, [f"{ALIKE[0]} (11 more like this)"]),
        (ALIKE[:3], 3, ALIKE[:3]),
        (ALIKE[:4], 3, [f"{ALIKE[0]} (3 more like this)"]),
        (["other", *ALIKE[:2], "else"], 1, ["other", f"{ALIKE[0]} (1 more like this)", "else"]),
    ],
)
def test_the_first_says_how_many_there_are(messages, most, expected):
    """Unless there are few of them."""
    assert list(without_repetition(messages, most)) == expected
