"""The table of targets that configurations can be generated for."""

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
    """A server or host, and the URL layouts that it supports."""

    files: Callable[[Deployment], Mapping[str, str]]
    """Returns its configuration files: path -> content."""
    shapes: tuple[UrlLayout, ...] = (UrlLayout.PREFIX,)
    """Supported URL layouts; the first is the default."""


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
    """Return the requested URL layout, or the default one of the target.

    Args:
        target: name of the target.
        wanted: value of option `--shape`, or `None`.

    Raises:
        DeployError: the target does not support that layout.
    """
    supported = TARGETS[target].shapes
    if wanted and wanted not in supported:
        raise DeployError(f"{target} cannot serve the shape {wanted!r}; expected {', '.join(supported)}.")
    return UrlLayout(wanted) if wanted else supported[0]
