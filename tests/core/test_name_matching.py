"""How names and keys are compared, and which addresses may be links."""

import pytest
from mkdocs_postmortems.core.name_matching import closest_name, normalize_name, to_snake_case
from mkdocs_postmortems.core.urls import is_web_address, runs_script


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


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JAVASCRIPT:x", "java\nscript:x", "\x01data:text/html,x", "vbscript:x", "data:x"]
)
def test_script_addresses_are_recognised(url):
    """Also where browsers overlook characters."""
    assert runs_script(url)


@pytest.mark.parametrize(
    "url", ["https://example.com/javascript:x", "data/2024.md", "../x.md", "mailto:a@example.com", ""]
)
def test_usual_addresses_are_no_scripts(url):
    """Control case."""
    assert not runs_script(url)


def test_only_whole_addresses_are_web_addresses():
    """A path or a sentence is none."""
    assert is_web_address("https://example.com/x")
    assert not is_web_address("/x/y")
    assert not is_web_address("see https://example.com")
