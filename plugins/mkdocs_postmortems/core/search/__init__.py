"""What search knows of a view: records of its documents, and the values that they can be narrowed to."""

from mkdocs_postmortems.core.pages.keys import BY_FACET as BY_FACET
from mkdocs_postmortems.core.pages.keys import Key as Key
from mkdocs_postmortems.core.search.anchors import Heading as Heading
from mkdocs_postmortems.core.search.ledger import OrdinaryPage as OrdinaryPage
from mkdocs_postmortems.core.search.ledger import build_ledger as build_ledger
from mkdocs_postmortems.core.search.legend import build_legend as build_legend
from mkdocs_postmortems.core.search.markup import page_markup as page_markup
from mkdocs_postmortems.core.search.markup import record_markup as record_markup
from mkdocs_postmortems.core.search.records import Record as Record
from mkdocs_postmortems.core.search.records import build_record as build_record
from mkdocs_postmortems.core.search.terms import build_terms as build_terms
