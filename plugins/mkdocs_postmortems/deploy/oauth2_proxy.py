"""Configuration of oauth2-proxy, which signs people in for nginx and Caddy."""

from __future__ import annotations

import json

from mkdocs_postmortems.deploy.access_policy import DeployError
from mkdocs_postmortems.deploy.config_syntax import check_groups, percent_encoded
from mkdocs_postmortems.deploy.deployment import Deployment

PATH = "/oauth2/"
"""URL prefix of oauth2-proxy's own pages."""

FILE = "oauth2-proxy.cfg"

PATIENCE = "10s"
"""How long a server waits for it to say who a reader is; it may have to ask the provider."""

_TEXT = """\
# Signs people in. Made by `postmortems deploy-config`; regenerate it when audiences change.
# Set in the environment, never here: OAUTH2_PROXY_OIDC_ISSUER_URL, OAUTH2_PROXY_CLIENT_ID,
# OAUTH2_PROXY_CLIENT_SECRET and OAUTH2_PROXY_COOKIE_SECRET.
provider = "oidc"
scope = "openid email profile groups"
oidc_groups_claim = "groups"
code_challenge_method = "S256"
# Without it, oauth2-proxy would admit everybody whom the provider knows.
allowed_groups = {groups}
email_domains = ["*"]
redirect_url = "{origin}/oauth2/callback"
whitelist_domains = ["{authority}"]
http_address = "{address}"
reverse_proxy = true
# The web server reads the groups from a header of the response.
set_xauthrequest = true
skip_provider_button = true
# People who leave a group lose access after this time.
cookie_refresh = "1m"
cookie_expire = "12h"
cookie_secure = {secure}
cookie_httponly = true
cookie_samesite = "lax"
# Never skip_auth_routes: its patterns have been bypassed.
upstreams = ["static://403"]
"""


def oauth2_proxy(site: Deployment) -> str:
    """Return oauth2-proxy's configuration file, without secrets.

    Raises:
        DeployError: a group cannot be passed through oauth2-proxy, or an audience has its URL prefix.
    """
    check_groups(site.policy.groups)
    reserved = PATH.strip("/")
    if any(grant.slug == reserved for grant in site.policy.grants):
        raise DeployError(f"audience {reserved!r} has the address at which oauth2-proxy answers; give it another name.")
    return _TEXT.format(
        groups=json.dumps(site.policy.groups, ensure_ascii=False),
        origin=site.origin,
        authority=site.origin.partition("://")[2],
        address=site.authenticator,
        secure=json.dumps(site.origin.startswith("https:")),
    )


def auth_url(clause: tuple[str, ...] = ()) -> str:
    """Return the URL path that checks for one of these groups; with none, only that the person is signed in."""
    if not clause:
        return "/oauth2/auth"
    return f"/oauth2/auth?allowed_groups={','.join(map(percent_encoded, clause))}&constraints_required=true"
