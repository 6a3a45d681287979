"""What a question finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.facets import SERVICES, TAGS
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import look_up
from mkdocs_postmortems.core.similar.narrowing import Narrowing
from mkdocs_postmortems.core.similar.question import read_question
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term
from views import unrestricted_view


def _document(path, body, **fields):
    return Postmortem(
        **{"path": path, "kind": DocumentKind.POSTMORTEM, "id": path[:-3], "title": "", "body": body} | fields
    )


DOCUMENTS = (
    _document("nodes.md", "Two Kubernetes nodes were unhealthy, the kubelet was gone", services=("api",)),
    _document("once.md", "k8s is named once beside nodes, and much else that was unhealthy " + "about food " * 60),
    _document("dns.md", "Terraform deleted the dns records", tags=("dns",)),
    _document("pay.md", "The payments gateway refused cards", services=("pay",), alerts=("PayDown",)),
    _document("other.md", "The printer had no paper"),
)
TAXONOMY = Taxonomy({"services": {"pay": Term(id="pay", name="Payments Gateway", aliases=("paygate",))}})
FINDER = SimilarityFinder(unrestricted_view(DOCUMENTS, TAXONOMY))
WORDS = st.lists(st.sampled_from("k8s nodes unhealthy terraform dns the paygate food what happened cards".split()))


def _paths(text, narrowing=Narrowing(), limit=99):  # noqa: B008 - frozen
    return [match.document.path for match in look_up(FINDER, text, narrowing, limit)]


def test_a_document_with_all_words_hides_none_that_is_like_the_question():
    """It comes first, and the others after it."""
    assert _paths("nodes unhealthy food") == ["once.md", "nodes.md"]


def test_another_name_for_a_word_is_as_good():
    """`k8s` is Kubernetes."""
    assert _paths("k8s nodes unhealthy") == ["nodes.md", "once.md"]


@pytest.mark.parametrize("text", ["paygate", "paygate refused"])
def test_aliases_find_what_has_the_value(text):
    """Although no document says the word."""
    assert _paths(text)[0] == "pay.md"


def test_a_question_does_not_ask_for_little_words():
    """Nor for those that tell nothing about an incident."""
    question = read_question("What happened when the dns records were deleted?", FINDER.query_phrases)
    assert [word.written for word in question.words] == ["dns", "records", "deleted"]
    assert _paths("What happened when the dns records were deleted?")[0] == "dns.md"
    assert [word.written for word in read_question("what happened", FINDER.query_phrases).words] == ["happened"]


def test_a_pasted_text_is_answered_by_likeness():
    """Quotes in it ask for nothing, and an alert that a document declares comes first."""
    assert _paths('kubelet "gone" node unhealthy\n"never said"')[0] == "nodes.md"
    assert _paths("FIRING PayDown\nkubernetes nodes unhealthy kubelet gone")[0] == "pay.md"
    assert "pay.md" not in _paths("FIRING nothing\nkubernetes nodes unhealthy kubelet gone")


@settings(max_examples=50)
@given(WORDS)
def test_narrowing_never_widens(words):
    """And leaves out nothing that fits, nor changes the order."""
    text = " ".join(words)
    everything = _paths(text)
    for narrowing in (Narrowing({SERVICES: ("api", "pay")}), Narrowing({}, {TAGS: ("dns",)})):
        fits = {document.path for document in DOCUMENTS if narrowing.fits(document)}
        assert _paths(text, narrowing) == [path for path in everything if path in fits]
