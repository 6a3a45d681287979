"""What results show, and which files it goes into."""

from collections import Counter

from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.similar.sheet import allot, result_sheet
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary

PATHS = [f"2024/{number}.md" for number in range(1000)]


def test_files_are_of_a_like_size():
    """None is empty, none has far more than others."""
    sizes = Counter(allot(PATHS))

    assert sorted(sizes) == list(range(32))
    assert max(sizes.values()) < 60


def test_one_more_document_changes_one_file():
    """The others keep what they have, wherever the new one stands."""
    before = dict(zip(PATHS, allot(PATHS), strict=True))
    paths = ["2019/late.md", *PATHS]
    after = dict(zip(paths, allot(paths), strict=True))

    assert {path: number for path, number in after.items() if path in before} == before


def test_few_documents_have_one_file():
    """And no documents have none."""
    assert set(allot(PATHS[:50])) == {0}
    assert allot([]) == []


def test_values_are_called_as_in_a_sentence():
    """By their names in the taxonomy; what the document only mentions is not among them."""
    text = "---\ntitle: Down\nservices: [checkout-api, unknown]\ntags: [dns]\n---\nPayments failed.\n"
    terms = {id: Term(id=id, name=name) for id, name in (("checkout-api", "Checkout API"), ("payments", "Payments"))}
    taxonomy = Taxonomy({Vocabulary.SERVICES: terms})
    sheet = result_sheet(parse(Source("x.md", text)).postmortem, "x/", ("SEV1", "#111", "#eee"), "", taxonomy)

    assert sheet["values"]["=services:checkout-api"] == "service Checkout API"
    assert set(sheet["values"]) == {"=services:checkout-api", "=services:unknown", "=tags:dns"}
    assert sheet["severity"] == ["SEV1", "#111", "#eee"]
