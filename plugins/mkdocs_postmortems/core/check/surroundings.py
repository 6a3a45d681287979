"""What is known around a document: the others of its corpus, and which files there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.related import Related
from mkdocs_postmortems.core.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything beside the document itself."""

    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    by_path: Mapping[str, Postmortem] = field(default_factory=lambda: MappingProxyType({}))
    """All documents of the corpus."""
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By path: documents that one is declared to be related to, or is like."""
    uses: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many documents have a factor, an alert or an error."""
    files: frozenset[str] | None = None
    """Every file that a link may lead to, from the root of the site's sources; `None` if nobody looked."""
    folder: str = ""
    """The folder of the postmortems, from that root."""
