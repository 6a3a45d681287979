"""Documents brought together: ids, terms, relations."""

import random
from dataclasses import replace

import pytest
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.model import DocumentKind, Factor, Link, Postmortem, Relation, RelationKind
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.sources.files import default_taxonomy

TAXONOMY = """
services:
  checkout: {name: Checkout API, team: payments, aliases: [cart]}
  search: {team: web}
teams: {payments: {}, web: {}}
tags:
  k8s: {deprecated: kubernetes}
  kubernetes: {aliases: [kube]}
"""


def document(path="a.md", **fields):
    """Return a postmortem with these fields, each in line 3."""
    lines = dict.fromkeys(fields, 3)
    given = {"kind": DocumentKind.POSTMORTEM, "title": "T", "id": path.removesuffix(".md"), "lines": lines} | fields
    return Postmortem(path=path, **given)


def build(*documents, text=TAXONOMY):
    """Return the corpus and its diagnostics as lines."""
    taxonomy, _ = read_taxonomy(Source("taxonomy.yml", text), default_taxonomy())
    corpus, problems = build_corpus(documents, taxonomy)
    return corpus, [str(problem) for problem in problems]


def test_names_become_ids():
    """By id, name or alias, however they are spelt."""
    corpus, problems = build(
        document(
            services=("Checkout_API", "cart"),
            tags=("Kube",),
            severity="Sev-1",
            trigger="Deployment",
            detection="alert",
            factors=(Factor(4, id="No Rollback", text="note"), Factor(5, text="Alert fatigue")),
            body_line=7,
        )
    )
    found = corpus.documents[0]

    assert problems == []
    assert (found.services, found.tags, found.severity) == (("checkout",), ("kubernetes",), "sev1")
    assert (found.trigger, found.detection) == ("binary-push", "monitoring-alert")
    assert found.factors == (Factor(4, "untested-rollback", "note"), Factor(5, "alert-noise", "Alert fatigue"))


def test_front_matter_alone_says_which_factors_it_is_filed_under():
    """Sentences of the text are no ids where it has some; where it has none, they may name one."""
    sentence = Factor(8, text="Alert fatigue")
    both, _ = build(document(factors=(Factor(4, id="no-rollback"), sentence), body_line=7))
    alone, _ = build(document(factors=(sentence,), body_line=7))

    assert both.documents[0].factors == (Factor(4, "untested-rollback"), sentence)
    assert alone.documents[0].factors == (Factor(8, "alert-noise", "Alert fatigue"),)


def test_teams_are_those_declared_else_the_owners():
    """A declared team wins."""
    corpus, _ = build(
        document("a.md", services=("checkout", "search")), document("b.md", services=("cart",), teams=("web",))
    )

    assert [d.teams for d in corpus.documents] == [("payments", "web"), ("web",)]


def test_unknown_value_is_reported_and_kept():
    """The guess stands in the message, the value stays as written."""
    corpus, problems = build(document(severity="sevv1", services=("chekout",)))

    assert problems == [
        "a.md:3: PM040 service 'chekout' is not one of checkout, search. Did you mean 'checkout'?",
        "a.md:3: PM040 severity 'sevv1' is not one of sev1, sev2, sev3, sev4. Did you mean 'sev1'?",
    ]
    assert corpus.documents[0].services == ("chekout",)
    assert not corpus.taxonomy.term(Vocabulary.SERVICES, "chekout").declared


def test_vocabulary_without_entries_takes_any_value():
    """Two spellings of a found value are one."""
    corpus, problems = build(document("a.md", tags=("DNS",)), document("b.md", tags=("dns",)), text="services: [a]")

    assert problems == []
    assert [d.tags for d in corpus.documents] == [("DNS",), ("DNS",)]
    assert list(corpus.taxonomy.terms(Vocabulary.TAGS)) == ["DNS"]


def test_site_without_taxonomy_has_what_is_used_and_no_problems():
    """Shipped terms are used where they match, and only those are listed."""
    taxonomy = Taxonomy(default_taxonomy().vocabularies, is_declared=False)
    corpus, problems = build_corpus([document(severity="SEV 1", trigger="the moon", services=("x",))], taxonomy)

    assert problems == ()
    assert list(corpus.taxonomy.terms(Vocabulary.SEVERITIES)) == ["sev1"]
    assert list(corpus.taxonomy.terms(Vocabulary.TRIGGERS)) == ["the moon"]
    assert Vocabulary.FACTORS not in corpus.taxonomy.vocabularies


def test_deprecated_tag_is_replaced():
    """With a warning at its line."""
    corpus, problems = build(document(tags=("k8s",)))

    assert corpus.documents[0].tags == ("kubernetes",)
    assert problems == ["a.md:3: PM041 tag 'k8s' is deprecated; use 'kubernetes'."]


