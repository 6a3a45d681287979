"""How names and keys are compared."""

import pytest
from mkdocs_postmortems.core.name_matching import closest_name, normalize_name, to_snake_case


@pytest.mark.parametrize(
    "spelling", ["untested-rollback", "Untested Rollback", "UNTESTED_ROLLBACK", " untestedRollback "]
)
def test_spellings_of_one_name_are_equal(spelling):
    """Case, spaces, hyphens and underscores make no difference."""
    assert normalize_name(spelling) == "untestedrollback"


@pytest.mark.parametrize("key", ["resolved_when", "resolvedWhen", "Resolved-When", "resolved when"])
def test_spellings_of_one_key_are_equal(key):
    """Keys are compared as fields are named."""
    assert to_snake_case(key) == "resolved_when"


def test_guess_is_the_known_spelling():
    """The guess is what can be pasted."""
    assert closest_name("untested rolback", ["untested-rollback", "untested-backup"]) == "untested-rollback"
    assert closest_name("banana", ["untested-rollback"]) is None
