"""What the sources of a document weigh."""

from types import MappingProxyType

import pytest
from mkdocs_postmortems.core.model import Factor
from mkdocs_postmortems.core.similar.bm25 import SOURCE_WEIGHTS, TextSource
from mkdocs_postmortems.core.similar.document_fields import read_fields
from mkdocs_postmortems.core.similar.phrases import PhraseTrie
from mkdocs_postmortems.core.similar.term_counts import TermDictionary, count_document
from mkdocs_postmortems.core.taxonomy import Taxonomy

TERMS = {
    TextSource.TEXT: {"zebra"},
    TextSource.SUMMARY: {"lemur"},
    TextSource.VALUES: {"otter", "=services:otter"},
    TextSource.FACTORS: {"badger"},
    TextSource.ALERTS: {"ferret", "=alert:ferret"},
    TextSource.ERRORS: {"weasel", "=error:weasel"},
}
"""What the document below says in each source, and in no other one."""


@pytest.fixture(name="counts")
def _counts(incident):
    """Return a function that counts one document by weights."""
    document = incident(
        "a.md",
        title="Zebra",
        id="",
        summary="lemur",
        services=("otter",),
        factors=(Factor(2, text="badger"),),
        alerts=("ferret",),
        error_signatures=("weasel",),
        body_line=9,
    )

    def count(weights):
        fields = read_fields(document, Taxonomy())
        return {
            term: n for term, _, n in count_document(fields, TermDictionary(PhraseTrie(())), weights).named_counts()
        }

    return count


@pytest.mark.parametrize("source", TextSource)
def test_a_weight_is_that_of_its_source_alone(counts, source):
    """Its terms count so many times, and those of the other sources as before."""
    before, after = counts(SOURCE_WEIGHTS), counts(MappingProxyType({**SOURCE_WEIGHTS, source: 8.0}))

    assert {term for term in before if before[term] != after[term]} == TERMS[source]
    assert {after[term] for term in TERMS[source]} == {8.0}


def test_every_source_has_a_weight(counts):
    """The table is complete, and a term counts what it says."""
    expected = {term: SOURCE_WEIGHTS[source] for source, terms in TERMS.items() for term in terms}

    assert counts(SOURCE_WEIGHTS) == expected
