"""What is near a label or a marker and is none: it withholds, and is never published to the default audience."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import LabellingResult, label_documents
from mkdocs_postmortems.core.label_words import LABEL_KEYS
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from spellings import near_spellings

GOLDEN = Path(__file__, "../../../golden/audiences").resolve()
SECRET = "quartzlike hummingbird"  # noqa: S105 - words, no password
READERS = parse_audiences({
    "public": {"anyone": True},
    "staff": {"includes": ["public"]},
    "sre": {"includes": ["staff"]},
    "security": {"includes": ["staff"]},
})  # fmt: skip
RULES = AudienceRules(READERS, "public")
HEAD = "---\naudience: public\n---\n"
WITHIN = HEAD + "Before.\n\n{}\n\nAfter.\n"


def cases(name: str) -> list:
    """Return the documents of a golden file with their names as ids."""
    texts = yaml.safe_load((GOLDEN / name).read_text("utf-8"))
    return [pytest.param(text, id=title) for title, text in texts.items()]


def labelled(text: str, rules: AudienceRules = RULES) -> LabellingResult:
    """Return what is known about one document."""
    return label_documents([Source("a.md", text)], rules)


def read(text: str, reader: str) -> str | None:
    """Return what one audience reads of a document; `None` if it gets none of it."""
    found = labelled(text).labelled
    source = found[0].for_audience(reader, READERS) if found else None
    return source.text if source else None


@pytest.mark.parametrize("text", cases("near_labels.yml"))
def test_what_is_near_a_label_hides_the_document(text):
    """Whatever the hidden words are, the public gets the same: nothing."""
    assert SECRET in text
    assert read(text, "public") is None
    assert read(text.replace(SECRET, "another secret"), "public") is None


@pytest.mark.parametrize("text", cases("confidential.yml"))
def test_what_says_that_it_is_confidential_is_not_for_anyone_by_default(text):
    """Whatever the hidden words are. Those who sign in get it by default, and anyone if a label says so."""
    assert SECRET in text
    assert read(text, "public") is None
    assert read(text.replace(SECRET, "another secret"), "public") is None
    assert labelled(text, AudienceRules(READERS, "staff")).labelled
    given = text.replace("---\n", "---\naudience: public\n", 1) if text.startswith("---\n") else f"{HEAD}{text}"
    assert SECRET in (read(given, "public") or "")


@pytest.mark.parametrize("text", cases("near_markers.yml"))
def test_what_is_near_a_marker_hides_the_document(text):
    """Whatever the hidden words are, the public gets the same: nothing."""
    assert SECRET in text
    [problem] = labelled(WITHIN.format(text)).problems
    assert problem.code == "PM063"
    assert problem.line <= WITHIN.format(text).count("\n")
    for secret in (SECRET, "another secret"):
        assert read(WITHIN.format(text.replace(SECRET, secret)), "public") is None


@pytest.mark.parametrize("text", cases("ordinary.yml"))
def test_what_only_speaks_of_audiences_is_published(text):
    """The control: also in a document that has a label, where only markers count."""
    assert read(text, "public") == text.rstrip("\n") + "\n"
    if not text.startswith("---"):
        assert read(HEAD + text, "public") == HEAD + text.rstrip("\n") + "\n"


def test_what_is_exact_is_no_error():
    """The control: a label and a marker as they should be."""
    assert read(f"---\naudience: security\n---\n{SECRET}\n", "public") is None
    assert SECRET in read(f"---\naudience: security\n---\n{SECRET}\n", "security")
    marked = WITHIN.format(f"<!-- audience: security -->\n{SECRET}\n<!-- /audience -->")
    assert read(marked, "public") == HEAD + "Before.\n\nAfter.\n"
    assert SECRET in read(marked, "security")


PLACES = (
    "---\n{}: security\n---\nX.\n",
    "---\ntitle: A\n{}: security\n---\nX.\n",
    "---\nmeta:\n  {}: security\n---\nX.\n",
    "# Title\n\n**{}:** security\n",
    "X.\n" * 60 + "{} = security\n",
    "X.\n" * 60 + "| {} | security |\n",
    WITHIN.format("<!-- {}: security -->"),
    WITHIN.format("<!-- /{} -->"),
    WITHIN.format("[//]: # ({}: security)"),
    WITHIN.format("{{# {}: security #}}").replace("{{", "{").replace("}}", "}"),
    WITHIN.format('<div data-{}="security">'),
    WITHIN.format("::: {} security"),
)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=60)
@given(data=st.data())
def test_a_word_that_people_take_for_a_key_withholds(place, data):
    """In look-alike letters, in pieces, with invisible characters, misspelt; in front matter, text and markers."""
    word = data.draw(st.sampled_from(["audience", "visibility"]).flatmap(near_spellings))
    text = place.replace("{}", word)
    assert read(text, "public") is None, text


@pytest.mark.parametrize("place", PLACES)
def test_the_places_publish_other_words(place):
    """The control: where another word stands there, the document is published."""
    assert read(place.replace("{}", "note"), "public") is not None


def test_a_near_name_hides_where_a_value_is_expected():
    """The names of audiences are compared as closely as the keys."""
    for name in ("secruity", "Security", "ѕесurity", "sec\u00adurity", "security team", "the security team only"):
        assert read("X.\n" * 60 + f"| Audience | {name} |\n", "public") is None, name
    assert read("X.\n" * 60 + "| Audience | developers |\n", "public")  # Control case.


def test_without_audiences_a_text_about_an_audience_is_published():
    """Nothing is restricted there, so that only a label in front matter and a marker are errors."""
    none = AudienceRules()
    assert labelled("# A\n\n| Audience | security |\n", none).labelled
    assert labelled("---\naudiances: security\n---\nX.\n", none).problems
    assert labelled("<!-- visibility: security -->\nX.\n", none).problems


def test_a_guess_is_made_where_a_key_is_near():
    """With the place, what is, and what is expected."""
    [problem] = labelled("---\ntitle: A\naudiances: security\n---\nX.\n").problems
    assert str(problem) == "a.md:3: PM062 key 'audiances' is not known. Did you mean 'audience'?"
    assert problem.highlight == "audiances"


def test_a_label_in_the_text_does_not_matter_where_the_document_has_one():
    """It says who reads it, so that nothing is left to guess."""
    assert read(HEAD + "| Audience | security |\n", "public")
    assert labelled("| Audience | security |\n", replace(RULES, default="security")).problems


@pytest.mark.parametrize(
    "word", ["audiances", "audinec", "visibilty", "availability", "licence", "science", "patience"]
)
def test_a_label_is_suggested_for_no_key_that_is_published(word):
    """What the program takes for a misspelt label, it does not publish."""
    text = f"---\ntitle: A\n{word}: some value\n---\n## Impact\n\nX.\n"
    suggested = any(
        f"mean {key!r}" in one.message for one in parse(Source("a.md", text)).diagnostics for key in LABEL_KEYS
    )
    assert not suggested or not labelled(text).labelled
