"""Front matter for documents that have none, or little: what they say themselves, each value with its evidence."""

from mkdocs_postmortems.core.adopt.adoption import Adoption, Wish, adopt
from mkdocs_postmortems.core.adopt.draft import draft_taxonomy
from mkdocs_postmortems.core.adopt.proposal import CONFIDENT, FIELDS, LISTS, Proposal, values_of
from mkdocs_postmortems.core.adopt.together import adopt_all

__all__ = [
    "CONFIDENT",
    "FIELDS",
    "LISTS",
    "Adoption",
    "Proposal",
    "Wish",
    "adopt",
    "adopt_all",
    "draft_taxonomy",
    "values_of",
]
