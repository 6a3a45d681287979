"""What holds for any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.adopt import LIST_FIELDS, AdoptOptions, adopt, adopt_all, values_of
from mkdocs_postmortems.core.frontmatter import parse_front_matter
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.schema.moment_parser import parse_moment
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary
from mkdocs_postmortems.sources.files import default_taxonomy

SERVICES = {id: Term(id=id, name=id) for id in ("checkout-api", "Kafka")}
TAXONOMY = Taxonomy({**default_taxonomy().vocabularies, Vocabulary.SERVICES: SERVICES, Vocabulary.TAGS: SERVICES})
EAGER = AdoptOptions(min_confidence=0, all_kinds=True)
PIECES = (
    *("# Kafka down on 2024-05-03\n", "## Impact\n", "## Root cause\n", "## Summary\n", "## Timeline (UTC)\n"),
    *("- 2024-05-03 10:02 Started\n", "- 11:04 Resolved\n", "Severity: SEV2\n", "Services: checkout-api, b: c\n"),
    *("**Sévérité :** P1 — all of it\n", "Detected by: users\n", "<!-- note -->\n", "# ours\n", "severity: sev1 # x\n"),
    *("- No alert on a full disk\n", "![Severity: SEV2](x)\n", "Affected services: Kafka (`a, b`), the rest of it\n"),
    *("Tags: 'a', \"b\"\n", "## Detection\n", "An alert fired.\n", "- Alert noise\n", "Kafka and checkout-api\n"),
    *("---\n", "+++\n", "...\n", "title: x\n", 'title = "x"\n', "[impact]\n", "  date: 2024-05-04\n", "{a: b}\n"),
    *(
        "summary: |+\n  a\n\n",
        "? a\n: b\n",
        "INC-2024-017 ",
        "\r\n",
        "\r",
        "\n\n",
        "  \n",
        "\t",
        "\ufeff",
        "~",
        "\u2028",
    ),
)
documents = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25).map("".join)
paths = st.sampled_from(("a.md", "2024-05-03-x.md", "PM2024-001 - Kafka down.md"))


@pytest.mark.slow
@settings(max_examples=300)
@given(documents, paths, st.booleans())
def test_bodies_are_kept_and_values_read_back(text, path, comments):
    """Lines are only added, all in one place; the body stays; the front matter then holds what was proposed."""
    [adoption] = adopt_all([(path, text)], TAXONOMY, EAGER, comments=comments)
    before, after = (parse_front_matter(Source(path, each)) for each in (text, adoption.after))
    assert len(adoption.after) >= len(text)
    if not adoption.proposals:
        assert adoption.after == text
        return
    same = next((i for i, (a, b) in enumerate(zip(text, adoption.after, strict=False)) if a != b), len(text))
    kept = len(text) - same

    assert adoption.after.endswith(text[len(text) - kept :])
    assert after.body.removeprefix("" if before.is_present else "\n") == before.body or after.body == before.body
    assert set(after.lines) == set(before.lines) | {proposal.field for proposal in adoption.proposals}
    for field, values in values_of(adoption.proposals).items():
        found = getattr(after.fields, field)
        if field == "contributing_factors":
            assert tuple(factor.id for factor in found) == values
        elif isinstance(found, Moment):
            assert found == parse_moment(values[0])
        else:
            assert found == (values if field in LIST_FIELDS else values[0])


@pytest.mark.slow
@settings(max_examples=200)
@given(documents, paths)
def test_a_second_run_proposes_nothing(text, path):
    """Whatever was written, there is no more to say."""
    once = adopt(path, text, TAXONOMY, EAGER)
    twice = adopt(path, once.after, TAXONOMY, EAGER)

    assert twice.proposals == ()
    assert twice.after == once.after


@pytest.mark.slow
@settings(max_examples=200)
@given(documents, paths)
def test_evidence_stands_in_the_document(text, path):
    """Each line is one of the text; what was not wanted is not proposed."""
    lines = Source(path, text).lines
    for proposal in adopt(path, text, TAXONOMY, AdoptOptions(("title", "date"), 0.9, all_kinds=True)).proposals:
        assert proposal.field in ("title", "date")
        assert proposal.confidence >= 0.9
        assert proposal.line is None or 1 <= proposal.line <= len(lines)
