"""What is left of a taxonomy for those who read some of the documents."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.core.taxonomy_subset import subset_taxonomy, taxonomy_for_documents

USED = {vocabulary: frozenset() for vocabulary in Vocabulary} | {
    Vocabulary.SERVICES: frozenset({"queue", "db"}),
    Vocabulary.TAGS: frozenset({"queue", "old"}),
    Vocabulary.SEVERITIES: frozenset({"sev2"}),
}


def cut(text: str) -> str:
    """Return the text that is left."""
    source = Source("taxonomy.yml", text)
    return subset_taxonomy(source, read_taxonomy(source)[0], USED)


def left(text: str) -> object:
    """Return what is left, as data."""
    return yaml.safe_load(cut(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("services: {queue: {name: Queue}, vault: {name: Vault}}", {"services": {"queue": {"name": "Queue"}}}),
        ("tags: [queue, vault-x]", {"tags": {"queue": {}}}),
        ("services: {vault: {name: Vault}}\ntags: [vault-x]", {}),
        ("services: {queue: {depends_on: [db, vault]}, db: , vault: }", {"queue": {"depends_on": ["db"]}, "db": {}}),
        ("services: {queue: {dependencies: [vault], tier: 0}, vault: }", {"queue": {"tier": 0}}),
        ("services: {queue: {depends_on: vault}, vault: }", {"queue": {}}),
        ("services: {queue: {depends_on: db}, db: }", {"queue": {"depends_on": ["db"]}, "db": {}}),
        ("services: {queue: {depends_on: [The database]}, db: {name: The Database}}", {
            "queue": {"depends_on": ["The database"]}, "db": {"name": "The Database"},
        }),
        ("services: {queue: null, db: }", {"services": {"queue": {}, "db": {}}}),
        ("services: {queue: What it is.}", {"services": {"queue": {"definition": "What it is."}}}),
        ("severities: {sev1: {name: Worst}, sev2: {name: Bad, rank: 2, color: '#FF0000'}}", {
            "severities": {"sev2": {"name": "Bad", "rank": 2, "colour": "#ff0000"}},
        }),
        ("severities: {sev1: {name: Worst}}", {}),
        ("defaults: false\nnotes: vault", {"defaults": False}),
        ("tags: {old: {deprecated: queue}, queue: }", {"tags": {"old": {"deprecated": "queue"}, "queue": {}}}),
    ],
)  # fmt: skip
def test_terms_that_are_used_are_left(text, expected):
    """With what they refer to, and nothing tells that something was cut."""
    found = left(text)
    assert found == (
        expected if not expected or expected.keys() <= {*Vocabulary, "defaults"} else {"services": expected}
    )


HIDDEN = (
    "services: {queue: {dependsOn: [SECRET]}, SECRET: }",
    "services: {queue: {depends-on: [SECRET]}, SECRET: }",
    "services: {queue: {Dependencies: SECRET}, SECRET: }",
    "services: {queue: {DEPENDS_ON: [SECRET, db]}, db: , SECRET: }",
    "services: {queue: {depends on: [Name of SECRET]}, SECRET: {name: Name of SECRET}}",
    "services: {queue: {depends_on: [nothing, SECRET]}, SECRET: }",
    "x_all: &all {depends_on: [SECRET]}\nservices: {queue: {<<: *all}, SECRET: }",
    "services: {SECRET: &s {name: SECRET}, db: {links: {}}}",
    "services: &s {SECRET: {name: SECRET}}\nx_y: *s",
    "tags: {queue: {replaced by: SECRET}, SECRET: }",
    "tags: {queue: {use: SECRET}, SECRET: }",
    "tags: {old: {Deprecated: SECRET}, SECRET: }",
    "severities: {SECRET: {name: SECRET}, sev2: }",
    "severities: {SECRET: , sev1: }",
    "teams: {SECRET: {aliases: [SECRET team]}}",
    "services: {SECRET: {aliases: [q]}, queue: {aliases: [q, r]}}",
    "x_note: SECRET\nservices: {queue: {x_note: SECRET}}",
    "services: {queue: {name: Q}} # SECRET",
    "services: [{id: SECRET, name: queue}]",
    "services: [[SECRET], [queue]]",
    "services: SECRET",
    "services: {[SECRET]: {name: SECRET}}",
    "services: {queue: {depends_on: [{SECRET: db}], [SECRET]: x}}",
    "[services, SECRET]: {queue: SECRET}",
    "services: {queue: [SECRET",
    "[SECRET]",
    "SECRET",
)


@pytest.mark.parametrize("text", HIDDEN)
def test_what_is_not_used_changes_nothing(text):
    """However the keys are spelled, merged or written wrong: the text that is left is the same for any hidden name."""
    assert "SECRET" not in cut(text)
    assert cut(text) == cut(text.replace("SECRET", "another"))


@pytest.mark.parametrize("text", HIDDEN[:3])
def test_what_is_used_does_change_it(text):
    """The control."""
    assert "db" in cut(text.replace("SECRET", "db"))


def test_a_conflict_with_a_hidden_term_leaves_no_trace():
    """A name that a hidden term has taken is that of the visible one where the hidden one is not."""
    taken = "services: {vault: {aliases: [q]}, queue: {aliases: [q]}}"
    free = "services: {queue: {aliases: [q]}}"
    assert cut(taken) == cut(free)


def test_cutting_twice_changes_nothing():
    """What a stage holds is cut again in the stage."""
    text = "services: {vault: , queue: {depends_on: [db, vault], tier: 1}, db: }\nseverities: {sev2: {rank: 2}}"
    assert cut(cut(text)) == cut(text)


SPELLINGS = st.sampled_from(["depends_on", "dependsOn", "depends-on", "Depends On", "dependencies", "Dependencies"])


@given(SPELLINGS, st.lists(st.sampled_from(["vault", "db", "The vault", "queue", "none"]), max_size=3))
def test_no_spelling_brings_a_hidden_service(key, needs):
    """For each key that the reader of a taxonomy knows."""
    text = yaml.safe_dump({"services": {"queue": {key: needs}, "db": {}, "vault": {"name": "The vault"}}})
    assert "vault" not in cut(text)


def incident(tags: str = "", severity: str = "") -> Source:
    """Return a postmortem."""
    return Source(
        "a.md", f"---\ntitle: A\ndate: 2026-03-07\ntags: [{tags}]\nseverity: {severity}\n---\n## Impact\n\nX.\n"
    )


def test_a_deprecated_tag_means_the_same_to_each_audience():
    """It is kept with the one that replaces it, where documents name it."""
    taxonomy = Source("taxonomy.yml", "tags: {k8s: {use: kubernetes}, kubernetes: {name: Kubernetes}, vault: }\n")
    whole = read_taxonomy(taxonomy)[0]
    documents = [parse(incident("K8S")).postmortem]
    part = read_taxonomy(taxonomy_for_documents(taxonomy, documents, whole))[0]
    assert [*part.terms(Vocabulary.TAGS)] == ["k8s", "kubernetes"]
    assert build_corpus(documents, part)[0].documents == build_corpus(documents, whole)[0].documents
    unused = taxonomy_for_documents(taxonomy, [parse(incident("kubernetes")).postmortem], whole)
    assert "k8s" not in unused.text


def test_a_severity_that_only_others_use_is_not_left():
    """It would have a page."""
    taxonomy = Source("taxonomy.yml", "severities: {sev1: {rank: 1}, breach: {rank: 0, aliases: [leak]}}\n")
    whole = read_taxonomy(taxonomy)[0]
    for severity, expected in (("sev1", ["sev1"]), ("leak", ["breach"])):
        part = taxonomy_for_documents(taxonomy, [parse(incident(severity=severity)).postmortem], whole)
        assert [*read_taxonomy(part)[0].terms(Vocabulary.SEVERITIES)] == expected
