"""Addresses, methods and headers that have opened other servers open none of ours."""

from __future__ import annotations

import base64
import itertools
import urllib.parse

import pytest
from harness.people import PEOPLE
from harness.spoiling import control
from harness.trees import ODD, WHEN
from mkdocs_postmortems.deploy.deployment import UrlLayout

KINDS = ("nginx", "apache", "caddy")
STRANGERS = ("anonymous", "staff", "security", "readonly", "forged")
"""Who may not read what `sre` may."""

TARGETS = (
    "/{slug}/{path}",
    "//{slug}/{path}",
    "///{slug}///{path}",
    "/{slug}//{path}",
    "/./{slug}/./{path}",
    "/none/../{slug}/{path}",
    "/{open}/../{slug}/{path}",
    "/{open}//../{slug}/{path}",
    "/{open}/../../{slug}/{path}",
    "/{open}/..%2f{slug}/{path}",
    "/{open}/..%2F{slug}%2F{path}",
    "/{open}%2f..%2f{slug}%2f{path}",
    "/{open}/%2e%2e/{slug}/{path}",
    "/{open}/%2e%2e%2f{slug}%2f{path}",
    "/{open}/.%2e/{slug}/{path}",
    "/{open}/..%252f{slug}/{path}",
    "/{open}/%252e%252e/{slug}/{path}",
    "/{open}/%252e%252e%252f{slug}/{path}",
    "/{open}/..%c0%af{slug}/{path}",
    "/{open}/%c0%ae%c0%ae/{slug}/{path}",
    "/{open}/..;/{slug}/{path}",
    "/{open};/../{slug}/{path}",
    "/{open}/..%3b/{slug}/{path}",
    "/{open}\\..\\{slug}\\{path}",
    "/{open}/..\\{slug}/{path}",
    "/{open}/..%5c{slug}%5c{path}",
    "/{open}../{slug}/{path}",
    "/{open}..%2f{slug}/{path}",
    "/{open}/{slug}/{path}",
    "/{slug}%2f{path}",
    "/%2f{slug}/{path}",
    "/{slug};/{path}",
    "/{slug};x=y/{path}",
    "/{slug}./{path}",
    "/{slug}%20/{path}",
    "/{slug}%00/{path}",
    "/%00/{slug}/{path}",
    "/{upper}/{path}",
    "/{encoded}/{path}",
    "/{slug}/{path}.",
    "/{slug}/{path}/",
    "/{slug}/{path}/.",
    "/{slug}/{path}%00",
    "/{slug}/{path}%20",
    "/{slug}/{path};x",
    "/{slug}/{path}::$DATA",
    "/{slug}/{path}~",
    "/{slug}/{path}?",
    "/{slug}/{path}?allowed_groups=staff",
    "/{slug}/{path}?/{open}/",
    "/{slug}/{path}%3f/{open}/",
    "/{slug}/{path}#/{open}/",
    "/{open}/#/../../{slug}/{path}",
    "/{slug}",
    "/{slug}/",
    "/{slug}/2024",
    "/{slug}/2024/",
    "/{slug}/404.html",
    "{slug}/{path}",
    "http://127.0.0.1/{slug}/{path}",
    "http://{open}/{slug}/{path}",
    "/oauth2/../{slug}/{path}",
    "/oauth2/%2e%2e/{slug}/{path}",
    "/oauth2/..%2f{slug}/{path}",
    "/oauth2/sign_in/../../{slug}/{path}",
    "/.postmortems/oidc/../../{slug}/{path}",
    "/.postmortems/trees/{slug}/{path}",
    "/.postmortems/trees/{open}/../{slug}/{path}",
    "/.postmortems/trees/{open}/..%2f{slug}/{path}",
    "/.postmortems//trees/{slug}/{path}",
    "/.postmortems/sign-in/../trees/{slug}/{path}",
    "/_postmortems/clause-1",
    "/_postmortems/reader",
    "/_postmortems/../{slug}/{path}",
    "/{slug}.manifest.json",
    "/{open}.manifest.json",
    "/{open}/../{slug}.manifest.json",
    "/{open}/..%2f{slug}.manifest.json",
    "/{root}/{slug}/{path}",
    "//{root}/{slug}/{path}",
    "/..{root}/{slug}/{path}",
    "/@{slug}-1",
    "/@open",
    "/",
    "/.",
    "/..",
    "/%",
    "/%zz/{slug}/{path}",
)

