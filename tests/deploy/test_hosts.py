"""What is written for hosts that cannot be run here has the structure that their documentation asks for."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from harness.trees import audiences
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.deploy.access_policy import AccessPolicy, DeployError
from mkdocs_postmortems.deploy.azure import NOBODY
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.roles import project, role
from mkdocs_postmortems.deploy.targets import TARGETS

POLICY = AccessPolicy.for_audiences(audiences())


def files(target: str):
    """Return what is written for a target."""
    return TARGETS[target].files(Deployment(policy=POLICY, shape=UrlLayout.PREFIX))


@given(st.sets(st.text(min_size=1, max_size=30).filter(lambda name: name.isprintable()), min_size=2, max_size=6))
def test_roles_are_plain_and_each_audiences_own(names):
    """Letters, digits and underscores, at most 25; two audiences never share one."""
    grants = AccessPolicy.for_audiences(parse_audiences(_distinct(names))).grants
    roles = [role(grant) for grant in grants]
    assert len(set(roles)) == len(roles)
    assert len({project(grant) for grant in grants}) == len(roles)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,24}", one) for one in roles)


def _distinct(names):
    """Return audiences with these names, as far as they may be together."""
    written = {}
    for name in names:
        try:
            parse_audiences(written | {name: {"groups": ["x"]}})
        except Exception:  # noqa: BLE001, S112 - names that are refused are not the subject
            continue
        written[name] = {"groups": ["x"]}
    return written or {"a": {"groups": ["x"]}}


def test_a_role_does_not_depend_on_other_audiences():
    """One that passed to another audience would take its readers with it."""
    alone = AccessPolicy.for_audiences(parse_audiences({"sre": {"groups": ["x"]}})).grants[0]
    assert role(alone) in {role(grant) for grant in POLICY.grants}


def _azure_decides(config, path: str, roles: set[str]) -> bool:
    """Return whether Azure's documented rules let somebody in: the first route that fits."""
    for route in config["routes"]:
        pattern = route["route"]
        fits = path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern
        if fits:
            allowed = set(route.get("allowedRoles", ["anonymous"]))
            return "statusCode" not in route and bool(allowed & (roles | {"anonymous"}))
    return True


@pytest.mark.parametrize("groups", [(), ("staff",), ("sre", "staff"), ("legal",), ("sre", "legal"), ("sre-readonly",)])
def test_azure_lets_in_whom_the_policy_lets_in(groups):
    """By the documented order of routes, each site is for its audience, with and without a slash at its end."""
    config = json.loads(files("azure")["staticwebapp.config.json"])
    roles = {role(grant) for grant in POLICY.grants if grant.admits(groups)}
    for grant in POLICY.grants:
        for path in ("", "/", "/index.html", "/x/y.html", "/sitemap.xml.gz"):
            assert _azure_decides(config, f"/{grant.slug}{path}", roles) is grant.admits(groups)
    for path in ("/", "/srx/", "/sre.manifest.json", "/SRE/x", "/srex/y", "/api/x"):
        assert not _azure_decides(config, path, roles)


