"""Proposes front matter for documents that have little or none, from their own text, each value with its evidence."""

from mkdocs_postmortems.core.adopt.adoption import Adoption, AdoptOptions, adopt, adopt_all
from mkdocs_postmortems.core.adopt.proposal import DEFAULT_MIN_CONFIDENCE, FIELDS, LIST_FIELDS, Proposal, values_of
from mkdocs_postmortems.core.adopt.taxonomy_draft import draft_services, draft_taxonomy

__all__ = [
    "DEFAULT_MIN_CONFIDENCE",
    "FIELDS",
    "LIST_FIELDS",
    "AdoptOptions",
    "Adoption",
    "Proposal",
    "adopt",
    "adopt_all",
    "draft_services",
    "draft_taxonomy",
    "values_of",
]
