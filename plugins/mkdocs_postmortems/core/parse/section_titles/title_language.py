"""How the authors of one language call the sections of their postmortems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.model import SectionName


@dataclass(frozen=True, slots=True)
class TitleLanguage:
    """Titles of sections in one language, as data: lower case, without punctuation, separated by `|`."""

    titles: Mapping[SectionName, str]
    """A title with further words behind it is the same title: `impacto` is also `Impacto en los clientes`."""
    fillers: str = ""
    """Words that do not distinguish titles; titles are written without them."""