CLAIMS = (
    {"X-Auth-Request-Groups": "sre"},
    {"x-auth-request-groups": "staff,sre,security"},
    {"X_Auth_Request_Groups": "sre"},
    {"X-Auth-Request-User": "sre", "X-Auth-Request-Email": "sre@example.com"},
    {"X-Forwarded-Groups": "sre", "X-Forwarded-User": "sre"},
    {"X-Forwarded-Uri": "/public/index.html", "X-Forwarded-Method": "OPTIONS"},
    {"X-Original-URI": "/public/index.html", "X-Original-URL": "/sre/index.html", "X-Rewrite-URL": "/sre/index.html"},
    {"X-Forwarded-Host": "localhost", "X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"},
    {"OIDC_CLAIM_groups": "sre", "OIDC-CLAIM-groups": "sre", "OIDC_CLAIM_sub": "sre"},
    {"REMOTE_USER": "sre", "Remote-User": "sre", "Remote-Groups": "sre"},
    {"REDIRECT_STATUS": "200", "REDIRECT-STATUS": "200"},
    {"Authorization": f"Basic {base64.b64encode(b'sre:sre').decode()}"},
    {"Cookie": "_oauth2_proxy=; mod_auth_openidc_session=; groups=sre"},
    {"Cookie": "_oauth2_proxy=../../sre; mod_auth_openidc_session=../../sre"},
    {"Connection": "X-Auth-Request-Groups, Cookie", "X-Auth-Request-Groups": "sre"},
    {"X-HTTP-Method-Override": "HEAD"},
    {"Range": "bytes=0-20"},
    {"Range": "bytes=-20", "If-Range": '"x"'},
    {"If-None-Match": "*"},
    {"If-Match": "*"},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"If-Unmodified-Since": "Fri, 01 Jan 1990 00:00:00 GMT"},
    {"Accept-Encoding": "gzip, br", "TE": "trailers"},
    {"X-Requested-With": "XMLHttpRequest"},
    {"Accept": "application/json"},
    {"Origin": "https://elsewhere.example", "Sec-Fetch-Mode": "cors"},
)
METHODS = ("HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE", "get", "X")


def targets(served, slug: str, path: str) -> list[str]:
    """Return all ways to write the address of a file."""
    opened = served.policy.open_grant.slug if served.policy.open_grant else "public"
    values = {
        "slug": slug,
        "path": path,
        "open": opened,
        "upper": slug.upper(),
        "encoded": "".join(f"%{byte:02x}" for byte in slug.encode()),
        "root": str(served.trees.root).lstrip("/"),
    }
    return [form.format(**values) for form in TARGETS]


