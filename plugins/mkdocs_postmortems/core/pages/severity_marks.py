"""Colours of severities, adjusted for sufficient contrast in the light and the dark colour scheme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_postmortems.core.facet_values import Facets, FacetValue, PageLink
from mkdocs_postmortems.core.facets import SEVERITIES
from mkdocs_postmortems.core.taxonomy import Term

LIGHT_BACKGROUND = "#ffffff"
DARK_BACKGROUND = "#1e2129"
"""The background colours of the two schemes of Material for MkDocs."""

MIN_CONTRAST = 3.0
"""Minimum contrast of graphics by WCAG 2.2, 1.4.11; these colours are not used for text."""


@lru_cache(maxsize=256)
def ensure_contrast(colour: str, background: str, least: float = MIN_CONTRAST) -> str:
    """Return the colour, darkened or lightened as little as needed for the contrast with the background.

    Args:
        colour: `#rrggbb`.
        background: `#rrggbb`.
        least: the minimum contrast ratio.
    """
    away = 0 if _luminance(_parse(background)) > 0.2 else 255
    channels = _parse(colour)
    for step in range(21):
        mixed = tuple(round(c + (away - c) * step / 20) for c in channels)
        if contrast(_hex(mixed), background) >= least:
            return _hex(mixed)
    return _hex((away, away, away))


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours `#rrggbb`, 1 to 21."""
    dark, light = sorted((_luminance(_parse(one)), _luminance(_parse(other))))
    return (light + 0.05) / (dark + 0.05)


def is_colour(text: str | None) -> bool:
    """Return whether a text is a colour `#rrggbb`."""
    return bool(text and re.fullmatch(r"#[0-9a-fA-F]{6}", text))


def _parse(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _hex(channels: tuple[int, ...]) -> str:
    return "#" + "".join(f"{c:02x}" for c in channels)


def _luminance(channels: tuple[int, ...]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


RANK_COLOURS = ("#c9302c", "#d9630b", "#c08a00")
"""Default colours of severity ranks 1, 2 and 3."""

UNRANKED_COLOUR = "#75808e"
"""Default colour of lower ranks and of severities without a rank."""


@dataclass(frozen=True, slots=True)
class SeverityMark:
    """A severity with its colours."""

    ref: PageLink
    light: str
    """`#rrggbb` for the light scheme."""
    dark: str
    """`#rrggbb` for the dark scheme."""

    @property
    def style(self) -> str:
        """The colours as CSS custom properties."""
        return f"--pm-light:{self.light};--pm-dark:{self.dark}"


def severity_rank(facets: Facets, id: str | None) -> int | None:
    """Return the rank of a severity, 1 for the worst; `None` if it has none."""
    value = facets.values[SEVERITIES].get(id or "")
    return value.term.rank if value else None


def find_severity_mark(facets: Facets, id: str | None) -> SeverityMark | None:
    """Return the mark of the severity with this id; `None` without an id or if it is unknown."""
    value = facets.values[SEVERITIES].get(id or "")
    return severity_mark_of(value) if value else None


def severity_mark_of(value: FacetValue) -> SeverityMark:
    """Return the mark of a severity."""
    colour = _colour(value.term)
    return SeverityMark(value.ref, ensure_contrast(colour, LIGHT_BACKGROUND), ensure_contrast(colour, DARK_BACKGROUND))


def _colour(term: Term) -> str:
    if term.colour and is_colour(term.colour):
        return term.colour
    written = re.fullmatch(r"(?:sev|severity|p|s)[-_ ]?([1-9])", term.id, re.IGNORECASE)
    rank = term.rank or (int(written[1]) if written else 0)
    return RANK_COLOURS[rank - 1] if 0 < rank <= len(RANK_COLOURS) else UNRANKED_COLOUR
