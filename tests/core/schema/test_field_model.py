"""Models of mappings whose wrong values are reported."""

import pytest
from mkdocs_postmortems.core.schema.field_model import FieldModel
from mkdocs_postmortems.core.schema.field_types import WholeNumber


def test_a_field_without_a_parser_is_refused_where_it_is_declared():
    """The first guess of a newcomer, a bare `int`, would end the program at the first wrong value."""
    with pytest.raises(TypeError, match="customer_tickets has no parser; use a type of field_types"):

        class _Bare(FieldModel):
            customer_tickets: int | None = None


def test_a_field_with_a_parser_is_taken():
    """Control case."""

    class _Parsed(FieldModel):
        customer_tickets: WholeNumber = None

    assert _Parsed.model_validate(None).customer_tickets is None
