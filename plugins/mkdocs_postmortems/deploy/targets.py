"""The targets by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.deploy.access_policy import DeployError
from mkdocs_postmortems.deploy.apache import apache
from mkdocs_postmortems.deploy.azure import azure
from mkdocs_postmortems.deploy.caddy import caddy
from mkdocs_postmortems.deploy.cloudflare import cloudflare
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.netlify import netlify
from mkdocs_postmortems.deploy.nginx import nginx
from mkdocs_postmortems.deploy.pages import github_pages, gitlab_pages
from mkdocs_postmortems.deploy.s3_cloudfront import s3_cloudfront


@dataclass(frozen=True, slots=True)
class Target:
    """Something that serves files, and what it can do."""

    files: Callable[[Deployment], Mapping[str, str]]
    """The files of its configuration by name."""
    shapes: tuple[UrlLayout, ...] = (UrlLayout.PREFIX,)
    """The shapes that it can serve; the first one unless told otherwise."""


BOTH = (UrlLayout.ONE, UrlLayout.PREFIX)

TARGETS: Mapping[str, Target] = {
    "nginx": Target(nginx, BOTH),
    "apache": Target(apache, BOTH),
    "caddy": Target(caddy, BOTH),
    "azure": Target(azure),
    "netlify": Target(netlify),
    "cloudflare": Target(cloudflare),
    "github-pages": Target(github_pages),
    "gitlab-pages": Target(gitlab_pages),
    "s3-cloudfront": Target(s3_cloudfront),
}


def layout_of(target: str, wanted: str | None) -> UrlLayout:
    """Return the shape that is wanted, or the target's usual one.

    Raises:
        DeployError: the target cannot serve that shape.
    """
    able = TARGETS[target].shapes
    if wanted and wanted not in able:
        raise DeployError(f"{target} cannot serve the shape {wanted!r}; expected {', '.join(able)}.")
    return UrlLayout(wanted) if wanted else able[0]
