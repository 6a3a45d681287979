"""What a document is found by: which lines are a template's, and which values say something."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, Factor, Postmortem, Section, SectionName
from mkdocs_postmortems.core.similar.bm25 import TextSource
from mkdocs_postmortems.core.similar.document_fields import BoilerplateLines, line_key, read_fields
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary

LINE = "Say what happened in this section"


def boilerplate(documents: int, having: int) -> frozenset[str]:
    """Return what is boilerplate among documents of which some have a line."""
    lines = BoilerplateLines()
    for number in range(documents):
        lines.add({line_key(LINE)} if number < having else {line_key(f"only document {number}")})
    return lines.select({LINE: line_key(LINE)})


@pytest.mark.parametrize(
    ("documents", "having", "expected"),
    [
        (3, 3, False),
        (4, 3, False),
        (4, 4, True),
        (40, 3, False),
        (40, 4, True),
        (41, 4, False),
        (41, 5, True),
        (100, 9, False),
        (100, 10, True),
        (101, 10, False),
    ],
)
def test_boilerplate_is_what_a_tenth_of_the_documents_have(documents, having, expected):
    """And no fewer than four."""
    assert boilerplate(documents, having) == (frozenset({LINE}) if expected else frozenset())


def test_a_line_counts_once_a_document():
    """However often it stands there."""
    lines = BoilerplateLines()
    for _ in range(3):
        lines.add([line_key(LINE), line_key(LINE)])
    assert lines.select({LINE: line_key(LINE)}) == frozenset()


def test_rare_lines_are_forgotten_and_the_others_stay():
    """What three documents have can be no boilerplate among so many documents; what four have may be."""
    lines = BoilerplateLines()
    for number in range(4):
        lines.add({"four have this"} | ({"three have this"} if number else set()))
    lines.forget_rare()
    assert lines.known(["Four have this", "three have this"]) == {"Four have this": "four have this"}
    assert lines.select({"x": "four have this", "y": "three have this"}) == {"x"}


@pytest.mark.parametrize(
    ("line", "key"),
    [("Say  what Happened", "say what happened"), ("Two words", ""), ("", ""), (" a b\tc ", "a b c")],
)
def test_lines_are_the_same_but_for_case_and_spaces(line, key):
    """A line of fewer than three words may well be the same by chance."""
    assert line_key(line) == key


def _document(**fields: object) -> Postmortem:
    return Postmortem(
        **{"path": "a.md", "kind": DocumentKind.POSTMORTEM, "title": "T", "id": "a", "body": "", "body_line": 9}
        | fields
    )


def concepts(taxonomy: Taxonomy = Taxonomy(), **fields: object) -> set[str]:  # noqa: B008 - it is frozen
    """Return the concepts of a document, without what marks them."""
    found = read_fields(_document(**fields), taxonomy).concepts
    return {one.lstrip("=") for some in found.values() for one in some}


@pytest.mark.parametrize("nothing", ["unknown", "other", "none"])
def test_two_incidents_are_not_alike_for_what_nobody_knows(nothing):
    """Values that say nothing make no incident like another."""
    assert concepts(trigger=nothing, services=(nothing,), factors=(Factor(1, nothing),)) == set()
    # Control case.
    assert len(concepts(trigger="deployment", services=("db",), factors=(Factor(1, "drift"),))) == 3


def test_a_tag_that_nobody_declared_is_a_word():
    """And one of the taxonomy is a value."""
    declared = Taxonomy({Vocabulary.TAGS: {"pool": Term(id="pool", name="Pool")}})
    assert concepts(declared, tags=("pool", "lake")) == concepts(declared, tags=("pool",))
    assert len(concepts(declared, tags=("pool",))) == 1
    assert concepts(tags=("lake",)) == set()


def test_alerts_and_errors_are_concepts():
    """Each once, and an alert is no error of the same name."""
    found = concepts(alerts=("Pool Full", "pool-full"), error_signatures=("Pool Full",))
    assert len(found) == 2


def test_what_front_matter_says_of_factors_is_a_source_of_its_own():
    """What the text says of them stands in its lines already."""
    factors = (Factor(3, text="the pool was small"), Factor(9, text="the lake was deep"))
    fields = read_fields(_document(factors=factors, body="the lake was deep", summary="It broke."), Taxonomy())
    assert fields.texts[TextSource.SUMMARY] == ("It broke.",)
    assert fields.texts[TextSource.FACTORS] == ("the pool was small",)
    assert fields.lines == ("a", "T", "the lake was deep")


def test_values_are_found_by_their_names():
    """Those of the taxonomy; a document is found by what readers call them."""
    taxonomy = Taxonomy({Vocabulary.SERVICES: {"api": Term(id="api", name="Checkout API")}})
    document = _document(services=("api",), tags=("pool",), alerts=("PoolFull",), error_signatures=("ENOSPC",))
    texts = read_fields(document, taxonomy).texts
    assert texts[TextSource.VALUES] == ("Checkout API", "pool")
    assert texts[TextSource.ALERTS] == ("PoolFull",)
    assert texts[TextSource.ERRORS] == ("ENOSPC",)


def test_what_front_matter_promises_is_a_line():
    """What the body promises stands in its lines already; impact is front matter."""
    actions = (ActionItem(3, "Alert on lag"), ActionItem(9, "Add a disk"))
    fields = read_fields(_document(actions=actions, impact={"users": "all"}, body="Add a disk"), Taxonomy())
    assert fields.lines == ("a", "T", "Alert on lag", "all", "Add a disk")


@pytest.mark.parametrize(
    ("section", "is_kept"),
    [
        (Section(SectionName.LESSONS, "Lessons learned", 10, 11, 2), False),
        (Section(SectionName.LESSONS, "Lessons learned", 10, 11, 0), True),
        (Section(SectionName.OTHER, "Lessons learned", 10, 11, 2), True),
        (Section(SectionName.LESSONS, "Lessons learned", 11, 11, 2), True),
    ],
)
def test_a_heading_that_every_postmortem_has_is_no_line(section, is_kept):
    """One of the author's own is, and so is a label within a line."""
    fields = read_fields(_document(sections=(section,), body="\n## Lessons learned\nText."), Taxonomy())
    assert any("Lessons learned" in line for line in fields.lines) is is_kept
    assert "Text." in fields.lines or section.line == 11
