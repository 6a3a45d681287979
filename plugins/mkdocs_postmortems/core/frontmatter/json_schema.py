"""The JSON Schema of front matter, for editors that complete and check it."""

from __future__ import annotations

from typing import Any

from mkdocs_postmortems.core.frontmatter.fields import FrontMatterFields, Learning, Participants, Review
from mkdocs_postmortems.core.frontmatter.list_entries import ActionForm
from mkdocs_postmortems.core.schema.field_model import FieldModel

SCHEMA_FILENAME = ".front-matter.schema.json"
"""The file of the schema, beside the taxonomy. A dot file, so that no site shows it."""
_MODELS: dict[str, type[FieldModel]] = {
    form.__name__: form for form in (FrontMatterFields, ActionForm, Participants, Learning, Review)
}


def json_schema() -> dict[str, Any]:
    """Return the schema: our fields, their other names, keys that start with `x_`, and those of other programs."""
    schema = _complete(FrontMatterFields.model_json_schema())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a postmortem",
        **schema,
        "$defs": dict(sorted(schema["$defs"].items())),
    }


def _complete(node: Any) -> Any:
    """Return the schema with every form in it completed."""
    if isinstance(node, list):
        return [_complete(item) for item in node]
    if not isinstance(node, dict):
        return str(node) if isinstance(node, str) else node
    form = _MODELS.get(str(node.get("title"))) if "properties" in node else None
    completed = {key: _complete(value) for key, value in node.items() if key not in ("title", "default")}
    if "title" in node and isinstance(node["title"], dict):  # A field of that name, not an annotation.
        completed["title"] = _complete(node["title"])
    return completed | _allowed_keys(completed["properties"], form) if form else completed


def _allowed_keys(properties: dict[str, Any], model: type[FieldModel]) -> dict[str, Any]:
    """Return the keys that a form takes: its fields, their other names, and what belongs to others."""
    others = {
        key: {**properties[name], "description": f"Another name of `{name}`.", "deprecated": True}
        for key, name in model.field_by_key.items()
        if key != name and key not in model.passthrough_keys
    }
    inside = {key: {"description": f"Part of `{field}`."} for key, (field, _) in model.nested_keys.items()}
    theirs = dict.fromkeys(sorted(model.passthrough_keys - properties.keys()), True)
    return {
        "properties": {**theirs, **inside, **others, **properties},
        "patternProperties": {"^[xX][_-]": True},
        "additionalProperties": False,
    }
