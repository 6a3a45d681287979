"""The JSON Schema of front matter."""

import json

from mkdocs_postmortems.core.frontmatter import FrontMatterFields
from mkdocs_postmortems.core.frontmatter.json_schema import json_schema


def test_schema_has_every_field_and_every_other_name():
    """An editor that follows the schema accepts what the parser accepts."""
    properties = json_schema()["properties"]

    assert set(FrontMatterFields.model_fields) <= set(properties)
    assert set(FrontMatterFields.field_by_key) <= set(properties)
    assert properties["sev"]["description"] == "Another name of `severity`."


def test_schema_refuses_unknown_keys_but_those_of_ones_own():
    """`x_` keys pass, misspelt ones do not."""
    schema = json_schema()

    assert schema["additionalProperties"] is False
    assert schema["patternProperties"] == {"^[xX][_-]": True}


def test_schema_is_plain_data():
    """It survives a round trip through JSON unchanged."""
    assert json.loads(json.dumps(json_schema())) == json_schema()


def test_schema_describes_action_items():
    """Items are text or a mapping with known keys."""
    text, mapping = json_schema()["properties"]["action_items"]["items"]["anyOf"]

    assert text == {"type": "string"}
    assert "owner" in mapping["properties"]
    assert "assignee" in mapping["properties"]
