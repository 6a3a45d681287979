"""Texts as YAML."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs_postmortems.core.yaml_writer import clean_line, field_lines, flow_list, list_lines, quoted, scalar

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Checkout down", "Checkout down"),
        ("on-call (2nd) + Don't", "on-call (2nd) + Don't"),
        ("Größe", '"Größe"'),
        ("5xx errors", '"5xx errors"'),
        ("a: b", '"a: b"'),
        ("a, b", '"a, b"'),
        ("a #b", '"a #b"'),
        ('say "hi" \\o/', '"say \\"hi\\" \\\\o/"'),
        ("yes", '"yes"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("1e3", '"1e3"'),
        ("2024", '"2024"'),
        ("🔥 it's down", "'🔥 it''s down'"),
        ("🔥\x85", '"\\U0001F525\\N"'),
        ("a\nb", '"a\\nb"'),
        ("", '""'),
        ("~2024-03-07 14:32 Europe/Lisbon", "~2024-03-07 14:32 Europe/Lisbon"),
        ("2024-03-07 14:32+01:00", "2024-03-07 14:32+01:00"),
        ("2024-03", "2024-03"),
    ],
)
def test_texts_are_quoted_where_they_have_to_be(text, written):
    """Dates stay plain, as authors write them; so do words that nobody would take for anything else."""
    assert scalar(text) == written


@given(TEXTS, st.sampled_from("'\""))
@example("\n", "'")
@example("🔥\n", '"')
def test_what_is_quoted_reads_back(text, mark):
    """On one line, whatever is in it."""
    written = quoted(text, mark)

    assert len(written.splitlines()) == 1
    assert yaml.safe_load(written) == text


@given(st.lists(TEXTS))
def test_a_list_reads_back(texts):
    """No text is taken for two, or for a number; a date that stands alone may be one."""
    found = yaml.safe_load(flow_list(texts))

    assert [str(value) for value in found] == texts


def test_a_single_mark_gives_way_to_what_it_cannot_hold():
    """Nothing is lost."""
    assert quoted("it's", "'") == "'it''s'"
    assert quoted("a\tb\u2028c", "'") == '"a\\tb\\Lc"'


def test_long_texts_and_lists_have_several_lines():
    """Each shorter than a screen."""
    text, values = "word " * 29 + "word", ["checkout-api"] * 9

    assert field_lines("summary", "short") == ["summary: short"]
    assert list_lines("services", ["a", "b: c"]) == ['services: [a, "b: c"]']
    for name, lines, expected in (
        ("summary", field_lines("summary", text), text),
        ("services", list_lines("services", values), values),
    ):
        assert max(map(len, lines)) <= 102
        assert yaml.safe_load("\n".join(lines)) == {name: expected}


@pytest.mark.parametrize("text", ["a\nb", "a\u2028 b", "\ufeffa\x00 b", " a\t\x85b "])
def test_a_line_is_clean(text):
    """One line, of characters that YAML allows."""
    assert clean_line(text) == "a b"
