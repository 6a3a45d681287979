"""Configuration for Apache, where mod_auth_openidc signs people in and compares each group with `Require claim`.

Strings are in double quotes. Apache expands `${` even there, so a literal `$` is written as a defined variable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.deploy.access_policy import AccessRule, Grant
from mkdocs_postmortems.deploy.config_syntax import byte_pattern, group_pattern, percent_encoded, quoted, section
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.headers import COMPRESSED, CONTENT_TYPES, FINGERPRINTED, LASTING, OPEN, PRIVATE, headers

OWN_PREFIX = "/.postmortems"
"""URL prefix for internal use; it cannot be a site's, since no slug begins with a dot."""
_SITES = f"{OWN_PREFIX}/trees"
_REDIRECT_STATUS = "%{ENV:REDIRECT_STATUS}"
"""Empty for the original request, set after an internal redirect; clients cannot set it."""
_DELIMITER = "\t"
"""Separates groups in the environment variable of the claim. No group that can be configured contains it, and the
variable only selects the site: `Require claim` compares the groups again, one by one."""
_CLAIM = "%{ENV:OIDC_CLAIM_groups}"
_DENY_ALL = "claim postmortems-nobody:postmortems-nobody"
"""A claim that nobody has: people must sign in and are then denied."""


def apache(site: Deployment) -> Mapping[str, str]:
    """Return the configuration file for Apache, by name."""
    return {"postmortems.conf": "\n\n".join(_sections(site)) + "\n"}


def apache_quoted(text: str) -> str:
    """Return a string in double quotes that Apache takes literally."""
    return quoted(text).replace("${", "${POSTMORTEMS_DOLLAR}{")


def _sections(site: Deployment) -> Iterator[str]:
    yield (
        "# Serves each person the postmortems of their audience. Made by `postmortems deploy-config apache`;\n"
        "# regenerate it when audiences change.\n"
        "# Modules: auth_openidc, authz_core, authz_user, alias, dir, headers, mime and rewrite.\n"
        "# Set in the environment, never here: POSTMORTEMS_OIDC_ISSUER, POSTMORTEMS_OIDC_CLIENT_ID,\n"
        "# POSTMORTEMS_OIDC_CLIENT_SECRET, POSTMORTEMS_OIDC_PASSPHRASE."
    )
    yield "Define POSTMORTEMS_DOLLAR $"
    body = ["\n".join(_server(site)), "", "\n".join(_sign_in(site)), *(f"\n{one}" for one in _location_sections(site))]
    yield section("VirtualHost", site.plain_http or "*:443", body)


def _server(site: Deployment) -> Iterator[str]:
    yield f"ServerName {site.origin}"
    yield "UseCanonicalName On"
    if not site.plain_http:
        yield "SSLEngine on"
        yield f"SSLCertificateFile /etc/ssl/postmortems/{site.host}.crt"
        yield f"SSLCertificateKeyFile /etc/ssl/postmortems/{site.host}.key"
    yield f"DocumentRoot {apache_quoted(site.root)}"
    yield "DirectoryIndex index.html"
    for end, type in CONTENT_TYPES.items():
        yield f"AddType {type} .{end}"
        yield f"AddCharset utf-8 .{end}"
    types = " ".join(("text/html", *COMPRESSED))
    yield section("IfModule", "mod_deflate.c", [f"AddOutputFilterByType DEFLATE {types}"])
    yield "ServerSignature Off"
    yield "TraceEnable Off"
    yield "RewriteEngine On"
    yield "# The answer to another method would reveal whether a file exists."
    yield 'RewriteCond "%{REQUEST_METHOD}" "!^(?:GET|HEAD)$"'
    yield 'RewriteRule "" - [R=405,L]'
    for name, value in headers(site.scripts, site.external_hosts).items():
        yield f"Header always set {name} {quoted(value)}"
    yield f"Header always set Cache-Control {quoted(PRIVATE)}"
    if site.shape is UrlLayout.ONE:
        yield "Header always set Vary Cookie"
        yield "# No conditional or range requests: the same URL is another file for another audience."
        for name in ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range"):
            yield f"RequestHeader unset {name} early"
        yield "FileETag None"
        yield "Header unset Last-Modified"
        yield "Header unset Accept-Ranges"


def _sign_in(site: Deployment) -> Iterator[str]:
    """Yield the options of mod_auth_openidc, which requests the groups again every minute."""
    yield "OIDCProviderMetadataURL ${POSTMORTEMS_OIDC_ISSUER}/.well-known/openid-configuration"
    yield 'OIDCClientID "${POSTMORTEMS_OIDC_CLIENT_ID}"'
    yield 'OIDCClientSecret "${POSTMORTEMS_OIDC_CLIENT_SECRET}"'
    yield 'OIDCCryptoPassphrase "${POSTMORTEMS_OIDC_PASSPHRASE}"'
    yield f"OIDCRedirectURI {site.origin}{OWN_PREFIX}/oidc"
    yield "OIDCResponseType code"
    yield "OIDCPKCEMethod S256"
    yield 'OIDCScope "openid email profile groups"'
    yield "OIDCPassClaimsAs environment"
    yield f"OIDCClaimDelimiter {quoted(_DELIMITER)}"
    yield "OIDCCookieSameSite On"
    yield "# Do not refuse people who open many pages before they sign in."
    yield "OIDCStateMaxNumberOfCookies 7 true"
    yield "# People who leave a group lose access after this time, unless the provider puts groups into the ID token:"
    yield "# those count until the session ends."
    yield "OIDCUserInfoRefreshInterval 60"
    yield "OIDCSessionInactivityTimeout 900"
    yield "OIDCSessionMaxDuration 900"


