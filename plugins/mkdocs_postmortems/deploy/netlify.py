"""Configuration for Netlify: redirect rules by role, of which Netlify applies the first that matches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mkdocs_postmortems.deploy.access_policy import DeployError
from mkdocs_postmortems.deploy.deployment import Deployment
from mkdocs_postmortems.deploy.headers import PRIVATE, headers
from mkdocs_postmortems.deploy.roles import role


def netlify(site: Deployment) -> Mapping[str, str]:
    """Return the files for Netlify, by name. Both belong into the folder that contains the sites.

    Raises:
        DeployError: the folder name of a site is not ASCII.
    """
    for grant in site.policy.grants:
        if not grant.slug.isascii():
            raise DeployError(f"audience {grant.audience.name!r} has letters that Netlify's rules do not; rename it.")
    return {"_redirects": "\n".join(_rules(site)) + "\n", "_headers": _headers(site)}


def _rules(site: Deployment) -> Iterator[str]:
    """Yield the redirect rules; the last one matches every address and sends 404."""
    yield "# Made by `postmortems deploy-config netlify`; regenerate it when audiences change."
    for grant in site.policy.grants:
        who = "" if grant.is_open else f"  Role={role(grant)}"
        yield f"/{grant.slug}/*  /{grant.slug}/:splat  200!{who}"
    yield "/*  /absent  404!"


def _headers(site: Deployment) -> str:
    """Return one block of headers: Netlify would join the values of a header from several blocks."""
    lines = (
        f"  {name}: {value}"
        for name, value in (headers(site.scripts, site.external_hosts) | {"Cache-Control": PRIVATE}).items()
    )
    return "\n".join(("/*", *lines)) + "\n"
