"""The targets by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.deploy.apache import apache
from mkdocs_postmortems.deploy.caddy import caddy
from mkdocs_postmortems.deploy.nginx import nginx
from mkdocs_postmortems.deploy.site import Shape, Site


@dataclass(frozen=True, slots=True)
class Target:
    """Something that serves files, and what it can do."""

    files: Callable[[Site], Mapping[str, str]]
    """The files of its configuration by name."""
    shapes: tuple[Shape, ...] = (Shape.ONE, Shape.PREFIX)
    """The shapes that it can serve; the first one unless told otherwise."""


TARGETS: Mapping[str, Target] = {
    "nginx": Target(nginx),
    "apache": Target(apache),
    "caddy": Target(caddy),
}
