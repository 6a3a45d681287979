"""The same answers from the exported data, in another language."""

import json
import shutil
import subprocess
from collections import Counter
from itertools import accumulate
from pathlib import Path

import mkdocs.contrib.search
import pytest
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.browser_export import as_script, assign_card_files, export_index, result_card
from mkdocs_postmortems.core.similar.question import read_question
from mkdocs_postmortems.core.similar.question_ranking import rank_question
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary
from mkdocs_postmortems.core.view import OperatorCorpus
from mkdocs_postmortems.sources.files import load_taxonomy, read_sources

HERE = Path(__file__).parent
SAMPLE = HERE.parents[2] / "postmortems"
SCRIPT = HERE.parents[2] / "plugins/mkdocs_postmortems/templates/assets/postmortems/similar.js"
LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"
RUN = """
const { data, texts } = JSON.parse(require("fs").readFileSync(0));
const { rank } = require(process.argv[1])(data, require(process.argv[2]));
console.log(JSON.stringify(texts.map((text) => rank(text).slice(0, 10).map(([path, score]) => [path, score]))));
"""
TEXTS = (
    "x509: certificate has expired or is not yet valid: current time 2024-08-13T02:00:04Z is after 2024-08-13",
    "KafkaConsumerLagHigh on kafka-broker-7, consumers keep rebalancing",
    "retry storms delay everything; we try to deploy the gateways' config again and again, failures keep multiplying",
    "10.0.3.7:5432 ECONNREFUSED /healthz 503 5xx INC-2023-004 OOMKilled café 接続エラー 😀 don't",
    "customers saw somebody else's order, privacy",
    "",
)


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_a_browser_ranks_as_the_command_line_does():
    """The same paths with the same scores, from the stemmer of lunr.js."""
    documents = [parse(source).postmortem for source in read_sources(SAMPLE).sources]
    taxonomy, _ = load_taxonomy(SAMPLE / "taxonomy.yml", "taxonomy.yml")
    corpus, _ = build_corpus(documents, taxonomy)
    finder = SimilarityFinder(OperatorCorpus(corpus.taxonomy, corpus.documents))
    texts = [*TEXTS, *(document.body for document in finder.collection.documents)]
    done = subprocess.run(
        ["node", "-e", RUN, str(SCRIPT), str(LUNR)],
        input=json.dumps({"data": export_index(finder), "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
    )

    for text, found in zip(texts, json.loads(done.stdout), strict=True):
        expected = [[match.document.path, match.score] for match in finder.similar_to_text(text)]
        assert found == expected, text[:80]


ASK = """
const { data, texts } = JSON.parse(require("fs").readFileSync(0));
const { rankQuestion } = require(process.argv[1])(data, require(process.argv[2]));
console.log(JSON.stringify(texts.map(rankQuestion)));
"""
QUESTIONS = (
    "k8s nodes unhealthy",
    "what happened the last time the dns provider was down?",
    'paygate "declined" cards',
    "db-2 kafka-broker-7 deadlock",
    "happened",
    "the of",
    "  timeout \u2028",
    "PaymentsDeclineRateHigh\nconnection pool",
)


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_a_browser_lists_for_a_question_what_the_command_line_lists():
    """The same documents in the same order, with the same scores and shares of words."""
    documents = [parse(source).postmortem for source in read_sources(SAMPLE).sources]
    taxonomy, _ = load_taxonomy(SAMPLE / "taxonomy.yml", "taxonomy.yml")
    corpus, _ = build_corpus(documents, taxonomy)
    finder = SimilarityFinder(OperatorCorpus(corpus.taxonomy, corpus.documents))
    texts = [*QUESTIONS, *TEXTS, *(document.title for document in finder.collection.documents)]
    done = subprocess.run(
        ["node", "-e", ASK, str(SCRIPT), str(LUNR)],
        input=json.dumps({"data": export_index(finder), "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
    )

    for text, found in zip(texts, json.loads(done.stdout), strict=True):
        ranked = rank_question(finder, read_question(text, finder.query_phrases))
        assert found == [[one.doc_id, one.score, one.coverage] for one in ranked], text[:80]
    assert all(json.loads(done.stdout)[:4])


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_any_data_comes_through_a_script():
    """Whatever is in it: quotes of both sorts, an end of a script, ends of lines."""
    data = {"a": ['it\'s "so" \\ \\\\ </script>', "\n\r\u2028\u2029\0", "café 😀"]}
    script = f"const window = {{}}\n{as_script('x', data)}console.log(JSON.stringify(window.x))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == data
    assert "</" not in as_script("x", data)


PATHS = [f"2024/{number}.md" for number in range(1000)]


def test_files_are_of_a_like_size():
    """None is empty, none has far more than others."""
    sizes = Counter(assign_card_files(PATHS))

    assert sorted(sizes) == list(range(32))
    assert max(sizes.values()) < 60


def test_one_more_document_changes_one_file():
    """The others keep what they have, wherever the new one stands."""
    before = dict(zip(PATHS, assign_card_files(PATHS), strict=True))
    paths = ["2019/late.md", *PATHS]
    after = dict(zip(paths, assign_card_files(paths), strict=True))

    assert {path: number for path, number in after.items() if path in before} == before


def test_few_documents_have_one_file():
    """And no documents have none."""
    assert set(assign_card_files(PATHS[:50])) == {0}
    assert assign_card_files([]) == []


def test_values_are_called_as_in_a_sentence():
    """By their names in the taxonomy; what the document only mentions is not among them."""
    text = "---\ntitle: Down\nservices: [checkout-api, unknown]\ntags: [dns]\n---\nPayments failed.\n"
    terms = {id: Term(id=id, name=name) for id, name in (("checkout-api", "Checkout API"), ("payments", "Payments"))}
    taxonomy = Taxonomy({Vocabulary.SERVICES: terms})
    card = result_card(parse(Source("x.md", text)).postmortem, "x/", ("SEV1", "#111", "#eee"), "", taxonomy)

    assert card["values"]["=services:checkout-api"] == "service Checkout API"
    assert set(card["values"]) == {"=services:checkout-api", "=services:unknown", "=tags:dns"}
    assert card["severity"] == ["SEV1", "#111", "#eee"]


def test_a_script_is_as_short_as_can_be():
    """Letters are themselves, and nothing stands between values."""
    assert as_script("x", {"é": [1, 2], "b": "<"}) == """window.x = JSON.parse('{"é":[1,2],"b":"\\u003c"}')\n"""


def test_the_number_of_files_doubles_when_they_are_full():
    """Fifty cards each, on average."""
    counts = [len(set(assign_card_files(PATHS[:count]))) for count in (50, 51, 100, 101, 200, 201)]

    assert counts == [1, 2, 2, 4, 4, 8]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, {}),
        ({"summary": "The *pool* was full"}, {"summary": "The pool was full"}),
        ({"summary": "word " * 99}, {"summary": "word " * 79 + "…"}),
        ({"summary": "注" * 401}, {"summary": "注" * 398 + " …"}),
    ],
)
def test_a_card_shows_the_beginning_of_the_summary(fields, shown):
    """Of whole words, where it has blanks; what is not known is left out."""
    document = Postmortem(path="x.md", kind=DocumentKind.POSTMORTEM, title="`Down`", id="x", **fields)

    assert result_card(document, "x/", (), "", Taxonomy({})) == {"title": "Down", "url": "x/"} | shown


def test_the_index_is_exported_term_by_term():
    """Each list has as many entries as there are terms or postings; places are steps from one to the next."""
    bodies = ("raft kafka", "raft", "nginx", "kafka raft")
    documents = [
        Postmortem(path=f"{n}.md", kind=DocumentKind.POSTMORTEM, title="", id="", body=body)
        for n, body in enumerate(bodies)
    ]
    finder = SimilarityFinder(OperatorCorpus(Taxonomy({}), tuple(documents)))
    data = export_index(finder)
    steps, places = iter(data["places"]), {}
    for term, having in zip(data["terms"], data["having"], strict=True):
        places[term] = list(accumulate(next(steps) for _ in range(having)))

    assert (places["raft"], places["kafka"], places["nginx"]) == ([0, 1, 3], [0, 3], [2])
    assert list(steps) == []
    assert len(data["weights"]) == sum(data["having"])
    assert len(data["rarities"]) == len(data["terms"])
    assert data["rarities"][data["terms"].index("nginx")] > data["rarities"][data["terms"].index("raft")]
    assert data["paths"] == ["0.md", "1.md", "2.md", "3.md"]
    assert data["neighbours"][2] == []
    assert data["neighbours"][0][::2] == [3, 1]
    assert data["phrases"]["out of memori"] == ("=topic:running out of memory",)
