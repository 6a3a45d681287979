"""Reading taxonomy.yml."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, TermLookup, Vocabulary
from mkdocs_postmortems.core.taxonomy_file import GROUPS, read_taxonomy
from mkdocs_postmortems.sources.files import default_taxonomy

FACTORS = {
    "technical": """application-bug configuration-error feature-flag hardware-failure data-store-failure schema-change
        network-failure capacity-limit release-problem design-limitation retry-amplification expired-credential""",
    "process": """inadequate-testing change-management-gap missing-runbook untested-rollback untested-backup
        missing-monitoring""",
    "organizational": "ownership-gap deferred-maintenance competing-priorities knowledge-concentration",
    "human_system": """information-gap coordination-gap system-knowledge-gap necessary-workaround confusing-interface
        alert-noise""",
    "external": "third-party-outage cloud-provider-issue upstream-change traffic-surge malicious-activity",
}
TRIGGERS = """
    binary-push configuration-push feature-flag-change schema-change infrastructure-change user-behavior-change
    processing-pipeline service-provider-change performance-decay capacity-management hardware expiry
    malicious-action unknown
"""
DETECTIONS = """monitoring-alert synthetic-check customer-report employee-report partner-report security-tool audit
    deploy-check chance unknown"""


def read(text, shipped=None):
    """Parse an indented text as taxonomy.yml; return it with its diagnostics as lines."""
    taxonomy, problems = read_taxonomy(Source("taxonomy.yml", dedent(text)), shipped)
    return taxonomy, [str(problem) for problem in problems]


def test_entries_keep_everything_they_say():
    """Each field of a service arrives."""
    taxonomy, problems = read(
        """
        services:
          checkout:
            name: Checkout
            team: payments
            tier: 1
            description: Takes orders.
            aliases: [cart]
            depends_on: [db]
            links: {runbook: https://example.com/r}
          db: Stores things.
        teams: [payments]
        """
    )

    assert problems == []
    assert taxonomy.term(Vocabulary.SERVICES, "checkout") == Term(
        id="checkout",
        name="Checkout",
        definition="Takes orders.",
        aliases=("cart",),
        team="payments",
        tier=1,
        depends_on=("db",),
        links={"runbook": "https://example.com/r"},
    )
    assert taxonomy.term(Vocabulary.SERVICES, "db").definition == "Stores things."
    assert taxonomy.term(Vocabulary.TEAMS, "payments").declared


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("servics: {}", "taxonomy.yml:1: PM015 key 'servics' is not one of"),
        ("services:\n  a: {temas: x}", "taxonomy.yml:2: PM015 unknown key 'temas'; did you mean 'team'?"),
        ("services:\n  a: {tier: high}", "taxonomy.yml:2: PM016 tier is 'high'; expected a small number."),
        ("services:\n  a: [x]", "taxonomy.yml:2: PM016 services 'a' is a list; expected a mapping."),
        ("services: 3", "taxonomy.yml:1: PM016 services is text; expected a mapping of ids to entries."),
        ("severities:\n  a: {colour: red}", "taxonomy.yml:2: PM016 colour is 'red'; expected '#rrggbb', in quotes."),
        ("factors:\n  a: {group: technicl}", "Did you mean 'technical'?"),
        (
            "teams: {web: {}}\nservices:\n  a: {team: wbe}",
            "taxonomy.yml:3: PM034 team of 'a' is 'wbe', which is not in teams. Did you mean 'web'?",
        ),
        (
            "services:\n  a: {depends_on: [c]}\n  b: {}",
            "taxonomy.yml:2: PM034 depends_on of 'a' is 'c', which is not in services.",
        ),
        (
            "tags:\n  k8s: {deprecated: kube}",
            "taxonomy.yml:2: PM034 deprecated of 'k8s' is 'kube', which is not in tags.",
        ),
        (
            "tags:\n  a: {aliases: [x]}\n  b: {aliases: [X]}",
            "taxonomy.yml:3: PM033 alias 'X' of tags 'b' already means 'a'.",
        ),
        ("tags:\n  a: {aliases: [b]}\n  b: {}", "taxonomy.yml:2: PM033 alias 'b' of tags 'a' already means 'b'."),
        (
            "tags:\n  a: {}\n  a: {}",
            "taxonomy.yml:3: PM014 key 'a' is given again (first in line 2); the last one counts.",
        ),
        ("factors:\n  human-error: {}", "taxonomy.yml:2: PM035 factor 'human-error' blames people;"),
        (
            "factors:\n  a:\n    aliases: [Operator Error]",
            "Did you mean 'system-knowledge-gap' or 'confusing-interface'?",
        ),
        ("services:\n  a: {links: {x: 'javascript:alert(1)'}}", "taxonomy.yml:2: PM020 links has the address"),
        ("- a", "taxonomy.yml:1: PM030 taxonomy is a list; expected a mapping"),
        ("a: [", "taxonomy.yml:1: PM030 taxonomy is not valid YAML:"),
        ("a:\n\tb: 1", "taxonomy.yml:2: PM030 taxonomy is not valid YAML: a tab indents this line; use spaces."),
    ],
)
def test_mistakes_are_one_line_each(text, expected):
    """Place, code, what is wrong, and a guess where there is one."""
    _, problems = read(text)

    assert len(problems) == 1
    assert expected in problems[0]


def test_entries_override_shipped_ones_by_id():
    """The others stay, and give up names that the file uses."""
    taxonomy, problems = read("factors: {alert-noise: {name: Ours}, mine: {aliases: [Bug]}}", default_taxonomy())
    lookup = TermLookup(taxonomy.terms(Vocabulary.FACTORS))

    assert problems == []
    assert taxonomy.term(Vocabulary.FACTORS, "alert-noise").name == "Ours"
    assert lookup.find("bug").id == "mine"
    assert lookup.find("capacity").id == "capacity-limit"


def test_own_severities_replace_the_shipped_scale():
    """A scale is one whole."""
    taxonomy, _ = read("severities: {bad: {rank: 1}, worse: {rank: 2}}", default_taxonomy())

    assert list(taxonomy.terms(Vocabulary.SEVERITIES)) == ["bad", "worse"]


def test_defaults_can_be_left_out():
    """`defaults: false` leaves what the file says."""
    taxonomy, _ = read("defaults: false\ntags: [a]", default_taxonomy())

    assert list(taxonomy.vocabularies) == [Vocabulary.TAGS]


def test_file_without_entries_states_nothing():
    """Comments alone are no taxonomy yet."""
    taxonomy, problems = read("# later\n", default_taxonomy())

    assert problems == []
    assert not taxonomy.is_declared


def test_shipped_factors_and_triggers_are_the_published_ones():
    """Ids are stable: other people's documents name them."""
    shipped = default_taxonomy()
    factors = shipped.terms(Vocabulary.FACTORS)

    assert tuple(FACTORS) == GROUPS
    for group, ids in FACTORS.items():
        assert {id for id, term in factors.items() if term.group == group} == set(ids.split())
    assert list(shipped.terms(Vocabulary.TRIGGERS)) == TRIGGERS.split()
    assert list(shipped.terms(Vocabulary.DETECTIONS)) == DETECTIONS.split()
    assert [term.rank for term in shipped.terms(Vocabulary.SEVERITIES).values()] == [1, 2, 3, 4]


def test_shipped_terms_are_defined_and_distinct():
    """Each has a definition, and no name means two of them."""
    for terms in default_taxonomy().vocabularies.values():
        for term in terms.values():
            assert term.definition.endswith(".")
            assert {TermLookup(terms).find(name).id for name in term.names} == {term.id}


@pytest.mark.parametrize("spelling", ["untested-rollback", "Untested Rollback", "UNTESTED_ROLLBACK", "no rollback"])
def test_lookup_finds_by_any_spelling(spelling):
    """Ids, names and aliases, however they are spelt."""
    assert TermLookup(default_taxonomy().terms(Vocabulary.FACTORS)).find(spelling).id == "untested-rollback"


@given(st.text())
def test_any_text_is_a_taxonomy_or_a_problem(text):
    """Reading never raises, and lines lie in the file."""
    taxonomy, problems = read_taxonomy(Source("taxonomy.yml", text))

    assert isinstance(taxonomy, Taxonomy)
    assert all(1 <= problem.line <= text.count("\n") + text.count("\r") + 2 for problem in problems)


@pytest.mark.parametrize("value", ["[[x]]", "[{x: y}]", "[[]]", "{x: [y]}"])
def test_lists_within_lists_are_reported(value):
    """With their line; the rest of the entry is read."""
    taxonomy, problems = read(f"services:\n  web: {{depends_on: {value}, name: Web}}\n")
    assert [problem for problem in problems if not problem.startswith("taxonomy.yml:2: PM0")] == []
    assert problems
    assert taxonomy.terms(Vocabulary.SERVICES)["web"].name == "Web"
