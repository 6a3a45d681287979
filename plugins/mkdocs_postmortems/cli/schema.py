"""`postmortems schema`: prints the JSON Schema of front matter."""

from __future__ import annotations

import json

import click

from mkdocs_postmortems.core.frontmatter.json_schema import json_schema


@click.command()
@click.option("--json", is_flag=True, expose_value=False, help="Has no effect: the output is always JSON.")
def schema() -> None:
    """Print the JSON Schema of front matter, for completion and validation in editors.

    Example: postmortems schema > front-matter.schema.json
    """
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
