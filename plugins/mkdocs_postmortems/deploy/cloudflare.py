"""Configuration for Cloudflare Pages: a project per audience, and an Access application for all its hosts."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.deploy.access_policy import Grant
from mkdocs_postmortems.deploy.deployment import Deployment
from mkdocs_postmortems.deploy.headers import OPEN, PRIVATE, headers
from mkdocs_postmortems.deploy.roles import project, role

PROVIDER = "POSTMORTEMS_IDENTITY_PROVIDER_ID"
"""Placeholder for the id of the identity provider at Cloudflare."""


def cloudflare(site: Deployment) -> Mapping[str, str]:
    """Return the headers file and, unless open, the Access application of each audience's project, by path."""
    return {name: text for grant in site.policy.grants for name, text in _files(site, grant)}


def _files(site: Deployment, grant: Grant) -> Iterator[tuple[str, str]]:
    sent = headers(site.scripts, site.external_hosts) | {"Cache-Control": OPEN if grant.is_open else PRIVATE}
    lines = (f"  {name}: {value}" for name, value in sent.items())
    yield f"{project(grant)}/_headers", "\n".join(("/*", *lines)) + "\n"
    if not grant.is_open:
        application = json.dumps(_application(site, grant), indent=2, ensure_ascii=False)
        yield f"{project(grant)}/access-application.json", application + "\n"


def _application(site: Deployment, grant: Grant) -> Mapping[str, object]:
    """Return the body of the request that creates the application. Hosts inherit no policies, so all are listed."""
    name = project(grant)
    hosts = (f"{role(grant).replace('_', '-')}.{site.host}", f"{name}.pages.dev", f"*.{name}.pages.dev")
    return {
        "type": "self_hosted",
        "name": name,
        "destinations": [{"type": "public", "uri": host} for host in hosts],
        "policies": list(_policies(grant)),
        "session_duration": "15m",
        "http_only_cookie_attribute": True,
        "same_site_cookie_attribute": "lax",
        "app_launcher_visible": False,
    }


def _policies(grant: Grant) -> Iterator[Mapping[str, object]]:
    """Yield one policy for each combination of one group per clause; Access denies whoever matches none."""
    for number, (first, *others) in enumerate(itertools.product(*grant.rule), 1):
        yield {
            "name": f"{project(grant)}-{number}",
            "decision": "allow",
            "include": [_group(first)],
            "require": [_group(other) for other in others],
        }


def _group(group: str) -> Mapping[str, object]:
    return {"oidc": {"identity_provider_id": PROVIDER, "claim_name": "groups", "claim_value": group}}
