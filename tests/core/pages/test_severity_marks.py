"""Severity colours can be told from both backgrounds."""

import pytest
from mkdocs_postmortems.core.pages.severity_marks import (
    DARK_BACKGROUND,
    LIGHT_BACKGROUND,
    MIN_CONTRAST,
    contrast,
    ensure_contrast,
    is_colour,
)


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#ffcc00", "#1e2129", "#c9302c", "#75808e"])
@pytest.mark.parametrize("background", [LIGHT_BACKGROUND, DARK_BACKGROUND])
def test_every_colour_becomes_readable(colour, background):
    """Whatever the taxonomy says, graphics keep their contrast."""
    assert contrast(ensure_contrast(colour, background), background) >= MIN_CONTRAST


def test_a_good_colour_stays_as_it_is():
    """Only what has to change changes."""
    assert ensure_contrast("#c9302c", LIGHT_BACKGROUND) == "#c9302c"


def test_the_extremes_have_the_known_ratio():
    """Black on white is 21."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "#123456;x", "", None])
def test_only_six_digits_are_a_colour(text):
    """Nothing else gets into a style."""
    assert not is_colour(text)
