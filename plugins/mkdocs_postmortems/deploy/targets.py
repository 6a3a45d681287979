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
    below_path: tuple[UrlLayout, ...] = ()
    """Those in which sites can be served below a path of the host."""


BOTH = (UrlLayout.ONE, UrlLayout.PREFIX)

TARGETS: Mapping[str, Target] = {
    "nginx": Target(nginx, BOTH, (UrlLayout.ONE,)),
    "apache": Target(apache, BOTH, (UrlLayout.ONE,)),
    "caddy": Target(caddy, BOTH, (UrlLayout.ONE,)),
    "azure": Target(azure),
    "netlify": Target(netlify),
    "cloudflare": Target(cloudflare),
    # A path of these is the name of a repository, and the host serves it.
    "github-pages": Target(github_pages, below_path=(UrlLayout.PREFIX,)),
    "gitlab-pages": Target(gitlab_pages, below_path=(UrlLayout.PREFIX,)),
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


def check_path(target: str, shape: UrlLayout, base: str) -> None:
    """Check that a target can serve sites below a path of the host.

    Args:
        target: name of the target.
        shape: the URL layout.
        base: the path, such as `/wiki`; empty for the root of the host.

    Raises:
        DeployError: it cannot.
    """
    if base and shape not in TARGETS[target].below_path:
        able = ", ".join(name for name, one in TARGETS.items() if UrlLayout.ONE in one.below_path)
        raise DeployError(
            f"{target} in shape {shape!r} cannot serve the site below {base}/, as site_url says; expected a site_url "
            f"without a path, or one of {able} in shape 'one'."
        )
