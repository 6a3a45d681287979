"""How names and keys are compared."""

import pytest
from mkdocs_postmortems.core.name_matching import closest_name, letters_and_digits, normalize_name, to_snake_case


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


@pytest.mark.parametrize("title", ["What went wrong?", "what-went-wrong", "What_went  WRONG", "#what-went-wrong"])
def test_a_heading_is_its_anchor(title):
    """Whatever signs stand between the letters."""
    assert letters_and_digits(title) == "whatwentwrong"
