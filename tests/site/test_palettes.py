"""The colours of Material's palettes, with those that our style sheet mends."""

import re
from pathlib import Path

import material
import mkdocs_postmortems
import pytest

THEME = next((Path(material.__file__).parent / "templates/assets/stylesheets").glob("palette.*.min.css"))
OURS = Path(mkdocs_postmortems.__file__).parent / "templates/assets/postmortems/postmortems.css"
LIGHT_TEXT = (
    "red pink purple deep-purple indigo blue light-blue cyan teal green light-green deep-orange brown grey blue-grey"
)
"""The palettes on whose colour the theme writes in white."""
WHITE, SLATE = "#ffffff", "#1e2129"


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _colour(name, variable, *, slate, sheets):
    """Return the last value of a variable in the rules for a palette and a scheme; the more exact selector wins."""
    found = None
    for sheet in sheets:
        for selectors, body in re.findall(r"([^{}]*)\{([^{}]*)\}", sheet):
            if not re.search(rf'data-md-color-primary="?{name}"?\]', selectors):
                continue
            is_slate, is_not = "scheme=slate" in selectors.replace('"', ""), ":not(" in selectors
            value = re.search(rf"{variable}:\s*(#[0-9a-f]{{6}})", body)
            if value and (is_slate is slate or (not is_slate and not is_not and variable != "--md-typeset-a-color")):
                found = value[1]
    return found


@pytest.mark.parametrize("name", LIGHT_TEXT.split())
def test_white_can_be_read_on_each_palette(name):
    """Where the theme writes in white, as on the header; its links can be read on white, and on slate."""
    sheets = [sheet.read_text(encoding="utf-8") for sheet in (THEME, OURS)]
    primary = _colour(name, "--md-primary-fg-color", slate=False, sheets=sheets)
    link = _colour(name, "--md-typeset-a-color", slate=False, sheets=sheets) or primary
    dark = _colour(name, "--md-typeset-a-color", slate=True, sheets=sheets) or primary

    assert _contrast(primary, WHITE) >= 4.5
    assert _contrast(link, WHITE) >= 4.5
    assert _contrast(dark, SLATE) >= 4.5


def test_the_theme_alone_has_palettes_that_cannot_be_read():
    """# Control case: teal, which many choose."""
    sheets = [THEME.read_text(encoding="utf-8")]

    assert _contrast(_colour("teal", "--md-primary-fg-color", slate=False, sheets=sheets), WHITE) < 4
