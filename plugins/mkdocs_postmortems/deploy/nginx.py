"""Configuration for nginx, with oauth2-proxy for authentication.

One file for the `http` context, and one for oauth2-proxy. Response headers are set in one place, since a block with an
`add_header` of its own inherits none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.deploy.access_policy import AccessPolicy, Grant
from mkdocs_postmortems.deploy.config_syntax import braces, group_pattern, percent_encoded, quoted
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.headers import COMPRESSED, CONTENT_TYPES, FINGERPRINTED, LASTING, OPEN, PRIVATE, headers
from mkdocs_postmortems.deploy.oauth2_proxy import FILE, PATIENCE, auth_url, oauth2_proxy

_GROUPS = "$postmortems_groups"
_AUTH_PATH = "/_postmortems/reader"
_EMPTY_FOLDER = "/dev/null"
"""A path that cannot contain files."""


def nginx(site: Deployment) -> Mapping[str, str]:
    """Return the configuration files for nginx and oauth2-proxy, by name."""
    return {"postmortems.conf": "\n\n".join(_blocks(site)) + "\n", FILE: oauth2_proxy(site)}


def _blocks(site: Deployment) -> Iterator[str]:
    yield (
        "# Serves each person the postmortems of their audience. Made by `postmortems deploy-config nginx`;\n"
        "# include it in the http block, and regenerate it when audiences change."
    )
    yield from _maps(site)
    shape = _prefix(site) if site.shape is UrlLayout.PREFIX else _one_space(site)
    yield braces("server", ["\n".join(_server(site)), *(f"\n{block}" for block in (*shape, *_oauth2(site)))])


def _maps(site: Deployment) -> Iterator[str]:
    """Yield the types of files that are added to those of nginx, and the `map` blocks.

    They say which clauses hold for the groups, the root or home they lead to, and `Cache-Control`.
    """
    yield braces("types", [f"{quoted(f'{type}; charset=utf-8')} {end};" for end, type in CONTENT_TYPES.items()])
    yield _caching(site)
    policy = site.policy
    for number, clause in enumerate(policy.clauses, 1):
        held = quoted(f"~{group_pattern(clause)}")
        yield braces(f"map {_GROUPS} $postmortems_{number}", ["default 0;", f"{held} 1;"])
    holding = "".join(f"$postmortems_{number}" for number, _ in enumerate(policy.clauses, 1))
    if site.shape is UrlLayout.ONE:
        lines = [f"{quoted(_all_of(policy, grant))} {quoted(_folder(site, grant))};" for grant in policy.grants]
        yield braces(f'map "{holding}" $postmortems_root', [f"default {_EMPTY_FOLDER};", *lines])
        return
    lines = [
        f"{quoted(_all_of(policy, grant))} {quoted(f'/{percent_encoded(grant.slug)}/')};" for grant in policy.grants
    ]
    yield braces(f'map "{holding}" $postmortems_home', ['default "";', *lines])


def _caching(site: Deployment) -> str:
    """Return the `map` of `Cache-Control` by status and path: what is refused or missing is never kept."""
    lines = [f"default {quoted(PRIVATE)};", f"{quoted(f'~^200 .*{FINGERPRINTED}')} {quoted(LASTING)};"]
    if site.shape is UrlLayout.PREFIX:
        opened = [grant.slug for grant in site.policy.grants if grant.is_open]
        lines += [f"{quoted(f'~^... /{slug}/')} {quoted(OPEN)};" for slug in opened]
    return braces('map "$status $uri" $postmortems_cache', lines)


def _all_of(policy: AccessPolicy, grant: Grant) -> str:
    """Return a pattern over one digit per clause, `1` if it holds, that matches if all clauses of the grant hold."""
    return "~^" + "".join("1" if clause in grant.rule else "." for clause in policy.clauses)


def _folder(site: Deployment, grant: Grant) -> str:
    return f"{site.root}/{grant.slug}"


def _server(site: Deployment) -> Iterator[str]:
    yield f"listen {site.plain_http or '443 ssl'};"
    yield f"server_name {site.host};"
    if not site.plain_http:
        yield f"ssl_certificate /etc/ssl/postmortems/{site.host}.crt;"
        yield f"ssl_certificate_key /etc/ssl/postmortems/{site.host}.key;"
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield "merge_slashes on;"
    yield "index index.html;"
    yield "autoindex off;"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield f"gzip_types {' '.join(COMPRESSED)};"
    for name, value in headers(site.scripts, site.external_hosts).items():
        yield f"add_header {name} {quoted(value)} always;"
    yield "# Passes on the cookie of a session that oauth2-proxy renewed; without it, every request would renew it."
    yield "add_header Set-Cookie $postmortems_cookie;"
    yield "add_header Cache-Control $postmortems_cache always;"
    if site.shape is UrlLayout.PREFIX:
        return
    yield "add_header Vary Cookie always;"
    yield "recursive_error_pages on;"
    yield "# No conditional or range requests: the same URL is another file for another audience."
    yield "etag off;"
    yield "if_modified_since off;"
    yield 'add_header Last-Modified "" always;'
    yield "max_ranges 0;"


def _prefix(site: Deployment) -> Iterator[str]:
    """Yield a location for each site below its prefix; any other address is denied."""
    for grant in site.policy.grants:
        yield from _site_location(site, grant)
    opened = site.policy.open_grant
    without = ["error_page 500 = @open-home;"] if opened else []
    yield braces("location = /", [*_auth_request(_AUTH_PATH), *without, _set_groups(), 'try_files "" @home;'])
    if opened:
        yield "# Where nobody can say who the reader is."
        yield braces("location @open-home", [f"return 302 {quoted(f'/{opened.slug}/')};"])
    yield braces(
        "location @home", ['if ($postmortems_home = "") {', "    return 403;", "}", "return 302 $postmortems_home;"]
    )
    yield braces("location /", [*_auth_request(_AUTH_PATH), 'try_files "" =403;'])
    for number, clause in enumerate(site.policy.clauses, 1):
        yield _auth_location(site, _clause_path(number), clause)
    yield _auth_location(site, _AUTH_PATH)


def _site_location(site: Deployment, grant: Grant) -> Iterator[str]:
    """Yield the locations of a site: one per clause, each of which passes on to the next, and the last serves files."""
    head = f"location ^~ {quoted(f'/{grant.slug}/')}"
    serve = [f"root {quoted(site.root)};", f"error_page 404 {quoted(f'/{grant.slug}/404.html')};"]
    numbers = [number for number, clause in enumerate(site.policy.clauses, 1) if clause in grant.rule]
    for position, number in enumerate(numbers):
        following = f'try_files "" {quoted(f"@{grant.slug}-{position + 1}")};'
        yield braces(head, [*_auth_request(_clause_path(number)), *(serve if number == numbers[-1] else [following])])
        head = f"location {quoted(f'@{grant.slug}-{position + 1}')}"
    if not numbers:
        yield braces(head, serve)


def _one_space(site: Deployment) -> Iterator[str]:
    """Yield the location of all addresses.

    Who is not signed in gets the open site, if there is one; so does everybody while nobody can say who they are.
    """
    signing_in = "@open" if site.policy.open_grant else "@sign-in"
    serve = ["root $postmortems_root;", "error_page 403 =404 @absent;", "error_page 404 @absent;"]
    if site.base:
        # Also for the redirect from a folder without its slash, which nginx makes from the shortened address.
        yield braces("location /", [f"return 302 {site.base}$request_uri;"])
        yield braces(f"location = {site.base}", [f"return 302 {site.base}/;"])
        serve.insert(0, f'rewrite "^{re.escape(site.base)}(/.*)$" $1 break;')
    place = f"location ^~ {site.base}/" if site.base else "location /"
    without = ["error_page 500 = @open;"] if site.policy.open_grant else []
    yield braces(place, [*_auth_request(_AUTH_PATH, signing_in), *without, _set_groups(), *serve])
    yield braces("location @absent", ["root $postmortems_root;", "try_files /404.html =403;"])
    if site.policy.open_grant:
        root = f"root {quoted(_folder(site, site.policy.open_grant))};"
        serve = [root, "error_page 403 =404 @open-absent;", "error_page 404 @open-absent;"]
        yield braces("location @open", serve)
        yield braces("location @open-absent", [root, "try_files /404.html =404;"])
    yield _auth_location(site, _AUTH_PATH)


def _auth_request(path: str, signing_in: str = "@sign-in") -> tuple[str, ...]:
    renewed = "auth_request_set $postmortems_cookie $upstream_http_set_cookie;"
    return f"auth_request {path};", renewed, f"error_page 401 = {signing_in};"


def _set_groups() -> str:
    """Return the line that takes the groups from the response of oauth2-proxy, never from the client's request."""
    return f"auth_request_set {_GROUPS} $upstream_http_x_auth_request_groups;"


