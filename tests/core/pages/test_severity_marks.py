"""Severity colours can be told from both backgrounds."""

import pytest
from mkdocs_postmortems.core.pages.severity_marks import contrast, ensure_contrast, is_colour


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#ffcc00", "#1e2129", "#c9302c", "#75808e"])
@pytest.mark.parametrize("background", ["#ffffff", "#1e2129"], ids=["light", "dark"])
def test_every_colour_becomes_readable(colour, background):
    """Whatever the taxonomy says, graphics have the contrast of WCAG 2.1, 1.4.11."""
    assert contrast(ensure_contrast(colour, background), background) >= 3


@pytest.mark.parametrize(
    ("colour", "background", "expected"),
    [
        ("#ffffff", "#ffffff", "#8c8c8c"),
        ("#ffcc00", "#ffffff", "#b28f00"),
        ("#c9302c", "#ffffff", "#c9302c"),
        ("#000000", "#1e2129", "#737373"),
        ("#1e2129", "#1e2129", "#6d6f74"),
        ("#ffcc00", "#1e2129", "#ffcc00"),
    ],
)
def test_only_what_has_to_change_changes(colour, background, expected):
    """Darker on light, lighter on dark, no more than it takes; a good colour stays as it is."""
    assert ensure_contrast(colour, background) == expected


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21), ("#767676", 4.54), ("#ff0000", 4.0), ("#0000ff", 8.59), ("#ffffff", 1)]
)
def test_contrasts_with_white_are_those_of_wcag(colour, ratio):
    """Known values, as its calculators have them."""
    assert contrast(colour, "#ffffff") == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "#123456;x", "", None])
def test_only_six_digits_are_a_colour(text):
    """Nothing else gets into a style."""
    assert not is_colour(text)
