"""Views of a site without audiences, for tests of what is made from them."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, View


def unrestricted_view(documents: Iterable[Postmortem], taxonomy: Taxonomy | None = None) -> View:
    """Return a view of documents that everybody reads."""
    return View(UNRESTRICTED_AUDIENCE, Audiences(), taxonomy or Taxonomy(), tuple(documents))
