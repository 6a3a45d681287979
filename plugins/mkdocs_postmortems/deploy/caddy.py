"""Configuration for Caddy, with oauth2-proxy for authentication.

All directives are in `route` blocks, since Caddy reorders them elsewhere: identity headers of the client have to be
removed before oauth2-proxy is asked, and `forward_auth` keeps a request header that the response does not set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mkdocs_postmortems.deploy.access_policy import AccessRule, Grant
from mkdocs_postmortems.deploy.config_syntax import braces, character_pattern, group_pattern, percent_encoded
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.headers import FINGERPRINTED, LASTING, OPEN, PRIVATE, headers
from mkdocs_postmortems.deploy.oauth2_proxy import FILE, PATIENCE, auth_url, oauth2_proxy

_GROUPS = "X-Auth-Request-Groups"
_TRUSTED_HEADERS = (_GROUPS, "X-Auth-Request-*", "X-Forwarded-*", "X-Real-Ip", "X-Original-*", "X-Postmortems-*")
"""Request headers that oauth2-proxy or this configuration trusts; they are removed from the client's request."""
_RENEWED_COOKIE = "X-Postmortems-Cookie"
"""Carries the cookie of a session that oauth2-proxy has renewed. Without it, every request would renew the session."""
_CONDITIONAL_HEADERS = ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range")


def caddy(site: Deployment) -> Mapping[str, str]:
    """Return the configuration files for Caddy and oauth2-proxy, by name."""
    return {"Caddyfile": "\n\n".join(_blocks(site)) + "\n", FILE: oauth2_proxy(site)}


def caddy_quoted(text: str) -> str:
    """Return a string in backquotes, which Caddy takes literally."""
    return f"`{text}`"


def _blocks(site: Deployment) -> Iterator[str]:
    yield (
        "# Serves each person the postmortems of their audience. Made by `postmortems deploy-config caddy`;\n"
        "# regenerate it when audiences change."
    )
    body = (braces("route", _route(site)), f"\n{braces('handle_errors', _errors(site))}")
    yield braces(_address(site), [*_bind(site), *body])


def _address(site: Deployment) -> str:
    if not site.plain_http:
        return site.origin
    port = site.plain_http.rpartition(":")[2]
    return f"http://{site.host}:{port}"


def _bind(site: Deployment) -> Iterator[str]:
    """Yield the `bind` directive, if the configuration names an address to listen on."""
    address = site.listen.rpartition(":")[0] or (site.host if site.plain_http else "")
    if address and address != "*":
        yield f"bind {address}\n"


def _headers(site: Deployment) -> Iterator[str]:
    lines = [f"{name} {caddy_quoted(value)}" for name, value in headers(site.scripts, site.external_hosts).items()]
    yield braces("header", [*lines, "-Server"])
    # Apart: a block that removes a header is applied last, and later ones about the same header first.
    yield f"header Cache-Control {caddy_quoted(PRIVATE)}"
    if site.shape is UrlLayout.ONE:
        yield "# No conditional or range requests: the same URL is another file for another audience."
        yield braces("header", ["Vary Cookie", "-Etag", "-Last-Modified", "-Accept-Ranges", "defer"])


def _route(site: Deployment) -> Iterator[str]:
    for name in (*_TRUSTED_HEADERS, *(_CONDITIONAL_HEADERS if site.shape is UrlLayout.ONE else ())):
        yield f"request_header -{name}"
    yield braces("handle /oauth2/*", [f"reverse_proxy {site.authenticator}"])
    yield from _headers(site)
    yield "encode gzip"
    yield braces("@lasting", [f"path_regexp {caddy_quoted(FINGERPRINTED)}"])
    yield from _prefix(site) if site.shape is UrlLayout.PREFIX else _one_space(site)


def _prefix(site: Deployment) -> Iterator[str]:
    """Yield a block for each site below its prefix; any other address is denied."""
    for grant in site.policy.grants:
        asking = [_forward_auth(site, clause) for clause in grant.rule] + ([_renew_cookie()] if grant.rule else [])
        caching = [] if grant.rule else [f"header Cache-Control {caddy_quoted(OPEN)}"]
        body = [*asking, *caching, f"root * {caddy_quoted(site.root)}", *_serve()]
        yield braces(f"handle {caddy_quoted(f'/{grant.slug}/*')}", [braces("route", body)])
    homes = [
        braces(f"route @{name}", [f"redir * {caddy_quoted(f'/{percent_encoded(grant.slug)}/')} 302"])
        for name, grant in _named(site)
    ]
    chosen = [line for name, grant in _named(site) for line in _matcher(name, grant.rule)]
    yield braces("handle /", [braces("route", [_forward_auth(site), _renew_cookie(), *chosen, *homes, "error 403"])])
    yield braces("handle", [braces("route", [_forward_auth(site), "error 403"])])