def test_azure_ends_in_a_denial():
    """The last route fits everything, and its role is never given; no route ends in a star without a slash."""
    config = json.loads(files("azure")["staticwebapp.config.json"])
    assert config["routes"][-1] == {"route": "/*", "allowedRoles": [NOBODY]}
    assert NOBODY not in {role(grant) for grant in POLICY.grants}
    assert all(route["route"].endswith("/*") for route in config["routes"] if "*" in route["route"])
    assert set(config) <= {"auth", "routes", "responseOverrides", "globalHeaders", "mimeTypes"}
    assert config["globalHeaders"]["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["nobody", "anonymous", "authenticated"])
def test_an_audience_does_not_get_a_role_that_means_something_else(name):
    """Two of them everybody has at Azure, and to the other everything is denied."""
    policy = AccessPolicy.for_audiences(parse_audiences({name: {"groups": ["x"]}}))
    assert role(policy.grants[0]).startswith("x_")


def test_cloudflare_names_every_address_of_every_project():
    """Previews have addresses of their own, and nothing is inherited."""
    written = files("cloudflare")
    closed = [grant for grant in POLICY.grants if not grant.is_open]
    for grant in closed:
        application = json.loads(written[f"{project(grant)}/access-application.json"])
        hosts = {one["uri"] for one in application["destinations"]}
        assert {f"{project(grant)}.pages.dev", f"*.{project(grant)}.pages.dev"} < hosts
        assert len(hosts) == 3
        for policy in application["policies"]:
            assert policy["decision"] == "allow"
            assert policy["include"]
    assert not any("postmortems-public/access" in name for name in written)


@pytest.mark.parametrize("held", [(), ("sre",), ("legal",), ("sre", "legal"), ("sre", "security", "legal")])
def test_cloudflares_policies_are_the_rule(held):
    """Some policy includes and requires what the person has, exactly if they may read the site."""
    written = files("cloudflare")
    for grant in POLICY.grants:
        if grant.is_open:
            continue
        application = json.loads(written[f"{project(grant)}/access-application.json"])
        admitted = any(
            {one["oidc"]["claim_value"] for one in policy["include"]} & set(held)
            and {one["oidc"]["claim_value"] for one in policy["require"]} <= set(held)
            for policy in application["policies"]
        )
        assert admitted is grant.admits(held)


@pytest.mark.parametrize(
    ("target", "name"), [("github-pages", ".github/workflows/postmortems.yml"), ("gitlab-pages", ".gitlab-ci.yml")]
)
def test_each_site_goes_to_its_own_repository(target, name):
    """The YAML can be read, and no two sites go to one repository or by one key."""
    text = files(target)[name]
    pipeline = yaml.safe_load(text)
    jobs = pipeline["jobs"]["publish"]["steps"] if target == "github-pages" else list(pipeline.values())
    places = [job.get("env") or job.get("variables") for job in jobs if isinstance(job, dict)]
    named = [(place["TREE"], place["REPOSITORY"]) for place in places if place]
    assert {folder for folder, _ in named} == {f"dist/{grant.slug}" for grant in POLICY.grants}
    assert len({repository for _, repository in named}) == len(POLICY.grants)
    assert len(set(re.findall(r"POSTMORTEMS_KEY_\w+", text))) == len(POLICY.grants)


def test_cloudfront_denies_by_default_and_signs_each_site():
    """Every restricted site requires signed cookies; a function denies other addresses; nothing is cached."""
    resources = json.loads(files("s3-cloudfront")["cloudfront.json"])["Resources"]
    config = resources["Distribution"]["Properties"]["DistributionConfig"]
    function = config["DefaultCacheBehavior"]["FunctionAssociations"][0]["FunctionARN"]["Fn::GetAtt"][0]
    assert "403" in resources[function]["Properties"]["FunctionCode"]
    assert len(config["CacheBehaviors"]) == len(POLICY.grants)
    for grant, behavior in zip(POLICY.grants, config["CacheBehaviors"], strict=True):
        assert ("TrustedKeyGroups" in behavior) is not grant.is_open
        assert behavior["PathPattern"].endswith("/*")
        assert behavior["PathPattern"].isascii()
    assert all(resources["Bucket"]["Properties"]["PublicAccessBlockConfiguration"].values())


def test_references_of_the_template_lead_somewhere():
    """Each name that a resource refers to is a resource or a parameter."""
    template = json.loads(files("s3-cloudfront")["cloudfront.json"])
    text = json.dumps(template)
    known = {*template["Resources"], *template["Parameters"]}
    assert set(re.findall(r'"Ref": "(\w+)"', text)) <= known
    assert set(re.findall(r'"Fn::GetAtt": \["(\w+)"', text)) <= known


def test_netlify_refuses_letters_that_its_rules_do_not_know():
    """Its engine compares addresses as they are encoded."""
    with pytest.raises(DeployError, match="rename it"):
        files("netlify")
