"""What is written for hosts, run by what of them there is: Netlify's own engine, and Node for functions."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
from harness.people import PEOPLE
from harness.running import missing, program
from harness.trees import ODD, audiences
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.deploy.access_policy import AccessPolicy
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.roles import role, roles_script
from mkdocs_postmortems.deploy.targets import TARGETS

HARNESS = Path(__file__).parent / "harness"
MODULES = Path(__file__).parents[2] / ".cache" / "servers"
PLAIN = {
    "public": {"anyone": True},
    "staff": {"includes": ["public"], "groups": ["staff"]},
    "sre": {"includes": ["staff"], "groups": ["sre"]},
    "security": {"includes": ["staff"], "groups": ["security", "legal"]},
    "sre and security": {"includes": ["sre", "security"]},
}
SECRET = "of the test"  # noqa: S105 - signs tokens of this test alone


def node(script: str, given: object) -> list:
    """Run a script with JSON for its input and output."""
    done = subprocess.run(
        [program("node"), str(HARNESS / script)], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_function_of_roles_is_the_policy():
    """JavaScript and Python agree on who may read what, for all sets of groups."""
    policy = AccessPolicy.for_audiences(audiences())
    known = ["staff", "sre", "security", "legal", ODD, "sre-readonly", "SRE", "__proto__", "constructor", "0", ""]
    asked = [list(some) for size in range(4) for some in itertools.combinations(known, size)]
    roles = {grant.slug: role(grant) for grant in policy.grants}
    expected = [[roles[slug] for slug in policy.sites_for(groups)] for groups in asked]
    assert node("roles.cjs", {"code": roles_script(policy), "asked": asked}) == expected


def token(roles, expires: int = 4_000_000_000, algorithm: str = "HS256", secret: str = SECRET) -> str:
    """Return a token as Netlify has it in a cookie."""
    claims = {"exp": expires, "app_metadata": {"authorization": {"roles": list(roles)}}}
    parts = [_text(json.dumps(part).encode()) for part in ({"alg": algorithm, "typ": "JWT"}, claims)]
    signature = hmac.new(secret.encode(), ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join((*parts, _text(signature)))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.fixture(name="ask")
def _ask():
    """Return a function that asks Netlify's engine about many addresses."""
    if not (MODULES / "node_modules" / "netlify-redirector").exists():
        missing("npm's netlify-redirector is not installed")
    policy = AccessPolicy.for_audiences(parse_audiences(PLAIN))
    rules = TARGETS["netlify"].files(Deployment(policy=policy, shape=UrlLayout.PREFIX))["_redirects"]

    def ask(asked):
        given = {"modules": str(MODULES), "rules": rules, "secret": SECRET, "asked": asked}
        return policy, node("netlify.cjs", given)

    return ask


def test_netlifys_engine_does_what_the_policy_says(ask):
    """Each tree is rewritten to itself for its readers; for everybody else it is what anything unknown is."""
    people = [person for person in PEOPLE.values() if not person.trick]
    policy = AccessPolicy.for_audiences(parse_audiences(PLAIN))
    asked, expected = [], []
    for person, grant, path in itertools.product(
        people, policy.grants, ("", "x.html", "a/b/", "a%20b", "sitemap.xml.gz")
    ):
        roles = [role(one) for one in policy.grants if one.admits(person.groups)]
        asked.append([f"/{grant.slug}/{path}", token(roles) if roles else ""])
        allowed = grant.admits(person.groups)
        expected.append([200, f"/{grant.slug}/{path}"] if allowed else [404, "/absent"])
    assert ask(asked)[1] == expected


def test_netlifys_engine_believes_no_other_token(ask):
    """Neither a foreign key nor an old token opens anything, nor does a role that contains another."""
    tokens = (
        "",
        "x",
        token(["sre"], secret="another"),  # noqa: S106 - it is the point
        token(["sre"], expires=1),
        token(["sre-readonly", "SRE", "sre_", "xsre"]),
    )
    paths = (
        "/sre/x",
        "/sre/",
        "/sre",
        "//sre/x",
        "/SRE/x",
        "/%73re/x",
        "/public/../sre/x",
        "/sre.manifest.json",
        "/",
        "/none",
    )
    answers = ask([list(pair) for pair in itertools.product(paths, tokens)])[1]
    assert all(status == 404 or to.startswith("/public/") for status, to in answers)
    assert ask([["/sre/x", token(["sre"])]])[1] == [[200, "/sre/x"]]


@pytest.mark.parametrize("readers", [PLAIN, None], ids=["plain", "odd"])
def test_azure_takes_its_configuration(readers, tmp_path):
    """By the schema that comes with Azure's own program."""
    schema = MODULES / "package/schema/staticwebapp.config.json"
    if not schema.exists():
        missing("the schema of Azure's configuration is not here")
    policy = AccessPolicy.for_audiences(parse_audiences(readers) if readers else audiences())
    site = Deployment(policy=policy, shape=UrlLayout.PREFIX, origin="https://wiki.example.com", root="/srv/trees")
    written = tmp_path / "staticwebapp.config.json"
    written.write_text(TARGETS["azure"].files(site)[written.name], encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(written)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
