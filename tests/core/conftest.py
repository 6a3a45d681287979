"""Hand-made incidents for tests of what is made from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.pages.site_model import SiteModel, build_site_model
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary
from mkdocs_postmortems.core.view import View
from views import unrestricted_view

TODAY = "2026-11-20"


@pytest.fixture
def incident() -> Callable[..., Postmortem]:
    """Make an incident out of its path and whatever else matters."""

    def make(path: str, **fields: Any) -> Postmortem:
        stem = path.rsplit("/", 1)[-1].removesuffix(".md")
        return Postmortem(**{"path": path, "kind": DocumentKind.POSTMORTEM, "title": stem.title(), "id": stem} | fields)

    return make


@pytest.fixture
def view_of() -> Callable[..., View]:
    """Make a view of incidents and, if need be, of terms of a taxonomy."""

    def make(*documents: Postmortem, **terms: list[Term]) -> View:
        vocabularies = {Vocabulary(name): {term.id: term for term in some} for name, some in terms.items()}
        taxonomy = Taxonomy(vocabularies)
        return unrestricted_view(documents, taxonomy)

    return make


@pytest.fixture
def site_model_of(view_of: Callable[..., View]) -> Callable[..., SiteModel]:
    """Return a function that makes the site model of incidents as of 20 November 2026."""

    def make(*documents: Postmortem, **terms: list[Term]) -> SiteModel:
        return build_site_model(view_of(*documents, **terms), TODAY)

    return make
