"""Data of the full-text search of a view: search records, filter values, and terms for correcting typing errors."""

from mkdocs_postmortems.core.pages.search_filters import ordinary_page_values as ordinary_page_values
from mkdocs_postmortems.core.search.catalog import build_filter_catalog as build_filter_catalog
from mkdocs_postmortems.core.search.catalog import build_suggestions as build_suggestions
from mkdocs_postmortems.core.search.fallback_records import OrdinaryPage as OrdinaryPage
from mkdocs_postmortems.core.search.fallback_records import build_fallback_records as build_fallback_records
from mkdocs_postmortems.core.search.fallback_records import page_key as page_key
from mkdocs_postmortems.core.search.pagefind_html import page_html as page_html
from mkdocs_postmortems.core.search.pagefind_html import record_html as record_html
from mkdocs_postmortems.core.search.records import Heading as Heading
from mkdocs_postmortems.core.search.records import SearchRecord as SearchRecord
from mkdocs_postmortems.core.search.records import build_record as build_record