def _clause_path(number: int) -> str:
    return f"/_postmortems/clause-{number}"


def _auth_location(site: Deployment, path: str, clause: tuple[str, ...] = ()) -> str:
    """Return an internal location that asks oauth2-proxy. `auth_request` itself would encode the `?` of its URL."""
    lines = (
        "internal;",
        f"proxy_pass http://{site.authenticator}{auth_url(clause)};",
        # Whoever only wants what is open waits no longer for one that does not answer.
        f"proxy_connect_timeout {PATIENCE};",
        f"proxy_read_timeout {PATIENCE};",
        "proxy_pass_request_body off;",
        'proxy_set_header Content-Length "";',
        *_forwarded(site),
    )
    return braces(f"location = {path}", lines)


def _oauth2(site: Deployment) -> Iterator[str]:
    """Yield the locations of oauth2-proxy's own pages, which do without our content security policy."""
    passing = [
        f"proxy_pass http://{site.authenticator};",
        *_forwarded(site),
        f"add_header Cache-Control {quoted(PRIVATE)} always;",
    ]
    yield braces("location ^~ /oauth2/", passing)
    yield braces("location @sign-in", [f"return 302 /oauth2/sign_in?rd={site.origin}$request_uri;"])


def _forwarded(site: Deployment) -> tuple[str, ...]:
    """Return the request headers for oauth2-proxy. All headers that it trusts are set, so clients cannot forge them."""
    scheme, _, authority = site.origin.partition("://")
    return (
        f"proxy_set_header Host {authority};",
        f"proxy_set_header X-Forwarded-Host {authority};",
        f"proxy_set_header X-Forwarded-Proto {scheme};",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Uri $request_uri;",
        "proxy_set_header X-Real-IP $remote_addr;",
        'proxy_set_header X-Auth-Request-Groups "";',
        'proxy_set_header X-Forwarded-Groups "";',
    )
