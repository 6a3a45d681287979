"""Values that cannot be quoted safely are refused."""

from __future__ import annotations

import pytest
from harness.trees import audiences
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.deploy.access_policy import AccessPolicy, DeployError
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.targets import TARGETS, layout_of

POLICY = AccessPolicy.for_audiences(audiences())


@pytest.mark.parametrize(
    "given",
    [
        {"origin": "https://a b"},
        {"origin": "https://x.example;"},
        {"origin": "https://x.example/path"},
        {"origin": "ftp://x.example"},
        {"origin": "https://x.example:99999999"},
        {"root": "relative"},
        {"root": "/srv/$HOME"},
        {"root": '/srv/"x'},
        {"root": "/srv/../etc"},
        {"root": "/"},
        {"root": "/srv/x\n}"},
        {"listen": "8080; } server {"},
        {"listen": "127.0.0.1"},
        {"authenticator": "http://127.0.0.1:4180"},
        {"authenticator": "unix:/run/x"},
        {"issuer": "https://login.example.com/${X}"},
        {"external_hosts": ("x.example; script-src *",)},
        {"external_hosts": ("*",)},
    ],
)
def test_places_are_plain(given):
    """Addresses and folders go into texts as they are, so they must have nothing that a language reads."""
    with pytest.raises(DeployError, match="expected"):
        Deployment(policy=POLICY, shape=UrlLayout.PREFIX, **given)


def test_a_site_behind_a_tls_proxy_listens_at_the_given_address():
    """The address that readers see and the one that is listened on may differ."""
    site = Deployment(policy=POLICY, shape=UrlLayout.ONE, origin="https://x.example", listen="10.0.0.1:8080")
    assert site.plain_http == "10.0.0.1:8080"
    assert Deployment(policy=POLICY, shape=UrlLayout.ONE, origin="https://x.example").plain_http == ""
    assert Deployment(policy=POLICY, shape=UrlLayout.ONE, origin="http://127.0.0.1:8001").plain_http == "127.0.0.1:8001"


@pytest.mark.parametrize("target", ["nginx", "caddy"])
def test_an_audience_that_takes_the_place_of_the_authenticator_is_refused(target):
    """The audience `oauth2` would have the addresses of oauth2-proxy."""
    policy = AccessPolicy.for_audiences(parse_audiences({"oauth2": {"groups": ["x"]}}))
    with pytest.raises(DeployError, match="give it another name"):
        TARGETS[target].files(Deployment(policy=policy, shape=UrlLayout.PREFIX))


@pytest.mark.parametrize("target", ["nginx", "caddy"])
def test_groups_with_commas_need_a_server_that_reads_the_claim(target):
    """oauth2-proxy would take one group for two; Apache takes it for what it is."""
    site = Deployment(
        policy=AccessPolicy.for_audiences(parse_audiences({"a": {"groups": ["x,sre"]}})), shape=UrlLayout.PREFIX
    )
    with pytest.raises(DeployError, match="cannot be told apart"):
        TARGETS[target].files(site)
    assert r"x\\x2csre" in TARGETS["apache"].files(site)["postmortems.conf"]


def test_a_target_says_which_shapes_it_can_serve():
    """A shape that a host cannot serve is refused by name."""
    assert layout_of("nginx", None) is UrlLayout.ONE
    assert layout_of("azure", None) is UrlLayout.PREFIX
    with pytest.raises(DeployError, match="azure cannot serve the shape 'one'; expected prefix"):
        layout_of("azure", "one")


@pytest.mark.parametrize("target", TARGETS)
def test_no_text_holds_a_secret(target):
    """Secrets are named by their variables, and there is no value beside the name."""
    for shape in TARGETS[target].shapes:
        policy = AccessPolicy.for_audiences(parse_audiences({"staff": {"groups": ["staff"]}}))
        for text in TARGETS[target].files(Deployment(policy=policy, shape=shape)).values():
            for line in text.splitlines():
                if "secret" in line.lower() and not line.lstrip().startswith(("#", "//")):
                    assert "POSTMORTEMS_" in line or "secrets." in line, line
