"""Builds the JSON Schema of front matter, for editors that complete and check it."""

from __future__ import annotations

from typing import Any

from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields, Learning, Participants, Review
from mkdocs_postmortems.core.frontmatter.list_entries import ActionForm
from mkdocs_postmortems.core.schema.field_model import FieldModel

SCHEMA_FILENAME = ".front-matter.schema.json"
"""Name of the schema's file, beside the taxonomy. MkDocs does not publish dot files."""
_MODELS: dict[str, type[FieldModel]] = {
    model.__name__: model for model in (FrontMatterFields, ActionForm, Participants, Learning, Review)
}


def json_schema() -> dict[str, Any]:
    """Return the schema: the fields, their aliases, `x_` keys and keys of other programs."""
    schema = _complete(FrontMatterFields.model_json_schema())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a postmortem",
        **schema,
        "$defs": dict(sorted(schema["$defs"].items())),
    }


def _complete(node: Any) -> Any:
    """Return the schema with the allowed keys added to each model in it."""
    if isinstance(node, list):
        return [_complete(item) for item in node]
    if not isinstance(node, dict):
        return str(node) if isinstance(node, str) else node
    model = _MODELS.get(str(node.get("title"))) if "properties" in node else None
    completed = {key: _complete(value) for key, value in node.items() if key not in ("title", "default")}
    if "title" in node and isinstance(node["title"], dict):  # A field of that name, not an annotation.
        completed["title"] = _complete(node["title"])
    return completed | _allowed_keys(completed["properties"], model) if model else completed


def _allowed_keys(properties: dict[str, Any], model: type[FieldModel]) -> dict[str, Any]:
    """Return the keys that a model accepts: its fields, their aliases, and keys of other programs."""
    aliases = {
        key: {**properties[name], "description": f"Another name of `{name}`.", "deprecated": True}
        for key, name in model.field_by_key.items()
        if key != name and key not in model.passthrough_keys
    }
    nested = {key: {"description": f"Part of `{field}`."} for key, (field, _) in model.nested_keys.items()}
    passthrough = dict.fromkeys(sorted(model.passthrough_keys - properties.keys()), True)
    return {
        "properties": {**passthrough, **nested, **aliases, **properties},
        "patternProperties": {"^[xX][_-]": True},
        "additionalProperties": False,
    }