def check_control(served) -> None:
    """The right person gets the bytes at the plain address, or the rest shows nothing."""
    path = "2024/database/index.html"
    assert served.client("sre").ask(served.address("sre", path)).digest == served.trees.manifests["sre"][path]


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", KINDS)
def test_no_way_to_write_an_address_opens_a_tree(serve, kind, shape, name):
    """Dots, slashes, encodings, marks, cases and other people's traps lead nowhere."""
    served = serve(kind, shape)
    check_control(served)
    client, person = served.client(name), PEOPLE[name]
    leaks = {}
    for slug, path in itertools.product(("sre", "sre-and-security"), ("2024/database/index.html", "same-length.html")):
        for target in targets(served, slug, path):
            if leak := served.leak(client.ask(target), person):
                leaks[target] = leak
    assert leaks == {}


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", KINDS)
def test_no_header_and_no_method_opens_a_tree(serve, kind, shape, name):
    """What readers say of themselves is believed nowhere, and a refusal tells nothing by 206, 304, 412 or 416."""
    served = serve(kind, shape)
    check_control(served)
    client, person = served.client(name), PEOPLE[name]
    path = "same-length.html" if shape is UrlLayout.PREFIX else f"only/{served.trees.words['sre']}.txt"
    asked = [("GET", headers) for headers in CLAIMS] + [(method, {}) for method in METHODS]
    wrong = []
    for method, headers in asked:
        answer = client.ask(served.address("sre", path), method, headers)
        if served.leak(answer, person) or answer.status in (200, 206, 304, 412, 416):
            wrong.append((method, headers, answer.status, answer.body[:80]))
    assert wrong == []


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_forbidden_looks_like_what_is_missing(serve, kind, shape, name):
    """Status, headers, length and body tell nobody whether a file is in a tree that they may not read."""
    served = serve(kind, shape)
    check_control(served)
    client = served.client(name)
    word = served.trees.words["sre"]
    there = (
        "2024/database/index.html",
        "2024/database/",
        "2024/database",
        "assets/",
        "media/sre.bin",
        "sitemap.xml.gz",
    )
    if shape is UrlLayout.ONE:
        there = (f"only/{word}/index.html", f"only/{word}/", f"only/{word}", f"only/{word}.txt", "media/sre.bin")
    differing = []
    for path, (method, headers) in itertools.product(there, [("GET", h) for h in CLAIMS] + [(m, {}) for m in METHODS]):
        missing = path.translate(str.maketrans("abcdefm", "zyxwvun"))
        here, not_here = (client.ask(served.address("sre", one), method, headers) for one in (path, missing))
        if here.look != not_here.look:
            differing.append((method, path, headers, here.look, not_here.look))
    assert differing == []


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", KINDS)
def test_names_of_audiences_are_not_found_out(serve, kind, shape):
    """A tree that a person may not read looks like that of an audience that there is not."""
    served = serve(kind, shape)
    places = ("/.postmortems/trees/", "/.postmortems//trees/", "/%2epostmortems/trees/")
    for name, place in itertools.product(STRANGERS, (*places, "/") if shape is UrlLayout.PREFIX else places):
        client = served.client(name)
        there, missing = (client.ask(f"{place}{slug}/index.html") for slug in ("sre", "srx"))
        assert there.look == missing.look, (name, place)


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_a_renewed_session_reaches_the_reader(serve, kind, shape):
    """The cookie that oauth2-proxy sets when it is asked comes with the page, once; what a reader sends does not."""
    served = serve(kind, shape)
    client = served.client("sre")
    control(served, client, "refresh")
    target = served.address("sre", "same-length.html")
    spoof = {"X-Postmortems-Cookie": "planted=1"}
    first, second = client.ask(target, headers=spoof), client.ask(target, headers=spoof)
    assert first.headers["set-cookie"].startswith("_oauth2_proxy=")
    assert "set-cookie" not in second.headers
    assert first.digest == second.digest == served.trees.manifests["sre"]["same-length.html"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_absent_page_is_that_of_the_readers_own_tree(serve, kind):
    """Where there is one space of addresses, the page that says so is of the tree that all other pages are of."""
    served = serve(kind, UrlLayout.ONE)
    for name in ("anonymous", "staff", "sre", "security", "both", "odd"):
        answer = served.client(name).ask("/none/at/all.html")
        tree = served.policy.site_for(PEOPLE[name].deciding)
        assert (answer.status, answer.digest) == (404, served.trees.manifests[tree]["404.html"]), name


@pytest.mark.parametrize("kind", KINDS)
def test_no_validator_of_one_tree_is_good_for_another(serve, kind):
    """Files of one length and time in several trees are told apart: nothing is answered by "not modified"."""
    served = serve(kind, UrlLayout.ONE)
    path = "same-length.html"
    size = (served.trees.root / "sre" / path).stat().st_size
    guesses = (f'"{WHEN:x}-{size:x}"', f'"{size:x}-{WHEN * 1_000_000:x}"', f'"{_base36(WHEN)}{_base36(size)}"')
    for name in ("anonymous", "staff", "sre", "security"):
        plain = served.client(name).ask(served.address("", path))
        assert not {"etag", "last-modified"} & set(plain.headers)
        assert plain.headers["cache-control"] == "private, no-store"
        assert "cookie" in plain.headers["vary"].lower()
        for headers in [{"If-None-Match": f"W/{guess}, {guess}"} for guess in guesses] + [
            {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
            {"Range": "bytes=0-9", "If-Range": guesses[0]},
        ]:
            answer = served.client(name).ask(served.address("", path), headers=headers)
            tree = served.policy.site_for(PEOPLE[name].deciding)
            assert (answer.status, answer.digest) == (200, served.trees.manifests[tree][path])


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", KINDS)
def test_head_says_what_get_says(serve, kind, shape):
    """Status and length are the same without the body, for whoever may read and whoever may not."""
    served = serve(kind, shape)
    for name, path in itertools.product(
        ("anonymous", "staff", "sre"), ("same-length.html", "none.html", "2024/database/")
    ):
        target = served.address("sre", path)
        got, headed = (served.client(name).ask(target, method) for method in ("GET", "HEAD"))
        assert headed.body == b""
        assert headed.status == got.status


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_says_how_it_is_to_be_handled(serve, kind, shape):
    """Pages, redirections and refusals carry the content security policy and forbid caches."""
    served = serve(kind, shape)
    for name, path in itertools.product(
        ("anonymous", "staff", "sre"), ("index.html", "none.html", "2024/database", "")
    ):
        answer = served.client(name).ask(served.address("sre", path))
        assert "no-store" in answer.headers["cache-control"], (name, path)
        if answer.status != 302:
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("kind", KINDS)
def test_directories_are_found_and_never_listed(serve, kind):
    """A folder leads to its page; one without a page shows nothing of what is in it."""
    served = serve(kind, UrlLayout.PREFIX)
    client = served.client("sre")
    assert client.ask("/sre/2024/database/").digest == served.trees.manifests["sre"]["2024/database/index.html"]
    assert client.ask("/sre/2024/database").status in (301, 302, 307, 308)
    answer = client.ask("/sre/assets/")
    assert answer.status in (403, 404)
    assert b"site.js" not in answer.body


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_in_leads_to_the_widest_tree(serve, kind):
    """Below an address per audience, the root sends everybody to what they may read."""
    served = serve(kind, UrlLayout.PREFIX)
    for name in ("staff", "sre", "both", "odd"):
        location = served.client(name).ask("/").headers["location"]
        tree = served.policy.site_for(PEOPLE[name].groups)
        assert urllib.parse.unquote(urllib.parse.urlsplit(location).path) == f"/{tree}/", (name, ODD)