def _location_sections(site: Deployment) -> Iterator[str]:
    """Yield the sections by folder and location; where two apply, Apache uses the later one."""
    lines = ("Require all denied", "Options SymLinksIfOwnerMatch", "AllowOverride None")
    yield section("Directory", apache_quoted(site.root), lines)
    yield from _prefix(site) if site.shape is UrlLayout.PREFIX else _one_space(site)
    yield section(
        "Location", quoted(f"{OWN_PREFIX}/oidc"), ["AuthType openid-connect", "RewriteEngine Off", "Require valid-user"]
    )
    kept = f'Header always set Cache-Control {quoted(LASTING)} "expr=%{{REQUEST_STATUS}} == 200"'
    yield section("LocationMatch", quoted(FINGERPRINTED), [kept])


def _prefix(site: Deployment) -> Iterator[str]:
    """Yield a section for each site below its prefix; any other address is denied."""
    yield section("Location", '"/"', [*_require_sign_in(), "AuthMerging Off", f"Require {_DENY_ALL}"])
    yield section("LocationMatch", '"^/$"', _home_redirect(site))
    for grant in site.policy.grants:
        absent = f"ErrorDocument 404 {apache_quoted(f'/{grant.slug}/404.html')}"
        caching = [f"Header always set Cache-Control {quoted(OPEN)}"] if grant.is_open else []
        yield section("Location", apache_quoted(f"/{grant.slug}/"), [*_allow_grant(grant), absent, *caching])


def _home_redirect(site: Deployment) -> Iterator[str]:
    """Yield the redirect from `/` to the widest site that the person may read."""
    yield from _require_sign_in()
    yield "Require valid-user"
    yield "RewriteEngine On"
    for grant in site.policy.grants:
        yield from _conditions(grant.rule)
        yield f'RewriteRule "" {quoted(f"{site.origin}/{percent_encoded(grant.slug)}/")} [R=302,L,NE]'
    yield 'RewriteRule "" - [F]'


def _one_space(site: Deployment) -> Iterator[str]:
    """Yield the selection of a site by groups, and a section for each site, which checks each group again."""
    yield "# Only internal redirects lead here; direct requests to these addresses are denied."
    yield (
        f'RewriteCond "{_REDIRECT_STATUS}" "^$"\n'
        f'RewriteRule "^{byte_pattern(_SITES[:1])}*{byte_pattern(_SITES[1:])}(?:/|$)" - [F]'
    )
    yield from _aliases(site)
    yield "# A rewritten address is decoded a second time, so it is escaped.\nRewriteMap escape int:escape"
    yield section("Location", '"/"', _choose_site(site))
    for grant in site.policy.grants:
        place = f"{_SITES}/{grant.slug}/"
        absent = f"ErrorDocument 404 {apache_quoted(f'{_SITES}/{grant.slug}{site.base}/404.html')}"
        yield section("Location", apache_quoted(place), [*_allow_grant(grant), absent])
    home = f'RewriteRule "" {quoted(f"{site.origin}{site.base}/")} [R=302,L]'
    yield section(
        "Location",
        quoted(f"{OWN_PREFIX}/sign-in"),
        [*_require_sign_in(), "Require valid-user", "RewriteEngine On", home],
    )


def _aliases(site: Deployment) -> Iterator[str]:
    """Yield the folders of rewritten addresses, which begin with the path that the site is served below."""
    if not site.base:
        yield f"Alias {quoted(f'{_SITES}/')} {apache_quoted(f'{site.root}/')}"
        return
    yield f'RedirectMatch 302 "^/$" {quoted(f"{site.origin}{site.base}/")}'
    for grant in site.policy.grants:
        address = f"{_SITES}/{grant.slug}{site.base}/"
        yield f"Alias {apache_quoted(address)} {apache_quoted(f'{site.root}/{grant.slug}/')}"


def _choose_site(site: Deployment) -> Iterator[str]:
    """Yield the rewriting of a URL into the person's site; a URL that was rewritten already stays as it is."""
    yield from _require_sign_in("pass" if site.policy.open_grant else "auth")
    yield "Require valid-user"
    yield "RewriteEngine On"
    yield f'RewriteCond "{_REDIRECT_STATUS}" "!^$"'
    yield 'RewriteRule "" - [L]'
    for grant in site.policy.grants:
        yield from _conditions(grant.rule)
        yield f'RewriteRule "" {quoted(f"{_SITES}/{grant.slug}${{escape:%{{REQUEST_URI}}}}")} [PT,L]'
    yield 'RewriteRule "" - [F]'


def _require_sign_in(action: str = "auth") -> tuple[str, ...]:
    return "AuthType openid-connect", f"OIDCUnAuthAction {action}", "AuthzSendForbiddenOnFailure On"


def _allow_grant(grant: Grant) -> Iterator[str]:
    """Yield the access rule of a site. A wrong group gets 403; with `Require claim` alone it would be 401."""
    if grant.is_open:
        yield "AuthType None"
        yield "Require all granted"
        return
    yield from _require_sign_in()
    yield section("RequireAll", "", [f"Require claim {' '.join(map(claim, clause))}" for clause in grant.rule])


def claim(group: str) -> str:
    """Return an argument of `Require claim` that matches one group exactly.

    mod_auth_openidc ends an argument at a quote even after a backslash, so part of one name could match another group.
    Names with special characters are written as regular expressions without spaces and quotes. It reduces two
    backslashes to one, so they are doubled.
    """
    if re.fullmatch(r"[\w.@/-]+", group, re.ASCII):
        return f"groups:{group}"
    return rf"groups~\A{byte_pattern(group)}\z".replace("\\", "\\\\")


def _conditions(rule: AccessRule) -> Iterator[str]:
    for clause in rule:
        yield f'RewriteCond "{_CLAIM}" "{group_pattern(clause, _DELIMITER)}"'