def _one_space(site: Deployment) -> Iterator[str]:
    """Yield the block for all addresses; people who are not signed in get the open site, if there is one."""
    asking = _forward_auth(site, allow_anonymous=bool(site.policy.open_grant))
    chosen = [line for name, grant in _named(site) for line in _matcher(name, grant.rule)]
    trees = [
        braces(f"handle @{name}", [f"root * {caddy_quoted(f'{site.root}/{grant.slug}')}", *_serve()])
        for name, grant in _named(site)
    ]
    shorter = [f"uri strip_prefix {site.base}"] if site.base else []
    body = braces("route", [asking, _renew_cookie(), *shorter, *chosen, *trees, "error 403"])
    yield braces(f"handle {site.base}/*" if site.base else "handle", [body])
    if site.base:
        yield braces(f"handle {site.base}", [f"redir * {site.base}/ 302"])
        yield braces("handle", [f"redir * {site.base}{{uri}} 302"])


def _serve() -> Iterator[str]:
    """Yield what serves files. What fails gets the headers of errors in place of these."""
    yield f"header @lasting Cache-Control {caddy_quoted(LASTING)}"
    yield "file_server"


def _named(site: Deployment) -> Iterator[tuple[str, Grant]]:
    for number, grant in enumerate(site.policy.grants, 1):
        yield f"tree{number}", grant


def _matcher(name: str, rule: AccessRule) -> Iterator[str]:
    """Yield a named matcher for requests with a group of each clause.

    A matcher takes one `header_regexp` per header, so further clauses are written as double negations.
    """
    patterns = [
        f"header_regexp {_GROUPS} {caddy_quoted(group_pattern(clause, escape=character_pattern))}" for clause in rule
    ]
    others = [braces("not", [braces("not", [line])]) for line in patterns[1:]]
    yield braces(f"@{name}", [*patterns[:1], *others] or ["path *"])


def _errors(site: Deployment) -> Iterator[str]:
    """Yield the error handlers: a missing page shows the 404 page of its site, any other error an empty body.

    While nobody can say who the reader is, they get what anyone may read, if there is such a site.
    """
    yield from _headers(site)
    if opened := site.policy.open_grant:
        yield from _without_authenticator(site, opened)
    pages = {"*": "/404.html"}
    if site.shape is UrlLayout.PREFIX:
        pages = {f"/{grant.slug}/*": f"/{grant.slug}/404.html" for grant in site.policy.grants}
    for number, (place, page) in enumerate(pages.items(), 1):
        yield braces(f"@absent{number}", ["expression {http.error.status_code} == 404", f"path {caddy_quoted(place)}"])
        serve = braces("file_server", ["status 404"])
        yield braces(f"handle @absent{number}", [f"rewrite * {caddy_quoted(page)}", serve])
    yield braces("handle", ['respond "" {http.error.status_code}'])


def _without_authenticator(site: Deployment, opened: Grant) -> Iterator[str]:
    down = "expression {http.error.status_code} >= 500"
    if site.shape is UrlLayout.PREFIX:
        yield braces("@down", [down, "path /"])
        yield braces("handle @down", [f"redir * {caddy_quoted(f'/{percent_encoded(opened.slug)}/')} 302"])
        return
    shorter = [f"uri strip_prefix {site.base}"] if site.base else []
    root = f"root * {caddy_quoted(f'{site.root}/{opened.slug}')}"
    yield braces("@down", [down])
    serve = braces("route", [*shorter, root, braces("file_server", ["status 200"])])
    yield braces("handle @down", [serve])


def _renew_cookie() -> str:
    """Return the lines that send the cookie of a renewed session to the client."""
    return (
        f"@renewed header {_RENEWED_COOKIE} *=*\nheader @renewed Set-Cookie {{http.request.header.{_RENEWED_COOKIE}}}"
    )


def _forward_auth(site: Deployment, clause: tuple[str, ...] = (), *, allow_anonymous: bool = False) -> str:
    """Return the `forward_auth` block that asks oauth2-proxy.

    A refusal is sent as our own 403 page, as for an audience that does not exist; oauth2-proxy's page would differ.

    Args:
        site: the deployment.
        clause: groups of which the person needs one; with none, any signed-in person passes.
        allow_anonymous: whether people who are not signed in pass, without groups.
    """
    sign_in = f"redir * /oauth2/sign_in?rd={site.origin}{{uri}} 302"
    patient = braces("transport http", [f"dial_timeout {PATIENCE}", f"response_header_timeout {PATIENCE}"])
    lines = [f"uri {auth_url(clause)}", patient, braces("copy_headers", [_GROUPS, f"Set-Cookie>{_RENEWED_COOKIE}"])]
    answer = f"request_header -{_GROUPS}" if allow_anonymous else sign_in
    answered = braces("handle_response @anonymous", [answer])
    refused = ("@refused status 403", braces("handle_response @refused", ["error 403"]))
    down = ("@down status 5xx", braces("handle_response @down", ["error 503"]))
    return braces(f"forward_auth {site.authenticator}", [*lines, "@anonymous status 401", answered, *refused, *down])
