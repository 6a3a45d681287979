"""Where the fields of front matter are kept and shown."""

from dataclasses import fields
from typing import Annotated

import pytest
from mkdocs_postmortems.core.diagnostics import DiagnosticCollector
from mkdocs_postmortems.core.frontmatter import FIELD_SPECS, FrontMatterFields, parse_front_matter
from mkdocs_postmortems.core.frontmatter.placement import Fact, NotShown, ShownBy, field_specs
from mkdocs_postmortems.core.located_values import parse_yaml
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.schema.field_model import Aliases, FieldModel
from mkdocs_postmortems.core.schema.field_types import WholeNumber
from mkdocs_postmortems.core.source import Source


class _Forgotten(FrontMatterFields):
    customer_tickets: Annotated[WholeNumber, Aliases("tickets")] = None


def _unplaced(model):
    return [spec.name for spec in field_specs(model) if spec.display is None]


def test_every_field_says_where_it_is_shown_or_why_it_is_not():
    """A field without `Fact`, `ShownBy` or `NotShown` has been forgotten."""
    assert _unplaced(FrontMatterFields) == []
    assert _unplaced(_Forgotten) == ["customer_tickets"]


def test_every_field_has_the_attribute_that_it_names():
    """A field is kept by an attribute of the document, or declared as not kept."""
    attributes = {field.name for field in fields(Postmortem)}

    assert {
        spec.name: spec.attribute for spec in FIELD_SPECS if spec.attribute and spec.attribute not in attributes
    } == {}


def test_facts_are_kept():
    """A row of the facts card needs a value to show."""
    assert [spec.name for spec in FIELD_SPECS if isinstance(spec.display, Fact) and spec.attribute is None] == []


def test_places_and_reasons_are_given_in_words():
    """`ShownBy` and `NotShown` say something."""
    displays = [spec.display for spec in FIELD_SPECS]

    assert all(shown.where for shown in displays if isinstance(shown, ShownBy))
    assert all(hidden.reason for hidden in displays if isinstance(hidden, NotShown))


def test_no_attribute_stands_for_two_copied_fields():
    """The second one would replace the first."""
    copied = [spec.attribute for spec in FIELD_SPECS if spec.is_copied]

    assert len(copied) == len(set(copied))


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), ("0", 0), ("1,200", 1200), ("1_200_000", 1_200_000), ("'7'", 7), ("", None), ("~", None)],
)
def test_whole_numbers_are_read(written, number):
    """Digits, with or without marks of thousands."""
    found, problems = _read_number(written)

    assert (found, problems) == (number, [])


@pytest.mark.parametrize("written", ["many", "-3", "1.5", "1,20", "12,", "1" * 16, "٣", "[1]", "{a: 1}"])
def test_what_is_no_whole_number_is_reported(written):
    """The value is left out, and the diagnostic says what is expected."""
    found, problems = _read_number(written)

    assert found is None
    assert [problem.code for problem in problems] == ["PM016"]
    assert problems[0].message.startswith("tickets is ")
    assert problems[0].message.endswith("; expected a whole number.")


class _Numbers(FieldModel):
    tickets: WholeNumber = None


def _read_number(written):
    """Return the value of a field of the type, and the diagnostics."""
    diagnostics = DiagnosticCollector("x.md")
    model = _Numbers.model_validate(parse_yaml(f"tickets: {written}\n").value, context=diagnostics)
    return model.tickets, list(diagnostics.diagnostics())


def test_a_document_without_front_matter_has_empty_mappings():
    """Fields that hold mappings are never `None`, and nobody can add to them."""
    impact = parse_front_matter(Source("x.md", "# Title\n")).fields.impact

    assert dict(impact) == {}
    with pytest.raises(TypeError):
        impact["a"] = "b"
