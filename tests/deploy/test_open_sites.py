"""What anyone may read does not depend on those who say who a reader is."""

from __future__ import annotations

import re

import pytest
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.deploy.access_policy import AccessPolicy
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.targets import TARGETS

READERS = parse_audiences({"open": {"anyone": True}, "staff": {"includes": ["open"], "groups": ["everybody"]}})
ASKS = {
    "nginx": r'location \^~ "/{}/" \{{((?!\n    \}}).)*auth_request ',
    "apache": r'<Location "/{}/">((?!</Location>).)*AuthType openid-connect',
    "caddy": r"\n        handle `/{}/\*` \{{((?!\n        \}}).)*forward_auth ",
    "netlify": r"^/{0}/\*  /{0}/:splat  200!  Role=",
    "azure": r'"route": "/{0}/\*",\s+"allowedRoles": \[\s+"{0}"\s+\]',
    "cloudflare": r"^file postmortems-{}/access-application\.json$",
    "s3-cloudfront": r'"PathPattern": "/{}/\*"((?!PathPattern).)*"TrustedKeyGroups"',
}
"""How a target asks who reads the site of a folder. Hosts of pages have none: each repository is a site of its own."""


def test_each_target_is_here():
    """All but hosts of pages, which admit the members of a repository, or everybody."""
    assert {*ASKS} == {*TARGETS} - {"github-pages", "gitlab-pages"}


@pytest.mark.parametrize("target", ASKS)
def test_nobody_is_asked_who_reads_what_is_open(target):
    """The control: of the other site somebody is."""
    files = TARGETS[target].files(Deployment(policy=AccessPolicy.for_audiences(READERS), shape=UrlLayout.PREFIX))
    text = "\n".join(f"file {name}\n{content}" for name, content in files.items())

    asked = [site for site in ("open", "staff") if re.search(ASKS[target].format(site), text, re.DOTALL | re.MULTILINE)]
    assert asked == ["staff"]
    assert re.search(r"\bopen\b", text)
