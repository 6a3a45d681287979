"""Configuration for Azure Static Web Apps: routes by role, and a function that assigns roles by groups."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.deploy.access_policy import Grant
from mkdocs_postmortems.deploy.deployment import Deployment
from mkdocs_postmortems.deploy.headers import CONTENT_TYPES, OPEN, PRIVATE, headers
from mkdocs_postmortems.deploy.roles import role, roles_script

NOBODY = "nobody"
"""A role that is never assigned."""
_PROVIDER = "postmortems"

_FUNCTION = """\
// Assigns roles when somebody signs in. Made by `postmortems deploy-config azure`.
{roles}
module.exports = async function (context, request) {{
  const claims = (request.body && request.body.claims) || [];
  const groups = claims.filter(({{ typ }}) => typ === 'groups').map(({{ val }}) => val);
  context.res = {{ headers: {{ 'Content-Type': 'application/json' }}, body: {{ roles: rolesOf(groups) }} }};
}};
"""
_BINDINGS = {
    "bindings": [
        {"authLevel": "anonymous", "type": "httpTrigger", "direction": "in", "name": "req", "methods": ["post"]},
        {"type": "http", "direction": "out", "name": "res"},
    ]
}


def azure(site: Deployment) -> Mapping[str, str]:
    """Return the configuration file and the function that assigns roles, by path."""
    return {
        "staticwebapp.config.json": _json(_config(site)),
        "api/roles/function.json": _json(_BINDINGS),
        "api/roles/index.js": _FUNCTION.format(roles=roles_script(site.policy)),
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _config(site: Deployment) -> Mapping[str, object]:
    sign_in = {"redirect": f"/.auth/login/{_PROVIDER}?post_login_redirect_uri=.referrer", "statusCode": 302}
    return {
        "auth": {"rolesSource": "/api/roles", "identityProviders": {"customOpenIdConnectProviders": _providers(site)}},
        "routes": [
            *_login_routes(),
            *(route for grant in site.policy.grants for route in _routes(grant)),
            _fallback_route(),
        ],
        "responseOverrides": {"401": sign_in},
        "mimeTypes": {f".{end}": type for end, type in CONTENT_TYPES.items()},
        "globalHeaders": headers(site.scripts, site.external_hosts) | {"Cache-Control": PRIVATE},
    }


def _providers(site: Deployment) -> Mapping[str, object]:
    """Return the identity provider. Client id and secret are application settings, so they are named only."""
    registration = {
        "clientIdSettingName": "POSTMORTEMS_OIDC_CLIENT_ID",
        "clientCredential": {"clientSecretSettingName": "POSTMORTEMS_OIDC_CLIENT_SECRET"},
        "openIdConnectConfiguration": {
            "wellKnownOpenIdConfiguration": f"{site.issuer}/.well-known/openid-configuration"
        },
    }
    login = {"nameClaimType": "name", "scopes": ["openid", "profile", "email", "groups"]}
    return {_PROVIDER: {"registration": registration, "login": login}}


def _login_routes() -> Iterator[Mapping[str, object]]:
    """Yield the sign-in routes; providers that anybody can have an account with are disabled."""
    for provider in ("github", "twitter", "aad"):
        yield {"route": f"/.auth/login/{provider}", "statusCode": 404}
    yield {"route": "/.auth/*", "allowedRoles": ["anonymous", "authenticated"]}


def _routes(grant: Grant) -> Iterator[Mapping[str, object]]:
    """Yield the routes of a site. Its folder has routes of its own, since `/name*` does not always match them."""
    roles = ["anonymous", "authenticated"] if grant.is_open else [role(grant)]
    caching = {"headers": {"Cache-Control": OPEN}} if grant.is_open else {}
    for place in (f"/{grant.slug}", f"/{grant.slug}/", f"/{grant.slug}/index.html", f"/{grant.slug}/*"):
        yield {"route": place, "allowedRoles": roles, **caching}


def _fallback_route() -> Mapping[str, object]:
    return {"route": "/*", "allowedRoles": [NOBODY]}
