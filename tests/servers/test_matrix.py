"""Every file of every tree for everybody, on every server: what comes is what the policy says, and nothing else."""

from __future__ import annotations

import time
import urllib.parse

import pytest
from harness.asking import Client
from harness.people import PEOPLE
from harness.spoiling import token
from mkdocs_postmortems.deploy.deployment import UrlLayout


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_everybody_gets_what_the_policy_says(serve, kind, shape, name):
    """The status and the digest of each file are those of the one tree, or of the trees, that the person may read."""
    person = PEOPLE[name]
    served = serve(kind, shape, brief=kind == "apache" and person.trick == "expired")
    _check_all(served, name)


@pytest.mark.parametrize("name", ["anonymous", "sre", "both", "odd", "forged", "readonly", "nobody"])
@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_nothing_is_open_where_no_audience_is(serve, kind, shape, name):
    """Without an audience that anyone belongs to, whoever is in no group gets nothing at all."""
    served = serve(kind, shape, closed=True)
    _check_all(served, name)
    if name in ("anonymous", "forged", "readonly", "nobody"):
        assert served.policy.sites_for(PEOPLE[name].deciding) == ()


def _check_all(served, name):
    """Ask for every file of every tree, and compare."""
    client, person = served.client(name), PEOPLE[name]
    wrong, asked = [], 0
    for slug, files in served.trees.manifests.items():
        for path in files:
            answer = client.ask(served.address(slug, path))
            expected = served.expected(person, slug, path)
            fits = (answer.status, answer.digest) == (200, expected) if expected else answer.status in (302, 403, 404)
            asked += 1
            if not fits or served.leak(answer, person):
                wrong.append((slug, path, answer.status, answer.body[:200]))
    assert wrong == []
    assert asked == sum(map(len, served.trees.manifests.values()))


@pytest.mark.parametrize(
    ("kind", "shape", "pattern", "instead", "name"),
    [
        ("nginx", UrlLayout.PREFIX, r"auth_request /_postmortems/clause-\d;", "", "anonymous"),
        ("nginx", UrlLayout.PREFIX, r"\?allowed_groups=\S+;", ";", "readonly"),
        (
            "nginx",
            UrlLayout.PREFIX,
            r"auth_request /_postmortems/clause-2;",
            "auth_request /_postmortems/clause-1;",
            "sre",
        ),
        ("nginx", UrlLayout.ONE, r"\(\?:\^\|\\\\x2c\)|\(\?:\\\\x2c\|\$\)", "", "readonly"),
        ("apache", UrlLayout.PREFIX, r"Require claim groups.*", "Require valid-user", "readonly"),
        ("apache", UrlLayout.PREFIX, r"Require claim groups:sre\n", "Require claim groups~sre\n", "readonly"),
        ("caddy", UrlLayout.PREFIX, r"\?allowed_groups=\S+", "", "readonly"),
        ("caddy", UrlLayout.ONE, r"\(\?:\^\|\\x2c\)|\(\?:\\x2c\|\$\)", "", "readonly"),
    ],
)
def test_what_is_broken_is_noticed(serve, kind, shape, pattern, instead, name):
    """Configurations with a mistake that others have made are told from ours by the same comparison."""
    served = serve(kind, shape, broken=(pattern, instead))
    with pytest.raises(AssertionError):
        _check_all(served, name)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("shape", UrlLayout)
def test_apache_takes_no_token_that_comes_by_the_browser(serve, shape, method):
    """A token without a signature, with the right state, does not end in a session; the code alone does."""
    served, person = serve("apache", shape), PEOPLE["sre"]
    client = Client(served.port, learns=True)
    asked = client.ask(served.door).headers["location"]
    given = urllib.parse.parse_qs(urllib.parse.urlsplit(asked).query)
    claims = {"nonce": given["nonce"][0], "iat": int(time.time())}
    fields = {"state": given["state"][0], "id_token": token(served, person.name, "none", claims)}
    body = urllib.parse.urlencode(fields)
    back = "/.postmortems/oidc"
    if method == "GET":
        client.ask(f"{back}?{body}")
    else:
        client.ask(back, "POST", {"Content-Type": "application/x-www-form-urlencoded"}, body.encode())
    answer = client.ask(served.address("sre", "same-length.html"))
    client.close()
    assert served.leak(answer, PEOPLE["anonymous"]) is None
    assert answer.digest != served.trees.manifests["sre"]["same-length.html"]


@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_an_address_to_come_back_to_is_on_the_same_site(serve, kind):
    """Nobody is sent to another host after signing in."""
    served = serve(kind, UrlLayout.PREFIX)
    client = Client(served.port)
    for path in ("//elsewhere.example/x", "/sre//elsewhere.example", "/sre/?rd=https://elsewhere.example"):
        location = client.ask(path).headers.get("location", "")
        assert not location.startswith(("//", "http://elsewhere", "https://elsewhere")), path
    client.close()
