"""Where the workflows of `postmortems init --ci` publish to, and which audiences' sites each target can protect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.sources.files import load_resource

HOSTS = ("github", "gitlab")
"""Code hosts that workflows can be written for."""


class CiTarget(BaseModel):
    """One row of `resources/ci/targets.yml`, which describes the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    hosts: tuple[str, ...]
    audiences: Literal["open", "prefix", "projects", "each"]
    setup: str
    reason: str = ""
    """Why it cannot protect audiences, where it cannot."""
    secrets: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    image: str | dict[str, Any] = ""
    permissions: Mapping[str, str] = Field(default_factory=dict)
    credentials: Mapping[str, Any] = Field(default_factory=dict)
    arrange: tuple[str, ...] = ()
    deploy: tuple[str, ...] = ()


def ci_targets() -> Mapping[str, CiTarget]:
    """Return the table of targets, by name."""
    rows = yaml.safe_load(load_resource("ci/targets.yml").text)
    return {name: CiTarget.model_validate(row) for name, row in rows.items()}


def choose_target(host: str, name: str, audiences: Audiences) -> tuple[str, CiTarget]:
    """Return the name and the row of a target.

    Args:
        host: One of `HOSTS`.
        name: The name; empty for the code host's own Pages, or with audiences for a server, which protects all of them.
        audiences: The audiences of the site.

    Raises:
        PostmortemsError: workflows of this code host cannot deploy there.
    """
    table = ci_targets()
    chosen = name or ("server" if audiences else f"{host}-pages")
    if host not in table[chosen].hosts:
        able = ", ".join(one for one, target in table.items() if host in target.hosts)
        raise PostmortemsError(f"workflows of {host} cannot deploy to {table[chosen].title}; expected one of {able}.")
    return chosen, table[chosen]