@pytest.mark.parametrize("factor", [Factor(9, id="human-error"), Factor(9, text="Human error")])
def test_human_error_is_no_factor(factor):
    """It is explained, kept as text, and never becomes a term."""
    corpus, problems = build(document(factors=(factor,)))

    assert problems[0].startswith("a.md:9: PM035 factor '")
    assert corpus.documents[0].factor_ids == ()
    assert corpus.documents[0].factors[0].text


def test_same_id_is_reported_on_both():
    """Both stay; the first is found by the id."""
    one, two = (document(path, id="INC-1", id_declared=True, lines={"id": 2}) for path in ("a.md", "b.md"))
    corpus, problems = build(two, one)

    assert problems == [
        "b.md:2: PM042 id 'INC-1' is also used by a.md; relations to it lead to that document.",
    ]
    assert [d.path for d in corpus.documents] == ["a.md", "b.md"]
    assert corpus.by_id["INC-1"].path == "a.md"


def test_same_file_name_in_two_folders_is_no_problem():
    """Only ids that authors gave must be their own."""
    assert build(document("2023/x.md", id="x"), document("2024/x.md", id="x"))[1] == []


@pytest.mark.parametrize(
    "target",
    ["INC-1", "inc_1", "2023/one.md", "/2023/one.md", "../2023/one.md", "2023/one", "one", "../2023/one.md#impact"],
)
def test_relation_is_found_by_id_path_or_name(target):
    """Targets become paths."""
    relation = Relation(RelationKind.RECURRENCE_OF, target, 5)
    corpus, problems = build(
        document("2023/one.md", id="INC-1", id_declared=True), document("2024/two.md", relations=(relation,))
    )

    assert problems == []
    assert corpus.documents[1].relations == (replace(relation, target="2023/one.md"),)


def test_dangling_relation_is_reported_with_a_guess():
    """It is left out of the document."""
    relation = Relation(RelationKind.SEE_ALSO, "INC-2023-01", 5)
    corpus, problems = build(
        document("a.md", id="INC-2023-001", id_declared=True), document("b.md", relations=(relation,))
    )

    assert problems == [
        (
            "b.md:5: PM043 see_also names 'INC-2023-01', which is not the id or path of a postmortem. "
            "Did you mean 'INC-2023-001'?"
        )
    ]
    assert corpus.documents[1].relations == ()


def test_relation_to_a_web_address_is_a_link():
    """Somebody else's postmortem can be related too."""
    relation = Relation(RelationKind.SEE_ALSO, "https://example.com/pm", 5)
    corpus, problems = build(document(relations=(relation,)))

    assert problems == []
    assert corpus.documents[0].links == (Link("https://example.com/pm", "https://example.com/pm", 5),)


def test_ordinary_pages_are_left_alone():
    """Their tags and file names are not our concern."""
    page = document("index.md", kind=DocumentKind.PAGE, tags=("whatever",), id="INC-1", id_declared=True)
    corpus, problems = build(page, document("a.md", id="INC-1", id_declared=True))

    assert problems == []
    assert corpus.documents[1] == page
    assert corpus.by_id["INC-1"].path == "a.md"


def test_order_of_reading_makes_no_difference():
    """The corpus and its diagnostics do not depend on the order of documents."""
    documents = [document(f"{n}.md", tags=(f"Tag {n % 3}", f"tag-{n % 3}"), services=("nope",)) for n in range(12)]
    expected = build(*documents)
    for seed in range(5):
        shuffled = documents.copy()
        random.Random(seed).shuffle(shuffled)

        assert build(*shuffled) == expected


def test_without_a_taxonomy_a_misspelt_shipped_value_is_reported_and_a_word_of_ones_own_is_not():
    """`sevv1` is a slip for `sev1`; `disrupted` is somebody's own severity."""
    corpus, problems = build_corpus(
        [document("a.md", severity="sevv1"), document("b.md", severity="disrupted")],
        replace(default_taxonomy(), is_declared=False),
    )

    assert [(p.path, p.code) for p in problems] == [("a.md", "PM040")]
    assert "Did you mean 'sev1'?" in problems[0].message
    assert [d.severity for d in corpus.documents] == ["sevv1", "disrupted"]


def test_factor_named_in_brackets_at_the_end_of_a_text_is_that_factor():
    """Authors without front matter name the factor behind their sentence."""
    corpus, _ = build(
        document(
            factors=(
                Factor(4, text="Both files stay in memory (design limitation)."),
                Factor(5, text="A limit (of 2 GiB)"),
            )
        )
    )

    assert [f.id for f in corpus.documents[0].factors] == ["design-limitation", None]


def test_without_a_taxonomy_severities_keep_their_own_names():
    """Without a taxonomy of its own, "critical" is not SEV1, but a spelling of SEV1 is."""
    taxonomy = replace(default_taxonomy(), is_declared=False)
    corpus, problems = build_corpus(
        [document("a.md", severity="Critical"), document("b.md", severity="Sev-1")], taxonomy
    )

    assert ([d.severity for d in corpus.documents], problems) == (["Critical", "sev1"], ())
